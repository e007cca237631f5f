import Diagnostics
import Foundation
import Portal
import TestSupport
import Testing

@testable import Site

@Suite("Templates")
struct TemplateTests {
    private func theme(_ name: String, _ text: String) -> Theme {
        var theme = SampleSite.theme
        theme.templates.removeAll { $0.name == name }
        theme.templates.append(Theme.Template(name: name, path: "mine/\(name).mustache", text: text))
        return theme
    }

    private func problems(_ name: String, _ text: String) -> [Diagnostic] { TemplateSet.load(theme(name, text)).1 }

    @Test("the shipped theme names nothing that no context holds")
    func shipped() {
        let (theme, problems) = Theme.load(folders: [Repository.templates])
        #expect(problems.isEmpty)
        #expect(TemplateSet.load(theme).1 == [])
    }

    @Test(
        "A template can name only what `ContextSchemas.swift` lists: another is an error at its tag, with the nearest")
    func unknownName() {
        let found = problems("page", "<p>\n  {{titel}}</p>")
        #expect(found.map(\.id.rawValue) == ["template-unknown-name"])
        #expect(found.first?.range == SourceRange(line: 2, column: 3, length: 9))
        #expect(found.first?.summary == "Name 'titel' is not in the template's context; did you mean 'title'?")
        #expect(found.first?.path == "mine/page.mustache")
    }

    @Test("names are looked up through sections, objects and partials")
    func scopes() {
        #expect(
            problems(
                "page",
                "{{#toc}}{{id}}{{title}}{{root}}{{/toc}}{{site.title}}{{#has_toc}}x{{/has_toc}}{{^tags}}{{/tags}}")
                == [])
        #expect(
            problems("page", "{{#toc}}{{owner}}{{framework}}{{/toc}}").map(\.id.rawValue) == ["template-unknown-name"])
        #expect(problems("page", "{{site.titel}}").map(\.id.rawValue) == ["template-unknown-name"])
    }

    @Test("a partial that does not exist, and a section that does not close")
    func broken() {
        #expect(
            problems("page", "{{> partials/heade}}").first?.summary
                == "Partial 'partials/heade' does not exist; did you mean 'partials/head'?")
        #expect(problems("page", "{{#toc}}\nx").map(\.id.rawValue).contains("template-syntax"))
    }

    @Test("every context that a build makes fits its schema", arguments: [false, true])
    func contexts(_ drafts: Bool) throws {
        var sample = KeyTests.rich
        sample.includesDrafts = drafts
        let linked = LinkedSite(sample.input)
        let site = SiteContext(
            library: linked.library, assets: ThemeAssets(sample.theme), version: "1", history: sample.history,
            commit: SourceCommit(id: "0123456789abcdef", hasChanges: true), bodies: PageBodies(linked),
            questions: linked.ledgerFindings?.questions)
        for index in linked.library.pages.indices {
            var (template, context) = site.contentContext(ofPage: index)
            context["content"] = .html("x")
            #expect(try #require(ContextSchema.named(template)).mismatches(context) == [])
        }
        let made =
            site.generatedPages(introductions: ["index.html": "x"])
            + site.generatedPages(of: .record, introductions: [:]) + [site.aboutAnswers(.example)]
        for page in made {
            #expect(try #require(ContextSchema.named(page.template)).mismatches(page.context) == [])
        }
        // What a sample without decisions, history or questions would leave out.
        let templates = Set(made.map(\.template))
        for name in ["decide", "history", "ask", "about-answers", "handbook"] {
            #expect(templates.contains(name), "\(name)")
        }
    }

    @Test("the sections that a link may name on a page of a kind are those that its template shows")
    func anchors() throws {
        for kind in PageKind.allCases where !kind.anchors.isEmpty {
            let template = try #require(SampleSite.theme.templates.first { $0.name == kind.rawValue })
            let ids = Set(template.text.matches(of: /id="([a-z-]+-title)"/).map { String($0.output.1) })
            // The heading of the table of decisions comes with its context.
            #expect(ids.symmetricDifference(kind.anchors).subtracting(["decisions-title"]) == [])
        }
    }

    @Test("docs/templates.md is what the code says")
    func documentation() throws {
        let text = try String(contentsOf: Repository.root.appendingPathComponent("docs/templates.md"), encoding: .utf8)
        #expect(text == templateDocumentation(), "run: charter schema templates > docs/templates.md")
    }

    @Test("docs/pages.md is what the code says, and every page that is declared is made")
    func pages() throws {
        #expect(
            Repository.text("docs/pages.md") == madePagesDocumentation(), "run: charter schema pages > docs/pages.md")
        let folder = Repository.root.appendingPathComponent("Sources/Site/MadePages")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let sources = try names.map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
        let declared = sources.flatMap { $0.matches(of: /static let (\w+) = MadePage\(/).map { String($0.output.1) } }
        let list = try #require(sources.first { $0.contains("static let all: [MadePage]") })
        #expect(declared.count > 20)
        for name in declared { #expect(list.contains(".\(name)"), "\(name) is not in MadePage.all") }
    }

    @Test(
        "what the Content-Security-Policy would block is an error",
        arguments: [
            ("<script src=\"https://a.b/c.js\"></script>", "external-subresource"),
            ("<img src=\"//a.b/c.png\">", "external-subresource"),
            ("<link rel=\"stylesheet\" href=\"https://a.b/c.css\">", "external-subresource"),
            ("<script>x</script>", "inline-code"),
            ("<style>x</style>", "inline-code"), ("<p style=\"x\">", "inline-code"),
            ("<a href=\"#\" onclick=\"x\">", "inline-code"),
        ])
    func selfContained(_ html: String, _ id: String) {
        #expect(checkSelfContained(Array(html.utf8), path: "a").map(\.id.rawValue) == [id])
        var site = SampleSite.full
        site.theme = theme("page", html)
        #expect(site.build().hasErrors)
    }

    @Test("links to other sites and text that looks like code pass")
    func harmless() {
        let html =
            "<a href=\"https://a.b\" title=\" onclick=x style=y\">x</a><p>on = 1 &lt;script></p><link rel=\"canonical\" href=\"https://a.b/\"><script src=\"a.js\"></script>"
        #expect(checkSelfContained(Array(html.utf8), path: "a") == [])
    }
}
