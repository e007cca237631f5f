import Foundation
import Testing

@testable import Content
@testable import Portal
@testable import Site

/// Files for machines, and what changed between two of them.
@Suite("Exports")
struct ExportTests {
    private func export(_ site: SampleSite) throws -> PortalSnapshot {
        let build = site.build()
        return PortalSnapshot(try PortalDocument(json: Array(try #require(build.files()["api/portal.json"]).utf8)))
    }

    @Test("a portal compared with itself has not changed")
    func same() throws {
        let snapshot = try export(SampleSite.full)
        #expect(!snapshot.requirements.isEmpty && !snapshot.pages.isEmpty && !snapshot.anchors.isEmpty)
        let diff = PortalDiff(from: snapshot, to: snapshot)
        #expect(diff.isEmpty && diff.text.hasPrefix("Nothing changed"))
    }

    @Test("requirements, decisions on licences and anchors that changed are told in the portal's words")
    func changes() throws {
        let before = try export(SampleSite.full)
        var site = SampleSite.full
        let path = "policies/use.md"
        let source = try #require(site.pages[path])
        site.pages[path] =
            source.replacingOccurrences(of: " MUST ", with: " SHOULD ")
            + "\n## A new part\n\n- Staff MUST write tests. {#R77}\n"
        let diff = PortalDiff(from: before, to: try export(site))
        let keys = Dictionary(uniqueKeysWithValues: diff.sections.map { ($0.key, $0.changes) })
        #expect(
            keys["requirements_added"]?.contains {
                $0.name.hasSuffix("-R77") && $0.after?.contains("write tests") == true
            } == true)
        #expect(keys["requirements_changed"]?.contains { $0.reason == "MUST became SHOULD" } == true)
        let back = PortalDiff(from: try export(site), to: before)
        #expect(
            back.sections.first { $0.key == "anchors" }?.changes.contains { $0.name.hasSuffix("#a-new-part") } == true)
        #expect(diff.markdown.contains("### Requirements added (1)"))
        #expect(diff.json.contains("\"requirements_added\": ["))
    }

    @Test("verdicts that flip say why")
    func flips() {
        var document = PortalDocumentTests.sample
        let before = PortalSnapshot(document)
        document.decisions?.cases[0].verdict = "blocked"
        document.decisions?.reasons.append(
            .init(
                text: "Not fine.", verdict: "blocked", ground: "rule", rule: "chat-2", clause: "POL-001-R2",
                url: "policies/use.html#POL-001-R2", duties: []))
        document.decisions?.cases[0].reasons.append(1)
        let flip = PortalDiff(from: before, to: PortalSnapshot(document)).sections.first { $0.key == "verdicts" }?
            .changes.first
        #expect(
            flip
                == .init(name: "M, Chat, Public", before: "allowed", after: "blocked", reason: "Not fine. (POL-001-R2)")
        )
    }

    @Test("a difference for programs lists each kind of change, with null for what a change lacks")
    func differenceAsJSON() throws {
        var document = PortalDocumentTests.sample
        let before = PortalSnapshot(document)
        document.answers[0].quote = "Staff MAY ask."
        document.licences[0].decision = "prohibited"
        document.pages = []
        let diff = PortalDiff(from: before, to: PortalSnapshot(document))
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(diff.json.utf8)) as? [String: [[String: Any]]])
        #expect(Set(json.keys) == Set(diff.sections.map(\.key)))
        #expect(json["requirements_added"]?.isEmpty == true)
        let removed = try #require(json["pages_removed"]?.first)
        #expect(removed["name"] as? String == "Start" && removed["before"] is NSNull && removed["reason"] is NSNull)
        #expect(json["answers_changed"]?.first?["after"] as? String == "Staff MAY ask.")
        #expect(json["licence_decisions"]?.first?["name"] as? String == "MIT License")
        #expect(diff.text.contains("MIT License: approved -> prohibited"))
    }

    @Test("the feed tells dated changes, newest first, with the version in the title")
    func feed() throws {
        var site = SampleSite.full
        site.pages["guides/more.md"] =
            "---\ntitle: More\nhistory:\n  - {date: 2026-06-01, summary: Second & last.}\n  - {summary: Undated.}\n---\n\nText.\n"
        let feed = try #require(site.build().files()["feed.xml"])
        let titles = feed.components(separatedBy: "<entry>\n<title>").dropFirst().map {
            $0.components(separatedBy: "</title>")[0]
        }
        #expect(titles == ["More", "Start, version 1"])
        #expect(feed.contains("<summary>Second &amp; last.</summary>") && !feed.contains("Undated"))
        #expect(feed.contains("<id>https://example.org/ai/guides/start.html#version-1-2026-05-01</id>"))
        #expect(feed.contains("<updated>2026-06-01T00:00:00Z</updated>\n<author>"))
    }

    @Test("an empty list or text of an outer context is not shown in an inner one")
    func contexts() throws {
        var outer = TemplateContext { $0.set("version", "0.1.0") }
        outer.set("sources", list: [TemplateContext { $0.set("version", nil as String?) }])
        var site = SampleSite.full
        site.pages["guides/sourced.md"] = "---\ntitle: S\nsources: [{title: A book}]\n---\n\nText.\n"
        let page = try #require(site.build().files()["guides/sourced.html"])
        #expect(page.contains("A book") && !page.contains(", version"))
        if case .list(let items)? = outer["sources"] { #expect(items[0]["version"] == .absent) }
    }
}
