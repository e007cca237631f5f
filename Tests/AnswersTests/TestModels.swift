import Search

@testable import Answers

/// A model that writes what the test says: lines by statement.
final class ScriptedWriter: QuestionWriter, @unchecked Sendable {
    let name = "scripted"
    let hash = "0123456789abcdef"
    let isTrainedToAsk = true
    var lines: [String: [String]]
    /// Of the lines by their place.
    var logProbabilities = [-0.01]
    private(set) var calls = 0

    init(_ lines: [String: [String]]) { self.lines = lines }

    /// All passages at once, the last one first: in which order they are done must not matter.
    func write(
        _ next: () -> [WritingPrompt]?, onWritten: (_ passage: Int, _ texts: [[WrittenText]]) throws -> Void
    ) throws -> WritingSpeed? {
        var passages: [[WritingPrompt]] = []
        while let prompts = next() { passages.append(prompts) }
        calls += passages.count
        for (index, prompts) in passages.enumerated().reversed() { try onWritten(index, prompts.map(texts)) }
        return nil
    }

    private func texts(on prompt: WritingPrompt) -> [WrittenText] {
        let own = lines.first { prompt.text.contains("Statement: \($0.key)\n") }?.value ?? []
        return prompt.seeds.indices.map { index in
            WrittenText(
                text: own.isEmpty ? "" : own[index % own.count],
                logProbability: logProbabilities[index % logProbabilities.count], tokenCount: 8)
        }
    }
}

/// An encoder whose vectors count words: texts of the same words are alike.
final class WordCountEncoder: SentenceEncoder, @unchecked Sendable {
    let name = "words"
    let hash = "fedcba9876543210"
    let width = 64
    /// All that has been embedded.
    private(set) var texts: [String] = []

    func embed(_ texts: [String]) -> [[Float]] {
        self.texts += texts
        let analyzer = ContentWords(language: "en")
        return texts.map { text in
            var vector = [Float](repeating: 0.001, count: width)
            for stem in analyzer.stems(of: text) {
                let place = stem.utf8.reduce(UInt32(7)) { ($0 &* 31) &+ UInt32($1) } % UInt32(width)
                vector[Int(place)] += 1
            }
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return vector.map { $0 / length }
        }
    }
}

/// An encoder of one layer whose weights follow from their place; its vectors have the width of ``WordCountEncoder``.
final class TinyEncoder: EncoderWeights {
    let vocabulary: [String]
    let shape = EncoderShape(
        layers: 1, width: 64, feedForwardWidth: 64, heads: 2, positions: 8, normEpsilon: 1e-12)

    init(_ vocabulary: [String]) { self.vocabulary = vocabulary }

    func tensor(_ name: String) -> [Float] {
        let width = shape.width
        let count =
            switch name {
            case "embeddings.word_embeddings.weight": vocabulary.count * width
            case "embeddings.position_embeddings.weight": shape.positions * width
            case _ where name.hasSuffix("bias") || name.contains("LayerNorm"): width
            default: width * width
            }
        return (0..<count).map { Float(($0 * 37) % 64) / 64 - 0.5 }
    }
}

final class MemoryStore: PassageStore {
    struct Full: Error {}

    private(set) var kept: [String: PassageQuestions] = [:]
    /// How many passages it takes before it fails.
    var room: Int

    init(room: Int = .max) { self.room = room }

    func questions(for key: String) -> PassageQuestions? { kept[key] }

    func keep(_ questions: PassageQuestions, for key: String) throws {
        guard kept.count < room else { throw Full() }
        kept[key] = questions
    }
}

/// Pages with an index over them.
struct TestPortal {
    var pages: [AnswerPage]

    init(_ texts: [(title: String, sections: [(heading: String, text: String)])], status: String = "active") {
        pages = texts.map { title, sections in
            let slug = title.lowercased().replacing(" ", with: "-")
            return AnswerPage(
                url: "\(slug).html", path: slug, title: title, kind: "policy", status: status, version: "1.0",
                owner: "Office", reviewBy: "2027-01-01",
                sections: sections.enumerated().map { number, section in
                    AnswerSection(
                        number: number, anchor: section.heading.lowercased().replacing(" ", with: "-"),
                        heading: section.heading, text: section.text)
                })
        }.sorted { $0.url < $1.url }
    }

    var files: [ShardFile] {
        let indexed = pages.map { page in
            let search = SearchablePage(
                url: page.url, title: page.title, status: page.status, language: page.isTranslation ? "de" : "en",
                sections: page.sections.map { .init(anchor: $0.anchor, heading: $0.heading, text: $0.text) })
            return IndexedPage(
                url: page.url, status: page.status,
                facets: ["language": [search.language]], analysis: TextAnalyzer().analyze(search),
                contentKey: page.url, load: { search })
        }
        return buildSearchIndex(
            indexed,
            settings: SearchIndexSettings(
                language: "en", synonyms: [], facets: pages.contains(where: \.isTranslation) ? ["language"] : []),
            threadCount: 1)
    }

    func searcher() throws -> Searcher {
        let kept = Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
        return try Searcher { kept[$0] ?? nil }
    }
}
