import Search

/// Whether one of the candidates answers a question, and which; `ask-deciding.js` holds the same steps.
struct AnswerDecision {
    /// A candidate with what speaks for it.
    struct Weighed {
        var candidate: AnswerCandidate
        var evidence: Evidence
        /// The logarithm of its odds among all candidates.
        var choice: Double
    }

    /// In the order of the ranking.
    var candidates: [Weighed]
    /// The place of the chosen one; nil where there is none.
    var chosen: Int?
    /// Whether the question has the words of a known one, whose answer is chosen.
    var isApproved = false
    /// The probability that the chosen sentence answers, 0 to 1.
    var answers = 0.0
    /// The probability that its section holds the answer, 0 to 1.
    var helps = 0.0

    /// How many sections, and how many quotations of each, are looked at.
    static let sectionCount = 6
    static let quoteCount = 8

    init(_ asked: AskedQuestion, _ candidates: [AnswerCandidate], _ look: QuestionLook) {
        self.candidates = candidates.map { candidate in
            let evidence = Evidence(asked, candidate, look)
            return Weighed(
                candidate: candidate, evidence: evidence, choice: look.table.choice.logit(evidence.values))
        }
        // What a person approved with its answer is not weighed again.
        if !asked.stems.isEmpty, let approved = candidates.firstIndex(where: { $0.known?.stems == asked.stems }) {
            (chosen, isApproved, answers, helps) = (approved, true, 1, 1)
            return
        }
        for index in self.candidates.indices
        where chosen.map({ self.candidates[index].choice > self.candidates[$0].choice }) ?? true { chosen = index }
        guard let chosen else { return }
        let odds = [self.candidates[chosen].choice]
        answers = Mathematics.sigmoid(look.table.answers.logit(odds))
        helps = Mathematics.sigmoid(look.table.helps.logit(odds))
    }
}

/// What the decision needs to know of a section that was ranked.
struct CandidateSection {
    /// A quotation with its page's status left out where it may not answer.
    struct Quote {
        var text: String
        /// Empty for a statement.
        var question: String
        var similarity: Double
        /// Whether its page may answer.
        var isActive: Bool
    }

    var heading: String
    var title: String
    var text: String
    /// The nearest first.
    var quotes: [Quote]
}

extension [RankedSection] {
    /// The candidates of the best sections.
    ///
    /// - Parameters:
    ///   - coverage: of the question, as the search gives it.
    ///   - section: what is known of a section by its place; called for the first ones only.
    func candidates(
        coverage: Double, section: (Int) throws -> CandidateSection
    ) rethrows -> [AnswerCandidate] {
        let spread = Spread(self)
        let sections = try (0..<Swift.min(count, AnswerDecision.sectionCount)).map(section)
        let nearest = sections.map { $0.quotes.first?.similarity ?? 0 }
        var candidates: [AnswerCandidate] = []
        for (place, own) in sections.enumerated() {
            let heading = CarriedWords(own.heading), title = CarriedWords(own.title)
            var others = 0.0
            for other in nearest.indices where other != place { others = Swift.max(others, nearest[other]) }
            let next = count < 2 ? 0 : self[place == 0 ? 1 : 0].score
            for (number, quote) in own.quotes.prefix(AnswerDecision.quoteCount).enumerated() where quote.isActive {
                let passage = self[place].passage > 0 ? self[place].passage : quote.similarity
                let lead = own.text.introduction(of: quote.text)
                candidates.append(
                    AnswerCandidate(
                        section: place, quote: number,
                        sentence: CarriedWords(lead.isEmpty ? quote.text : lead + " " + quote.text), heading: heading,
                        title: title, known: quote.question.isEmpty ? nil : CarriedWords(quote.question),
                        ranking: RankingEvidence(
                            near: (quote.similarity - spread.mean) / spread.deviation / 4,
                            passage: (passage - spread.mean) / spread.deviation / 4, lexical: self[place].lexical,
                            coverage: coverage, margin: (self[place].score - next) / spread.deviation / 4,
                            lead: (quote.similarity - others) / spread.deviation / 4,
                            within: (quote.similarity - nearest[place]) / spread.deviation / 4)))
            }
        }
        return candidates
    }
}

/// The mean and the deviation of the nearest similarities of all ranked sections.
private struct Spread {
    var mean = 0.0
    var deviation = 1.0

    init(_ ranked: [RankedSection]) {
        guard !ranked.isEmpty else { return }
        let nearest = ranked.map { $0.quotes.first?.similarity ?? $0.passage }
        mean = nearest.reduce(0, +) / Double(nearest.count)
        var sum = 0.0
        for one in nearest { sum += (one - mean) * (one - mean) }
        let found = (sum / Double(nearest.count)).squareRoot()
        deviation = found > 0 ? found : 1
    }
}

extension String {
    /// The line that introduces the list that a quotation stands in; empty where there is none.
    func introduction(of quote: String) -> String {
        let lines = split(separator: "\n", omittingEmptySubsequences: false)
        guard let place = lines.firstIndex(where: { $0.contains(quote) }) else { return "" }
        for line in lines[..<place].reversed() {
            if line.hasSuffix(":") { return String(line) }
            if line.utf16.count > 140 { return "" }
        }
        return ""
    }
}
