import Search

/// How sure an answer is, by what the ranking knows of it. `ask-ranking.js` holds the same numbers.
///
/// A logistic regression on questions with and without an answer (`scripts/bench answers` prints what it is worth); the
/// threshold is calibrated for each site.
public enum Confidence {
    static let intercept = -9.6
    static let quote = 9.0
    static let coverage = 9.5
    static let score = 4.0

    /// The probability that a quotation answers, 0 to 1.
    ///
    /// - Parameters:
    ///   - quote: the cosine of the question and the quotation.
    ///   - coverage: what share of the question's information the best section holds, 0 to 1.
    ///   - score: the section's score in the ranking.
    static func of(quote: Double, coverage: Double, score: Double) -> Double {
        Mathematics.sigmoid(intercept + Self.quote * quote + Self.coverage * coverage + Self.score * score)
    }

    /// What decides between the quotations of the first sections: the highest answers.
    static func merit(score: Double, quote: Double) -> Double { score + 0.5 * quote }
}

/// The quotation that answers best, and how sure that is.
struct BestAnswer {
    var section: RankedSection
    var confidence: Double
}

/// How many of the best sections may give the answer; further down it would only be a guess.
let answeringSectionCount = 3

/// The best quotation of the first sections; nil where they have none.
func bestAnswer(_ ranked: [RankedSection], coverage: Double) -> BestAnswer? {
    var best: BestAnswer?
    var most = -Double.infinity
    for section in ranked.prefix(answeringSectionCount) {
        guard let quote = section.quotes.first else { continue }
        let merit = Confidence.merit(score: section.score, quote: quote.similarity)
        guard merit > most else { continue }
        most = merit
        best = BestAnswer(
            section: section,
            confidence: Confidence.of(quote: quote.similarity, coverage: coverage, score: section.score))
    }
    return best
}
