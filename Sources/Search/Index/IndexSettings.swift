/// What the index depends on beside the pages.
public struct SearchIndexSettings: Sendable {
    /// The site's language as a BCP 47 tag.
    public var language: String
    /// Words and phrases of one meaning, each list a set.
    public var synonyms: [[String]]
    /// What pages can be filtered by, in the order shown.
    public var facets: [String]

    /// Settings for an index.
    public init(language: String = "en", synonyms: [[String]] = [], facets: [String] = []) {
        self.language = language
        self.synonyms = synonyms
        self.facets = facets
    }
}

/// The constants of ranking, chosen on the questions of handbook-dev (`scripts/bench search` prints the result).
enum Ranking {
    /// Weights of the fields title, tags, heading, ancestors, body.
    static let fieldWeights: [Double] = [2, 0.5, 1.5, 0.5, 1]
    /// How much a field's length counts. Source: S. Robertson, H. Zaragoza, "The probabilistic relevance framework:
    /// BM25 and beyond" (2009).
    static let lengthInfluence = 0.75
    /// Where a word's repetition stops to count.
    static let saturation = 1.0
    /// Impacts are kept as 1 to 15.
    static let impactLevels = 15.0
    /// What a page's status takes from its words.
    static func weight(ofStatus status: String) -> Double {
        switch status {
        case "retired": 0.55
        case "draft": 0.7
        default: 1
        }
    }
    /// Share of the page as a whole beside its best section, and where more sections stop to count.
    static let pageShare = 0.4
    static let pageSaturation = 0.5
    static let functionWordWeight = 0.2
}
