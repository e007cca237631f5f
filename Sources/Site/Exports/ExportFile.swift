import Content
import Portal
import Primitives

/// A file for machines: the one place where it is declared. Its route and its row in `docs/pages.md` follow.
struct ExportFile: Sendable {
    let url: String
    /// What it is, in a sentence.
    let summary: String
    /// When the site has it, in words that follow "where".
    let condition: String
    let isNeeded: @Sendable (SiteFacts) -> Bool
    /// What it is made with.
    var group = OutputGroup.generated
    let text: @Sendable (Exports) -> String

    /// All of them, those that hold every page first: they take longest.
    static let all: [ExportFile] = [
        ExportFile(
            url: "api/portal.json", summary: "Everything that the portal says, as JSON.", condition: "always",
            isNeeded: { _ in true }, text: { PortalExport(site: $0.site).document.json }),
        ExportFile(
            url: "api/bom.json", summary: "The models as a bill of materials in CycloneDX 1.6.", condition: "always",
            isNeeded: { _ in true }, text: { JSONText(encoding: BillOfMaterials(site: $0.site).document).text() + "\n" }
        ),
        ExportFile(
            url: BuildRecord.path,
            summary: "What the site was made from and with: commit, version of the tool, models.", condition: "always",
            isNeeded: { _ in true }, group: .record, text: \.record.text),
        ExportFile(
            url: "llms.txt", summary: "An index of the pages for language models.", condition: "always",
            isNeeded: { _ in true }, text: { TextExports(site: $0.site).llms }),
        ExportFile(
            url: "sitemap.xml", summary: "The addresses of all pages.", condition: "always", isNeeded: { _ in true },
            text: \.sitemap),
        ExportFile(
            url: "robots.txt", summary: "Keeps search engines away from an intranet.", condition: "always",
            isNeeded: { _ in true }, text: \.robots),
        ExportFile(
            url: "register.csv", summary: "The register of requirements as a table.",
            condition: "a policy in force has requirements", isNeeded: MadePage.register.isNeeded, text: \.register),
        ExportFile(
            url: "decisions.csv", summary: "Every verdict with its reasons as a table.",
            condition: "there are decisions", isNeeded: { $0.dataFiles.decisions != nil },
            text: { exports in exports.site.decisionView.map { csvText($0.rows) } ?? "" }),
        ExportFile(
            url: "reviews.ics", summary: "Reviews and ends of exceptions as a calendar, with alarms.",
            condition: "a page in force has `review_by:`, or there is an exception",
            isNeeded: { MadePage.reviews.isNeeded($0) || $0.dataFiles.exceptions?.exceptions.isEmpty == false },
            text: { ReviewCalendar(site: $0.site).text }),
        ExportFile(
            url: "feed.xml", summary: "Changes as an Atom feed.", condition: "`url:` says where the site is published",
            isNeeded: { $0.settings.url != nil },
            text: { exports in exports.site.library.settings.url.map(exports.feed) ?? "" }),
        ExportFile(
            url: "opensearch.xml", summary: "The search for the browser's address bar.",
            condition: "search is on and `url:` says where the site is published",
            isNeeded: { $0.settings.url != nil && $0.hasSearch },
            text: { exports in
                exports.site.library.settings.url.map(TextExports(site: exports.site).openSearch) ?? ""
            }),
    ]

    /// The addresses of the files that a site of these facts has.
    static func routes(_ facts: SiteFacts) -> Set<String> {
        Set(all.filter { $0.isNeeded(facts) }.map(\.url))
    }
}
