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
            known: known, knownBesideMisses: knownBesideMisses)
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
        intercept: -9.0933,
        weights: [
            0.7295, 2.2553, 0.9427, 1.3089, -0.6005, 2.4456, 3.2630, -0.2817,
            -0.1033, 2.8820, 0.8888, -0.1963, 0.1474, 0.3350, 0.8802, -0.6266,
            -1.1760, 0.6423, -0.1444, -0.0005, 1.0713, 0.4143, -0.4311, 0.0229,
            0.0064, 1.5728, 0.5015,
        ])
    private static let same = Regression(intercept: 0.2450, weights: [1.0904])
    /// The lowest that keeps the promise on sites that the weights were not fitted to, and a weaker one on harder questions; and
    /// that from which four sections of five are the right ones.
    private static let known = Known(choice: sameChoice, answers: same, threshold: 0.81, helpThreshold: 0.65)
    /// The same where near misses are stated.
    private static let knownBesideMisses = Known(
        choice: sameChoice, answers: same, threshold: 0.81, helpThreshold: 0.65)
    /// From which probability a sentence is shown as an answer: the lowest that keeps the promise, at most two wrong among a
    /// hundred answers, on sites that the weights were not fitted to.
    static let answerThreshold = 0.79
}
