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

    /// Questions on one passage. Depends on the passage, the models and the settings alone.
    public func write(on passage: Passage, of page: AnswerPage) throws -> WrittenQuestions {
        var result = WrittenQuestions()
        guard let section = page.sections.first(where: { $0.number == passage.section }) else { return result }
        // What cannot be quoted word for word cannot be an answer.
        let statements = passage.statements.filter { section.text.contains($0.quote) }
        let written = try candidates(on: statements, passage, page, section, &result)
        let rated = try rate(written, of: page)
        result.candidates = rated
        for statement in statements {
            let own = rated.filter { $0.statement == statement }.map { ($0, CandidateClassifier.score($0.features)) }
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
            result.kept += chosen.map { .init(candidate: $0.0, passage: passage, score: $0.1) }
        }
        return result
    }

    // MARK: Candidates

    private func candidates(
        on statements: [Statement], _ passage: Passage, _ page: AnswerPage, _ section: AnswerSection,
        _ result: inout WrittenQuestions
    ) throws -> [Candidate] {
        let prompt = QuestionPrompt(isTrainedToAsk: writer.isTrainedToAsk)
        let seed = UInt64(passage.hash, radix: 16) ?? 0
        let prompts = statements.enumerated().map { number, statement in
            WritingPrompt(
                shared: prompt.shared,
                text: prompt.text(
                    page: page.title, section: page.promptSection(section), statement: statement.reading),
                seeds: (0..<UInt64(settings.candidateCount)).map {
                    seed &+ settings.seed &* 1_000_003 &+ UInt64(number) &* 1009 &+ $0
                },
                temperature: settings.temperature, maximumTokens: 40)
        }
        var candidates: [Candidate] = []
        for (statement, texts) in zip(statements, try writer.write(prompts)) {
            var indices: [String: Int] = [:]
            for text in texts {
                result.writtenCount += 1
                result.tokenCount += text.tokenCount
                guard let question = check.question(from: text.text) else {
                    result.counts[.malformed, default: 0] += 1
                    continue
                }
                let key = question.lowercased()
                if let known = indices[key] {
                    candidates[known].features.votes += 1 / Double(settings.candidateCount)
                    result.counts[.repeated, default: 0] += 1
                    continue
                }
                let grounds = [statement.quote, statement.reading, page.title, section.heading] + section.ancestors
                guard check.namesOnlyWhatStands(question, in: grounds) else {
                    result.counts[.namesSomethingElse, default: 0] += 1
                    continue
                }
                indices[key] = candidates.count
                var features = Candidate.Features()
                features.logProbability = text.logProbability
                features.votes = 1 / Double(settings.candidateCount)
                candidates.append(Candidate(question: question, statement: statement, features: features))
            }
        }
        return candidates
    }

    private func rate(_ candidates: [Candidate], of page: AnswerPage) throws -> [Candidate] {
        guard !candidates.isEmpty else { return [] }
        var candidates = candidates
        let readings = candidates.map(\.statement.reading).reduce(into: [String]()) { all, reading in
            if all.last != reading { all.append(reading) }
        }
        let vectors = try encoder.embed(candidates.map(\.question) + readings)
        for index in candidates.indices {
            let question = candidates[index].question, statement = candidates[index].statement
            let reading = candidates.count + (readings.firstIndex(of: statement.reading) ?? 0)
            candidates[index].features.similarity = Mathematics.dot(vectors[index], vectors[reading])
            words.add(to: &candidates[index].features, question: question, statement: statement, title: page.title)
        }
        return candidates
    }

    /// Whether two questions hold the same content words.
    private func isNearlySame(_ a: String, _ b: String) -> Bool {
        let first = Set(words.words.stems(of: a)), second = Set(words.words.stems(of: b))
        let shared = Double(first.intersection(second).count)
        return shared >= 0.8 * Double(max(first.count, second.count))
            && WordFeatures.asksForYesOrNo(a) == WordFeatures.asksForYesOrNo(b)
    }
}
