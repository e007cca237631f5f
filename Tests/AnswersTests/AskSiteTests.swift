import Search
import Testing

@testable import Answers

/// The whole way: pages to the files of search/ and ask/, and a question answered from those files.
@Suite("Asking a site's files")
struct AskSiteTests {
    private static func portal(status: String = "active") -> TestPortal {
        var portal = TestPortal(
            [
                (
                    "Rules",
                    [
                        ("Keys", "Staff MUST NOT enter keys into any model."),
                        ("Time", "The office answers within ten days."),
                        ("How long does the office take to answer?", "It answers within ten days."),
                    ]
                ),
                ("Guide", [("Cost", "A machine costs the same in a busy month.")]),
            ], status: status)
        portal.pages[1].sections[2].isCurated = true
        return portal
    }

    /// The files of a site over a portal, by path.
    private func files(_ portal: TestPortal = portal(), encoder: TinyEncoder? = nil) throws -> [String: [UInt8]] {
        let vectors = WordCountEncoder()
        let bundle = try buildAskBundle(
            pages: portal.pages, ledger: Ledger(), searcher: try portal.searcher()
        ) { texts in
            encoder == nil
                ? texts.map { _ in QuantizedVector(values: [], scale: 0) }
                : vectors.embed(texts).map { QuantizedVector($0) }
        }
        let exported = try encoder.map { weights in
            let export = EncoderExport(weights)
            return try export.files(layers: try export.layers(), siteTokens: [])
        }
        let details = AskDetails(encoder: "tiny", contactName: "Office", contactURL: "mailto:office@example.org")
        let written = portal.files + (try bundle.files(encoder: exported, details: details))
        return Dictionary(written.map { ($0.path, $0.bytes ?? []) }, uniquingKeysWith: { first, _ in first })
    }

    /// The questions that the files offer for completion; empty where there are none.
    private func suggestions(_ files: [String: [UInt8]]) throws -> [String] {
        let index = try #require(files["ask/index.js"])
        let header = try AskHeader(json: try #require(ShardFile.text(of: index, name: AskBundle.headerName)))
        guard let name = header.known else { return [] }
        let file = try #require(files["ask/\(name).js"])
        return try #require(ShardFile.text(of: file, name: name)).split(separator: "\n").map(String.init)
    }

    @Test("of each answer three known questions are offered for completion, sorted, and no statement or retired page's")
    func suggested() throws {
        var portal = Self.portal()
        portal.pages[0].questions = ["wages", "keys", "codes", "badges"].map {
            .init(question: $0, quote: "Staff MUST NOT enter keys into any model.", section: 0)
        }
        #expect(
            try suggestions(try files(portal)) == [
                "How long does the office take to answer?", "codes", "keys", "wages",
            ])
        #expect(try suggestions(try files(Self.portal(status: "retired"))) == [])
    }

    private func site(_ files: [String: [UInt8]]) throws -> AskSite {
        try AskSite(load: { files[$0] }, tokenizer: { _ in { _ in [2, 5, 3] } })
    }

    private let words = (0..<320).map { "word\($0)" }

    @Test("a vocabulary of 300 KB and of any characters is read back whole")
    func largeVocabulary() throws {
        let words = (0..<320).map { "<\($0)> & \"\\ #: 'é\u{2028} " + String(repeating: "x", count: 1000) }
        var read: [String] = []
        let files = try files(encoder: TinyEncoder(words))
        let site = try AskSite(
            load: { files[$0] },
            tokenizer: { vocabulary in
                read = vocabulary
                return { _ in [2, 5, 3] }
            })
        #expect(!(try site.ask("How long does the office take?").results.isEmpty))
        #expect(read == words)
    }

    @Test("a question in nearly the words of a known one is answered without an encoder, with its page's facts")
    func answerByWords() throws {
        let answer = try #require(try site(try files()).ask("How long does the office take until it answers?").answer)
        #expect(answer.text == "It answers within ten days.")
        #expect(answer.question == "How long does the office take to answer?")
        #expect(answer.title == "Rules")
        #expect(answer.version == "1.0")
        #expect(answer.owner == "Office")
        #expect(answer.reviewBy == "2027-01-01")
        #expect(answer.origin == .curated)
        #expect(answer.url.hasPrefix("rules.html#"))
    }

    @Test("a question in the words of one that nothing answers gets no answer, and is not suggested")
    func nearMiss() throws {
        var portal = Self.portal()
        portal.pages[1].nearMisses = [
            .init(question: "How long does the office take to answer on a holiday?", section: 1)
        ]
        let missed = try site(try files(portal))
        let asked = "How long does the office take to answer on holiday?"
        #expect(try missed.ask(asked).answer == nil)
        #expect(try site(try files()).ask(asked).answer != nil)
        #expect(try missed.ask("How long does the office take to answer?").answer != nil)
        #expect(try suggestions(try files(portal)) == suggestions(try files()))
        // It ranks no section either.
        let other = try site(try files(portal, encoder: TinyEncoder(words))),
            plain = try site(
                try files(encoder: TinyEncoder(words)))
        #expect(try other.ask(asked).results.map(\.score) == plain.ask(asked).results.map(\.score))
    }

    @Test("a question of other words gets no answer, but the nearest sections")
    func noAnswer() throws {
        let result = try site(try files()).ask("What does a machine cost?")
        #expect(result.answer == nil)
        #expect(result.results.first?.url == "guide.html#cost")
    }

    @Test("a retired page never answers")
    func retired() throws {
        let result = try site(try files(Self.portal(status: "retired"))).ask("How long does the office take to answer?")
        #expect(result.answer == nil)
        #expect(!result.results.isEmpty)
    }

