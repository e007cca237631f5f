import Diagnostics
import Foundation
import Portal
import TestSupport
import Testing

@testable import Site

@Suite("Building")
struct BuildTests {
    @Test("a site with a page of every kind builds without a word")
    func full() {
        let build = SampleSite.full.build()
        #expect(build.diagnostics.filter { $0.severity != .note }.map(\.summary) == [])
        let files = build.files()
        for path in [
            "index.html", "policies/index.html", "policies/use.html", "policies/filter/status-retired.html",
            "licences/mit.html", "evaluations/m.html",
            "guides/start.html", "glossary.html", "register.html", "register/level-must.html", "register.csv",
            "changes.html", "feed.xml", "sitemap.xml",
            "404.html", "tags/index.html", "tags/law--order.html", "old/start.html", "guides/pic.svg",
        ] { #expect(files[path] != nil, "\(path) is missing") }
    }

    @Test("references, mentions, requirements and pictures are filled in")
    func slots() throws {
        let page = try #require(SampleSite.full.build().files()["policies/use.html"])
        #expect(page.contains("<a href=\"../guides/start.html\" class=\"reference\">Start</a>"))
        #expect(
            page.contains(
                "<span class=\"requirement requirement-must\" id=\"POL-001-R1\" tabindex=\"-1\" data-cite=\"POL-001-R1, version 1.0, 2026-01-01\">"
            ))
        #expect(page.contains("<a class=\"requirement-id\" href=\"#POL-001-R1\""))
        #expect(
            page.contains(
                "aria-describedby=\"term-1\">LLM</a><span class=\"tip\" role=\"tooltip\" id=\"term-1\">A program that continues text.</span>"
            ))
        let guide = try #require(SampleSite.full.build().files()["guides/start.html"])
        #expect(guide.contains("<img src=\"pic.svg\" loading=\"lazy\" alt=\"pic\" />"))
        #expect(guide.contains("Pages that refer here"))
    }

    @Test("no byte of a draft reaches any file unless drafts are built")
    func drafts() {
        var site = SampleSite.full
        for (path, text) in site.build().files() {
            #expect(!text.contains("SECRETDRAFT"), "\(path) holds the draft's text")
            #expect(!text.contains("POL-003"), "\(path) names the draft")
            #expect(path != "policies/next.html")
        }
        site.includesDrafts = true
        #expect(site.build().files()["policies/next.html"]?.contains("SECRETDRAFT") == true)
    }

    @Test("input order and thread count change no byte")
    func deterministic() {
        let first = SampleSite.full.build().files()
        for threads in [1, 3, 8] {
            var site = SampleSite.full
            site.threadCount = threads
            #expect(site.build().files() == first)
        }
    }

    @Test("an edit renders only what shows it")
    func renderedFiles() {
        var site = SampleSite.full
        let first = site.build()
        #expect(site.build(previous: first.cache).renderedCount == 0)
        site.pages["policies/use.md"]? += "\n```\nno part of the summary\n```\n"
        let rendered = site.build(previous: first.cache).outputs
            .filter { if case .bytes = $0.content { true } else { false } }.map(\.path)
        #expect(
            Set(rendered.filter { !$0.hasPrefix("search/") })
                == ["policies/use.html", "handbook.html", "api/portal.json"])
    }

    @Test("a damaged or foreign cache is as good as none")
    func damagedCache() {
        let bytes = SampleSite.full.build().cache.encoded()
        for damaged in [
            [], Array(bytes.dropLast()), Array(bytes.dropFirst()), Array("charter-cache-1".utf8), bytes.map { $0 ^ 1 },
        ] {
            #expect(
                SampleSite.full.build(previous: BuildCache(decoding: damaged, threadCount: 2)).files()
                    == SampleSite.full.build().files())
        }
    }

    @Test("title, tags and the like are escaped wherever they are shown")
    func escaping() {
        var site = SampleSite.full
        let evil = "<script>alert(1)</script>\" onload=\"x"
        site.pages["guides/evil.md"] =
            "---\ntitle: '\(evil)'\ndescription: '\(evil)'\nowner: '\(evil)'\ntags: ['\(evil)']\nhistory:\n  - {version: '\(evil)', date: 2026-01-01, summary: '\(evil)'}\n---\n\n## \(evil.replacingOccurrences(of: "<", with: "\\<"))\n\n`\(evil)`\n"
        let build = site.build()
        #expect(build.diagnostics.filter { $0.severity == .error } == [])
        for (path, text) in build.files() where path.hasSuffix(".html") || path.hasSuffix(".xml") {
            #expect(!text.contains("<script>alert"), "\(path)")
            #expect(!text.contains("\" onload=\"x"), "\(path)")
        }
    }

    @Test("results of lm-evaluation-harness are shown with their settings; a wrong file or none is an error")
    func harnessResults() throws {
        var site = SampleSite.full
        site.pages["evaluations/m.md"] = site.pages["evaluations/m.md"]?
            .replacingOccurrences(of: "model: Model M", with: "model: Model M\nresults_file: run.json")
        #expect(site.build().diagnostics.filter { $0.severity == .error }.map(\.id.rawValue) == ["broken-link"])
        site.assets["evaluations/run.json"] = "[1]"
        #expect(site.build().diagnostics.filter { $0.severity == .error }.map(\.id.rawValue) == ["results-file"])
        site.assets["evaluations/run.json"] = """
            {"results": {"arc_easy": {"alias": " - arc_easy", "acc,none": 0.58123, "acc_stderr,none": 0.0101}},
             "n-shot": {"arc_easy": 5}, "model_name": "m", "git_hash": "abc"}
            """
        let build = site.build()
        #expect(build.hasErrors == false)
        let page = try #require(build.files()["evaluations/m.html"])
        #expect(page.contains("0.5812 ± 0.0101"))
        #expect(page.contains("5-shot, harness abc, run by us"))
        #expect(page.contains("Our run, run.json, m, harness abc"))
        site.assets["evaluations/run.json"] = site.assets["evaluations/run.json"]?.replacingOccurrences(
            of: "0.58123", with: "0.6")
        #expect(site.build(previous: build.cache).files(earlier: build.files()) == site.build().files())
    }

    @Test("a withdrawn licence or model shows on every page that names it, incremental builds included")
    func withdrawal() throws {
        var site = SampleSite.full
        let before = site.build()
        site.pages["licences/mit.md"] = site.pages["licences/mit.md"]?
            .replacingOccurrences(of: "spdx: MIT", with: "spdx: MIT\nstatus: retired")
        let after = site.build(previous: before.cache)
        let files = after.files(earlier: before.files())
        #expect(try #require(before.files()["policies/use.html"]).contains("Withdrawn.") == false)
        #expect(try #require(files["policies/use.html"]).contains("Withdrawn."))
        #expect(files == site.build().files())
    }

    @Test("two pages that would be one file are an error")
    func duplicateOutput() {
        var site = SampleSite.full
        site.pages["a.md"] = "---\ntitle: A\naliases: [register.html]\n---\n"
        #expect(site.build().diagnostics.contains { $0.id.rawValue == "duplicate-url" })
    }

    @Test("a path that is a file and a folder, or longer than disks take, is an error before anything is written")
    func impossibleOutput() {
        func problems(_ aliases: String) -> [String] {
            var site = SampleSite.full
            site.pages["a.md"] = "---\ntitle: A\naliases: [\(aliases)]\n---\n"
            let build = site.build()
            // A file that cannot be written is no part of the site, so a build cannot be published by mistake either.
            #expect(build.outputs.allSatisfy { (try? OutputPath($0.path)) != nil })
            let refusals: Set<DiagnosticID> = [.outputPath, .aliasForm, .pathForm]
            return build.diagnostics.filter { refusals.contains($0.id) && $0.severity == .error }.map(\.summary)
        }
        #expect(problems("zz.html, zz2.html/y.html").isEmpty)
        #expect(
            problems("zz.html, zz.html/y.html")
                == ["'zz.html' would be a file and a folder: 'zz.html/y.html' would stand in it"])
        #expect(problems("register.html/y.html").count == 1)
        #expect(problems(String(repeating: "ä", count: 126) + ".html").count == 1)
        #expect(problems(String(repeating: "a", count: 245) + ".html").isEmpty)
    }

    @Test("a page that was published and is gone is an error, unless something stands for it")
    func gone() {
        func ids(_ settings: String, _ outputs: Set<String>) -> [String] {
            checkGonePages(
                published: ["a.html", "tags/x.html", "policies/filter/y.html", "b.css"], outputs: outputs, drafts: [],
                settings: SiteSettings.read("title: T\n" + settings, path: "").0, configPath: "charter.yaml"
            ).map(\.id.rawValue)
        }
        #expect(ids("", []) == ["page-gone"])
        #expect(ids("", ["a.html"]) == [])
        #expect(ids("gone: [a.html]", []) == [])
    }

    @Test("the register's CSV quotes what needs it and disarms formulas")
    func csv() throws {
        var site = SampleSite.full
        site.pages["policies/use.md"] = SampleSite.policy("POL-001", "Use", "=1+1 MUST \"not\", run. {#R1}")
        let csv = try #require(site.build().files()["register.csv"])
        #expect(csv.contains("POL-001-R1,MUST,\"'=1+1 MUST \"\"not\"\", run.\",POL-001"))
    }

    @Test("the feed and the sitemap are well-formed XML with full addresses")
    func xml() throws {
        let files = SampleSite.full.build().files()
        for path in ["feed.xml", "sitemap.xml"] {
            let text = try #require(files[path])
            #expect(problemOfXML(text) == nil, "\(path)")
            #expect(text.contains("https://example.org/ai/guides/start.html"))
        }
    }
}
