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
            known: known)
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
    /// Whether two questions ask the same: of what `KnownDecision.names` lists, in that order.
    private static let sameChoice = Regression(
        intercept: -9.0588,
        weights: [
            0.6577, 2.1476, 1.0247, 1.0847, -0.4941, 2.5129, 3.1966, -0.3783, -0.0133, 2.7934, 0.8136, -0.2162, 0.1705,
            0.3667, 0.9021, -0.6127, -1.2491, 0.7160, -0.2412, 0.0487, 1.0762, 0.4674, -0.3835, -0.0842, -0.0168,
            1.6177, 0.4728,
        ])
    private static let same = Regression(intercept: 0.2450, weights: [1.0831])
    /// The lowest that keeps the promise on sites that the weights were not fitted to; and that from which four sections of
    /// five are the right ones.
    private static let known = Known(choice: sameChoice, answers: same, threshold: 0.91, helpThreshold: 0.65)
    /// From which probability a sentence is shown as an answer: the lowest that keeps the promise, at most two wrong among a
    /// hundred answers, on sites that the weights were not fitted to.
    static let answerThreshold = 0.79
}
