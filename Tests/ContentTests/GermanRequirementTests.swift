import Diagnostics
import Portal
import TestSupport
import Testing

@testable import Content

@Suite("Requirements in German and other languages")
struct GermanRequirementTests {
    private let german = RequirementKeywords(language: "de-AT")

    @Test(
        "words in capitals say how strongly a German sentence binds, wherever their parts stand",
        arguments: [
            ("Mitarbeitende MÜSSEN das melden.", .must), ("Jede Anfrage MUSS geprüft werden.", .must),
            ("Kundendaten DÜRFEN NICHT eingegeben werden.", .mustNot),
            ("Personenbezogene Daten DÜRFEN in diese Dienste, auch in Auszügen, NICHT eingegeben werden.", .mustNot),
            ("Es gilt, dass Daten NICHT weitergegeben werden DÜRFEN.", .mustNot),
            ("Es DÜRFEN KEINE Geheimnisse eingegeben werden.", .mustNot),
            ("NIEMAND DARF das Modell ohne Freigabe betreiben.", .mustNot),
            ("Das Modell DARF genutzt werden.", .may), ("Das Team KANN die Prüfung abkürzen.", .may),
            ("Vertrauliche Daten DÜRFEN NUR intern verarbeitet werden.", .must),
            ("Die Antwort SOLL geprüft werden.", .should), ("Teams SOLLTEN das Modell festhalten.", .should),
            ("Das Modell SOLL NICHT öffentlich stehen.", .shouldNot), ("Eine Prüfung ist ERFORDERLICH.", .must),
            ("Das Vorgehen ist NICHT EMPFOHLEN.", .shouldNot),
            // Each verb with its own negation, and the strongest of them.
            ("Jedes Modell MUSS geprüft werden und DARF NICHT ohne Freigabe laufen.", .mustNot),
            ("Das Modell DARF laufen, das Protokoll SOLL NICHT gelöscht werden.", .shouldNot),
            ("Teams MUST die Liste führen.", .must),
        ] as [(String, Requirement.Level)])
    func levels(_ sentence: String, _ level: Requirement.Level) { #expect(german.level(of: sentence) == level) }

    @Test(
        "words in lower case, parts of words and headings in capitals bind nobody",
        arguments: ["Das muss sein.", "Das SOLLWERT-Feld.", "DARFST du das?", "Ein MUSSfeld.", "KI", ""])
    func unbound(_ sentence: String) { #expect(german.level(of: sentence) == nil) }

    @Test("an English sentence is read as before")
    func english() {
        let english = RequirementKeywords(language: "en")
        for (sentence, level) in [
            ("Staff MUST NOT share keys.", Requirement.Level.mustNot), ("MUST", .must),
            ("It is NOT RECOMMENDED.", .shouldNot),
            ("Staff MUST, NOT only once, ask.", .must), ("OPTIONAL.", .may), ("Teams SHALL NOT.", .mustNot),
            // The strongest, as the rules say, though SHOULD NOT has more words.
            ("Staff MUST ask and SHOULD NOT guess.", .must),
        ] { #expect(english.level(of: sentence) == level, "\(sentence)") }
        #expect(english.level(of: "Das MUSS sein.") == nil)
        #expect(english.doubt(in: "Staff MUST NOT guess, and not only once.") == nil)
    }

    @Test(
        "what says something else to the register than to readers is doubted",
        arguments: [
            ("de", "Daten DÜRFEN nicht eingegeben werden.", "DÜRFEN nicht"),
            ("de", "Keine Kundendaten DÜRFEN eingegeben werden.", "DÜRFEN Keine"),
            ("de", "Die Liste MUSS NICHT geführt werden.", "MUSS NICHT DARF NICHT"),
            ("de", "Das KANN NICHT sein.", "KANN NICHT DARF NICHT"),
            ("de", "Daten DÜRFEN nicht nur intern genutzt werden.", nil),
            ("de", "Das Modell DARF laufen, wenn keine Kundendaten eingegeben werden.", nil),
            ("de", "Das DARF NICHT ohne Prüfung und nicht nachts laufen.", nil),
            ("en", "Staff MUST not share keys.", "MUST not"), ("en", "Staff MAY NOT share keys.", "MAY NOT MUST NOT"),
            ("en", "Staff MAY share keys that are not secret.", nil),
        ] as [(String, String, String?)])
    func doubts(_ language: String, _ sentence: String, _ expected: String?) {
        let found = RequirementKeywords(language: language).doubt(in: sentence).map { doubt in
            switch doubt {
            case .misleading(let phrase, let meant): phrase + " " + meant
            case .lowerCaseNegation(let verb, let negation): verb + " " + negation
            }
        }
        #expect(found == expected)
    }

    // MARK: Pages

    private func page(_ body: String, settings yaml: String, language: String? = nil) -> Page {
        let text = SamplePage.page(
            SamplePage.policy("POL-001", reviewBy: "2027-01-01", extra: language.map { "language: \($0)" } ?? ""),
            body: body)
        let settings = SiteSettings.read(yaml, path: "charter.yaml").0
        return readPage(
            SourceFile(path: "policies/p.md", bytes: Array(text.utf8)), in: ReadingContext(settings: settings)
        ).page
    }

    @Test("a page's language decides which words bind in it")
    func pages() {
        let body = "Teams MÜSSEN fragen. {#R1}\n"
        #expect(page(body, settings: "title: T\nlanguage: de").requirements.map(\.level) == [.must])
        #expect(page(body, settings: "title: T", language: "de").requirements.map(\.level) == [.must])
        let english = page(body, settings: "title: T")
        #expect(english.requirements == [])
        #expect(english.diagnostics.map(\.id) == [.requirementMark])
    }

    @Test("abbreviations and ordinals end no German sentence")
    func sentences() {
        let body = """
            Bis zum 31. Dezember 2026 MÜSSEN Teams gem. Art. 5 Abs. 1 DSGVO z. B. Kundendaten löschen. {#R1} Teams DÜRFEN fragen. {#R2}
            """
        let found = page(body, settings: "title: T\nlanguage: de").requirements
        #expect(found.map(\.number) == [1, 2])
        #expect(found.first?.text.hasSuffix("z. B. Kundendaten löschen.") == true)
    }

    @Test("a number behind a German sentence without such a word says which words there are")
    func missing() throws {
        let found = page("Teams dürfen nicht raten. {#R1}", settings: "title: T\nlanguage: de").diagnostics
        let problem = try #require(found.first { $0.id == .requirementMark })
        #expect(problem.summary.hasSuffix("the sentence has none of MUSS, SOLL, DARF"))
        #expect(problem.fixes.map(\.title) == ["write 'DÜRFEN NICHT' for 'dürfen nicht'"])
    }

    @Test("charter.yaml sets the words of a level, for languages that Charter does not know too")
    func settings() {
        let yaml = """
            title: T
            language: fr
            keywords:
              - {language: fr, must: [DOIT, DOIVENT], must_not: [NE DOIT PAS], may: [PEUT]}
              - {language: de, may: [ERLAUBT]}
            """
        let (settings, problems) = SiteSettings.read(yaml, path: "charter.yaml")
        #expect(problems == [])
        let french = RequirementKeywords(language: "fr", settings: settings.keywords)
        #expect(french.level(of: "Le service DOIT répondre.") == .must)
        #expect(french.level(of: "Le service NE DOIT PAS répondre.") == .mustNot)
        let german = RequirementKeywords(language: "de", settings: settings.keywords)
        #expect(german.level(of: "Das ist ERLAUBT.") == .may)
        #expect(german.level(of: "Das KANN sein.") == nil)
        #expect(german.level(of: "Das MUSS sein.") == .must)
    }

    // MARK: Terms

    @Test(
        "terms are found in German texts with the endings of their words, and not as other words",
        arguments: [
            ("die Pflichten des Auftragsverarbeiters", "Auftragsverarbeiters"),
            ("mit Auftragsverarbeitern", "Auftragsverarbeitern"), ("die Verarbeitungen", "Verarbeitungen"),
            ("mit offenen Gewichten", "offenen Gewichten"), ("ein offenes Gewicht", "offenes Gewicht"),
            ("der Grundsätze", "Grundsätze"), ("zwei LLMs", "LLMs"), ("Auftragsverarbeitung ist es nicht", nil),
            ("wir rollen das aus", nil), ("in zwei Rollen", "Rollen"), ("die Verarbeiten", nil),
        ] as [(String, String?)])
    func terms(_ text: String, _ expected: String?) {
        let names = ["Auftragsverarbeiter", "Verarbeitung", "Offene Gewichte", "Grundsatz", "LLM", "Rolle"]
        let glossary = GlossaryIndex(
            names.map { GlossaryTerm(id: $0, name: $0, otherNames: [], definition: "x", range: .fileStart) },
            language: "de")
        let found = glossary.firstTerm(in: text, from: text.startIndex, seen: [])
        #expect(found.map { String(text[$0.range]) } == expected)
    }
}
