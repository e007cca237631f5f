import Foundation
import TestSupport
import Testing

/// What of `content/` reaches a site, and what the writer is told of the rest.
@Suite("Published files")
struct PublishedFilesTests {
    private func portal(_ pages: [String: String] = [:]) throws -> ProjectFolder {
        let project = try ProjectFolder()
        try project.linkTemplates()
        try project.write("charter.yaml", "title: Test\n")
        try project.write("content/guides/start.md", "---\ntitle: Start\n---\n\nText.\n")
        for (path, text) in pages { try project.write("content/" + path, text) }
        return project
    }

    private func published(_ project: ProjectFolder, _ site: String = "site") -> Set<String> {
        Set(project.files(below: site).keys).filter { path in
            !path.hasSuffix(".html") && !path.hasPrefix("assets/") && !path.hasPrefix("search/")
                && !path.hasPrefix("api/")
        }
    }

    @Test(
        "copies, documents and strange endings of a draft stay out, each told once with its way out; --strict refuses them"
    )
    func copies() throws {
        let draft = "---\ntitle: Layoffs\nstatus: draft\n---\n\nThe Leeds office closes in spring.\n"
        let project = try portal(["guides/layoffs.md": draft])
        #expect(try FixturePortal.build(project).status == 0)
        let before = published(project)
        let names = [
            "secret.md~", "secret.md.bak", "secret.md.orig", "#secret.md#", "secret.txt", "Copy of secret.docx",
        ]
        for name in names { try project.write("content/guides/" + name, draft) }
        let built = try FixturePortal.build(project)
        #expect(built.status == 0)
        #expect(published(project) == before)
        for name in names {
            let told = built.diagnostics.filter { $0.contains("content/guides/\(name):") }
            #expect(told.count == 1 && told[0].contains(": warning: "), "\(name): \(told)")
        }
        #expect(try FixturePortal.build(project, "--strict").status == 1)
        #expect(try project.run("check", "--strict").status == 1)
        for name in ["secret.MD", "secret.markdown"] {
            try project.write("content/guides/" + name, draft)
            let refused = try FixturePortal.build(project)
            #expect(refused.status == 1 && refused.errors.contains("rename it to 'secret.md'"), "\(refused.errors)")
            try project.remove("content/guides/" + name)
        }
        #expect(project.files(below: "site").values.allSatisfy { $0.range(of: Data("Leeds".utf8)) == nil })
    }

    @Test("HTML, scripts and drawings that run are not published because a page links to them; assets: lets them in")
    func activeFiles() throws {
        let project = try portal([
            "guides/use.md": "---\ntitle: Use\n---\n\n[tool](tool.html) ![drawing](drawing.svg) ![knot](knot.svg)\n",
            "guides/tool.html": "<script>alert(1)</script>",
            "guides/drawing.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "guides/knot.svg": "<svg xmlns='http://www.w3.org/2000/svg'><circle r='4'/></svg>",
        ])
        let refused = try FixturePortal.build(project)
        #expect(refused.status == 1)
        #expect(refused.diagnostics.count { $0.hasSuffix("[active-file]") } == 2, "\(refused.errors)")
        try project.write("charter.yaml", "title: Test\nassets: [guides/tool.html, guides/drawing.svg]\n")
        #expect(try FixturePortal.build(project).status == 0)
        let files = project.files(below: "site")
        for path in ["guides/tool.html", "guides/drawing.svg", "guides/knot.svg"] {
            #expect(files[path] != nil, "\(path)")
        }
    }

    @Test("a file leaves the site with the last page that refers to it, in an incremental build too")
    func lastReference() throws {
        let linked = "---\ntitle: Use\n---\n\n[numbers](numbers.csv)\n"
        let project = try portal(["guides/use.md": linked, "guides/numbers.csv": "1,2\n"])
        #expect(try FixturePortal.build(project).status == 0)
        #expect(published(project).contains("guides/numbers.csv"))
        try project.write(
            "content/guides/use.md", linked.replacingOccurrences(of: "title: Use", with: "title: Use\nstatus: draft"))
        #expect(try FixturePortal.build(project).status == 0)
        #expect(!published(project).contains("guides/numbers.csv"))
        #expect(try FixturePortal.build(project, to: "drafts", "--drafts").status == 0)
        #expect(published(project, "drafts").contains("guides/numbers.csv"))
    }

    @Test("who has only drafts is told so, where no page would be shown")
    func draftCount() throws {
        let project = try ProjectFolder()
        try project.linkTemplates()
        try project.write("content/guides/a.md", "---\ntitle: A\nstatus: draft\n---\n\nText.\n")
        let left = ", 1 draft left out (--drafts shows it)\n"
        #expect(try project.run("check").output == "0 pages checked: no errors or warnings" + left)
        #expect(try project.run("check").output == "0 pages checked: no errors or warnings" + left, "found again")
        #expect(try project.run("build").output.hasSuffix(left))
        #expect(try !project.run("check", "--drafts").output.contains("left out"))
        try project.write("content/guides/b.md", "---\ntitle: B\nstatus: draft\n---\n\nText.\n")
        #expect(try project.run("check").output.hasSuffix(", 2 drafts left out (--drafts shows them)\n"))
    }
}

