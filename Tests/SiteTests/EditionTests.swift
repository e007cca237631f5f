import Content
import Diagnostics
import Foundation
import Portal
import TestSupport
import Testing

@testable import Site

@Suite("A portal in two languages")
struct EditionTests {
    /// An English portal, of which two policies, a guide and some terms are translated.
    private static var site: SampleSite {
        var site = SampleSite([
            "index.md": "---\ntitle: Home\n---\n\nWelcome.\n",
            "policies/use.md": SampleSite.policy(
                "POL-001", "Use", "Staff MUST read [[guide:start]]. {#R1}\n\nStaff MAY ask. {#R2}"),
            "policies/only.md": SampleSite.policy("POL-002", "Only English", "Staff SHOULD rest. {#R1}"),
            "guides/start.md": "---\ntitle: Start\ntags: [intro]\n---\n\n## One\n\nA Deployer acts. ![pic](pic.svg)\n",
            "guides/alone.md": "---\ntitle: Alone\n---\n\nText.\n",
            "glossary.md": "---\ntitle: Glossary\n---\n\n## Deployer\n\nWho uses a system.\n",
            "de/index.md": "---\ntitle: Portal\n---\n\nWillkommen bei [[POL-001]] und [[POL-002]].\n",
            "de/policies/use.md": SampleSite.policy(
                "POL-001", "Nutzung",
                "Alle MÜSSEN [[guide:start]] und [nur Englisch](../guides/alone.md) lesen. {#R1}\n\nAlle DÜRFEN fragen. {#R2}"
            ),
            "de/guides/start.md":
                "---\ntitle: Anfang\n---\n\n## Eins\n\nPflichten des Betreibers. ![Bild](pic.svg) [Register](../register.html)\n",
            "de/glossary.md": "---\ntitle: Glossar\n---\n\n## Betreiber\n\nWer ein System nutzt.\n",
        ])
        site.settings += "\nlanguages: [de]"
        site.assets = ["guides/pic.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"]
        return site
    }

    private static let files = site.build().files()

