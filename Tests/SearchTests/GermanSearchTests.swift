import Foundation
import TestSupport
import Testing

@testable import Search

@Suite("Searching German pages")
struct GermanSearchTests {
    private static func page(_ name: String, _ title: String, _ text: String, _ language: String = "de")
        -> SearchablePage
    {
        SearchablePage(
            url: name + ".html", title: title, language: language,
            sections: [.init(anchor: "", heading: "", text: text)])
    }

    private static let pages = [
        page("avv", "Dienste", "Ein Auftragsverarbeitungsvertrag regelt die Verarbeitung im Auftrag."),
        page("vertrag", "Dauer", "Der Vertrag endet nach einem Jahr."),
        page("kunden", "Eingaben", "Kundendaten gehören nicht in öffentliche Dienste."),
        page("daten", "Klassen", "Welche Daten es gibt und wer der Kunde ist."),
        page("buerger", "Anfragen", "Bürgerinnen und Bürger fragen die Straße und das Sprachmodell."),
        page("ascii", "Adressen", "Ein Buerger wohnt in der Hauptstrasse, die Sprache ist frei."),
        page("kontrolle", "Aufsicht", "Die Kontrolle der Rolle ist wichtig."),
        page("en", "Contracts", "The contract ends, and citizens die never. Data of customers.", "en"),
    ]

    private func searcher(_ pages: [SearchablePage] = pages, language: String = "de") throws -> Searcher {
        let analyzer = TextAnalyzer()
        let indexed = pages.sorted { $0.url < $1.url }.map { page in
            IndexedPage(
                url: page.url, status: page.status, facets: [:], analysis: analyzer.analyze(page),
                contentKey: page.title,
                load: { page })
        }
        var files: [String: [UInt8]] = [:]
        for file in buildSearchIndex(indexed, settings: SearchIndexSettings(language: language), threadCount: 2) {
            files[file.path] = file.bytes
        }
        let all = files
        return try Searcher { all[$0] }
    }

    private func urls(_ query: String) throws -> [String] {
        try searcher().search(query).results.map { String($0.url.dropLast(5)) }
    }

    @Test("stems are those of Snowball 2.2, which the browser has too")
    func stems() throws {
        let text = try #require(Repository.text("Tests/Fixtures/german/stems.txt"))
        let stemmer = Stemmer(language: "de")
        let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
        #expect(lines.count > 1000)
        for line in lines where line.count == 2 {
            #expect(String(decoding: stemmer.group(of: Array(line[0].utf8)[...]), as: UTF8.self) == line[1])
        }
    }

    @Test(
        "words are found in other forms, with umlauts and ß typed either way",
        arguments: [
            ("Bürgern", ["ascii", "buerger"]), ("Buerger", ["ascii", "buerger"]), ("burger", ["ascii", "buerger"]),
            ("Bürgerin", ["buerger"]), ("öffentlichen", ["kunden"]), ("oeffentlichem", ["kunden"]),
            ("Straße", ["buerger"]), ("Strasse", ["buerger"]), ("Hauptstraße", ["ascii"]), ("Verträge", []),
        ] as [(String, [String])])
    func forms(_ query: String, _ expected: [String]) throws {
        let found = try urls(query)
        #expect(expected.allSatisfy(found.contains), "\(found)")
    }

    @Test("compounds are found by their parts, below whole words")
    func compounds() throws {
        #expect(try urls("Vertrag") == ["vertrag", "avv"])
        #expect(Set(try urls("Auftrag")) == ["avv"])
        #expect(try urls("Daten").prefix(2) == ["daten", "kunden"])
        #expect(try urls("Sprache") == ["ascii", "buerger"])
        // The whole word is the rarer one, and the others have but parts of it.
        #expect(try urls("Auftragsverarbeitungsvertrag") == ["avv"])
        #expect(try urls("Kundendaten").first == "kunden")
    }

    @Test("no part is made of what only looks like one")
    func wrongParts() throws { #expect(try urls("Rolle") == ["kontrolle"]) }

    @Test("a compound that no page has is found by its words, whatever links them")
    func unknownCompounds() throws {
        let answer = try searcher().search("Vertragsjahre")
        #expect(answer.corrections.map(\.instead) == ["vertrag jahre"] || answer.results.first?.url == "vertrag.html")
        #expect(answer.results.first?.url == "vertrag.html")
    }

    @Test("what was looked for is marked within a compound")
    func marks() throws {
        let result = try #require(try searcher().search("Vertrag").results.last)
        let marked = result.excerpt.marks.map { range in
            String(String.UnicodeScalarView(Array(result.excerpt.text.unicodeScalars)[range]))
        }
        #expect(marked == ["Auftragsverarbeitungsvertrag"])
    }

    @Test("function words of both languages count little, and each page keeps its own stems")
    func mixed() throws {
        #expect(try urls("die Daten der Kunden").first == "daten")
        #expect(try urls("customer") == ["en"])
        let header = try searcher().reader.header
        #expect(header.languages == ["de", "en"])
        #expect(header.functionWords.contains("und") && header.functionWords.contains("the"))
    }

    @Test("a function word of one language that is a title in another counts there")
    func titles() throws {
        let pages = Self.pages + [Self.page("mit", "MIT License", "A licence that is short.", "en")]
        let header = try searcher(pages).reader.header
        #expect(!header.functionWords.contains("mit") && header.functionWords.contains("und"))
        #expect(try searcher().reader.header.functionWords.contains("mit"))
    }

    @Test("phrases stand in German, French and English quotation marks")
    func quotationMarks() throws {
        for query in ["„Vertrag endet“", "»Vertrag endet«", "“Vertrag endet”", "\"Vertrag endet\"", "«Vertrag endet»"] {
            #expect(try urls(query) == ["vertrag"], "\(query)")
            #expect(parseQuery(query, facets: [], analyzer: TextAnalyzer()).phrases == [["vertrag", "endet"]])
        }
    }

    @Test("an English site has no German in it")
    func english() throws {
        let english = try searcher([Self.pages[7]], language: "en")
        #expect(english.reader.header.languages == ["en"])
        #expect(!english.reader.header.functionWords.contains("und"))
    }

    @Test("pairs of letters stand for umlauts, but not behind a, e and q")
    func variants() {
        func variants(_ word: String) -> [String] {
            Umlauts.variants(of: Array(word.utf8)).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(variants("buerger") == ["burger"])
        #expect(variants("ueberpruefung") == ["uberprufung", "ueberprufung", "uberpruefung"])
        #expect(variants("neue") == [] && variants("quelle") == [] && variants("frauen") == [])
        #expect(variants("vertrag") == [] && variants("e") == [])
    }
}
