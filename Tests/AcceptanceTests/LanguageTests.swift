import Foundation
import TestSupport
import Testing

/// The interface in other languages: the fixture portal, whose content is English, with another `language:`.
@Suite("Languages of the interface")
struct LanguageTests {
    private func site(in language: String) throws -> (pages: [String: String], content: String) {
        let (project, _) = try FixturePortal.copy()
        let settings = try #require(project.read("charter.yaml"))
        #expect(settings.contains("language: en"))
        try project.write(
            "charter.yaml", settings.replacingOccurrences(of: "language: en", with: "language: \(language)"))
        let outcome = try FixturePortal.build(project)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let content = project.files(below: "content").values.map { String(decoding: $0, as: UTF8.self) } + [settings]
        return (project.site().filter { $0.key.hasSuffix(".html") }, plain(content.joined(separator: "\n")))
    }

    /// A text without markup of markdown, on one line.
    private func plain(_ text: String) -> String {
        text.replacing(/\[([^\[\]]*)\]\([^)]*\)/) { String($0.output.1) }.filter { !"*_`[]".contains($0) }
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// What readers see or hear of a page: its text, and the attributes that screen readers and tooltips take.
    private func told(_ page: String) -> [String] {
        let body = page.replacing(/<(script|style)[^>]*>.*?<\/\1>/.dotMatchesNewlines(), with: " ")
        let attributes = body.matches(of: /(?:aria-label|placeholder|alt|title)="([^"]+)"/).map { String($0.output.1) }
        let texts = body.replacing(/<[^>]*>/, with: "\n").split(separator: "\n").map(String.init)
        let entities = ["&quot;": "\"", "&lt;": "<", "&gt;": ">", "&#39;": "'", "&amp;": "&"]
        return (attributes + texts).map { text in
            entities.sorted { $0.key > $1.key }.reduce(text) {
                $0.replacingOccurrences(of: $1.key, with: $1.value)
            }
        }
    }

    /// A text without what stands in marks, those of values within texts included.
    private func unmarked(_ text: String) -> String {
        var text = text
        while let range = text.firstRange(of: /⟦[^⟦⟧]*⟧/) { text.removeSubrange(range) }
        return plain(text)
    }

    /// Whether a text is a name rather than words of a language: of frameworks and their items, requirements, formats of weights,
    /// units, commits, and words of the search's syntax.
    private func isName(_ text: String) -> Bool {
        text.wholeMatch(
            of:
                /(POL-\d+(-R\d+)? ?)?(GiB|(kind|status|tag):\w+|EU AI Act|ISO\/IEC 42001|NIST AI RMF|(GOVERN|MAP|MEASURE|MANAGE|Article|Clause)( .*)?|[A-D]\.[\d.]+|(BF|FP)\d+|Q\d\w*|harness \w+|[0-9a-f]{8,})?/
        ) != nil
    }

    @Test("each text that a page does not take from content comes from the catalogue")
    func marked() throws {
        var (pages, content) = try site(in: "qps-ploc")
        // Of the version before, which git knows.
        content += " Captains MAY ask a clerk"
        #expect(pages.count > 50)
        let frameworks = try #require(pages["frameworks.html"])
        var found: [String: String] = [:]
        for (path, page) in pages {
            for text in told(page) {
                // The parts of a text that content may say, beside a title or another name of content.
                let rest = unmarked(text)
                // The address of the handbook itself, for those who hold a printed one.
                guard !isName(rest), !rest.hasSuffix("/handbook.html") else { continue }
                let parts = rest.split { "·,:;.–()“”".contains($0) }.map { plain(String($0)) }
                for part in parts where part.contains(where: \.isLetter) && !content.contains(part) && !isName(part) {
                    // The items' own titles.
                    if path == "frameworks.html", frameworks.contains("class=\"quiet\">\(text.trimmed)<") { continue }
                    let words = part.split(separator: " ").map(String.init)
                    guard
                        !(words.count > 1
                            && words.allSatisfy { isName($0) || content.contains($0) && part.hasPrefix("POL-") })
                    else { continue }
                    found[part] = path
                }
            }
        }
        #expect(found == [:])
    }

    @Test("a text that a template says in words of its own is found")
    func ownWords() throws {
        #expect(unmarked("⟦Search⟧ here, ⟦by ⟦name⟧⟧") == "here,")
        #expect(!isName("Next review") && isName("GOVERN 1.1") && isName("POL-001-R3"))
    }

    @Test("a portal in German speaks German around its content, and says so")
    func german() throws {
        let (pages, _) = try site(in: "de")
        for (path, page) in pages { #expect(page.contains("<html lang=\"de\">"), "\(path)") }
        let policy = try #require(pages["policies/use-of-models.html"])
        for text in [
            "Kurz gefasst", "Nächste Prüfung", "Verbindlichkeit", ">MUSS<", "Auf dieser Seite", "Link zu Anforderung",
        ] {
            #expect(policy.contains(text), "\(text)")
        }
        #expect(try #require(pages["index.html"]).contains("1. März 2026"))
        #expect(try #require(pages["licences/narrow-2.html"]).contains("Risiko: "))
        #expect(try #require(pages["decide/wren.html"]).contains("Mit Auflagen"))
        #expect(try #require(pages["404.html"]).contains("Seite nicht gefunden"))
        // Words that content does not have.
        for (path, page) in pages {
            for text in told(page) {
                for word in [
                    "Owner", "Next review", "Search", "Skip to", "Licence of", "Verdict", "Strength", "On this page",
                ] {
                    #expect(!text.contains(word), "\(path): \(text)")
                }
            }
        }
    }

    @Test("a page in a language of its own has the interface in that language, other pages do not")
    func onePage() throws {
        let (project, _) = try FixturePortal.copy(hasHistory: false)
        let path = "content/guides/first-steps.md"
        let text = try #require(project.read(path))
        try project.write(path, text.replacingOccurrences(of: "---\ntitle:", with: "---\nlanguage: de\ntitle:"))
        let outcome = try FixturePortal.build(project)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let pages = project.site()
        let german = try #require(pages["guides/first-steps.html"])
        #expect(german.contains("<html lang=\"de\">") && german.contains("Auf dieser Seite"))
        #expect(german.contains("scripts/words-de.") && !german.contains("scripts/words-en."))
        let english = try #require(pages["policies/use-of-models.html"])
        #expect(english.contains("<html lang=\"en\">") && english.contains("On this page"))
        #expect(english.contains("scripts/words-en.") && !english.contains("scripts/words-de."))
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
