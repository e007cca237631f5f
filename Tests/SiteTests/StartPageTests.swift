import Diagnostics
import Portal
import TestSupport
import Testing

@testable import Site

@Suite("The start page, the menu and the look")
struct StartPageTests {
    private func page(_ site: SampleSite, _ path: String = "index.html") throws -> String {
        let build = site.build()
        #expect(build.diagnostics.filter { $0.severity == .error }.map(\.summary) == [])
        return try #require(build.files()[path])
    }

    private func doors(_ html: String) -> [String] {
        guard let start = html.range(of: "<nav class=\"doors\""),
            let end = html[start.upperBound...].range(of: "</nav>")
        else { return [] }
        return html[start.upperBound..<end.lowerBound].split(separator: "<a href=\"").dropFirst().map {
            String($0.prefix { $0 != "\"" })
        }
    }

    @Test("without a word in charter.yaml the doors are those that the portal has")
    func ownDoors() throws {
        #expect(
            doors(try page(.full))
                == ["evaluations/index.html", "policies/index.html", "licences/index.html", "guides/index.html"])
        // Fewer pages, fewer doors, and none without any.
        let guides = SampleSite(["guides/start.md": "---\ntitle: Start\n---\n\nText.\n"])
        #expect(doors(try page(guides)) == ["guides/index.html"])
        #expect(doors(try page(SampleSite(["a.md": "---\ntitle: A\n---\n\nText.\n"]))) == [])
    }

    @Test("doors and links of the footer lead to pages, anchors and addresses elsewhere")
    func statedDoors() throws {
        var site = SampleSite.full
        site.settings += """

            doors:
              - {title: Enter, to: policies/use.html#POL-001-R1, summary: What binds.}
              - {title: Ask, to: "https://example.org/form?a=1&b=2"}
            theme:
              footer: [{title: Reviews, to: reviews.html}]
              imprint: The harbour & its office.
            """
        let home = try page(site)
        #expect(doors(home) == ["policies/use.html#POL-001-R1", "https://example.org/form?a=1&amp;b=2"])
        #expect(home.contains("<span class=\"quiet\">What binds.</span>"))
        let guide = try page(site, "guides/start.html")
        #expect(guide.contains("<li><a href=\"../reviews.html\">Reviews</a></li>"))
        #expect(guide.contains("<p>The harbour &amp; its office.</p>"))
    }

    @Test("the logo is published and stands in every page; one that is not there is an error at its place")
    func logo() throws {
        var site = SampleSite.full
        site.assets["brand/logo.svg"] = "<svg xmlns='http://www.w3.org/2000/svg'/>"
        site.settings += "\ntheme: {logo: brand/logo.svg}"
        #expect(try page(site, "guides/start.html").contains("<img class=\"logo\" src=\"../brand/logo.svg\" alt=\"\""))
        #expect(site.build().files()["brand/logo.svg"] != nil)
        site.assets["brand/logo.svg"] = nil
        let problems = site.build().diagnostics.filter { $0.severity == .error }
        #expect(problems.map(\.id) == [.assetsEntry])
        #expect(problems.first?.range.start.line == 3)
    }

    @Test("the accent is a style sheet after the theme's own")
    func accent() throws {
        var site = SampleSite.full
        site.settings += "\ntheme: {accent: \"#1d4f73\"}"
        let html = try page(site)
        let own = try #require(html.range(of: "assets/site.")), accent = try #require(html.range(of: "assets/theme."))
        #expect(own.lowerBound < accent.lowerBound)
    }

    @Test("the menu has few entries, and names below the current one what there is of it")
    func menu() throws {
        let policy = try page(.full, "policies/use.html")
        let main = try #require(policy.range(of: "<nav aria-label=\"Main\">"))
        let entries = policy[main.upperBound...].prefix { $0 != "~" }.split(separator: "</nav>")[0]
        #expect(entries.contains("<a href=\"../policies/index.html\" aria-current=\"true\">Rules</a>"))
        for title in ["Models", "Licences", "Help"] { #expect(entries.contains(">\(title)</a>")) }
        // Nothing is decided here, so nothing leads there.
        #expect(!entries.contains(">Decide</a>"))
        #expect(policy.contains("<li><a href=\"../register.html\">Register</a></li>"))
        #expect(
            try page(.full, "register.html").contains("<a href=\"register.html\" aria-current=\"true\">Register</a>"))
        // A page of the first level belongs to none.
        #expect(try !page(.full).contains("<nav class=\"part\""))
    }

    @Test("pages name those beside them, in order, unless there are too many to read")
    func beside() throws {
        func site(_ count: Int) -> SampleSite {
            SampleSite(
                Dictionary(
                    uniqueKeysWithValues: (0..<count).map {
                        let name = String(UnicodeScalar(UInt8(97 + $0)))
                        return ("guides/\(name).md", "---\ntitle: Guide \(name)\n---\n\nText.\n")
                    }))
        }
        let middle = try page(site(3), "guides/b.html")
        #expect(middle.contains("<li><a href=\"../guides/b.html\" aria-current=\"page\">Guide b</a></li>"))
        #expect(
            middle.contains("<a class=\"pager-previous\" href=\"../guides/a.html\"><span>Previous</span> Guide a</a>"))
        #expect(middle.contains("<a class=\"pager-next\" href=\"../guides/c.html\"><span>Next</span> Guide c</a>"))
        #expect(try !page(site(3), "guides/a.html").contains("pager-previous"))
        let many = try page(site(25), "guides/b.html")
        #expect(!many.contains("class=\"beside\"") && !many.contains("class=\"pager\""))
    }

    @Test("a new guide stands in the margin of the others, which are written again")
    func besideIsInTheKeys() throws {
        var site = SampleSite.full
        let before = site.build()
        site.pages["guides/zebra.md"] = "---\ntitle: Zebra\n---\n\nText.\n"
        let after = site.build(previous: before.cache)
        let guide = after.outputs.first { $0.path == "guides/start.html" }
        guard case .bytes(let bytes)? = guide?.content else {
            Issue.record("the guide was taken over")
            return
        }
        #expect(String(decoding: bytes, as: UTF8.self).contains("Zebra"))
    }

    @Test("a policy says in short how many requirements of each strength it has, and since when")
    func inShort() throws {
        let policy = try page(.full, "policies/use.html")
        #expect(policy.contains("<a class=\"level level-must\" href=\"#POL-001-R1\"><strong>1</strong> MUST</a>"))
        #expect(policy.contains("<p>For <span class=\"item\">all staff</span>. In force from 1 January 2026.</p>"))
        #expect(!policy.contains("level-must-not"))
    }

    @Test("the permalink of a requirement stands before it")
    func permalink() throws {
        let policy = try page(.full, "policies/use.html")
        #expect(
            policy.contains("aria-label=\"Link to requirement POL-001-R1\">POL-001-R1</a><span class=\"requirement"))
    }

    @Test("the matrix has a panel for each class of data, each with links to all")
    func matrix() throws {
        var site = KeyTests.rich
        site.data["decisions.yaml"] = site.data["decisions.yaml"]?.replacing(
            "data: [{id: public, title: Public}]",
            with: "data: [{id: public, title: Public}, {id: secret, title: Secret}]")
        let home = try page(site)
        #expect(home.split(separator: "<section class=\"matrix-panel\"").count == 3)
        #expect(home.contains("<li><a href=\"#with-public\" aria-current=\"true\">Public</a></li>"))
        #expect(home.contains("<li><a href=\"#with-secret\" aria-current=\"true\">Secret</a></li>"))
        #expect(
            home.contains(
                "<td data-column=\"Chat\"><a class=\"badge verdict-allowed\" href=\"decide/m.html#chat-public\"><svg class=\"icon\" aria-hidden=\"true\"><use href=\"#icon-verdict-allowed\">"
            ))
    }
}
