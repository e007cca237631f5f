/// The constants of ranking, chosen on a development set of queries with known answers.
enum Ranking {
    /// Weights of the fields title, tags, heading, ancestors, body.
    static let fieldWeights: [Double] = [2, 0.5, 1.5, 0.5, 1]
    /// How much a field's length counts. Source: S. Robertson, H. Zaragoza, "The probabilistic relevance framework:
    /// BM25 and beyond" (2009).
    static let lengthInfluence = 0.75
    /// What a word counts that stands in a text only as part of a compound.
    static let compoundPart = 0.4
    /// Where a word's repetition stops counting.
    static let saturation = 1.0
    /// Impacts are kept as whole numbers from 1 to this.
    static let impactLevels = 15.0
    /// How much the page as a whole counts beside its best section.
    static let pageShare = 0.4
    /// Where further sections stop counting.
    static let pageSaturation = 0.5
    /// What a function word counts where the query has other words too.
    static let functionWordWeight = 0.2
}
