extension DecidingTable {
    /// What sites in a language decide with.
    ///
    /// The numbers come from `scripts/fit-answers`, which prints them with what they are worth on sites that they were not
    /// fitted to.
    ///
    /// - Parameter language: of the site, a language tag.
    public static func standard(language: String) -> DecidingTable {
        let tag = String(language.lowercased().prefix { $0 != "-" })
        let isEnglish = tag == "en"
        return DecidingTable(
            light: isEnglish ? DecidingWords.light : [], numbers: isEnglish ? DecidingWords.numbers : [],
            kinds: isEnglish ? DecidingWords.kinds : [], language: tag, languages: Language.european, choice: choice,
            answers: answers, helps: helps, helpThreshold: 0.5)
    }

    /// Of the evidence, in the order of ``Evidence/names``.
    private static let choice = Regression(
        intercept: -5.1523,
        weights: [
            -0.1323, -0.3982, 0.2396, -1.0265, -0.1389, -0.2834, 0.0953, -0.4569, -0.2021, 0.1018, 1.5739, 1.2704,
            0.9255, 1.4915, 1.4198, 1.4839, 1.7378, 0.4687, -1.3077,
        ])
    private static let answers = Regression(intercept: -0.2412, weights: [0.9231])
    private static let helps = Regression(intercept: 0.1298, weights: [0.9624])
    /// From which probability a sentence is shown as an answer: the lowest that keeps the promise, at most two wrong among a
    /// hundred answers, on sites that the weights were not fitted to.
    static let answerThreshold = 0.68
}