    @Test("a quotation that its section no longer holds is not given")
    func verbatim() throws {
        var other = Self.portal()
        other.pages[1].sections[2].text = "Ask somebody else."
        var files = try files()
        for file in other.files { files[file.path] = file.bytes }
        #expect(try site(files).ask("How long does the office take to answer?").answer == nil)
    }

    @Test("with an encoder, each score is made of the parts that it names")
    func scores() throws {
        let result = try site(try files(encoder: TinyEncoder(words))).ask("How long does the office take?")
        #expect(result.results.count == 4)
        for section in result.results {
            let fusion = Fusion.standard
            let (passage, quote, lexical) = section.parts
            let words = (fusion.lexical + fusion.coveredLexical * result.coverage) * lexical
            // A section has passages, quotations or both; what it lacks is stood in for by the other.
            let vectors = fusion.passage * (passage > 0 ? passage : quote) + fusion.quote * quote
            #expect(abs(section.score - (vectors + words)) < 1e-12)
        }
    }

    @Test("each sentence that was looked at comes with what speaks for it, where that is asked for")
    func evidence() throws {
        let site = try site(try files(encoder: TinyEncoder(words)))
        #expect(try site.ask("How long does the office take?").evidence.isEmpty)
        let evidence = try site.ask("How long does the office take?", showsEvidence: true).evidence
        #expect(Set(evidence.map(\.text)).contains("The office answers within ten days."))
        #expect(evidence.allSatisfy { $0.values.count == AskResult.evidenceNames.count && $0.url.contains(".html") })
    }

    @Test("a question in another language gets no answer, but the nearest sections")
    func otherLanguage() throws {
        let site = try site(try files(encoder: TinyEncoder(words)))
        let result = try site.ask("combien de temps est-ce que le bureau met pour répondre")
        #expect(result.language?.asked == "French" && result.language?.portal == "English")
        #expect(result.answer == nil && result.help == nil && !result.results.isEmpty)
    }

    @Test("a question in a language that pages are translated to is answered from these, and from no others")
    func translations() throws {
        var portal = Self.portal()
        var german = TestPortal([
            (
                "de/Regeln",
                [
                    ("Schlüssel", "Schlüssel DÜRFEN NICHT eingegeben werden."),
                    ("Wie lange dauert die Antwort der Stelle?", "Die Stelle antwortet innerhalb von zehn Tagen."),
                ]
            )
        ]).pages[0]
        german.isTranslation = true
        german.sections[1].isCurated = true
        portal.pages.append(german)
        portal.pages.sort { $0.url < $1.url }
        let site = try site(try files(portal, encoder: TinyEncoder(words)))
        // Another form of the words, and others that carry no meaning.
        let found = try site.ask("Wie lange dauern denn die Antworten der Stellen?")
        #expect(found.answer?.text == "Die Stelle antwortet innerhalb von zehn Tagen." && found.language == nil)
        let open = try site.ask("Wer darf denn die Schlüssel eingeben und wo?")
        #expect(open.answer == nil && open.language == nil)
        #expect(open.results.first?.url == "de/regeln.html#schlüssel")
        // An English question never leads to a translation.
        let english = try site.ask("How long does the office take? Regeln Schlüssel")
        #expect(!english.results.isEmpty && english.results.allSatisfy { !$0.url.hasPrefix("de/") })
        // Where there is no page in the language, it is told so.
        #expect(try site.ask("combien de temps est-ce que le bureau met pour répondre").language?.asked == "French")
    }

    @Test("German questions have kinds and light words where the portal is German")
    func germanWords() throws {
        let look = QuestionLook(.standard(language: "de-AT"), synonyms: [])
        let kinds = look.table.kinds.map(\.name)
        for (question, kind) in [
            ("Wie lange werden Eingaben gespeichert?", "how long"), ("Wer darf ein Modell abschalten?", "who"),
            ("Wie viele Tage darf ein Team testen?", "how many"), ("Darf ich Kundendaten eingeben?", "may"),
            ("Wo melde ich einen Vorfall?", "where"), ("Wann muss ich das melden?", "when"),
            ("Was ist eine Modellkarte?", "what is"), ("Warum ist das so?", "why"),
            ("Wie oft wird geprüft?", "how often"),
        ] { #expect(look.read(question, words: []).kind.map { kinds[$0] } == kind, "\(question)") }
        #expect(look.foreignLanguage(of: "Wer darf das und warum?") == nil)
        #expect(look.foreignLanguage(of: "who may do that and why is it so")?.tag == "en")
        #expect(look.isLight(QuestionWords.stem("durfen")) && !look.isLight(QuestionWords.stem("vertrag")))
    }

    @Test("ask/ and search/ of different builds are told apart")
    func differentBuilds() throws {
        var files = try files()
        for file in TestPortal([("Rules", [("Keys", "Staff MUST NOT enter keys.")])]).files {
            files[file.path] = file.bytes
        }
        let error = #expect(throws: AskFileError.self) { _ = try site(files) }
        #expect(error?.description == "ask/ and search/ are of different builds")
    }

    @Test("each file that is missing or cut short is an error that names it")
    func missing() throws {
        let whole = try files(encoder: TinyEncoder(words))
        // Rows of rare words are read only where a question has such a word, and suggestions only while somebody types.
        let needed = whole.keys.filter {
            $0.hasPrefix("ask/") && !$0.hasPrefix("ask/e-") && !$0.hasPrefix("ask/n-")
        }
        #expect(needed.count == 7)
        for path in needed {
            for bytes in [nil, Array((whole[path] ?? []).dropLast(8))] {
                var files = whole
                files[path] = bytes
                let error = #expect(throws: AskFileError.self, "\(path)") {
                    _ = try site(files).ask("How long does the office take?")
                }
                #expect(error?.description.contains(path) == true, "\(path): \(error?.description ?? "")")
            }
        }
    }
}