    private func file(_ path: String) throws -> String { try #require(Self.files[path], "\(path) is missing") }

    @Test("both languages are built without a word, each page in its own")
    func built() throws {
        #expect(Self.site.build().diagnostics.filter { $0.severity != .note }.map(\.summary) == [])
        for path in [
            "de/index.html", "de/policies/index.html", "de/policies/use.html", "de/guides/start.html",
            "de/glossary.html",
        ] {
            #expect(try file(path).contains("<html lang=\"de\">"), "\(path)")
        }
        #expect(try file("policies/use.html").contains("<html lang=\"en\">"))
        #expect(try file("de/index.html").contains("Willkommen bei"))
    }

    @Test("the switch leads to the same page, and says where there is none")
    func theSwitch() throws {
        let english = try file("policies/use.html")
        #expect(english.contains("<a href=\"../de/policies/use.html\" lang=\"de\" hreflang=\"de\">Deutsch</a>"))
        #expect(
            try file("de/policies/use.html").contains(
                "<a href=\"../../policies/use.html\" lang=\"en\" hreflang=\"en\">English</a>"))
        #expect(
            try file("policies/only.html").contains(
                "<a href=\"../de/index.html\" lang=\"de\" hreflang=\"de\">Deutsch <span class=\"quiet\">noch nicht übersetzt</span></a>"
            ))
        // Pages that the site makes lead to their like, or to the start page of the language.
        #expect(try file("policies/index.html").contains("<a href=\"../de/policies/index.html\" lang=\"de\""))
        #expect(try file("register.html").contains("<a href=\"de/index.html\" lang=\"de\""))
    }

    @Test("head and sitemap name the page in all its languages, and none that is not there")
    func alternates() throws {
        let base = "https://example.org/ai/"
        for path in ["policies/use.html", "de/policies/use.html"] {
            let head = try file(path)
            for (tag, url) in [
                ("en", "policies/use.html"), ("de", "de/policies/use.html"), ("x-default", "policies/use.html"),
            ] {
                #expect(
                    head.contains("<link rel=\"alternate\" hreflang=\"\(tag)\" href=\"\(base)\(url)\">"),
                    "\(path) \(tag)")
            }
        }
        #expect(!(try file("policies/only.html")).contains("hreflang=\"x-default\""))
        let sitemap = try file("sitemap.xml")
        #expect(problemOfXML(sitemap) == nil)
        #expect(
            sitemap.contains("<xhtml:link rel=\"alternate\" hreflang=\"de\" href=\"\(base)de/policies/use.html\"/>"))
        #expect(sitemap.components(separatedBy: "hreflang=\"x-default\"").count == 9)
    }

    @Test("links and names lead to pages of the same language, or else to the original")
    func links() throws {
        let page = try file("de/policies/use.html")
        #expect(page.contains("<a href=\"../guides/start.html\" class=\"reference\">Anfang</a>"))
        #expect(page.contains("<a href=\"../../guides/alone.html\">nur Englisch</a>"))
        let start = try file("de/index.html")
        #expect(start.contains("<a href=\"policies/use.html\" class=\"reference\">POL-001 Nutzung</a>"))
        #expect(start.contains("<a href=\"../policies/only.html\" class=\"reference\">POL-002 Only English</a>"))
        let guide = try file("de/guides/start.html")
        #expect(
            guide.contains("<img src=\"../../guides/pic.svg\"") && guide.contains("<a href=\"../../register.html\">"))
        // Who reads English is not pointed to German pages.
        #expect(!(try file("guides/start.html")).contains("Nutzung"))
    }

    @Test("terms are explained in the page's language, in the forms that its texts have")
    func terms() throws {
        let guide = try file("de/guides/start.html")
        #expect(
            guide.contains(
                ">Betreibers</a><span class=\"tip\" role=\"tooltip\" id=\"term-1\">Wer ein System nutzt.</span>"))
        #expect(guide.contains("href=\"../glossary.html#betreiber\""))
        #expect(try file("guides/start.html").contains(">Deployer</a>"))
    }

    @Test("What governs is decided once: in the register, in exports and on lists it is the original")
    func once() throws {
        let register = try file("register.csv")
        #expect(register.components(separatedBy: "POL-001-R1").count == 3)
        #expect(!register.contains("Nutzung"))
        #expect(!(try file("api/portal.json")).contains("\"de/"))
        #expect(!(try file("policies/index.html")).contains("Nutzung"))
        #expect(!(try file("llms.txt")).contains("Nutzung"))
        #expect(try file("de/policies/use.html").contains("requirement requirement-must\" id=\"POL-001-R1\""))
        #expect(try file("de/policies/index.html").contains("Nutzung"))
    }

    @Test("a translation says of what it is one, and that its original has changed")
    func notes() throws {
        let translated = try file("de/policies/use.html")
        #expect(translated.contains("banner-translation") && translated.contains("Dies ist eine Übersetzung."))
        #expect(translated.contains("<a href=\"../../policies/use.html\" lang=\"en\" hreflang=\"en\">Use</a>"))
        #expect(!(try file("policies/use.html")).contains("banner-translation"))
        var site = Self.site
        site.pages["guides/start.md"]?.replace("tags: [intro]", with: "updated: 2026-05-02")
        site.pages["de/guides/start.md"]?.replace("title: Anfang", with: "title: Anfang\nupdated: 2026-05-01")
        let build = site.build()
        #expect(build.diagnostics.map(\.id).contains(.translationBehind))
        #expect(
            build.files()["de/guides/start.html"]?.contains("Das Original wurde nach dieser Übersetzung geändert.")
                == true)
    }

    @Test("an edit of an original or of a translation gives the pages that a clean build gives")
    func incremental() {
        let edits: [(String, String, String)] = [
            ("guides/start.md", "title: Start", "title: Start anew\nupdated: 2026-06-01"),
            ("de/guides/start.md", "title: Anfang", "title: Beginn\nupdated: 2026-05-01"),
            ("de/glossary.md", "Wer ein System nutzt.", "Wer ein System verwendet."),
        ]
        var site = Self.site
        var cache = site.build().cache
        for (path, old, new) in edits {
            site.pages[path]?.replace(old, with: new)
            let next = buildSite(site.input, previous: cache)
            let clean = site.build()
            #expect(
                Dictionary(uniqueKeysWithValues: next.outputs.map { ($0.path, $0.hash) })
                    == Dictionary(uniqueKeysWithValues: clean.outputs.map { ($0.path, $0.hash) }), "\(path)")
            cache = next.cache
        }
        site.pages["de/guides/start.md"] = nil
        let without = buildSite(site.input, previous: cache).outputs, clean = site.build().outputs
        #expect(without.map(\.path) == clean.map(\.path) && without.map(\.hash) == clean.map(\.hash))
    }

    @Test("a folder is no language unless charter.yaml says so")
    func undeclared() {
        var site = Self.site
        site.settings = "title: Test portal\nurl: https://example.org/ai"
        let files = site.build().files()
        #expect(files["de/policies/use.html"]?.contains("<html lang=\"en\">") == true)
        #expect(files["index.html"]?.contains("class=\"languages\"") == false)
        #expect(files["sitemap.xml"]?.contains("xhtml") == false)
    }
}
