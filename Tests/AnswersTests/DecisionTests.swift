import Foundation
import Search
import Testing

@testable import Answers

/// Whether a sentence answers: what is looked at, and what comes of it.
@Suite("Deciding whether a sentence answers")
struct DecisionTests {
    private let look = QuestionLook(
        .standard(language: "en"), synonyms: [[["stored"], ["kept"]], [["graphics", "card"], ["gpu"]]])

    private func asked(_ question: String, _ known: String, unknown: String = "") -> AskedQuestion {
        func words(_ text: String, _ isKnown: Bool) -> [SectionRanking.Word] {
            text.split(separator: " ").map { .init(form: String($0), information: 4, isKnown: isKnown) }
        }
        return look.read(question, words: words(known, true) + words(unknown, false))
    }

    private func candidate(_ sentence: String, heading: String = "", title: String = "") -> AnswerCandidate {
        AnswerCandidate(
            section: 0, quote: 0, sentence: CarriedWords(sentence), heading: CarriedWords(heading),
            title: CarriedWords(title), known: nil, ranking: RankingEvidence())
    }

    private func value(_ name: String, _ asked: AskedQuestion, _ candidate: AnswerCandidate) throws -> Double {
        Evidence(asked, candidate, look).values[try #require(Evidence.names.firstIndex(of: name))]
    }

    private let noWords = KnownByWords([], known: [], texts: [[]], misses: [])

    @Test("a word counts as it stands, with another ending, as a synonym, as a relative, and under the headings")
    func carriedWords() throws {
        let question = asked("how long are approved prompts stored", "approved prompts stored")
        let sentence = candidate("The approval of a prompt is kept.", heading: "Logs")
        #expect(abs(try value("sentence", question, sentence) - (0.6 + 1 + 0.8) / 3) < 1e-12)
        let above = candidate("It is deleted.", heading: "Approved prompts", title: "Stored data")
        #expect(try value("sentence", question, above) == 0)
        #expect(try value("above", question, above) == 1)
        #expect(try value("missing", question, candidate("Ask the office.")) == 1)
        #expect(!CarriedWords.areRelated("polic", "policewoman"))
    }

    @Test("a synonym of several words counts where all of them stand together")
    func phrases() throws {
        let question = asked("which gpu", "gpu")
        #expect(try value("sentence", question, candidate("One graphics card is enough.")) == 0.8)
        #expect(try value("sentence", question, candidate("The card shows graphics.")) == 0)
    }

    @Test("what the site does not have is told apart")
    func unknownWords() throws {
        let question = asked("may cats enter keys", "enter keys", unknown: "cats")
        #expect(abs(try value("unknown", question, candidate("Nobody enters keys.")) - 1.0 / 3) < 1e-12)
    }

    @Test(
        "a question that is known word for word gets the answer that a person approved, however little else speaks for it"
    )
    func knownQuestion() {
        var known = candidate("Ask the office.")
        known.known = CarriedWords("What if the model service goes down?")
        let others = [candidate("The model service goes down."), known, candidate("A service.")]
        let same = AnswerDecision(asked("what if the model service goes down", "model service"), others, look)
        #expect(same.chosen == 1 && same.answers == 1 && same.helps == 1)
        let other = AnswerDecision(asked("what if the model goes", "model service"), others, look)
        #expect(other.answers < 1)
        let nothing = AnswerDecision(asked("???", ""), [candidate("Ask.")], look)
        #expect(nothing.answers < 1)
    }

    @Test(
        "a question of a sort wants a sentence that gives what it asks for",
        arguments: [
            ("how long are logs kept", "Logs are kept for 30 days.", "Logs are kept in a safe."),
            ("how often is it tested", "It is tested twice a year.", "It is tested by staff."),
            ("how many people approve", "Two people approve.", "People approve."),
            ("who approves it", "The risk owner approves it.", "Approval comes first."),
            ("why is it blocked", "It is blocked since terms forbid it.", "It is blocked."),
            ("where is the register", "The register is a page of the portal.", "It exists."),
            ("may I enter keys", "Staff MUST NOT enter keys.", "Keys open doors."),
        ])
    func kinds(question: String, given: String, lost: String) throws {
        let question = asked(question, "it")
        #expect(question.kind != nil)
        #expect(try value("kindGiven", question, candidate(given)) == 1)
        #expect(try value("kindLost", question, candidate(lost)) == 1)
    }

    private func known(
        _ question: String, _ answer: String, _ similarity: Double, in section: Int = 0, _ vector: [Int8] = [3, 4]
    ) -> KnownQuestion {
        KnownQuestion(
            section: section, quote: 0, similarity: similarity, question: question, text: answer, title: "",
            vector: QuantizedVector(values: vector, scale: 0.2), answer: 0)
    }

    private func knownValue(
        _ name: String, _ question: AskedQuestion, _ all: [KnownQuestion], meanings: [String: [Double]] = [:],
        misses: [Double] = []
    ) throws -> Double {
        let ranked = ranked([[0.6], [0.5], [0.4]])
        let decision = KnownDecision(
            question, KnownAnswers(all), NearMisses(misses, knownCount: all.count), words: noWords, ranked: ranked, look
        ) { meanings[$0] }
        return try #require(decision.candidates.first).evidence[try #require(KnownDecision.names.firstIndex(of: name))]
    }

    @Test(
        "what tells two questions apart: another number, a denial, another sort, words that neither question nor answer has"
    )
    func knownEvidence() throws {
        let one = known("how long are keys kept", "Keys are kept for 30 days.", 0.9)
        let others = [one, known("who opens doors", "The porter opens doors.", 0.3, in: 1)]
        #expect(try knownValue("number", asked("are keys kept for 90 days", "keys"), others) == 1)
        #expect(try knownValue("number", asked("are keys kept for 30 days", "keys"), others) == 0)
        #expect(try knownValue("negation", asked("how long are keys not kept", "keys"), others) == 1)
        #expect(try knownValue("kindSame", asked("how long do keys stay", "keys"), others) == 1)
        #expect(try knownValue("kindOther", asked("who keeps keys", "keys"), others) == 1)
        let half = try knownValue("explained", asked("how long are alarms kept", "alarms kept"), others)
        #expect(half == 0.5)
        #expect(try knownValue("explained", asked("how many days are keys kept", "days keys kept"), others) == 1)
    }

    @Test("all questions with one answer tell what it is about")
    func knownTogether() throws {
        let question = asked("how long are badges kept", "badges kept")
        let one = known("how long do we keep keys", "Keys are kept for 30 days.", 0.8, [5, 0])
        let same = known("when are badges and keys destroyed", "Keys are kept for 30 days.", 0.5, [3, 4])
        let other = known("how long are doors open", "Doors are open at night.", 0.6, in: 1)
        #expect(try knownValue("alike", question, [other, same, one]) == 0.8)
        #expect(try knownValue("three", question, [one, same, other]) == 0.65)
        // The middle of (1, 0) and (0.6, 0.8) has a length of 1.788… / 2.
        let centre = try knownValue("centre", question, [one, same, other])
        #expect(abs(centre - 1.3 / 3.2.squareRoot()) < 1e-6)
        #expect(try knownValue("explained", question, [one, other]) == 0.5)
        #expect(try knownValue("explained", question, [one, same, other]) == 1)
        #expect(try knownValue("frequent", question, [one, same, other]) == 0.25)
        #expect(try knownValue("carried", question, [one, same, other]) == 0)
        #expect(abs(try knownValue("leadAlike", question, [one, same, other]) - 0.2) < 1e-9)
        #expect(try knownValue("leadAlike", question, [one, same]) == 0)
        #expect(
            KnownDecision(question, KnownAnswers([]), .init([], knownCount: 0), words: noWords, ranked: [], look) { _ in
                nil
            }.chosen
                == nil)
    }

