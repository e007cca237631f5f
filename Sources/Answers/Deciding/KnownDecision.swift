import Search

/// Whether a question asks what known ones ask, which somebody has answered; `ask-known.js` holds the same steps.
struct KnownDecision {
    /// A known answer with what speaks for it.
    struct Weighed {
        /// The nearest of its known questions.
        var candidate: KnownQuestion
        /// In the order of ``names``.
        var evidence: [Double]
        /// The logarithm of its odds among all candidates.
        var choice: Double
    }

    /// What the weights of ``DecidingTable/known`` weigh; those without near misses leave out what these say.
    static let names = plainNames + missNames

    private static let plainNames =
        [
            "alike", "square", "three", "centre", "frequent", "explained", "aligned", "leadAlike", "leadThree",
            "leadCentre",
            "leadFrequent", "leadExplained", "leadAligned", "nearAlike", "nearCentre", "carried", "answered", "most",
            "strange", "unknown", "words", "kindSame", "kindOther", "number", "negation", "margin", "lexical",
        ] + KnownByWords.names.dropLast(KnownByWords.missNames).map(ofWords)

    private static let missNames =
        ["missAlike", "leadMiss", "leadMissThree", "missNearer"]
        + KnownByWords.names.suffix(KnownByWords.missNames).map(ofWords)

    private static func ofWords(_ name: String) -> String { "words" + name.prefix(1).uppercased() + name.dropFirst() }

    /// The nearest first.
    var candidates: [Weighed]
    /// The place of the chosen one; nil where there is none.
    var chosen: Int?
    /// The probability that it asks the same, 0 to 1.
    var answers = 0.0
    /// The places of the sections that answer by their known questions alone.
    private(set) var coveredSections: Set<Int> = []
    /// Whether a question that nothing answers is nearer than all that are known; then none of them answers.
    private(set) var isMissed = false
    /// What it was decided with.
    let weights: DecidingTable.Known
    /// From which probability the chosen one's answer is shown. The weights were fitted to answers with many known questions:
    /// more is asked of one that has few, and where a model or a licence is named.
    private(set) var threshold: Double

    /// - Parameters:
    ///   - misses: how near the questions are that nothing answers.
    ///   - words: what all of them have in common with this one.
    ///   - ranked: the sections that the known questions stand in.
    ///   - meanings: the vector of a folded word, of length 1; nil where there is none.
    init(
        _ asked: AskedQuestion, _ known: KnownAnswers, _ misses: NearMisses, words: KnownByWords,
        ranked: [RankedSection], _ look: QuestionLook, meanings: (String) throws -> [Double]?
    ) rethrows {
        let weights = misses.areTelling ? look.table.knownBesideMisses : look.table.known
        self.weights = weights
        threshold = asked.namesSubject ? max(weights.threshold, look.table.namedThreshold) : weights.threshold
        coveredSections = known.coveredSections
        isMissed = !known.nearest.isEmpty && known.nearest.allSatisfy(misses.areNearer)
        let measured = try known.nearest.map { try Measured(asked, $0, look, meanings) }
        candidates = measured.indices.map { place in
            let answer = known.nearest[place]
            let byWords = words.evidence(on: answer.nearest.answer)
            let evidence =
                measured[place].evidence(asked, measured.lead(of: place), known, answer.nearest, ranked, look)
                + byWords.dropLast(KnownByWords.missNames) + misses.evidence(on: answer)
                + byWords.suffix(KnownByWords.missNames)
            return Weighed(candidate: answer.nearest, evidence: evidence, choice: weights.choice.logit(evidence))
        }
        for index in candidates.indices
        where chosen.map({ candidates[index].choice > candidates[$0].choice }) ?? true { chosen = index }
        if let chosen, known.nearest[chosen].questions.count < KnownAnswers.telling {
            threshold = max(threshold, look.table.sparseThreshold)
        }
        if let chosen, !isMissed {
            answers = Mathematics.sigmoid(weights.answers.logit([candidates[chosen].choice]))
        }
    }
}

