import Search

/// How sure an answer is, from what the ranking saw. `ask-ranking.js` holds the same numbers.
///
/// A logistic regression on questions with and without an answer (`scripts/bench answers` prints what it is worth); the
/// threshold is calibrated for each site.
public enum Confidence {
    static let intercept = -6.0
    static let quote = 7.0
    static let passage = 3.0
    static let coverage = 2.0

    static func of(quote: Double, passage: Double, coverage: Double) -> Double {
        Mathematics.sigmoid(
            intercept + Self.quote * quote + Self.passage * passage + Self.coverage * coverage)
    }
}

/// The quotation that answers best, and how sure that is.
struct BestAnswer {
    var section: RankedSection
    var entry: Int
    var confidence: Double
}

/// Sections that may give the answer; further down it would only be a guess.
let answeringSectionCount = 3

/// The best quotation of the first sections, of pages that are in force; nil where they have none.
func bestAnswer(
    _ ranked: [RankedSection], coverage: Double, mayAnswer: (RankedSection) -> Bool = { _ in true }
) -> BestAnswer? {
    var best: BestAnswer?
    for section in ranked.prefix(answeringSectionCount) where mayAnswer(section) {
        guard let quote = section.quotes.first else { continue }
        let passage = section.passage > 0 ? section.passage : quote.similarity
        let confidence = Confidence.of(quote: quote.similarity, passage: passage, coverage: coverage)
        if confidence > best?.confidence ?? 0 {
            best = BestAnswer(section: section, entry: quote.entry, confidence: confidence)
        }
    }
    return best
}
