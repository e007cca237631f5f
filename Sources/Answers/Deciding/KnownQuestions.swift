import Search

/// A question that somebody has answered, with how near it is to the one that is asked.
struct KnownQuestion {
    /// The place of its section among those that were ranked, 0 for the best.
    var section: Int
    /// Its place among the section's quotations, the nearest first.
    var quote: Int
    /// The cosine of the two questions.
    var similarity: Double
    var question: String
    /// What answers it.
    var text: String
    /// The page's title.
    var title: String

    func hasSameAnswer(as other: KnownQuestion) -> Bool { section == other.section && text == other.text }
}

/// Whether a question asks what a known one asks, which somebody has answered; `ask-known.js` holds the same steps.
struct KnownDecision {
    /// A known question with what speaks for it.
    struct Weighed {
        var candidate: KnownQuestion
        /// In the order of ``names``.
        var evidence: [Double]
        /// The logarithm of its odds among all candidates.
        var choice: Double
    }

    /// What the weights of ``DecidingTable/known`` weigh.
    static let names = [
        "lead", "support", "third", "company", "carried", "explained", "unknown", "most", "kindSame", "kindOther",
        "number", "negation", "margin", "lexical", "alike", "square",
    ]

    /// The nearest first.
    var candidates: [Weighed]
    /// The place of the chosen one; nil where there is none.
    var chosen: Int?
    /// The probability that it asks the same, 0 to 1.
    var answers = 0.0

    init(_ asked: AskedQuestion, _ near: NearestKnown, ranked: [RankedSection], _ look: QuestionLook) {
        candidates = near.nearest.indices.map { place in
            let evidence = near.evidence(asked, place, ranked, look)
            return Weighed(
                candidate: near.nearest[place], evidence: evidence, choice: look.table.known.choice.logit(evidence))
        }
        for index in candidates.indices
        where chosen.map({ candidates[index].choice > candidates[$0].choice }) ?? true { chosen = index }
        if let chosen {
            answers = Mathematics.sigmoid(look.table.known.answers.logit([candidates[chosen].choice]))
        }
    }
}

/// The known questions nearest to one, with the mean and the deviation of the likenesses of all.
struct NearestKnown {
    /// How many are looked at.
    private static let count = 12

    /// The nearest first.
    var nearest: [KnownQuestion]
    private var mean = 0.0
    private var deviation = 1.0

    /// - Parameter all: in the order of the sections that they stand in.
    init(_ all: [KnownQuestion]) {
        let count = Double(max(1, all.count))
        mean = all.reduce(0) { $0 + $1.similarity } / count
        var sum = 0.0
        for one in all { sum += (one.similarity - mean) * (one.similarity - mean) }
        let found = (sum / count).squareRoot()
        deviation = found > 0 ? found : 1
        nearest = all.enumerated().sorted {
            $0.element.similarity != $1.element.similarity
                ? $0.element.similarity > $1.element.similarity : $0.offset < $1.offset
        }.prefix(Self.count).map(\.element)
    }

    private func scaled(_ difference: Double) -> Double { difference / deviation / 4 }

    /// What speaks for and against a known question asking the same, in the order of ``KnownDecision/names``.
    fileprivate func evidence(
        _ asked: AskedQuestion, _ place: Int, _ ranked: [RankedSection], _ look: QuestionLook
    ) -> [Double] {
        let one = nearest[place]
        let known = CarriedWords(one.question)
        let texts = [known, CarriedWords(one.text), CarriedWords(one.title)]
        let all = Explained(asked, by: texts), own = Explained(asked, by: [known])
        let kind = look.kind(of: known.stems)
        let (alike, unlike) = neighbours(of: place)
        let second = alike.first ?? 0, third = alike.dropFirst().first ?? 0
        let next = ranked.count < 2 ? 0 : ranked[one.section == 0 ? 1 : 0].score
        let hasNewNumber = asked.stems.contains { stem in
            stem.hasDigit && !texts.contains { $0.stems.contains(stem) }
        }
        return [
            scaled(one.similarity - unlike), second > 0 ? scaled(second - mean) : 0,
            third > 0 ? scaled(third - mean) : 0, Double(alike.count) / Double(nearest.count),
            own.share, all.share, all.unknown, all.most / 8,
            asked.kind != nil && asked.kind == kind ? 1 : 0,
            asked.kind != nil && kind != nil && asked.kind != kind ? 1 : 0,
            hasNewNumber ? 1 : 0, look.isNegated(asked.stems) != look.isNegated(known.stems) ? 1 : 0,
            scaled(ranked[one.section].score - next), ranked[one.section].lexical, one.similarity,
            one.similarity * one.similarity,
        ]
    }

    /// The likenesses of the nearest other questions with the same answer, the nearest first, and that of the nearest with
    /// another; 0 where there is none.
    private func neighbours(of place: Int) -> (alike: [Double], unlike: Double) {
        var alike: [Double] = [], unlike = 0.0
        for (other, question) in nearest.enumerated() {
            if !question.hasSameAnswer(as: nearest[place]) {
                unlike = max(unlike, question.similarity)
            } else if other != place {
                alike.append(question.similarity)
            }
        }
        return (alike, unlike)
    }
}

extension [RankedSection] {
    /// Whether a question asks what a known one of the sections asks.
    ///
    /// - Parameter quote: the question that a quotation answers, the answer and the page's title; nil where there is none, or
    ///   the page may not answer.
    func known(
        _ asked: AskedQuestion, _ look: QuestionLook,
        quote: (RankedSection.Quote) throws -> (question: String, text: String, title: String)?
    ) rethrows -> KnownDecision {
        var all: [KnownQuestion] = []
        for (place, section) in enumerated() {
            for (number, one) in section.quotes.enumerated() {
                guard let quote = try quote(one) else { continue }
                all.append(
                    KnownQuestion(
                        section: place, quote: number, similarity: one.similarity, question: quote.question,
                        text: quote.text, title: quote.title))
            }
        }
        return KnownDecision(asked, NearestKnown(all), ranked: self, look)
    }
}

/// What of a question's information stands in one of some texts.
private struct Explained {
    /// As a share of it.
    var share = 0.0
    /// The share of the words that the site does not have.
    var unknown = 0.0
    /// The information of the rarest word that is missing.
    var most = 0.0

    init(_ asked: AskedQuestion, by texts: [CarriedWords]) {
        for word in asked.words {
            var carried = 0.0
            for text in texts { carried = max(carried, text.share(of: word)) }
            share += carried * word.information
            if !word.isKnown { unknown += word.information }
            if carried < 0.5 { most = max(most, word.information) }
        }
        guard asked.information > 0 else { return }
        share /= asked.information
        unknown /= asked.information
    }
}
