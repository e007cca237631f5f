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
        intercept: -5.5513,
        weights: [
            0.1965, -0.5260, 0.1528, -1.2295, 0.1573, -0.1076, 0.0521, -0.4075, -0.3400, 0.2774, 0.7826, 1.8851,
            0.7851, 1.1321, 2.0212, 1.1750, 2.4641, 0.4297, -1.2083,
        ])
    private static let answers = Regression(intercept: -0.5025, weights: [0.8367])
    private static let helps = Regression(intercept: 0.0937, weights: [0.9287])
    /// Whether two questions ask the same: of what `KnownDecision.names` lists, in that order.
    private static let sameChoice = Regression(
        intercept: -2.9949,
        weights: [
            -1.3610, 1.6489, 1.1172, -3.2221, 4.5782, 0.0601, 0.5150, -0.0340, 0.1702, -0.3608, -0.8925, -0.0885,
            2.8740,
            -1.7323, 0.3523, 1.9485, 2.7689,
        ])
    private static let same = Regression(intercept: 0.4056, weights: [0.9532])
    /// The lowest that keeps the promise on questions of pages that the weights were not fitted to; and that from which four
    /// sections of five are the right ones.
    private static let known = Known(choice: sameChoice, answers: same, threshold: 0.85, helpThreshold: 0.55)
    /// From which probability a sentence is shown as an answer: the lowest that keeps the promise, at most two wrong among a
    /// hundred answers, on sites that the weights were not fitted to.
    static let answerThreshold = 0.63
}
