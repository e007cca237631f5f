import Search

/// A vector and what it stands for.
public struct IndexEntry: Sendable, Equatable {
    public enum Kind: UInt8, Sendable {
        /// A piece of a section; leads to the section, quotes nothing.
        case passage
        /// A question that a quotation answers.
        case question
        /// A sentence, item or row that can be quoted as it is.
        case statement
    }

    public var kind: Kind
    /// The page's number in the search index.
    public var page: Int
    public var section: Int
    /// Its place among the quotations of its cluster.
    public var quote: Int
    public var vector: QuantizedVector

    public init(kind: Kind, page: Int, section: Int, quote: Int = 0, vector: QuantizedVector) {
        self.kind = kind
        self.page = page
        self.section = section
        self.quote = quote
        self.vector = vector
    }
}

/// How the signs of a match are weighed. `ask-ranking.js` holds the same numbers.
public struct Fusion: Sendable, Equatable {
    /// The cosine of the question and the section's nearest passage.
    public var passage: Double
    /// The cosine of the question and the nearest question or statement of the section.
    public var quote: Double
    /// The section's score in search, as a share of the best section's; and as much of it as the words of the question stand
    /// in the portal at all.
    public var lexical: Double
    public var coveredLexical: Double

    public init(passage: Double, quote: Double, lexical: Double, coveredLexical: Double) {
        self.passage = passage
        self.quote = quote
        self.lexical = lexical
        self.coveredLexical = coveredLexical
    }

    /// Chosen on the golden queries and on the questions to a handbook that `scripts/bench answers` measures with.
    public static let standard = Fusion(passage: 0.4, quote: 0.6, lexical: 0.25, coveredLexical: 0.25)
}

/// A section with how well it fits a question.
public struct RankedSection: Sendable, Equatable {
    /// A quotation of the section with how near it is.
    public struct Quote: Sendable, Equatable {
        /// The place of its entry.
        public var entry: Int
        public var similarity: Double
    }

    public var page: Int
    public var section: Int
    public var score = 0.0
    public var passage = 0.0
    public var lexical = 0.0
    /// The nearest first.
    public var quotes: [Quote] = []
}

/// Ranks sections for a question by vectors and words together.
///
/// - Parameter isLeftOut: entries that do not count, by their places: to ask a question as if it were not known.
public func rankSections(
    for vector: QuantizedVector, lexical: SectionRanking, entries: [IndexEntry], fusion: Fusion = .standard,
    isLeftOut: (Int) -> Bool = { _ in false }
) -> [RankedSection] {
    var ranked: [RankedSection] = []
    var places: [Int: Int] = [:]
    for (number, entry) in entries.enumerated() where !isLeftOut(number) {
        let similarity = vector.dot(entry.vector)
        let key = entry.page << 20 | entry.section
        let place: Int
        if let known = places[key] {
            place = known
        } else {
            place = ranked.count
            places[key] = place
            ranked.append(RankedSection(page: entry.page, section: entry.section))
        }
        if entry.kind == .passage {
            ranked[place].passage = max(ranked[place].passage, similarity)
        } else {
            ranked[place].quotes.append(.init(entry: number, similarity: similarity))
        }
    }
    let best = lexical.entries.reduce(0) { max($0, $1.score) }
    for entry in lexical.entries where best > 0 {
        // A section without a vector has nothing to quote.
        guard let place = places[entry.page << 20 | entry.section] else { continue }
        ranked[place].lexical = entry.score / best
    }
    for place in ranked.indices {
        ranked[place].quotes.sort {
            $0.similarity != $1.similarity ? $0.similarity > $1.similarity : $0.entry < $1.entry
        }
        // A curated answer has no passage, a heading without sentences no quotation: what there is stands in.
        let nearest = ranked[place].quotes.first?.similarity
        let passage = ranked[place].passage > 0 ? ranked[place].passage : nearest ?? 0
        ranked[place].score =
            fusion.passage * passage + fusion.quote * (nearest ?? passage)
            + (fusion.lexical + fusion.coveredLexical * lexical.coverage) * ranked[place].lexical
    }
    return ranked.sorted { $0.score != $1.score ? $0.score > $1.score : ($0.page, $0.section) < ($1.page, $1.section) }
}
