import Search

/// Where questions written on a passage are kept until the ledger takes them, so that a run that is cut off loses only the
/// passages that it was writing on.
public protocol PassageStore {
    /// What was kept under a key; nil where there is nothing that can be read.
    func questions(for key: String) -> PassageQuestions?
    func keep(_ questions: PassageQuestions, for key: String) throws
}

/// The questions written on one passage, before they are verified.
public struct PassageQuestions: Sendable, Equatable, Codable {
    public var pairs: [LedgerPair]
    public var counts: GenerationCounts
}

/// How much was written, and what became of it.
public struct GenerationCounts: Sendable, Equatable, Codable {
    public var passages = 0
    public var statements = 0
    /// Candidates.
    public var written = 0
    /// Tokens of the candidates.
    public var tokens = 0
    /// Questions that the ledger takes.
    public var kept = 0
    /// Candidates by why they were dropped.
    public var rejected: [Rejection: Int] = [:]

    public init() {}

    public static func += (sum: inout GenerationCounts, one: GenerationCounts) {
        sum.passages += one.passages
        sum.statements += one.statements
        sum.written += one.written
        sum.tokens += one.tokens
        sum.kept += one.kept
        sum.rejected.merge(one.rejected, uniquingKeysWith: +)
    }
}

/// Brings a ledger up to date with its content: writes questions on passages that are new, verifies them over the whole site,
/// and keeps what people decided.
public struct LedgerUpdate {
    let pages: [AnswerPage]
    let searcher: Searcher
    let encoder: any SentenceEncoder
    let pipeline: QuestionPipeline
    let writerName: String
    let writerHash: String
    let store: any PassageStore

    public init(
        pages: [AnswerPage], searcher: Searcher, encoder: any SentenceEncoder, pipeline: QuestionPipeline,
        writerName: String, writerHash: String, store: any PassageStore
    ) {
        self.pages = pages
        self.searcher = searcher
        self.encoder = encoder
        self.pipeline = pipeline
        self.writerName = writerName
        self.writerHash = writerHash
        self.store = store
    }

    /// Writes and verifies what is missing.
    ///
    /// - Parameters:
    ///   - ledger: what people and earlier runs have left.
    ///   - progress: called after each passage.
    /// - Returns: the ledger's files as they are to be, what happened, and how fast the model was, where it wrote and that is
    ///   known.
    public func run(
        on ledger: Ledger, progress: (_ done: Int, _ of: Int, _ tokens: Int) -> Void = { _, _, _ in }
    ) throws -> (files: [LedgerFile], counts: GenerationCounts, speed: WritingSpeed?) {
        let work = pages.filter { $0.status == "active" && !$0.isTranslation }.flatMap { page in
            let known = Set(ledger.files[page.path]?.passages ?? [])
            return page.passages.filter { !known.contains($0.hash) }.map { (passage: $0, page: page) }
        }
        let (written, speed) = try questions(on: work, progress)
        var counts = GenerationCounts()
        for questions in written { counts += questions.counts }
        let fresh = zip(work, written).flatMap { work, questions in questions.pairs.map { (page: work.page, pair: $0) }
        }
        let verified = try verify(fresh, against: ledger, &counts)
        counts.kept = verified.count
        let files = pages.compactMap { page -> LedgerFile? in
            let own = verified.filter { $0.page.path == page.path }.map(\.pair)
            return merged(ledger.files[page.path], with: own, on: page)
        }
        return (files, counts, speed)
    }

    /// The questions on passages, in their order: what was kept by an earlier run, and what the pipeline writes now.
    private func questions(
        on work: [(passage: Passage, page: AnswerPage)], _ progress: (_ done: Int, _ of: Int, _ tokens: Int) -> Void
    ) throws -> (questions: [PassageQuestions], speed: WritingSpeed?) {
        var found = work.map { store.questions(for: key(of: $0.passage)) }
        var doneCount = 0, tokenCount = 0
        func report(_ questions: PassageQuestions) {
            doneCount += 1
            tokenCount += questions.counts.tokens
            progress(doneCount, work.count, tokenCount)
        }
        for case let questions? in found { report(questions) }
        // The same words may stand under the same headings of two pages: they are written on once.
        let missing = Dictionary(grouping: work.indices.filter { found[$0] == nil }) { key(of: work[$0].passage) }
            .values.sorted { $0[0] < $1[0] }
        guard !missing.isEmpty else { return (found.compactMap(\.self), nil) }
        let speed = try pipeline.write(on: missing.map { work[$0[0]] }) { number, written in
            let (passage, page) = work[missing[number][0]]
            let questions = chosenQuestions(in: written, on: passage, of: page)
            try store.keep(questions, for: key(of: passage))
            for index in missing[number] {
                found[index] = questions
                report(questions)
            }
        }
        return (found.compactMap(\.self), speed)
    }

