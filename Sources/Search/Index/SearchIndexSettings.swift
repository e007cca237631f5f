/// What the index depends on beside the pages.
public struct SearchIndexSettings: Sendable {
    /// The site's language as a BCP 47 tag; decides the function words.
    public var language: String
    /// Words and phrases of one meaning, each list a set.
    public var synonyms: [[String]]
    /// What pages can be filtered by, in the order shown.
    public var facets: [String]
    /// What a page's status leaves of its words' impacts, 0 to 1, by status; a status that is not listed leaves all.
    public var statusWeights: [String: Double]

    /// Settings for an index.
    public init(
        language: String = "en", synonyms: [[String]] = [], facets: [String] = [], statusWeights: [String: Double] = [:]
    ) {
        self.language = language
        self.synonyms = synonyms
        self.facets = facets
        self.statusWeights = statusWeights
    }
}
