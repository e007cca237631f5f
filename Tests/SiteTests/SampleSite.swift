import Content
import Foundation
import Portal

@testable import Site

/// A small project in memory: the shipped theme and pages made by the tests.
struct SampleSite {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let theme = Theme.load(folders: [root.appendingPathComponent("templates").path]).0

    var pages: [String: String]
    var assets: [String: String] = [:]
    var settings = "title: Test portal\nurl: https://example.org/ai"
    var theme = SampleSite.theme
    var today = "2026-11-01"
    var includesDrafts = false
    var threadCount = 2

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
            "licences/mit.md": """
            ---
            title: MIT License
            name: MIT License
            spdx: MIT
            url: https://opensource.org/license/mit
            class: open-source
            osi_approved: true
            permissions: [commercial-use]
            conditions: [include-copyright]
            limitations: [warranty]
            decision: approved
            owner: Legal
            reviewed: 2026-01-01
            reviewer: Board
            review_by: 2027-01-01
            ---

            Short.

            """,
            "evaluations/m.md": """
            ---
            title: Model M
            model: Model M
            developer: D
            parameters: 1B
            licence: mit
            openness: {weights: open}
            use_cases:
              - {use: Chat, verdict: allowed, reason: Fine, requirement: POL-001-R1}
            evaluator: E
            evaluated: 2026-01-01
            owner: O
            review_by: 2026-11-20
            ---

            Text on [[licence:mit]].

            """,
            "guides/start.md":
                "---\ntitle: Start\ntags: [intro, Law & order]\naliases: [old/start.html]\nhistory:\n  - {version: \"1\", date: 2026-05-01, summary: First.}\n---\n\n## One\n\nAn LLM writes. ![pic](pic.svg)\n",
            "glossary.md":
                "---\ntitle: Glossary\n---\n\n## Large language model (LLM)\n\nA program that continues text.\n",
        ])
        site.assets = ["guides/pic.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"]
        return site
    }

    static func policy(_ id: String, _ title: String, _ body: String, status: String = "active") -> String {
        """
        ---
        id: \(id)
        title: \(title)
        status: \(status)
        version: "1.0"
        owner: Office
        approver: Board
        approved: 2026-01-01
        effective: 2026-01-01
        review_by: 2027-06-01
        applies_to: [all staff]
        ---

        ## Rules

        \(body)

        """
    }

    var input: SiteInput {
        func files(_ texts: [String: String]) -> [SourceFile] {
            texts.sorted { $0.key < $1.key }.map { SourceFile(path: $0.key, bytes: Array($0.value.utf8)) }
        }
        return SiteInput(
            tree: SourceTree(pages: files(pages), assets: files(assets)), theme: theme,
            settings: SiteSettings.read(settings, path: "charter.yaml").0,
            today: CalendarDate(today) ?? CalendarDate(secondsSince1970: 0), includesDrafts: includesDrafts,
            version: "test", toolIdentity: "test",
            threadCount: threadCount)
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
