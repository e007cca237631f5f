import Answers
import Content
import Foundation
import Portal
import TestSupport

@testable import Site

/// A small project in memory: the shipped theme and pages made by the tests.
struct SampleSite {
    static let theme = Theme.load(folders: [Repository.templates]).0

    var pages: [String: String]
    var assets: [String: String] = [:]
    var settings = "title: Test portal\nurl: https://example.org/ai"
    var theme = SampleSite.theme
    var today = "2026-11-01"
    var includesDrafts = false
    var threadCount = 2
    /// The ledger of answers, where the site answers questions; no encoder is at hand.
    var ledger: Ledger?
    var history: ContentHistory?
    var commit: SourceCommit?
    var data: [String: String] = [:]

    init(_ pages: [String: String]) { self.pages = pages }

    /// A site with a page of every kind that refer to each other.
    static var full: SampleSite {
        var site = SampleSite([
            "index.md": "---\ntitle: Home\n---\n\nWelcome to [[POL-001]].\n",
            "policies/use.md": policy(
                "POL-001", "Use",
                "Staff MUST read [[guide:start]] and know each LLM. {#R1}\n\n| A | B |\n| - | - |\n| x | [[mit]] |"),
            "policies/old.md": policy("POL-002", "Old", "Staff SHOULD not. {#R1}", status: "retired"),
            "policies/next.md": policy(
                "POL-003", "Next SECRETDRAFT", "Staff MUST SECRETDRAFT. {#R1}\n\nSee [[guide:start]].", status: "draft"),
            "licences/mit.md": SamplePage.page(
                SamplePage.licence(
                    "MIT License", spdx: "MIT", class: "open-source", isOSIApproved: true,
                    permissions: "commercial-use", conditions: "include-copyright", limitations: "warranty",
                    decision: "approved"), body: "Short."),
            "evaluations/m.md": SamplePage.page(
                SamplePage.evaluation(
                    "Model M", licence: "mit",
                    useCase: "use: Chat, verdict: allowed, reason: Fine, requirement: POL-001-R1",
                    reviewBy: "2026-11-20"), body: "Text on [[licence:mit]]."),
            "guides/start.md":
                "---\ntitle: Start\ntags: [intro, Law & order]\naliases: [old/start.html]\nhistory:\n  - {version: \"1\", date: 2026-05-01, summary: First.}\n---\n\n## One\n\nAn LLM writes. ![pic](pic.svg)\n",
            "glossary.md":
                "---\ntitle: Glossary\n---\n\n## Large language model (LLM)\n\nA program that continues text.\n",
        ])
        site.assets = ["guides/pic.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"]
        return site
    }

    static func policy(_ id: String, _ title: String, _ body: String, status: String = "active") -> String {
        SamplePage.page(
            SamplePage.policy(id, title: title, status: status, extra: "applies_to: [all staff]"),
            body: "## Rules\n\n" + body)
    }

    var input: SiteInput {
        func files(_ texts: [String: String]) -> [SourceFile] {
            texts.sorted { $0.key < $1.key }.map { SourceFile(path: $0.key, bytes: Array($0.value.utf8)) }
        }
        var input = SiteInput(
            tree: SourceTree(pages: files(pages), assets: files(assets), data: files(data)), theme: theme,
            settings: SiteSettings.read(settings, path: "charter.yaml").0, settingsSource: Array(settings.utf8),
            today: CalendarDate(today) ?? CalendarDate(secondsSince1970: 0), includesDrafts: includesDrafts,
            version: "test", toolIdentity: "test",
            threadCount: threadCount)
        input.history = history
        input.commit = commit
        if let ledger {
            input.answers = AnswersInput(
                ledger: ledger, encoderName: "encoder", encoderHash: "0123", openEncoder: nil)
        }
        return input
    }

    func build(previous: BuildCache = BuildCache()) -> SiteBuild { buildSite(input, previous: previous) }
}

extension SiteBuild {
    /// The files by path; `earlier` gives those that did not change.
    func files(earlier: [String: String] = [:]) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: outputs.map { output in
                if case .bytes(let bytes) = output.content {
                    return (output.path, String(decoding: bytes, as: UTF8.self))
                }
                return (output.path, earlier[output.path] ?? "missing")
            })
    }
}