/// A page that was published and is gone is missed wherever the site is built.
@Suite("Pages that are gone")
struct GonePagesTests {
    /// A portal of two pages and a draft, committed.
    private func portal() throws -> ProjectFolder {
        let project = try ProjectFolder()
        try project.linkTemplates()
        try project.write("charter.yaml", "title: Test\n")
        try project.write("content/guides/start.md", "---\ntitle: Start\n---\n\nText.\n")
        try project.write("content/guides/why.md", "---\ntitle: Why\naliases: [reasons.html]\n---\n\nText.\n")
        try project.write("content/guides/plan.md", "---\ntitle: Plan\nstatus: draft\n---\n\nText.\n")
        try project.commit("All", on: "2026-10-01")
        return project
    }

    private func gone(_ outcome: ProjectFolder.Outcome) -> [String] {
        outcome.diagnostics.filter { $0.hasSuffix("[page-gone]") }
            .compactMap { $0.firstMatch(of: /Page '(.*)' was published/).map { String($0.output.1) } }
    }

    @Test("git's history tells it in a fresh clone: committed or not, by build and by check, with the page's aliases")
    func history() throws {
        let project = try portal()
        #expect(try gone(project.run("check")) == [])
        try project.remove("content/guides/why.md")
        try project.remove("content/guides/plan.md")
        let missed = ["guides/why.html", "reasons.html"]
        #expect(try gone(project.run("check")) == missed, "not committed yet")
        try project.commit("Fewer", on: "2026-10-02")
        let check = try project.run("check")
        #expect(check.status == 1 && gone(check) == missed)
        #expect(try gone(project.run("check")) == missed, "found again")
        let build = try FixturePortal.build(project, to: "fresh")
        #expect(build.status == 1 && gone(build) == missed)
        #expect(project.files(below: "fresh") == [:])
        try project.write(
            "content/guides/start.md",
            "---\ntitle: Start\naliases: [guides/why.html]\n---\n\nText.\n")
        #expect(try gone(project.run("check")) == ["reasons.html"])
        try project.write("charter.yaml", "title: Test\ngone: [reasons.html]\n")
        #expect(try project.run("check").status == 0)
        #expect(try FixturePortal.build(project, to: "fresh").status == 0)
    }

    @Test("what came and went on a branch, or was a draft all along, is not missed; a page that comes back is there")
    func neverPublished() throws {
        let project = try portal()
        func git(_ arguments: String...) throws {
            let person = ["-c", "user.name=A", "-c", "user.email=a@b.example"]
            let outcome = try project.run(command: "/usr/bin/env", ["git"] + person + arguments)
            try #require(outcome.status == 0, "\(outcome.errors)")
        }
        try git("checkout", "-q", "-b", "work")
        try project.write("content/guides/new.md", "---\ntitle: New\n---\n\nText.\n")
        try project.commit("A page", on: "2026-10-03")
        try project.remove("content/guides/new.md")
        try project.write("content/guides/newer.md", "---\ntitle: New\n---\n\nText.\n")
        try project.commit("Under another name", on: "2026-10-04")
        try git("checkout", "-q", "main")
        try git("merge", "-q", "--no-ff", "-m", "Merge", "work")
        #expect(try gone(project.run("check")) == [])
        try project.remove("content/guides/why.md")
        try project.commit("Gone", on: "2026-10-05")
        #expect(try gone(project.run("check")) == ["guides/why.html", "reasons.html"])
        try project.write("content/guides/why.md", "---\ntitle: Why\naliases: [reasons.html]\n---\n\nText.\n")
        #expect(try gone(project.run("check")) == [])
    }

    @Test("a shallow clone says that it cannot tell")
    func shallow() throws {
        let project = try portal()
        try project.remove("content/guides/why.md")
        try project.commit("Fewer", on: "2026-10-02")
        let clone = try ProjectFolder()
        let cloned = try clone.run(
            command: "/usr/bin/env", ["git", "clone", "-q", "--depth", "1", "file://" + project.path, "clone"])
        try #require(cloned.status == 0, "\(cloned.errors)")
        let check = try ProjectFolder(copyOf: clone.url("clone")).run("check", "--templates", Repository.templates)
        #expect(check.status == 0)
        #expect(check.diagnostics.map { $0.contains(": note: ") && $0.hasSuffix("[previous-unknown]") } == [true])
    }

    @Test("--previous names a manifest, or the folder that holds it; what it lists is missed, and git is not asked")
    func previous() throws {
        let project = try portal()
        #expect(try FixturePortal.build(project, to: "before").status == 0)
        try project.remove("content/guides/why.md")
        try project.write("content/guides/start.md", "---\ntitle: Start\naliases: [reasons.html]\n---\n\nText.\n")
        for site in ["before", "before/manifest.json"] {
            #expect(try gone(project.run("check", "--previous", site)) == ["guides/why.html"])
            let build = try FixturePortal.build(project, to: "fresh", "--previous", site)
            #expect(build.status == 1 && gone(build) == ["guides/why.html"])
        }
        try project.write("other/manifest.json", "{\"index.html\": \"\(String(repeating: "0", count: 64))\"}")
        #expect(try gone(project.run("check", "--previous", "other")) == [])
        for site in ["nowhere", "content/guides/start.md", "http://127.0.0.1:1/"] {
            let check = try project.run("check", "--previous", site)
            #expect(
                check.status == 66 && check.errors.contains("--previous '\(site)' cannot be read"), "\(check.errors)")
        }
    }
}
