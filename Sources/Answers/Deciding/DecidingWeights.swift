extension DecidingTable {
    /// What sites in a language decide with.
    ///
    /// The numbers come from `scripts/fit-answers`, which prints them with what they are worth on sites that they were not
    /// fitted to.
    ///
    /// - Parameter language: of the site, a language tag.
    public static func standard(language: String) -> DecidingTable {
        let tag = String(language.lowercased().prefix { $0 != "-" })
        let words: (light: [String], numbers: [String], kinds: [Kind]) =
            switch tag {
            case "en": (DecidingWords.light, DecidingWords.numbers, DecidingWords.kinds)
            case "de": (DecidingWords.German.light, DecidingWords.German.numbers, DecidingWords.German.kinds)
            default: ([], [], [])
            }
        return DecidingTable(
            light: words.light, numbers: words.numbers, kinds: words.kinds, language: tag, languages: Language.european,
            choice: choice,
            answers: answers, helps: helps, helpThreshold: 0.5)
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
    /// From which probability a sentence is shown as an answer: the lowest that keeps the promise, at most two wrong among a
    /// hundred answers, on sites that the weights were not fitted to.
    static let answerThreshold = 0.63
}
