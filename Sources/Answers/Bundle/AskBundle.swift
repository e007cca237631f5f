import Search

/// A question with the words that answer it, as a site publishes it.
public struct PublishedPair: Sendable {
    /// Who put it.
    public enum Origin: Sendable, Equatable {
        /// A writer, in the page's front matter.
        case curated
        /// A model; a person approved it, or changed it.
        case generated(model: String, reviewer: String)
        /// No question: the page's own words, found by likeness.
        case statement
    }

    public var question: String
    public var quote: String
    public var page: AnswerPage
    public var section: AnswerSection
    public var origin: Origin
}

extension AnswerPage {
    /// What the page answers: curated answers first, then reviewed pairs whose text still stands, then plain statements.
    public func publishedPairs(ledger: LedgerFile?) -> [PublishedPair] {
        var pairs = curatedPairs.map {
            PublishedPair(question: $0.question, quote: $0.quote, page: self, section: $0.section, origin: .curated)
        }
        guard status == "active" else { return pairs }
        let passages = passages
        for pair in ledger?.pairs ?? [] where pair.status.isPublished {
            guard Ledger.standing(of: pair, on: self, passages: passages) == .current,
                let section = section(holding: pair)
            else { continue }
            pairs.append(
                PublishedPair(
                    question: pair.question, quote: pair.quote, page: self, section: section,
                    origin: .generated(model: pair.model, reviewer: pair.reviewer ?? "")))
        }
        let rejected = Set((ledger?.pairs ?? []).filter { $0.status == .rejected }.map(\.quote))
        for passage in passages {
            guard let section = sections.first(where: { $0.number == passage.section }) else { continue }
            for statement in passage.statements where section.text.contains(statement.quote) {
                // Words that a reviewer refused as an answer are not offered by themselves either.
                guard !rejected.contains(statement.quote) else { continue }
                pairs.append(
                    PublishedPair(
                        question: statement.reading, quote: statement.quote, page: self, section: section,
                        origin: .statement))
            }
        }
        return pairs
    }
}

/// Everything that the browser needs to answer, before it becomes files.
public struct AskBundle: Sendable {
    /// A group of vectors that lie close together, with what they quote.
    public struct Cluster: Sendable {
        public var entries: [IndexEntry]
        public var quotes: [PublishedPair]
        var centroid: QuantizedVector
    }

    public var clusters: [Cluster]
    public var calibration: Calibration
    public var pageCount: Int

    /// All entries, cluster by cluster.
    public var entries: [IndexEntry] { clusters.flatMap(\.entries) }

    /// Vectors that a cluster aims at.
    static let clusterSize = 400
    /// Sites with fewer vectors have one cluster.
    static let singleClusterLimit = 2_000

    /// Numbers of sections in a page, and of quotations in a cluster, have 16 bits in the files.
    static let numberLimit = 65_535

    /// How much more a statement's own words count in its vector than the same words under their page's and headings'
    /// names: with the names alone all statements of a page look alike.
    static let ownWeight: Float = 2

    /// Embeds what the pages hold, and calibrates.
    ///
    /// - Parameters:
    ///   - embed: vectors of texts; the caller keeps them from build to build.
    public init(
        pages: [AnswerPage], ledger: Ledger, searcher: Searcher,
        embed: ([String]) throws -> [QuantizedVector]
    ) throws {
        pageCount = searcher.pageCount
        let numbers = try searcher.pageNumbers()
        var drafts: [(entry: IndexEntry, quote: PublishedPair?)] = []
        // Of each draft what its vector is the direction of.
        var texts: [[(text: String, weight: Float)]] = []
        let empty = QuantizedVector(values: [], scale: 0)
        for page in pages {
            guard let number = numbers[page.url] else { continue }
            for passage in page.passages {
                drafts.append((IndexEntry(kind: .passage, page: number, section: passage.section, vector: empty), nil))
                texts.append([(passage.context, 1)])
            }
            for pair in page.publishedPairs(ledger: ledger.files[page.path]) {
                let kind: IndexEntry.Kind = pair.origin == .statement ? .statement : .question
                drafts.append((IndexEntry(kind: kind, page: number, section: pair.section.number, vector: empty), pair))
                guard kind == .statement else {
                    texts.append([(pair.question, 1)])
                    continue
                }
                let named = "\(page.name(of: pair.section)). \(pair.question)"
                texts.append([(named, 1), (pair.question, Self.ownWeight)])
            }
        }
        var vectors = try embed(texts.flatMap { $0.map(\.text) })[...]
        for (index, parts) in texts.enumerated() {
            let own = vectors.prefix(parts.count)
            vectors = vectors.dropFirst(parts.count)
            guard let first = own.first else { continue }
            let weighted = zip(own, parts).map { (vector: $0, weight: $1.weight) }
            drafts[index].entry.vector = weighted.count == 1 ? first : QuantizedVector.direction(of: weighted) ?? first
        }
        let keys = drafts.map { $0.entry.page << 20 | $0.entry.section }
        clusters = Clustering(drafts.map(\.entry.vector), sections: keys).members.map { members in
            var quotes: [PublishedPair] = []
            let entries = members.places.compactMap { place -> IndexEntry? in
                var entry = drafts[place].entry
                // What its file cannot number is left out: nobody reads a section of so many sentences.
                guard quotes.count < Self.numberLimit, entry.section < Self.numberLimit else { return nil }
                if let quote = drafts[place].quote {
                    entry.quote = quotes.count
                    quotes.append(quote)
                }
                return entry
            }
            return Cluster(entries: entries, quotes: quotes, centroid: members.centroid)
        }
        calibration = .uncalibrated
        // Without an encoder there is nothing to calibrate: only a question in nearly the same words is answered.
        let hasVectors = drafts.contains { !$0.entry.vector.values.isEmpty }
        if hasVectors { calibration = try calibrated(searcher: searcher, embed: embed) }
    }
}
