import Foundation
import Search

@testable import Answers

/// Decisions that Swift and JavaScript both make, as a file that both compare with.
enum DecisionCases {
    private struct Section: Codable {
        struct Quote: Codable {
            var text: String
            var question: String
            var similarity: Double
            var isActive: Bool
            /// In eighths of its scale of 0.125; a statement has none.
            var vector: [Int] = []
        }

        var heading: String
        var title: String
        var text: String
        var score: Double
        var passage: Double
        var lexical: Double
        var quotes: [Quote]
    }

    private struct Word: Codable {
        var form: String
        var information: Double
        var isKnown: Bool
    }

    private struct Case: Codable {
        var question: String
        var words: [Word]
        var coverage: Double
        var language: String?
        var evidence: [[Double]]
        var chosen: Int?
        var answers: Double
        var helps: Double
        /// The same of the known questions.
        var knownEvidence: [[Double]]
        var knownChosen: Int?
        var knownAnswers: Double
        /// How near questions are that nothing answers.
        var misses: [Double]
        var isMissed: Bool
        var knownThreshold: Double
    }

    private struct File: Codable {
        var table: DecidingTable
        var synonyms: [[[String]]]
        /// The vectors of folded words.
        var meanings: [String: [Double]]
        var sections: [Section]
        var cases: [Case]
    }

    private static let synonyms = [[["stored"], ["kept"], ["retention"]], [["graphics", "card"], ["gpu"]]]

    private static let sections = [
        Section(
            heading: "Retention", title: "Data protection", text: "Before it ends:\nprompts are kept for 30 days\nAsk.",
            score: 0.83, passage: 0.51, lexical: 1,
            quotes: [
                .init(text: "prompts are kept for 30 days", question: "", similarity: 0.62, isActive: true),
                .init(
                    text: "prompts are kept for 30 days", question: "How long are prompts not deleted?",
                    similarity: 0.55, isActive: true, vector: [5, 6, 1]),
                .init(
                    text: "prompts are kept for 30 days", question: "For how many days is a prompt stored?",
                    similarity: 0.5, isActive: true, vector: [4, 6, -3]),
                .init(
                    text: "Ask.", question: "Who answers?", similarity: 0.18, isActive: true, vector: [-1, 3, 7]),
            ]),
        Section(
            heading: "", title: "Hardware", text: "One graphics card is enough. Café owners approve it.", score: 0.41,
            passage: 0, lexical: 0.37,
            quotes: [
                .init(
                    text: "One graphics card is enough.", question: "How many GPUs?", similarity: 0.44, isActive: true,
                    vector: [7, -2, 2]),
                .init(text: "Café owners approve it.", question: "", similarity: 0.4301, isActive: false),
            ]),
        Section(
            heading: "Approval", title: "Model intake", text: "The risk owner MUST approve a new model.", score: 0.4,
            passage: 0.3, lexical: 0,
            quotes: [
                .init(
                    text: "The risk owner MUST approve a new model.", question: "", similarity: 0.39, isActive: true)
            ]),
        Section(heading: "Empty", title: "Nothing", text: "", score: 0.1, passage: 0.1, lexical: 0.01, quotes: []),
    ]

    private static let meanings = [
        "stored": [0.6, 0.8, 0], "deleted": [0.8, 0.6, 0], "zebras": [0, 0.28, 0.96], "answers": [0, 0.96, 0.28],
        "approves": [0, 0.8, -0.6],
    ]