/// How near a known answer is to a question, before it is compared with others.
private struct Measured {
    var words: KnownWords
    /// What is compared: alike, three, centre, frequent, explained, aligned.
    var compared: [Double]

    init(
        _ asked: AskedQuestion, _ answer: KnownAnswer, _ look: QuestionLook, _ meanings: (String) throws -> [Double]?
    ) rethrows {
        words = try KnownWords(asked, answer, look, meanings: meanings)
        compared = [answer.alike, answer.three, answer.centre, words.frequent, words.explained, words.aligned]
    }

    /// What speaks for and against the answer, in the order of ``KnownDecision/names``, but for what near misses say.
    func evidence(
        _ asked: AskedQuestion, _ lead: [Double], _ known: KnownAnswers, _ nearest: KnownQuestion,
        _ ranked: [RankedSection], _ look: QuestionLook
    ) -> [Double] {
        let question = words.nearest
        let kind = look.kind(of: question.stems)
        let next = ranked.count < 2 ? 0 : ranked[nearest.section == 0 ? 1 : 0].score
        let hasNewNumber = asked.stems.contains { stem in
            stem.hasDigit && !question.stems.contains(stem) && !words.answer.stems.contains(stem)
        }
        let alike = compared[0], centre = compared[2]
        return [alike, alike * alike] + compared[1...] + lead + [
            known.scaled(alike), known.scaled(centre), words.carried, words.answered, words.most / 8, words.strange / 8,
            words.unknown, Double(asked.words.count) / 10,
            asked.kind != nil && asked.kind == kind ? 1 : 0,
            asked.kind != nil && kind != nil && asked.kind != kind ? 1 : 0,
            hasNewNumber ? 1 : 0, look.isNegated(asked.stems) != look.isNegated(question.stems) ? 1 : 0,
            known.scaled(difference: ranked[nearest.section].score - next), ranked[nearest.section].lexical,
        ]
    }
}

extension [Measured] {
    /// How much nearer an answer is than the best of the others, by each of what is compared; 0 where there is no other.
    fileprivate func lead(of place: Int) -> [Double] {
        self[place].compared.indices.map { number in
            var most: Double?
            for other in indices where other != place {
                most = Swift.max(most ?? self[other].compared[number], self[other].compared[number])
            }
            return most.map { self[place].compared[number] - $0 } ?? 0
        }
    }
}

extension [RankedSection] {
    /// Whether a question asks what known ones of the sections ask.
    ///
    /// - Parameters:
    ///   - misses: the cosine of each question that nothing answers and the one that is asked.
    ///   - words: what all of them have in common with this one.
    ///   - meanings: the vector of a folded word, of length 1; nil where there is none.
    ///   - quote: the question that a quotation answers, the answer, the page's title, the question's vector and the answer's
    ///     number among `words`; nil where there is none, or the page may not answer.
    func known(
        _ asked: AskedQuestion, _ look: QuestionLook, misses: [Double], words: KnownByWords,
        meanings: (String) throws -> [Double]?,
        quote: (RankedSection.Quote) throws -> (
            question: String, text: String, title: String, vector: QuantizedVector, answer: Int
        )?
    ) rethrows -> KnownDecision {
        var all: [KnownQuestion] = []
        for (place, section) in enumerated() {
            for (number, one) in section.quotes.enumerated() {
                guard let quote = try quote(one) else { continue }
                all.append(
                    KnownQuestion(
                        section: place, quote: number, similarity: one.similarity, question: quote.question,
                        text: quote.text, title: quote.title, vector: quote.vector, answer: quote.answer))
            }
        }
        return try KnownDecision(
            asked, KnownAnswers(all), NearMisses(misses, knownCount: all.count), words: words, ranked: self, look,
            meanings: meanings)
    }
}
