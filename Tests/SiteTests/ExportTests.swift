import Diagnostics
import Foundation
import Testing

@testable import Portal
@testable import Site

/// Files for machines, and what changed between two of them.
@Suite("Exports")
struct ExportTests {
    private func export(_ site: SampleSite) throws -> PortalSnapshot {
        let build = site.build()
        return try PortalSnapshot(Array(try #require(build.files()["api/portal.json"]).utf8))
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
        let place = PortalSnapshot.Case(model: "M", use: "Chat", data: "Public")
        var old = try? PortalSnapshot(Array("{}".utf8))
        #expect(old == nil)
        old = try? PortalSnapshot(Array("{\"form\":1,\"pages\":[],\"requirements\":[],\"licences\":[]}".utf8))
        guard var before = old, var after = old else { return #expect(Bool(false)) }
        before.decisions[place] = .init(verdict: "allowed", reasons: ["Fine. (POL-001-R1)"])
        after.decisions[place] = .init(verdict: "blocked", reasons: ["Not fine. (POL-001-R2)"])
        let flip = PortalDiff(from: before, to: after).sections.first { $0.key == "verdicts" }?.changes.first
        #expect(
            flip
                == .init(name: "M, Chat, Public", before: "allowed", after: "blocked", reason: "Not fine. (POL-001-R2)")
        )
    }

    @Test("other forms and other files are refused")
    func refused() {
        #expect(throws: PortalSnapshot.ReadingError.self) { try PortalSnapshot(Array("[]".utf8)) }
        #expect(throws: PortalSnapshot.ReadingError.self) {
            try PortalSnapshot(Array("{\"form\":9,\"pages\":[],\"requirements\":[],\"licences\":[]}".utf8))
        }
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