    /// What the file holds: each question with what comes of it.
    static func json() throws -> String {
        let table = DecidingTable.standard(language: "en")
        let look = QuestionLook(table, synonyms: synonyms)
        let questions: [(String, [Word], Double)] = [
            ("how long are prompts stored", words(["prompts": 3.25, "stored": 5.5], unknown: [:]), 0.71),
            ("for how long are prompts stored", words(["prompts": 3.25, "stored": 5.5], unknown: [:]), 0.72),
            ("who approves a café's GPU", words(["approves": 4.125, "cafe": 7.75, "gpu": 2.5], unknown: [:]), 0.43),
            ("are 30 prompts never kept", words(["prompts": 3.25, "kept": 5.5], unknown: [:]), 0.5),
            ("may zebras graze", words([:], unknown: ["graze": 9.125, "zebras": 9.125]), 0),
            ("combien de jours est-ce que c’est gardé", words([:], unknown: ["combien": 9.125, "jours": 9.125]), 0.1),
            ("", [], 0),
        ]
        let file = File(
            table: table, synonyms: synonyms, meanings: meanings, sections: sections,
            cases: questions.enumerated().map { number, one in
                decide(one.0, one.1, one.2, misses: misses[number % misses.count], look)
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return String(decoding: try encoder.encode(file), as: UTF8.self) + "\n"
    }

    private static func words(_ known: [String: Double], unknown: [String: Double]) -> [Word] {
        known.sorted { $0.key < $1.key }.map { Word(form: $0.key, information: $0.value, isKnown: true) }
            + unknown.sorted { $0.key < $1.key }.map { Word(form: $0.key, information: $0.value, isKnown: false) }
    }

    /// None; one that is nearer than all known ones; several that are not.
    private static let misses: [[Double]] = [[], [0.71], [0.125, 0.5, 0.52, 0.25]]

    private static func decide(
        _ question: String, _ words: [Word], _ coverage: Double, misses: [Double], _ look: QuestionLook
    ) -> Case {
        let ranked = sections.enumerated().map { number, own in
            RankedSection(
                page: number, section: 0, score: own.score, passage: own.passage, lexical: own.lexical,
                quotes: own.quotes.enumerated().map { .init(entry: $0.offset, similarity: $0.element.similarity) })
        }
        let candidates = ranked.candidates(coverage: coverage) { place in
            let own = sections[place]
            return CandidateSection(
                heading: own.heading, title: own.title, text: own.text,
                quotes: own.quotes.map {
                    .init(text: $0.text, question: $0.question, similarity: $0.similarity, isActive: $0.isActive)
                })
        }
        let asked = look.read(
            question, words: words.map { .init(form: $0.form, information: $0.information, isKnown: $0.isKnown) })
        let decision = AnswerDecision(asked, candidates, look)
        let known = KnownDecision(
            asked, KnownAnswers(knownQuestions), NearMisses(misses, knownCount: knownQuestions.count),
            words: knownWords(asked), ranked: ranked, look
        ) { meanings[$0] }
        return Case(
            question: question, words: words, coverage: coverage, language: look.foreignLanguage(of: question)?.name,
            evidence: decision.candidates.map(\.evidence.values), chosen: decision.chosen, answers: decision.answers,
            helps: decision.helps, knownEvidence: known.candidates.map(\.evidence), knownChosen: known.chosen,
            knownAnswers: known.answers, misses: misses, isMissed: known.isMissed,
            knownThreshold: known.threshold)
    }

    /// What the known questions have in common with one, by stems, beside one near miss.
    private static func knownWords(_ asked: AskedQuestion) -> KnownByWords {
        func stems(_ text: String) -> [String] {
            var seen: Set<String> = []
            return CarriedWords(text).stems.filter { seen.insert($0).inserted }
        }
        var texts: [[String]] = []
        let known = knownQuestions.map { one in
            while texts.count <= one.answer { texts.append([]) }
            texts[one.answer] = stems(one.text)
            return KnownByWords.Known(answer: one.answer, words: stems(one.question))
        }
        var seen: Set<String> = []
        return KnownByWords(
            asked.stems.filter { seen.insert($0).inserted }, known: known, texts: texts,
            misses: [stems("How many prompts does the office answer?")])
    }

    private static var knownQuestions: [KnownQuestion] {
        var numbers: [String: Int] = [:]
        var all: [KnownQuestion] = []
        for (place, section) in sections.enumerated() {
            for (number, quote) in section.quotes.enumerated() where !quote.question.isEmpty && quote.isActive {
                let key = "\(place) \(quote.text)"
                let answer = numbers[key] ?? numbers.count
                numbers[key] = answer
                all.append(
                    KnownQuestion(
                        section: place, quote: number, similarity: quote.similarity, question: quote.question,
                        text: quote.text, title: section.title,
                        vector: QuantizedVector(values: quote.vector.map { Int8($0) }, scale: 0.125), answer: answer))
            }
        }
        return all
    }
}
