import Portal
import TestSupport
import Testing

@testable import Site

@Suite("The handbook")
struct HandbookTests {
    private static var portal: SampleSite {
        var site = SampleSite.full
        site.pages["policies/more.md"] = SampleSite.policy(
            "POL-004", "More \"rules\" </style>",
            "See [[POL-001]], [[POL-001-R1]], [rules](use.md#rules), [here](#rules), [[guide:start]] and an LLM.[^1]\n\nStaff MUST ask. {#R1}\n\n[^1]: A note, and [a place](use.md#rules).\n\n| A |\n| - |\n| ![pic](../guides/pic.svg) |"
        )
        return site
    }

    private func page(_ site: SampleSite) throws -> String {
        let build = site.build()
        #expect(build.diagnostics.filter { $0.severity == .error }.map(\.summary) == [])
        return try #require(build.files()[Handbook.path])
    }

    @Test("it holds the policies in force by their ids, not drafts or retired ones")
    func policies() throws {
        let html = try page(Self.portal)
        let parts = html.split(separator: "<article ").dropFirst().compactMap {
            $0.split(separator: "data-policy=\"").dropFirst().first?.prefix(7)
        }
        #expect(parts == ["POL-001", "POL-004"])
        #expect(!html.contains("SECRETDRAFT"))
        var drafts = Self.portal
        drafts.includesDrafts = true
        #expect(try !page(drafts).contains("SECRETDRAFT"))
    }

    @Test("ids and links of a policy are told apart from those of the others")
    func places() throws {
        let html = try page(Self.portal)
        let body = try #require(html.split(separator: "id=\"POL-004\"").last)
        for piece in [
            "<h3 id=\"POL-004.rules\"", "href=\"#POL-001\" class=\"reference\"", "href=\"#POL-001-R1\"",
            "<a href=\"#POL-001.rules\">rules</a>", "<a href=\"#POL-004.rules\">here</a>",
            "href=\"guides/start.html\" class=\"reference\"", "<a href=\"glossary.html#", "src=\"guides/pic.svg\"",
            "<li id=\"POL-004.fn1\">", "href=\"#POL-004.fnref1\"", "aria-label=\"Table 1, POL-004\"",
            "aria-label=\"Footnotes, POL-004\"", "id=\"POL-004-R1\"",
        ] { #expect(body.contains(piece), "\(piece)") }
        let ids = html.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(ids.count == Set(ids).count)
        #expect(!html.contains("loading=\"lazy\""), "what is not loaded is not printed")
    }

    @Test("each policy has sheets of its own with id, version and date; no word of it leaves its string")
    func style() throws {
        let site = Self.portal
        let html = try page(site)
        let path = try #require(html.split(separator: "href=\"assets/handbook.").dropFirst().first)
        let css = try #require(site.build().files()["assets/handbook." + path.prefix { $0 != "\"" }])
        #expect(css.contains("@page sheet-1 {") && css.contains(".sheet-2 { page: sheet-2 }"))
        #expect(css.contains("\"More \\22 rules\\22  \\3c /style\\3e \""))
        #expect(css.contains("POL-004 · version 1"))
        #expect(HandbookStyle.quoted("a\"b\\c\nd\u{85}é") == "\"a\\22 b\\5c c d é\"")
    }

    @Test("it names the commit, and a commit alone makes nothing else new")
    func commit() throws {
        var site = Self.portal
        #expect(try !page(site).contains("<dt>Commit</dt>"))
        let first = site.build()
        site.commit = SourceCommit(id: "0123456789abcdef", hasChanges: true)
        let html = try page(site)
        #expect(html.contains("<code>0123456789ab</code>, with changes that were not committed"))
        let second = site.build(previous: first.cache)
        let changed = second.outputs.filter { if case .bytes = $0.content { true } else { false } }.map(\.path)
        #expect(changed.sorted() == ["api/build.json", Handbook.path])
    }

    @Test("a site without a policy in force has none; a check looks at its template all the same")
    func check() {
        var site = SampleSite.full
        site.pages["policies/use.md"] = nil
        #expect(site.build().files()[Handbook.path] == nil)
        var broken = SampleSite.full
        broken.theme = SampleSite.theme(adding: "<p onclick=\"x()\">more</p>", to: "handbook")
        let checked = buildSite(broken.input, wanted: [.content, .generated, .assets])
        #expect(checked.diagnostics.contains { $0.severity == .error && $0.path.contains("handbook") })
        #expect(!checked.outputs.contains { $0.path == Handbook.path })
    }
}
