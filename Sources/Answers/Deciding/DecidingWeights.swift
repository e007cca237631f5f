extension DecidingTable {
    /// What sites in a language decide with.
    ///
    /// The numbers come from `scripts/fit-answers`, which prints them with what they are worth on sites that they were not
    /// fitted to.
    ///
    /// - Parameter language: of the site, a language tag.
    public static func standard(language: String) -> DecidingTable {
        let tag = String(language.lowercased().prefix { $0 != "-" })
        let words: (light: [String], numbers: [String], negations: [String], kinds: [Kind]) =
            switch tag {
            case "en": (DecidingWords.light, DecidingWords.numbers, DecidingWords.negations, DecidingWords.kinds)
            case "de":
                (
                    DecidingWords.German.light, DecidingWords.German.numbers, DecidingWords.German.negations,
                    DecidingWords.German.kinds
                )
            default: ([], [], [], [])
            }
        return DecidingTable(
            light: words.light, numbers: words.numbers, negations: words.negations, kinds: words.kinds, language: tag,
            languages: Language.european, choice: choice, answers: answers, helps: helps, helpThreshold: 0.55,
            known: known, knownBesideMisses: knownBesideMisses, sparseThreshold: 0.95)
    }

    /// Of the evidence, in the order of ``Evidence/names``.
    private static let choice = Regression(
        intercept: -4.0679,
        weights: [
            -0.0589, 0.9599, -0.3422, -1.0645, 0.2839, -0.0833, 0.0139, -0.5340,
            0.6676, 0.5036, 2.7447, 1.5088, 2.0667, 0.2274, 0.3392, 0.8327,
            1.7885, 1.2256, -2.9450,
        ])
    private static let answers = Regression(intercept: -0.2266, weights: [1.0061])
    private static let helps = Regression(intercept: -0.0987, weights: [1.0038])
    /// Whether two questions ask the same: of what `KnownDecision.names` lists, in that order, but for what near misses say.
    private static let knownChoice = Regression(
        intercept: -9.7952,
        weights: [
            0.4703, 2.4399, 1.2871, 1.2344, 0.4876, 2.6313, 2.8810, -1.0610,
            1.6026, 0.8174, 0.3850, 0.0155, -0.3464, -0.0913, 1.4049, -0.3128,
            -1.0159, 0.8545, -0.5859, -0.0517, 1.5836, 0.3167, -0.3195, 0.0888,
            -0.0376, 1.7216, 0.3114,
        ])
    private static let knownAnswers = Regression(intercept: 0.1908, weights: [1.1666])
    /// The threshold is the lowest that keeps the promise on sites that the weights were not fitted to, and a weaker one on harder
    /// questions; from the lower one on four sections of five are the right ones.
    private static let known = Known(
        choice: knownChoice, answers: knownAnswers, threshold: 0.82, helpThreshold: 0.64)
    /// The same with what near misses say.
    private static let knownBesideMissesChoice = Regression(
        intercept: -7.8323,
        weights: [
            0.1092, 2.1634, 0.4980, 1.1049, 0.2809, 2.5518, 2.7270, -1.0365,
            0.6381, 0.9953, 0.4901, 0.0649, -0.2345, -0.1663, 1.1505, -0.3430,
            -0.7980, 0.8098, -0.5200, -0.2447, 1.2077, 0.3369, -0.2507, 0.0506,
            -0.1697, 1.6934, 0.3942, -1.2504, 0.9651, 3.2949, 0.0288,
        ])
    private static let knownBesideMissesAnswers = Regression(intercept: 0.3391, weights: [1.2542])
    private static let knownBesideMisses = Known(
        choice: knownBesideMissesChoice, answers: knownBesideMissesAnswers, threshold: 0.75, helpThreshold: 0.73)
    /// From which probability a sentence is shown as an answer. `scripts/fit-answers` chose 0.79 beside stated questions; without any,
    /// a quarter of the sentences shown from there on were wrong, and none from here on (docs/decisions/0018-near-misses.md).
    static let answerThreshold = 0.95
}