    @Test("eight known questions say what a section answers, so that its sentences answer nothing else")
    func covered() {
        let many = (1...8).map { known("what is door \($0)", "Door \($0).", 0.5, in: 2) }
        #expect(KnownAnswers(many).coveredSections == [2])
        #expect(KnownAnswers(Array(many.dropLast())).coveredSections.isEmpty)
        let decision = KnownDecision(
            asked("doors", "doors"), KnownAnswers(many), NearMisses([], knownCount: 8), words: noWords,
            ranked: ranked([[1], [1], [1]]), look
        ) {
            _ in nil
        }
        #expect(decision.coveredSections == [2])
    }

    @Test("a question that nothing answers speaks against the known ones that it is nearer than")
    func nearMisses() throws {
        let question = asked("what do keys cost", "keys")
        let one = known("how long do we keep keys", "Keys are kept for 30 days.", 0.8)
        let other = known("who opens doors", "The porter opens doors.", 0.6, in: 1)
        func value(_ name: String, _ misses: [Double]) throws -> Double {
            try knownValue(name, question, [one, other], misses: misses)
        }
        #expect(try value("missAlike", [0.5, 0.9]) == 0.9)
        #expect(abs(try value("leadMiss", [0.5, 0.9]) + 0.1) < 1e-9)
        #expect(abs(try value("leadMissThree", [0.1, 0.5, 0.9, 0.7]) - 0.1) < 1e-9)
        #expect(try value("missNearer", [0.5, 0.9]) == 1)
        #expect(try value("missNearer", [0.5, 0.7]) == 0)
        #expect(try value("missAlike", []) == 0)
        // The nearer of the two decides whether sentences may answer.
        func isMissed(_ miss: Double) -> Bool {
            KnownDecision(
                question, KnownAnswers([one, other]), .init([miss], knownCount: 2), words: noWords,
                ranked: ranked([[1], [1]]), look
            ) { _ in nil }.isMissed
        }
        #expect(isMissed(0.81) && !isMissed(0.79))
        // Where nothing is known, sentences decide.
        #expect(
            !KnownDecision(question, KnownAnswers([]), .init([], knownCount: 0), words: noWords, ranked: [], look) {
                _ in nil
            }.isMissed
        )
    }

    @Test("more is asked of an answer that fewer than eight known questions tell of, and where a model is named")
    func sparse() {
        func threshold(_ count: Int, misses: [Double] = [], namesSubject: Bool = false) -> Double {
            let many = (1...count).map { known("what is door \($0)", "A door.", 0.5) }
            var question = asked("doors", "doors")
            question.namesSubject = namesSubject
            return KnownDecision(
                question, KnownAnswers(many), .init(misses, knownCount: count), words: noWords,
                ranked: ranked([[1], [1]]),
                look
            ) { _ in nil }.threshold
        }
        #expect(threshold(7) == look.table.sparseThreshold && threshold(8) == look.table.known.threshold)
        #expect(look.table.sparseThreshold > look.table.known.threshold)
        #expect(threshold(8, misses: [0.1]) == look.table.knownBesideMisses.threshold)
        #expect(threshold(8, misses: [0.1], namesSubject: true) == look.table.namedThreshold)
        #expect(threshold(7, misses: [0.1], namesSubject: true) == look.table.sparseThreshold)
        #expect(look.table.namedThreshold > look.table.knownBesideMisses.threshold)
    }

    @Test("near misses tell something where there is one for ten known questions, and other weights hold then")
    func tellingMisses() {
        #expect(!NearMisses([], knownCount: 0).areTelling)
        #expect(NearMisses([0.1], knownCount: 10).areTelling)
        #expect(!NearMisses([0.1], knownCount: 11).areTelling)
        func weights(_ misses: [Double]) -> DecidingTable.Known {
            KnownDecision(
                asked("keys", "keys"), KnownAnswers([]), .init(misses, knownCount: 1), words: noWords, ranked: [], look
            ) { _ in nil }.weights
        }
        #expect(weights([]) == look.table.known && weights([0.1]) == look.table.knownBesideMisses)
    }

    @Test("a word counts by a word of nearly the same meaning, and by itself where it has none")
    func knownMeanings() throws {
        let question = asked("how long are badges kept", "badges kept")
        let one = [known("how long do we keep keys", "Keys are kept for 30 days.", 0.8)]
        let meanings = ["badges": [0.6, 0.8], "keys": [0.0, 1.0], "days": [-1.0, 0.0]]
        #expect(try knownValue("aligned", question, one) == 0.5)
        #expect(abs(try knownValue("aligned", question, one, meanings: meanings) - 0.9) < 1e-9)
        #expect(try knownValue("strange", question, one) > knownValue("strange", question, one, meanings: meanings))
        #expect(try knownValue("explained", question, one, meanings: meanings) == 0.5)
    }

    @Test("a list's item is read after the line that introduces it")
    func introduction() {
        let text = "Before a model is used:\nits licence is read\nits owner is named\nOther things."
        #expect(text.introduction(of: "its owner is named") == "Before a model is used:")
        #expect(text.introduction(of: "Before a model is used:") == "")
        #expect(text.introduction(of: "nowhere") == "")
    }

    private func ranked(_ similarities: [[Double]]) -> [RankedSection] {
        similarities.enumerated().map { number, own in
            RankedSection(
                page: number, section: 0, score: 1 - Double(number) / 10, passage: 0.3, lexical: 0.5,
                quotes: own.enumerated().map { .init(entry: $0.offset, similarity: $0.element) })
        }
    }

    private func decision(
        _ question: AskedQuestion, _ texts: [[String]], _ similarities: [[Double]], isActive: Bool = true
    ) -> AnswerDecision {
        let candidates = ranked(similarities).candidates(coverage: 0.5) { place in
            CandidateSection(
                heading: "", title: "", text: texts[place].joined(separator: "\n"),
                quotes: zip(texts[place], similarities[place]).map {
                    .init(text: $0, question: "", similarity: $1, isActive: isActive)
                })
        }
        return AnswerDecision(question, candidates, look)
    }

    @Test("numbers of the ranking mean the same on another scale")
    func scale() throws {
        let texts = [["Keys stay secret.", "Doors close."], ["Ask."], ["Wait."]]
        let question = asked("are keys secret", "keys secret")
        let one = decision(question, texts, [[0.6, 0.5], [0.4], [0.2]])
        let other = decision(question, texts, [[0.3, 0.25], [0.2], [0.1]])
        for (a, b) in zip(one.candidates, other.candidates) {
            for name in ["near", "lead", "within"] {
                let place = try #require(Evidence.names.firstIndex(of: name))
                #expect(abs(a.evidence.values[place] - b.evidence.values[place]) < 1e-9, "\(name)")
            }
        }
    }

    @Test("a sentence further down may be chosen, and one of a retired page never")
    func chosen() throws {
        let texts = [["Doors close.", "Keys MUST stay secret for 30 days."], ["Ask."]]
        let question = asked("how long do keys stay secret", "keys stay secret")
        let found = decision(question, texts, [[0.51, 0.5], [0.3]])
        #expect(found.chosen.map { found.candidates[$0].candidate.quote } == 1)
        let retired = decision(question, texts, [[0.51, 0.5], [0.3]], isActive: false)
        #expect(retired.chosen == nil && retired.answers == 0 && retired.helps == 0)
    }

    @Test(
        "a question in another language is recognised",
        arguments: [
            ("combien de temps est-ce que les données sont gardées", "French"),
            ("wie lange werden Eingaben gespeichert und wer darf sie sehen", "German"),
            ("¿quién puede usar el modelo?", "Spanish"), ("chi può usare il modello", "Italian"),
            ("wie mag het model gebruiken", "Dutch"), ("kto może używać tego modelu i jak", "Polish"),
            ("quem pode usar o modelo", "Portuguese"), ("bu model ne kadar güvenli", "Turkish"),
            ("хто може використовувати цю модель і як", "Ukrainian"),
        ])
    func languages(question: String, name: String) {
        #expect(look.foreignLanguage(of: question)?.name == name)
    }

    @Test(
        "a question in the portal's language is not taken for another",
        arguments: [
            "who may see it", "Qwen licence?", "do I need a DPIA", "is DE allowed", "what is on the list", "no",
            "Llama 3.3 en masse", "may I use a la carte models", "what does a prompt cost in the long run",
        ])
    func ownLanguage(question: String) { #expect(look.foreignLanguage(of: question) == nil) }

    /// `Tests/JavaScript/deciding.test.js` decides the same from the same file; `CHARTER_RECORD=1` writes it anew.
    @Test("the browser decides alike, to the last bit")
    func parity() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Data/deciding.json")
        let made = try DecisionCases.json()
        if ProcessInfo.processInfo.environment["CHARTER_RECORD"] != nil { try Data(made.utf8).write(to: file) }
        let recorded = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(recorded == made, "CHARTER_RECORD=1 records Tests/Data/deciding.json anew; read the difference")
    }
}
