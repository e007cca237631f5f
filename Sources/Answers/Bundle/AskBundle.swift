import Search

/// All that the browser needs to answer, before it becomes files; ``buildAskBundle(pages:ledger:searcher:language:embed:)`` makes it.
public struct AskBundle: Sendable {
    /// A group of vectors that lie close together, with what they quote.
    public struct Cluster: Sendable {
        public var entries: [IndexEntry]
        /// The quotations that the entries name by their index.
        public var quotes: [PublishedPair]
        var centroid: QuantizedVector
    }

    public var clusters: [Cluster]
    public var calibration: Calibration
    /// How many pages the search index has.
    public var pageCount: Int

    /// All entries, cluster by cluster.
    public var entries: [IndexEntry] { clusters.flatMap(\.entries) }

    /// How many vectors a cluster aims at.
    static let clusterSize = 400
    /// Sites with at most this many vectors have one cluster.
    static let singleClusterLimit = 2_000

    /// Numbers of sections in a page, and of quotations in a cluster, have 16 bits in the files.
    static let numberLimit = 65_535

    /// How much a statement's own words count in its vector, where the same words under their page's and headings' names
    /// count 1: with the names alone all statements of a page look alike.
    static let ownWeight: Float = 2
}

/// Embeds what pages hold, groups the vectors, and calibrates the threshold above which the site answers.
///
/// - Parameters:
///   - pages: the pages that may answer.
///   - ledger: the questions that people have decided on.
///   - searcher: over the index of the same pages.
///   - language: the site's, as a tag.
///   - embed: the vectors of texts, in their order; the caller keeps them from build to build. Vectors of no values mean
///     that there is no encoder: questions are then answered by their words alone.
public func buildAskBundle(
    pages: [AnswerPage], ledger: Ledger, searcher: Searcher, language: String = "en",
    embed: ([String]) throws -> [QuantizedVector]
) throws -> AskBundle {
    let numbers = try searcher.pageNumbers()
    let drafts = pages.flatMap { page in
        numbers[page.url].map { page.drafts(ledger: ledger.files[page.path], number: $0) } ?? []
    }
    let vectors = try vectors(of: drafts, embed: embed)
    var bundle = AskBundle(
        clusters: clusters(of: drafts, vectors: vectors), calibration: .uncalibrated, pageCount: searcher.pageCount)
    if vectors.contains(where: { !$0.values.isEmpty }) {
        bundle.calibration = try bundle.calibrated(
            searcher: searcher, look: QuestionLook(.standard(language: language), synonyms: searcher.synonyms),
            embed: embed)
    }
    return bundle
}

/// An entry without its vector.
private struct Draft {
    var kind: IndexEntry.Kind
    /// The page's number in the search index.
    var page: Int
    var section: Int
    var quote: PublishedPair?
    /// The texts whose weighted sum the vector is the direction of.
    var texts: [(text: String, weight: Float)]
}

extension AnswerPage {
    /// An entry for each passage of the page and for each pair that it publishes.
    fileprivate func drafts(ledger: LedgerFile?, number: Int) -> [Draft] {
        // Translations are answered from by words, for which their passages need no vectors.
        let passages = (isTranslation ? [] : passages).map { passage in
            Draft(kind: .passage, page: number, section: passage.section, texts: [(passage.context, 1)])
        }
        let pairs = publishedPairs(ledger: ledger).map { pair in
            var draft = Draft(
                kind: .question, page: number, section: pair.section.number, quote: pair, texts: [(pair.question, 1)])
            switch pair.origin {
            case .curated, .generated: break
            case .unanswered: draft.kind = .unanswered
            case .statement:
                draft.kind = .statement
                let named = "\(name(of: pair.section)). \(pair.question)"
                draft.texts = [(named, 1), (pair.question, AskBundle.ownWeight)]
            }
            return draft
        }
        return passages + pairs
    }
}

/// A vector for each draft; all texts are embedded in one call.
private func vectors(
    of drafts: [Draft], embed: ([String]) throws -> [QuantizedVector]
) throws -> [QuantizedVector] {
    var rest = try embed(drafts.flatMap { $0.texts.map(\.text) })[...]
    return drafts.map { draft in
        let parts = zip(rest, draft.texts).map { (vector: $0, weight: $1.weight) }
        rest = rest.dropFirst(draft.texts.count)
        let first = parts.first?.vector ?? QuantizedVector(values: [], scale: 0)
        return parts.count < 2 ? first : QuantizedVector.direction(of: parts) ?? first
    }
}

private func clusters(of drafts: [Draft], vectors: [QuantizedVector]) -> [AskBundle.Cluster] {
    let sections = drafts.map { $0.page << 20 | $0.section }
    return groupedByDirection(vectors, sections: sections).map { group in
        var cluster = AskBundle.Cluster(entries: [], quotes: [], centroid: group.centroid)
        for index in group.indices {
            let draft = drafts[index]
            // What the file cannot number is left out: nobody reads a section of so many sentences.
            guard cluster.quotes.count < AskBundle.numberLimit, draft.section < AskBundle.numberLimit else { continue }
            var entry = IndexEntry(
                kind: draft.kind, page: draft.page, section: draft.section, vector: vectors[index])
            if let quote = draft.quote {
                entry.quote = cluster.quotes.count
                cluster.quotes.append(quote)
            }
            cluster.entries.append(entry)
        }
        return cluster
    }
}
