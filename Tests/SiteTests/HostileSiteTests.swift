import Content
import Diagnostics
import Portal
import TestSupport
import Testing

@testable import Site

@Suite("Names and texts that are untrusted")
struct HostileSiteTests {
    @Test("an accent behind a quotation mark does not let a title out of its attribute")
    func attribute() throws {
        var site = SampleSite.full
        site.pages["guides/x.md"] =
            "---\ntitle: T\ndescription: \"a\\\"\u{301} onmouseover=PWN(1) b='\u{301}\"\n---\n\nText.\n"
        let page = try #require(site.build().files()["guides/x.html"])
        #expect(page.contains("content=\"a&quot;\u{301} onmouseover=PWN(1) b=&#39;\u{301}\""))
    }

    @Test("a cell of CSV is one cell and no formula, whatever accent stands behind a delimiter")
    func csv() {
        #expect(csvText([["a\"\u{301},b", "c,\u{301}=1"]]) == "\"a\"\"\u{301},b\",\"c,\u{301}=1\"\r\n")
        for formula in [
            "=1", "=\u{FE0F}cmd", " =1", "\u{200B}=1", "\u{301}=1", "\t=1", "\u{FF1D}1", "\"=1", "@x", "-1", "+1",
        ] {
            let cell = csvText([[formula]]).unicodeScalars.drop { $0 == "\"" }
            #expect(cell.first == "'", "\(formula)")
        }
        #expect(csvText([["a", "b c"]]) == "a,b c\r\n")
        #expect(csvText([["a\u{0}b"]]) == "\"a\u{FFFD}b\"\r\n")
    }

    @Test("a calendar's texts add no line, and no line is longer than 75 bytes")
    func calendar() {
        var calendar = CalendarText()
        calendar.add(
            "SUMMARY",
            text: "a;\u{301}b,\u{301}c\\\r\nATTENDEE:x\u{2028}y\u{1B}" + String(repeating: "漢\u{301}", count: 60))
        let lines = calendar.text.unicodeScalars.split(separator: "\r\n".unicodeScalars.first ?? "\r").map { $0 }
        #expect(lines.allSatisfy { String(String.UnicodeScalarView($0)).utf8.count <= 76 })
        #expect(calendar.text.hasPrefix("SUMMARY:a\\;\u{301}b\\,\u{301}c\\\\\\nATTENDEE:x\\ny"))
        #expect(!calendar.text.unicodeScalars.contains("\u{1B}"))
    }

    @Test("Nothing is written under a name that is not a `ContentPath`")
    func door() {
        var site = SampleSite.full
        site.assets["a:b.png"] = "x"
        site.assets["manifest.json"] = "{}"
        site.settings += "\nassets: [\"a:b.png\", manifest.json]"
        site.pages["guides/aux.md"] = "---\ntitle: A\n---\n"
        let build = site.build()
        let refused = build.diagnostics.filter { $0.id == .pathForm }.map(\.path).sorted()
        #expect(refused == ["content/a:b.png", "content/guides/aux.html", "content/manifest.json"])
        #expect(!build.outputs.map(\.path).contains { $0.contains(":") || $0.hasSuffix("aux.html") })
    }

    @Test("no address is a file and a folder")
    func folders() {
        var site = SampleSite.full
        site.pages["guides/x.md"] = "---\ntitle: X\naliases: [zz.html, zz.html/y.html]\n---\n"
        let found = site.build().diagnostics.filter { $0.summary.contains("a file and a folder") }
        #expect(found.map(\.id) == [.outputPath] && found.map(\.path) == ["content/zz.html"])
    }

    @Test(
        "a redirect leads to a page, a file or an address on the web, or is an error",
        arguments: [
            ("policies/use.html", "../policies/use.html"),
            ("policies/use.html#POL-001-R1", "../policies/use.html#POL-001-R1"),
            ("https://example.org/x", "https://example.org/x"), ("register.html", "../register.html"),
            ("guides/pic.svg", "../guides/pic.svg"), ("javascript:x", nil), ("policies/none.html", nil),
            ("policies/use.md", nil), ("https://a b", nil), ("policies/use.html#none", nil), ("../x.html", nil),
            ("//example.org", nil),
        ])
    func redirects(_ to: String, _ target: String?) {
        var site = SampleSite.full
        site.settings += "\nredirects:\n  - {from: old/r.html, to: \"\(to)\"}\n"
        let build = site.build()
        #expect(build.diagnostics.contains { $0.id == .redirectTarget } == (target == nil))
        #expect(build.files()["old/r.html"]?.contains("0; url=\(target ?? "")\"") == (target == nil ? nil : true))
    }

    @Test("a name with spaces and accents is encoded once in every list, feed and file for machines")
    func encoded() throws {
        var site = SampleSite.full
        site.pages["guides/über uns.md"] =
            "---\ntitle: About\nreview_by: 2027-01-01\ntags: [Ämter]\nhistory:\n  - {version: \"1\", date: 2026-05-01, summary: S.}\n---\n\n## Größe\n\nText.\n"
        site.pages["guides/b.md"] =
            "---\ntitle: B\n---\n\n[a](<über uns.md#größe>) [b](%C3%BCber%20uns.md#gr%C3%B6%C3%9Fe)\n"
        let build = site.build()
        #expect(build.diagnostics.filter { $0.severity == .error } == [])
        let files = build.files()
        let url = "guides/%C3%BCber%20uns.html"
        #expect(files["guides/über uns.html"] != nil)
        for name in [
            "sitemap.xml", "feed.xml", "llms.txt", "api/portal.json", "index.html", "guides/index.html",
            "search/all.html",
        ] {
            #expect(try #require(files[name]).contains(url), "\(name)")
            #expect(!(try #require(files[name])).contains("über uns"), "\(name)")
        }
        // A line of a calendar is folded at 75 bytes.
        #expect(try #require(files["reviews.ics"]).replacingOccurrences(of: "\r\n ", with: "").contains(url))
        let link = "href=\"%C3%BCber%20uns.html#gr%C3%B6%C3%9Fe\""
        #expect(try #require(files["guides/b.html"]).components(separatedBy: link).count == 3)
        #expect(try #require(files["guides/über uns.html"]).contains("href=\"../tags/%C3%A4mter.html\""))
    }

    @Test("Every page carries the Content-Security-Policy itself")
    func policy() throws {
        var site = OutputTests.answering
        site.settings += "\nredirects:\n  - {from: old/r.html, to: policies/use.html}\n"
        let pages = site.build().files().filter { $0.key.hasSuffix(".html") }
        #expect(pages.count > 20)
        for (path, page) in pages {
            #expect(page.contains(ContentSecurityPolicy.element(ContentSecurityPolicy.meta)), "\(path)")
        }
        let late =
            "<html><head><link rel=\"icon\" href=\"a\">" + ContentSecurityPolicy.element(ContentSecurityPolicy.meta)
        #expect(ContentSecurityPolicy.check(Array(late.utf8), path: "a")?.id == .securityPolicyMissing)
    }

    @Test("the policy of docs/servers is that of the pages, with what a meta element cannot carry")
    func servers() throws {
        for name in ["nginx.conf", "apache.conf", "Caddyfile"] {
            let text = try #require(Repository.text("docs/servers/\(name)"))
            let policies = text.matches(of: /Content-Security-Policy "([^"]*)"/).map { String($0.output.1) }
            #expect(policies == [ContentSecurityPolicy.header], "docs/servers/\(name)")
        }
    }
}