    private func key(of passage: Passage) -> String {
        "\(passage.hash)-\(pipeline.key)-\(writerHash.prefix(12))-\(encoder.hash.prefix(12))"
    }

    private func chosenQuestions(
        in written: WrittenQuestions, on passage: Passage, of page: AnswerPage
    ) -> PassageQuestions {
        let anchor = page.section(of: passage)?.anchor ?? ""
        let pairs = written.kept.map { kept in
            LedgerPair(
                question: kept.candidate.question, quote: kept.candidate.statement.quote, section: anchor,
                passage: passage.hash, model: writerName, modelHash: writerHash,
                scores: .init(
                    choice: LedgerFile.rounded(kept.score),
                    likelihood: LedgerFile.rounded(kept.candidate.features.logProbability),
                    similarity: LedgerFile.rounded(kept.candidate.features.similarity)), status: .generated)
        }
        var counts = GenerationCounts()
        counts.passages = 1
        counts.statements = passage.statements.count
        counts.written = written.writtenCount
        counts.tokens = written.tokenCount
        counts.rejected = written.counts
        return PassageQuestions(pairs: pairs, counts: counts)
    }

    /// What people decided stays; what only a model wrote stays while its passage does.
    private func merged(_ old: LedgerFile?, with new: [LedgerPair], on page: AnswerPage) -> LedgerFile? {
        let passages = page.passages.map(\.hash)
        let kept = (old?.pairs ?? []).filter { $0.status.isReviewed || passages.contains($0.passage) }
        let known = Set(kept.map { $0.question.lowercased() })
        let added = new.filter { !known.contains($0.question.lowercased()) }
        guard page.status == "active" || old != nil else { return nil }
        let file = LedgerFile(
            page: page.path, pairs: kept + added, passages: page.status == "active" ? passages : old?.passages ?? [])
        return file.pairs.isEmpty && file.passages.isEmpty ? nil : file
    }

    // MARK: Verification

    /// Questions with a cosine above this ask nearly the same.
    private static let nearlySame = 0.94

    /// The pairs whose question, asked of the whole site, comes back to its section, and that no other question repeats.
    private func verify(
        _ fresh: [(page: AnswerPage, pair: LedgerPair)], against ledger: Ledger, _ counts: inout GenerationCounts
    ) throws -> [(page: AnswerPage, pair: LedgerPair)] {
        guard !fresh.isEmpty else { return [] }
        let numbers = try searcher.pageNumbers()
        let passages = pages.flatMap(\.passages)
        let contexts = try encoder.embed(passages.map(\.context))
        let entries = zip(passages, contexts).compactMap { passage, vector in
            numbers[passage.url].map {
                IndexEntry(
                    kind: .passage, page: $0, section: passage.section, vector: QuantizedVector(vector))
            }
        }
        let vectors = try encoder.embed(fresh.map(\.pair.question))
        // What people approved, and what writers put themselves, is not to be asked again.
        let settled =
            ledger.files.values.flatMap(\.pairs).filter { $0.status != .generated }.map(\.question)
            + pages.flatMap { $0.curatedPairs.map(\.question) }
        let settledVectors = try encoder.embed(settled)
        var kept: [(page: AnswerPage, pair: LedgerPair, vector: [Float])] = []
        let order = fresh.indices.sorted {
            (fresh[$0].pair.scores?.choice ?? 0, $1) > (fresh[$1].pair.scores?.choice ?? 0, $0)
        }
        for index in order {
            let (page, pair) = fresh[index]
            let ranked = rankSections(
                for: QuantizedVector(vectors[index]), lexical: try searcher.rankSections(for: pair.question),
                entries: entries)
            guard let first = ranked.first, first.page == numbers[page.url],
                first.section == page.section(holding: pair)?.number
            else {
                counts.rejected[.leadsElsewhere, default: 0] += 1
                continue
            }
            let isKnown = settledVectors.contains { Mathematics.dot($0, vectors[index]) > Self.nearlySame }
            let double = kept.first { Mathematics.dot($0.vector, vectors[index]) > Self.nearlySame }
            if isKnown || double != nil {
                let isElsewhere = double.map { $0.page.path != page.path || $0.pair.section != pair.section } ?? false
                counts.rejected[isElsewhere ? .ambiguous : .repeated, default: 0] += 1
                continue
            }
            kept.append((page, pair, vectors[index]))
        }
        return kept.map { ($0.page, $0.pair) }
    }
}
