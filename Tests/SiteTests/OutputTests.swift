import Answers
import Diagnostics
import Portal
import Testing

@testable import Site

@Suite("The door that every file leaves by")
struct OutputTests {
    /// A site that answers questions, without an encoder.
    static var answering: SampleSite {
        var site = SampleSite.full
        site.ledger = Ledger(files: [])
        return site
    }

    @Test("an inline script in any template of a page is an error, the page about the answers included")
    func inlineScript() throws {
        for name in Self.answering.theme.templates.map(\.name) where !name.hasPrefix("partials/") {
            var site = Self.answering
            guard let index = site.theme.templates.firstIndex(where: { $0.name == name }) else { continue }
            site.theme.templates[index].text += "<script>x</script>"
            let build = site.build()
            // Pages that the sample has none of are not written, and so not looked at.
            guard site.isWritten(name) else { continue }
            #expect(build.diagnostics.contains { $0.id.rawValue == "inline-code" }, "\(name).mustache")
        }
    }

    @Test("a page with a problem is told of again in the next build, whatever that one takes over")
    func problemsStay() {
        var site = Self.answering
        site.theme = SampleSite.theme(adding: "<script>x</script>", to: "about-answers")
        let first = site.build()
        let second = site.build(previous: first.cache)
        #expect(first.hasErrors)
        #expect(second.diagnostics == first.diagnostics)
        site = SampleSite.full
        site.pages["a.md"] = "---\ntitle: A\naliases: [register.html]\n---\n"
        let twice = site.build()
        #expect(site.build(previous: twice.cache).diagnostics == twice.diagnostics)
    }

    @Test("the page about the answers names the models that charter.yaml names now")
    func modelsChange() throws {
        var site = Self.answering
        site.settings += Self.models("First encoder")
        let first = site.build()
        #expect(try #require(first.files()["ask/about.html"]).contains("First encoder"))
        site = Self.answering
        site.settings += Self.models("Second encoder")
        let second = site.build(previous: first.cache)
        #expect(second.files(earlier: first.files()) == site.build().files())
    }

    static func models(_ name: String) -> String {
        """

        models:
          - role: encoder
            name: \(name)
            licence: mit
            files:
              - {source: model.safetensors, sha256: \(String(repeating: "0", count: 64))}
        """
    }
}

extension SampleSite {
    /// The shipped theme with a text added to a template.
    static func theme(adding text: String, to name: String) -> Theme {
        var theme = SampleSite.theme
        for index in theme.templates.indices where theme.templates[index].name == name {
            theme.templates[index].text += text
        }
        return theme
    }

    /// Whether any file of the site is made with a template.
    func isWritten(_ template: String) -> Bool {
        var site = self
        site.theme = Self.theme(adding: "MARKOF\(template)", to: template)
        return site.build().files().contains { $0.key.hasSuffix(".html") && $0.value.contains("MARKOF\(template)") }
    }
}
