import Primitives
import Search

/// How many candidates are written and kept.
public struct QuestionSettings: Sendable, Equatable {
    /// Candidates for each statement.
    public var candidateCount = 16
    /// Questions kept for each statement at most.
    public var keptCount = 1
    /// Of sampling.
    public var temperature = 0.7
    /// A BCP 47 tag.
    public var language = "en"
    /// Another seed gives other candidates.
    public var seed: UInt64 = 1
    /// Whether candidates that cannot be chosen get a ``Candidate/Features/similarity`` too, for those who tune the choice.
    public var comparesAll = false

    public init() {}
}

/// What became of the candidates written on a passage.
public struct WrittenQuestions: Sendable {
    /// The best of each statement.
    public var kept: [Kept] = []
    /// All that the classifier looked at, for those who tune it.
    public var candidates: [Candidate] = []
    /// Candidates by why they were dropped.
    public var counts: [Rejection: Int] = [:]
    public var writtenCount = 0
    public var tokenCount = 0

    /// A question with the passage that answers it.
    public struct Kept: Sendable {
        public var candidate: Candidate
        public var passage: Passage
        /// Of ``CandidateClassifier``, 0 to 1.
        public var score: Double
    }
}

/// Writes questions on statements and chooses among them.
public final class QuestionPipeline {
    private let writer: any QuestionWriter
    private let encoder: any SentenceEncoder
    private let settings: QuestionSettings
    private let check = QuestionCheck()
    private let words: WordFeatures

    public init(writer: any QuestionWriter, encoder: any SentenceEncoder, settings: QuestionSettings) {
        self.writer = writer
        self.encoder = encoder
        self.settings = settings
        words = WordFeatures(words: ContentWords(language: settings.language))
    }

    /// Changes with everything that changes what is written, except for the passage and the models.
    var key: String {
        let classifier =
            [CandidateClassifier.intercept, CandidateClassifier.threshold]
            + CandidateClassifier.features.map(\.weight)
        let choice = classifier.map { "\($0)" }.joined(separator: " ")
        return String(
            sha256(
                "\(settings.candidateCount) \(settings.keptCount) \(settings.temperature) \(settings.seed) \(choice)"
            )
            .prefix(8))
    }

    /// Writes questions on passages, many at once.
    ///
    /// - Parameters:
    ///   - passages: each with its page. What is written on one depends on it, the models and the settings alone.
    ///   - onWritten: called for each passage when it is done, in any order. An error that it throws ends the writing.
    /// - Returns: how fast the model was; nil where that is not known.
    public func write(
        on passages: [(passage: Passage, page: AnswerPage)],
        onWritten: (_ passage: Int, _ questions: WrittenQuestions) throws -> Void
    ) throws -> WritingSpeed? {
        var left = passages.indices[...]
        var drafts: [(index: Int, draft: PassageDraft)] = []
        func rateDrafts() throws {
            let done = drafts
            drafts = []
            for (index, written) in zip(done.map(\.index), try rated(done.map(\.draft))) {
                try onWritten(index, written)
            }
        }
        let speed = try writer.write {
            left.popFirst().map { prompts(on: statements(of: passages[$0]), passages[$0]) }
        } onWritten: { index, texts in
            drafts.append((index, draft(on: passages[index], texts)))
            if drafts.reduce(0, { $0 + $1.draft.candidates.count }) >= Self.ratedTogether { try rateDrafts() }
        }
        try rateDrafts()
        return speed
    }

    /// Candidates that are rated at a time: enough to keep the encoder busy, few enough that little is lost if the run is
    /// cut off.
    private static let ratedTogether = 64

    // MARK: Candidates

    /// What cannot be quoted word for word cannot be an answer.
    private func statements(of passage: (passage: Passage, page: AnswerPage)) -> [Statement] {
        guard let section = passage.page.section(of: passage.passage) else { return [] }
        return passage.passage.statements.filter { section.text.contains($0.quote) }
    }

    private func prompts(
        on statements: [Statement], _ passage: (passage: Passage, page: AnswerPage)
    ) -> [WritingPrompt] {
        let prompt = QuestionPrompt(isTrainedToAsk: writer.isTrainedToAsk)
        let seed = UInt64(passage.passage.hash, radix: 16) ?? 0
        let section = passage.page.section(of: passage.passage).map(passage.page.promptSection) ?? ""
        return statements.enumerated().map { number, statement in
            WritingPrompt(
                text: prompt.text(page: passage.page.title, section: section, statement: statement.reading),
                seeds: (0..<UInt64(settings.candidateCount)).map {
                    seed &+ settings.seed &* 1_000_003 &+ UInt64(number) &* 1009 &+ $0
                },
                temperature: settings.temperature, maximumTokens: 40)
        }
    }

    private func draft(
        on passage: (passage: Passage, page: AnswerPage), _ written: [[WrittenText]]
    ) -> PassageDraft {
        var draft = PassageDraft(
            passage: passage.passage, page: passage.page, statements: statements(of: passage),
            candidateCount: settings.candidateCount)
        for (statement, texts) in zip(draft.statements, written) { draft.add(texts, on: statement, check) }
        return draft
    }

    // MARK: Choice

    /// What is kept of drafts, in their order.
    private func rated(_ drafts: [PassageDraft]) throws -> [WrittenQuestions] {
        let drafts = drafts.map { draft in
            var draft = draft
            draft.addWordFeatures(words)
            return (draft: draft, compared: draft.candidates.indices.filter { isCompared(draft.candidates[$0]) })
        }
        let texts = drafts.flatMap { $0.draft.textsToCompare(at: $0.compared) }
        var vectors = (texts.isEmpty ? [] : try encoder.embed(texts))[...]
        return drafts.map { draft, compared in
            var draft = draft
            let own = vectors.prefix(draft.textsToCompare(at: compared).count)
            vectors = vectors.dropFirst(own.count)
            draft.compare(Array(own), at: compared)
            return chosen(from: draft)
        }
    }

    /// Whether the encoder reads a candidate: that would be in vain where no vector could save it.
    private func isCompared(_ candidate: Candidate) -> Bool {
        settings.comparesAll || CandidateClassifier.mayPass(candidate.features)
    }

    private func chosen(from draft: PassageDraft) -> WrittenQuestions {
        var result = draft.written
        result.candidates = draft.candidates
        for statement in draft.statements {
            let own = draft.candidates.filter { $0.statement == statement }
                .map { ($0, CandidateClassifier.score($0.features)) }
                .sorted { ($0.1, $1.0.question) > ($1.1, $0.0.question) }
            let good = own.filter { $0.1 >= CandidateClassifier.threshold }
            result.counts[.unlikely, default: 0] += own.count - good.count
            var chosen: [(Candidate, Double)] = []
            for (candidate, score) in good {
                if chosen.contains(where: { isNearlySame($0.0.question, candidate.question) }) {
                    result.counts[.repeated, default: 0] += 1
                } else if chosen.count == settings.keptCount {
                    result.counts[.surplus, default: 0] += 1
                } else {
                    chosen.append((candidate, score))
                }
            }
            result.kept += chosen.map { .init(candidate: $0.0, passage: draft.passage, score: $0.1) }
        }
        return result
    }

    /// Whether two questions hold the same content words.
    private func isNearlySame(_ a: String, _ b: String) -> Bool {
        let first = Set(words.words.stems(of: a)), second = Set(words.words.stems(of: b))
        let shared = Double(first.intersection(second).count)
        return shared >= 0.8 * Double(max(first.count, second.count))
            && WordFeatures.asksForYesOrNo(a) == WordFeatures.asksForYesOrNo(b)
    }
}
