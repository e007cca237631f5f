import Portal
import Testing

@testable import Words

@Suite("The catalogue of words")
struct CatalogueTests {
    private let english = Catalogue(.english)
    private let german = Catalogue(.german)

    @Test("a language is named with or without a region; one that is not spoken is read in English")
    func tags() {
        #expect(Catalogue(tag: "de").language == .german)
        #expect(Catalogue(tag: "de-AT").language == .german)
        #expect(Catalogue(tag: "DE").language == .german)
        #expect(Catalogue(tag: "en-GB").language == .english)
        #expect(Catalogue(tag: "fr").language == .english)
        #expect(Catalogue(tag: "den").language == .english)
        #expect(Catalogue(tag: "qps-ploc").language == .marked)
    }

    @Test(
        "a number chooses the form of its noun",
        arguments: [(0, "0 Tage"), (1, "1 Tag"), (2, "2 Tage"), (1001, "1.001 Tage")])
    func plurals(count: Int, text: String) { #expect(german.common(.days, count: count) == text) }

    @Test("one and many in English")
    func englishPlurals() {
        #expect(english.common(.days, count: 1) == "1 day")
        #expect(english.common(.days, count: 0) == "0 days")
        #expect(english.common(.days, count: 21) == "21 days")
    }

    @Test("days are written as the language writes them")
    func dates() throws {
        let day = try #require(CalendarDate("2026-03-01"))
        #expect(english.date(day) == "1 March 2026")
        #expect(german.date(day) == "1. März 2026")
    }

    @Test("numbers are grouped and pointed as the language does")
    func numbers() {
        #expect(german.number(1_234_567) == "1.234.567")
        #expect(german.number(999) == "999")
        #expect(german.number(-1000) == "-1.000")
        #expect(english.number(131_072) == "131\u{202F}072")
        #expect(german.decimal("4.85") == "4,85")
        #expect(english.decimal("4.85") == "4.85")
    }

    @Test("a text is cut at its marks")
    func marks() {
        let text = MarkedText("Read [the list], then [ask] again.")
        #expect(text.before == "Read ")
        #expect(text.marks.map(\.marked) == ["the list", "ask"])
        #expect(text.marks.map(\.after) == [", then ", " again."])
        #expect(MarkedText("Nothing here.").marks.isEmpty)
    }

    @Test("in the marked language each text stands in marks, also around what is shown in another way")
    func markedLanguage() {
        let words = Catalogue(.marked)
        #expect(words.common(.startPage) == "⟦Start page⟧")
        #expect(words.common(.days, count: 3) == "⟦3 days⟧")
    }

    @Test("every text takes the same values, and marks the same number of places, in all languages")
    func agreement() {
        for word in Catalogue.allWords {
            let phrases = Language.spoken.map { Catalogue($0).phrase(word) }
            for phrase in phrases {
                #expect(phrase.forms.allSatisfy { !$0.isEmpty }, "\(word) is empty")
                #expect(
                    Set(phrase.forms.map { Phrase.valueNames(in: $0).filter { $0 != "count" } }).count == 1,
                    "\(word) takes other values for one than for many")
                #expect(
                    Phrase.valueNames(in: phrase.other) == Phrase.valueNames(in: phrases[0].other), "\(word): values")
                #expect((phrase.one == nil) == (phrases[0].one == nil), "\(word): forms")
                #expect(
                    MarkedText(phrase.other).marks.count == MarkedText(phrases[0].other).marks.count, "\(word): marks")
                #expect(phrase.forms.allSatisfy { $0.filter { $0 == "[" }.count == $0.filter { $0 == "]" }.count })
            }
        }
    }

    @Test("every article of a framework that has a title has one in German")
    func articles() throws {
        for item in Framework.all.flatMap(\.items) where !item.title.isEmpty {
            #expect(german.number(item).hasPrefix("Artikel "))
            #expect(german.title(item) != item.title || item.title == "", "\(item.id)")
            #expect(english.title(item) == item.title)
        }
    }

    @Test("terms of licences, duties and classes are said in German, each in words of its own")
    func terms() {
        let tags = LicenceTag.permissions + LicenceTag.conditions + LicenceTag.limitations
        #expect(Set(tags.map(\.name)) == Set(LicenceTag.Name.allCases))
        #expect(Set(tags.map(german.label)).count == tags.count)
        #expect(tags.allSatisfy { german.summary($0) != $0.summary && english.summary($0) == $0.summary })
        let duties = LicenceDuty.Kind.allCases
        #expect(Set(duties.map { german.text($0) }).count == duties.count)
        #expect(german.label(Evaluation.Verdict.blocked) == "Nicht zulässig")
        #expect(german.word(LicenceDecision.prohibited) == "untersagt")
        #expect(german.word(Requirement.Level.mustNot) == "DARF NICHT")
        #expect(english.label(OpennessClass.openTooling) == "Open tooling")
        #expect(german.word(OpennessClass.openTooling) == "offene Werkzeuge")
    }

    @Test("names are unique within a part")
    func names() {
        let names = Catalogue.allWords.map { type(of: $0).part + "." + $0.key }
        #expect(Set(names).count == names.count)
    }
}
