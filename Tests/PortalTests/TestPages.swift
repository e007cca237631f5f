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

/// - Parameters:
///   - data: texts of data files by their paths.
///   - settings: lines of `charter.yaml`.
func library(
    _ files: [SourceFile], assets: Set<String> = [], data: [String: String] = [:], settings: String = "",
    drafts: Bool = false
) -> Library {
    let settings = SiteSettings.read("title: T\n" + settings, path: "charter.yaml").0
    let pages = files.map { readPage($0, in: ReadingContext(settings: settings)).page }
    let data = data.map { SourceFile(path: $0.key, bytes: Array($0.value.utf8)) }
    return Library(
        pages: pages, assets: assets, generatedRoutes: ["register.html"], settings: settings, today: today,
        includesDrafts: drafts,
        dataFiles: DataFiles(pages: pages, assets: [], data: data, pathPrefix: "content/"))
}

extension [Diagnostic] {
    /// `id line:column` of each, in reading order.
    var marks: [String] { inReadingOrder().map { "\($0.id.rawValue) \($0.range.start.line):\($0.range.start.column)" } }
}
