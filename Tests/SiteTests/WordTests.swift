import Foundation
import TestSupport
import Testing
import Words

@testable import Site

@Suite("Words of templates and scripts")
struct WordTests {
    /// What is no word of a language: units, and words of the search's own syntax.
    private let syntax: Set<String> = ["GiB", "kind:licence", "status:active", "tag:privacy"]

    @Test("templates say nothing in words of their own")
    func templates() {
        // The page of components shows the theme to those who change it, in English, and is no part of any site.
        for template in SampleSite.theme.templates where !template.path.hasSuffix("/components.mustache") {
            // Comments of mustache are for writers of themes.
            let text = template.text.replacing(/\{\{![^}]*\}\}/, with: "")
            let attributes = text.matches(of: /(?:aria-label|placeholder|alt|title)="([^"]*)"/).map {
                String($0.output.1)
            }
            let texts = text.replacing(/<[^>]*>/, with: "\n").split(separator: "\n").map(String.init)
            for piece in attributes + texts {
                let own = piece.replacing(/\{\{[^}]*\}\}+/, with: " ").split(separator: " ").map(String.init)
                    .filter { !syntax.contains($0) && $0.contains(where: \.isLetter) }
                #expect(own == [], "\(template.path): \(piece)")
            }
        }
    }

    @Test("a template that says something in words of its own would be found")
    func ownWords() {
        let text = "<p>{{title}} is here</p>"
        let texts = text.replacing(/<[^>]*>/, with: "\n").replacing(/\{\{[^}]*\}\}+/, with: " ")
        #expect(texts.contains("is here"))
    }

    @Test("scripts say nothing in words of their own")
    func scripts() {
        let scripts = SampleSite.theme.assets.filter { $0.path.hasSuffix(".js") }
        #expect(scripts.count > 20)
        for script in scripts {
            let code = String(decoding: script.bytes, as: UTF8.self).split(separator: "\n")
                .filter { line in !["//", "/*", "*"].contains { line.drop { $0 == " " }.hasPrefix($0) } }
            for line in code where !line.contains("throw new ") && !line.contains("new Error(") {
                // A capital and small letters, or two words with a space between them.
                for text in line.matches(of: /"([A-Z][a-z]+(?: [^"]*)?|[^"=]*[a-z]{2,} [a-z]{2,}[.:?!][^"]*)"/) {
                    let known = ["Escape", "Enter", "Tab"]
                    let isKey = text.output.1.hasPrefix("Arrow") || known.contains(String(text.output.1))
                    #expect(isKey, "\(script.path): \(text.output.1)")
                }
            }
        }
    }

    @Test("every text that a script asks for is in the catalogue")
    func scriptTexts() {
        let known = Set(
            Catalogue.scriptParts.flatMap { part in Catalogue.words(of: part).map { "\(part.part).\($0.key)" } })
        var asked = Set<String>()
        for script in SampleSite.theme.assets where script.path.hasSuffix(".js") {
            let code = String(decoding: script.bytes, as: UTF8.self)
            asked.formUnion(
                code.matches(of: /"((?:finder|answers|verdicts|reader)\.[a-z_]+)"/).map { String($0.output.1) })
        }
        // Names that are put together, such as "reader." and a verdict.
        #expect(asked.filter { !$0.hasSuffix("_") }.subtracting(known) == [])
        #expect(asked.count > 60)
    }

    @Test("Tests/Data/script-words.json holds the texts that the tests of scripts read")
    func recorded() throws {
        let path = "Tests/Data/script-words.json"
        let pairs = Language.spoken.map { language in "\"\(language.rawValue)\":\(ScriptWords(language).data)" }
        let text = "{" + pairs.joined(separator: ",\n") + "}\n"
        if Repository.isRecording {
            try text.write(to: Repository.root.appendingPathComponent(path), atomically: true, encoding: .utf8)
        }
        #expect(!Repository.isRecording, "recorded \(path); read the difference and run again without CHARTER_RECORD")
        #expect(Repository.text(path) == text, "\(path); CHARTER_RECORD=1 writes it anew")
    }

    @Test("docs/words.md is what the code says")
    func documentation() {
        #expect(Repository.text("docs/words.md") == wordsDocumentation(), "run: charter schema words > docs/words.md")
    }

    @Test("pages name the texts of their language before all scripts, and only languages of the site have a file")
    func assets() throws {
        var site = SampleSite.full
        site.pages["guides/start.md"] = site.pages["guides/start.md"]?.replacing(
            "title: Start", with: "title: Start\nlanguage: de")
        let files = site.build().files()
        let words = files.keys.filter { $0.contains("scripts/words-") }.sorted()
        #expect(words.map { $0.prefix { $0 != "." } } == ["assets/scripts/words-de", "assets/scripts/words-en"])
        let page = try #require(files["guides/start.html"])
        let scripts = page.matches(of: /<script src="([^"]+)" defer>/).map { String($0.output.1) }
        #expect(scripts.first?.contains("words-de") == true)
        #expect(SampleSite.full.build().files().keys.count { $0.contains("scripts/words-") } == 1)
    }
}
