import Search

/// A vector with what it stands for.
public struct IndexEntry: Sendable, Equatable {
    /// What the vector stands for; the files hold the number.
    public enum Kind: UInt8, Sendable {
        /// A piece of a section. It leads to the section and quotes nothing.
        case passage
        /// A question that a quotation answers.
        case question
        /// A sentence, item or row that can be quoted on its own.
        case statement
        /// A question that nothing answers. It ranks no section.
        case unanswered

        /// Whether it is a question that a reader may ask too.
        var isQuestion: Bool { self == .question || self == .unanswered }
    }

    public var kind: Kind
    /// The page's number in the search index.
    public var page: Int
    /// The section's number in its page.
    public var section: Int
    /// Its index among the quotations of its cluster; 0 for a passage.
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

/// The weights of what speaks for a section. `ask-ranking.js` holds the same numbers.
public struct Fusion: Sendable, Equatable {
    /// The cosine of the question and the section's nearest passage.
    public var passage: Double
    /// The cosine of the question and the nearest question or statement of the section.
    public var quote: Double
    /// The section's score in search, as a share of the best section's.
    public var lexical: Double
    /// The same, times the share of the question's information that the best section holds.
    public var coveredLexical: Double

    public init(passage: Double, quote: Double, lexical: Double, coveredLexical: Double) {
        self.passage = passage
        self.quote = quote
        self.lexical = lexical
        self.coveredLexical = coveredLexical
    }

    /// Chosen across four sites, and judged on each by what the other three choose: `docs/decisions/0010-retrieval.md`.
    public static let standard = Fusion(passage: 0.4, quote: 0.6, lexical: 0.1, coveredLexical: 0.2)
}

/// A section with how well it fits a question.
public struct RankedSection: Sendable, Equatable {
    /// A quotation of the section with how near it is.
    public struct Quote: Sendable, Equatable {
        /// The index of its entry.
        public var entry: Int
        /// The cosine of the question and the entry.
        public var similarity: Double
    }

    /// The page's number in the search index.
    public var page: Int
    /// The section's number in its page.
    public var section: Int
    /// The weighted sum of the parts below.
    public var score = 0.0
    /// The cosine of the question and the nearest passage.
    public var passage = 0.0
    /// The score in search as a share of the best section's.
    public var lexical = 0.0
    /// The nearest first.
    public var quotes: [Quote] = []
}

/// Ranks sections for a question by vectors and words together; `ask-ranking.js` does the same. Linear in the entries, but
/// for sorting the sections.
///
/// - Parameters:
///   - vector: the question's.
///   - lexical: the sections that the question's words find.
///   - entries: the vectors of the sections' passages, statements and questions.
///   - fusion: how much each part of the score weighs.
///   - isLeftOut: whether the entry of an index does not count: to ask a question as if it were not known.
/// - Returns: all sections that have an entry, the best first.
public func rankSections(
    for vector: QuantizedVector, lexical: SectionRanking, entries: [IndexEntry], fusion: Fusion = .standard,
    isLeftOut: (Int) -> Bool = { _ in false }
) -> [RankedSection] {
    var ranked: [RankedSection] = []
    var indices: [Int: Int] = [:]
    for (number, entry) in entries.enumerated() where entry.kind != .unanswered && !isLeftOut(number) {
        let similarity = vector.dot(entry.vector)
        let key = entry.page << 20 | entry.section
        let index: Int
        if let known = indices[key] {
            index = known
        } else {
            index = ranked.count
            indices[key] = index
            ranked.append(RankedSection(page: entry.page, section: entry.section))
        }
        if entry.kind == .passage {
            ranked[index].passage = max(ranked[index].passage, similarity)
        } else {
            ranked[index].quotes.append(.init(entry: number, similarity: similarity))
        }
    }
    let best = lexical.entries.reduce(0) { max($0, $1.score) }
    for entry in lexical.entries where best > 0 {
        // A section without a vector has nothing to quote.
        guard let index = indices[entry.page << 20 | entry.section] else { continue }
        ranked[index].lexical = entry.score / best
    }
    for index in ranked.indices {
        ranked[index].quotes.sort {
            $0.similarity != $1.similarity ? $0.similarity > $1.similarity : $0.entry < $1.entry
        }
        // A curated answer has no passage, and a heading without sentences no quotation: the one stands in for the other.
        let nearest = ranked[index].quotes.first?.similarity
        let passage = ranked[index].passage > 0 ? ranked[index].passage : nearest ?? 0
        ranked[index].score =
            fusion.passage * passage + fusion.quote * (nearest ?? passage)
            + (fusion.lexical + fusion.coveredLexical * lexical.coverage) * ranked[index].lexical
    }
    return ranked.sorted { $0.score != $1.score ? $0.score > $1.score : ($0.page, $0.section) < ($1.page, $1.section) }
}
