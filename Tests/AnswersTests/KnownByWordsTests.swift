import Foundation
import Testing

@testable import Answers

/// Which known question asks the same, by words alone; `Tests/JavaScript/known-words.test.js` reads the same file.
@Suite("Known questions by their words")
struct KnownByWordsTests {
    private struct Known: Codable {
        var answer: Int
        var words: [String]
    }

    private struct Case: Codable {
        var asked: [String]
        var misses: [[String]]
        /// On each answer.
        var evidence: [[Double]]
        var near: [Int]
        var chosen: Int?
        var answers: Double
        var nearest: Int?
    }

    private struct File: Codable {
        var weights: DecidingTable.Known
        var known: [Known]
        var texts: [[String]]
        var cases: [Case]
    }

    private static let known: [Known] = [
        ("wer", 0, "wer genehmigt modell"), ("", 0, "modellantrag wer unterschreibt"), ("", 0, "freigabe modell"),
        ("", 1, "wie lang speichern eingab"), ("", 1, "loschfrist eingab 30"), ("", 2, "passwort eingab"),
        ("", 2, "kennwort prompt"), ("", 3, "café model"), ("", 4, ""),
    ].map { Known(answer: $0.1, words: $0.2.split(separator: " ").map(String.init)) }
    private static let texts = [
        "risikoverantwortliche genehmigt", "nach 30 tag geloscht", "passwort verboten", "model", "",
    ]
    .map { $0.split(separator: " ").map(String.init) }
    private static let misses = [["passwort", "lang"], ["kantin", "offnet"]]

    private static let weights = DecidingTable.standard(language: "en").knownByWords

    private static func words(_ asked: String, misses: [[String]] = []) -> KnownByWords {
        KnownByWords(
            asked.split(separator: " ").map(String.init),
            known: known.map { .init(answer: $0.answer, words: $0.words) }, texts: texts, misses: misses)
    }

    private static func json() throws -> String {
        let questions: [(String, [[String]])] = [
            ("wer genehmigt modell", []), ("modelantrag unterschreiben", misses), ("wie lang passwort", misses),
            ("eingab geloscht 30", misses), ("kantin wann offnet", misses), ("zebra", []), ("cafe models", []),
            ("", misses),
        ]
        let cases = questions.map { asked, misses in
            let found = words(asked, misses: misses)
            let decision = WordDecision(found, weights)
            return Case(
                asked: asked.split(separator: " ").map(String.init), misses: misses,
                evidence: texts.indices.map(found.evidence), near: found.near, chosen: decision.chosen,
                answers: decision.answers, nearest: found.nearest?.place)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let file = File(weights: weights, known: known, texts: texts, cases: cases)
        return String(decoding: try encoder.encode(file), as: UTF8.self) + "\n"
    }

    @Test("the file that JavaScript reads too holds what Swift decides")
    func shared() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Data/known-by-words.json")
        let json = try Self.json()
        if ProcessInfo.processInfo.environment["CHARTER_RECORD"] != nil {
            try Data(json.utf8).write(to: path)
            Issue.record("wrote \(path.path)")
        }
        #expect(String(decoding: try Data(contentsOf: path), as: UTF8.self) == json)
    }

    @Test(
        "a compound, an ending and a typing error are like the word; a question that nothing answers speaks against known ones"
    )
    func alike() throws {
        let compound = Self.words("modelantrag")
        #expect(compound.near.first == 0 && compound.questionCount(of: 0) == 3)
        #expect(try #require(Self.words("passwort lang").nearest).place == 5)
        #expect(Self.words("passwort lang", misses: Self.misses).nearest == nil)
        let missed = Self.words("kantin offnet", misses: Self.misses)
        #expect(missed.isMissed && WordDecision(missed, Self.weights).answers == 0)
        #expect(Self.words("zebra").near.isEmpty && WordDecision(Self.words(""), Self.weights).chosen == nil)
    }
}
