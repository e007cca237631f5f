import Content
import Diagnostics
import TestSupport

@testable import Portal

let today = CalendarDate("2026-11-01")!

/// A page with front matter that its kind needs; lines given replace or add keys.
func file(_ path: String, _ frontMatter: String = "title: Test", body: String = "Text.") -> SourceFile {
    SourceFile(path: path, bytes: Array(SamplePage.page(frontMatter, body: body).utf8))
}

func policy(_ id: String, body: String, extra: String = "", status: String = "active") -> SourceFile {
    file(
        "policies/\(id.lowercased()).md",
        SamplePage.policy(id, status: status, reviewBy: "2027-01-01", extra: extra), body: body)
}

func read(_ file: SourceFile) -> Page {
    readPage(file, in: ReadingContext(settings: SiteSettings.read(nil, path: "").0)).page
}

func library(_ files: [SourceFile], assets: Set<String> = [], drafts: Bool = false) -> Library {
    Library(
        pages: files.map(read), assets: assets, generatedRoutes: ["register.html"],
        settings: SiteSettings.read(nil, path: "").0, today: today, includesDrafts: drafts)
}

extension [Diagnostic] {
    /// `id line:column` of each, in reading order.
    var marks: [String] { inReadingOrder().map { "\($0.id.rawValue) \($0.range.start.line):\($0.range.start.column)" } }
}
