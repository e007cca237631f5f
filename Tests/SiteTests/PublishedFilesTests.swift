import Content
import Portal
import TestSupport
import Testing

@testable import Site

@Suite("Files beside pages")
struct PublishedFilesTests {
    private static func problem(_ text: String) -> String? { VectorImageCheck.problem(Array(text.utf8)) }

    private static func svg(_ inside: String, _ attributes: String = "") -> String {
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \(attributes)>\(inside)</svg>"
    }

    @Test(
        "an SVG that only draws is a picture",
        arguments: [
            svg("<circle r=\"4\"/><text>javascript, url and &lt;script&gt;</text>"),
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<!-- <script> -->\n" + svg(""),
            "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">"
                + svg(""),
            svg(
                "<linearGradient id=\"g\"/><rect fill=\"url(#g)\" style=\"filter:url('#f')\"/><use xlink:href=\"#g\"/>"),
            svg("<image href=\"data:image/png;base64,iVBORw0KGgo=\"/><style>.a { fill: url(#g) }</style>"),
            svg("<g inkscape:label=\"a (1)\\x\" xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\"/>"),
            svg("<animate attributeName=\"r\" from=\"1\" to=\"4\" values=\"1;2;4\"/>"),
        ])
    func pictures(_ text: String) { #expect(Self.problem(text) == nil) }

    @Test(
        "an SVG that runs, embeds or fetches something is none",
        arguments: [
            svg("<script>alert(1)</script>"), svg("<s:script xmlns:s=\"http://www.w3.org/2000/svg\"/>"),
            svg("<script xlink:href=\"x.js\"/>"), svg("", "onload=\"alert(1)\""), svg("", "OnLoad=\"alert(1)\""),
            svg("<a href=\"javascript:alert(1)\"><text>x</text></a>"),
            svg("<a xlink:href=\" java&#9;script:alert(1)\"/>"),
            svg("<a href=\"&#106;avascript:alert(1)\"/>"), svg("<a href=\"https://evil.example/\"/>"),
            svg("<animate attributeName=\"href\" values=\"#a;javascript:alert(1)\"/>"),
            svg("<set attributeName=\"href\" to=\"data:text/html,x\"/>"), svg("<image href=\"//evil.example/a.png\"/>"),
            svg("<image x:href=\"a.png\" xmlns:x=\"http://www.w3.org/1999/xlink\"/>"),
            svg("<use href=\"data:image/svg+xml,x#y\"/>"), svg("<foreignObject/>"),
            svg("<h:body xmlns:h=\"http://www.w3.org/1999/xhtml\"/>"),
            svg("<iframe xmlns=\"http://www.w3.org/1999/xhtml\"/>"),
            svg("<style>@import 'x.css';</style>"),
            svg("<style><![CDATA[a { fill: URL( 'https://e.example' ) }]]></style>"),
            svg("<style>a { fill: u\\72l(https://e.example) }</style>"),
            svg("<rect fill=\"url(https://e.example/a)\"/>"),
            svg("<g xml:base=\"https://e.example/\"/>"), "<?xml-stylesheet href=\"x.css\"?>" + svg(""),
            "<!DOCTYPE svg [<!ENTITY x \"<script>alert(1)</script>\">]>" + svg("&x;"),
            // What browsers know by the document's type, and no parser that fetches nothing.
            "<!DOCTYPE svg PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x.dtd\">"
                + svg("<animate attributeName=\"href\" values=\"javascript&colon;alert(1)\"/>"),
            "<?xml version=\"1.0\" encoding=\"UTF-7\"?>" + svg(""), svg("<g>"), "<html><body>x</body></html>",
            "plain text",
            "\u{FEFF}\0",
        ])
    func programs(_ text: String) { #expect(Self.problem(text) != nil) }

    @Test("an XML file in another encoding is not taken for what it seems")
    func encodings() {
        let text = Self.svg("<script>alert(1)</script>")
        #expect(
            VectorImageCheck.problem([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }) != nil)
        #expect(VectorImageCheck.problem([0xC0, 0xBC] + Array(text.utf8)) != nil)
    }

    @Test("a file's nature shows in its name, and where it does not, in its first bytes")
    func natures() {
        func nature(_ path: String, _ text: String = "") -> String {
            switch FileNature(of: SourceFile(path: path, bytes: Array(text.utf8))) {
            case .inert: "inert"
            case .misnamedPage: "page"
            case .leftover: "leftover"
            case .active: "active"
            }
        }
        for path in ["a.png", "b/c.CSV", "a.pdf", "a.docx", "a.odt", "a.yaml", "a.jsonl", "noending", "a.tar.gz"] {
            #expect(nature(path) == "inert", "\(path)")
        }
        for path in ["a.MD", "a.Md", "a.markdown", "b/a.mdown", "a.mkd"] { #expect(nature(path) == "page", "\(path)") }
        for path in [
            "a.md~", "a.md.bak", "a.png.BAK", "a.orig", "a.rej", "a.tmp", "a.swp", "#a.md#", "~$a.docx", "a.md.txt",
            "a.md.2026-01-01", "a.markdown.1",
        ] { #expect(nature(path) == "leftover", "\(path)") }
        for path in ["a.html", "a.HTM", "a.xhtml", "a.js", "b/a.mjs", "a.svgz", "a.php"] {
            #expect(nature(path) == "active", "\(path)")
        }
        #expect(nature("a.svg", Self.svg("")) == "inert")
        #expect(nature("a.SVG", Self.svg("", "onload=\"x\"")) == "active")
        #expect(nature("a.xml", "<a><script xmlns=\"http://www.w3.org/1999/xhtml\"/></a>") == "active")
        #expect(nature("noending", "\n<!DOCTYPE HTML><p>") == "active")
        #expect(nature("a.dat", "<scRipt>") == "active")
        #expect(nature("a.dat", "a < b and c > d") == "inert")
    }

    /// The ids that are told of files, by path, and which files beside pages the site has.
    private func outcome(_ site: SampleSite) -> (told: [String], published: [String]) {
        let build = site.build()
        let paths = Set(site.assets.keys)
        return (
            build.diagnostics.filter { $0.severity != .note && !$0.path.hasSuffix(".md") }.map {
                "\($0.path) \($0.id.rawValue)"
            },
            build.outputs.map(\.path).filter(paths.contains).sorted()
        )
    }

    @Test(
        "Only what is published is published: a file is there when a page refers to it or assets: names it, and else told once"
    )
    func references() {
        var site = SampleSite.full
        for path in ["guides/a.csv", "guides/b.csv", "guides/c.csv", "forms/d.docx", "forms/deep/e.docx", "f.pdf"] {
            site.assets[path] = "text of \(path)"
        }
        site.pages["guides/start.md"]? += "\n[a](a.csv) [f](/f.pdf)\n"
        #expect(outcome(site).published == ["f.pdf", "guides/a.csv", "guides/pic.svg"])
        #expect(
            outcome(site).told
                == ["forms/d.docx", "forms/deep/e.docx", "guides/b.csv", "guides/c.csv"].map {
                    "content/\($0) file-not-published"
                })
        site.settings += "\nassets: [guides/b.csv, forms/*.docx]"
        #expect(outcome(site).published == ["f.pdf", "forms/d.docx", "guides/a.csv", "guides/b.csv", "guides/pic.svg"])
        #expect(
            outcome(site).told
                == ["forms/deep/e.docx", "guides/c.csv"].map { "content/\($0) file-not-published" })
    }

    @Test("what only a draft refers to stays with it: a pattern does not publish it, a path does")
    func drafts() {
        var site = SampleSite.full
        site.assets["policies/plan.csv"] = "SECRETDRAFT"
        site.assets["policies/plan.png"] = "SECRETDRAFT"
        site.pages["policies/next.md"]? += "\n[plan](plan.csv) ![plan](plan.png)\n"
        for settings in ["", "\nassets: [policies/*, \"**\"]"] {
            var listed = site
            listed.settings += settings
            #expect(outcome(listed).published == ["guides/pic.svg"], "\(settings)")
            #expect(outcome(listed).told == [], "\(settings)")
        }
        var shared = site
        shared.pages["guides/start.md"]? += "\n[plan](../policies/plan.csv)\n"
        #expect(outcome(shared).published == ["guides/pic.svg", "policies/plan.csv"])
        site.includesDrafts = true
        #expect(outcome(site).published == ["guides/pic.svg", "policies/plan.csv", "policies/plan.png"])
        site.includesDrafts = false
        site.settings += "\nassets: [policies/plan.csv]"
        #expect(outcome(site).published == ["guides/pic.svg", "policies/plan.csv"])
    }

    @Test("a copy is never published, and HTML only where assets: says so with its ending")
    func refused() {
        var site = SampleSite.full
        site.assets["guides/start.md~"] = "old"
        site.assets["guides/tool.html"] = "<script>x</script>"
        site.assets["guides/other.html"] = "<script>y</script>"
        site.assets["guides/late.MD"] = "---\ntitle: Late\n---\n"
        site.pages["guides/start.md"]? += "\n[tool](tool.html) [old](start.md~)\n"
        site.settings += "\nassets: [\"guides/*\"]"
        #expect(outcome(site).published == ["guides/pic.svg"])
        #expect(
            outcome(site).told == [
                "content/guides/late.MD page-ending", "content/guides/other.html active-file",
                "content/guides/start.md~ leftover-file", "content/guides/tool.html active-file",
            ])
        site.settings = site.settings.replacing("\"guides/*\"", with: "guides/*.html, guides/start.md~, guides/late.MD")
        #expect(outcome(site).published == ["guides/other.html", "guides/pic.svg", "guides/tool.html"])
        #expect(
            outcome(site).told == ["content/guides/late.MD page-ending", "content/guides/start.md~ leftover-file"])
    }

    @Test("what a page's front matter offers is published, what is only read is not")
    func frontMatter() {
        var site = SampleSite.full
        site.assets["licences/mit.txt"] = "Short."
        site.assets["evaluations/run.json"] = "{\"results\": {\"t\": {\"acc,none\": 0.5}}}"
        site.pages["licences/mit.md"] = site.pages["licences/mit.md"]?
            .replacing(
                "spdx: MIT",
                with:
                    "spdx: MIT\ntext: {source: mit.txt, sha256: c9145e654bf3ea4822d6f2a3246ab4e18e28ad6c950bf80d7b1e4d81eb315f6a, retrieved: 2026-01-01}"
            )
        site.pages["evaluations/m.md"] = site.pages["evaluations/m.md"]?
            .replacing("model: Model M", with: "model: Model M\nresults_file: run.json")
        #expect(outcome(site).published == ["guides/pic.svg", "licences/mit.txt"])
        #expect(outcome(site).told == [])
    }

    @Test("problems of a draft's data files are told where drafts are built")
    func draftData() {
        var site = SampleSite.full
        site.pages["evaluations/next.md"] = site.pages["evaluations/m.md"]?
            .replacing("model: Model M", with: "model: Model N\nstatus: draft\nresults_file: run.json")
            .replacing("title: Model M", with: "title: Model N")
        site.assets["evaluations/run.json"] = "[SECRETDRAFT]"
        #expect(!site.build().diagnostics.contains { $0.id == .resultsFile })
        #expect(site.build().files().allSatisfy { !$0.value.contains("SECRETDRAFT") })
        site.includesDrafts = true
        #expect(site.build().diagnostics.contains { $0.id == .resultsFile })
    }
}
