/// A sentence of the best sections that may answer.
struct AnswerCandidate {
    /// The place of its section among those that were ranked, 0 for the best.
    var section: Int
    /// Its place among the section's quotations, the nearest first.
    var quote: Int
    /// The sentence with the line that introduces its list.
    var sentence: CarriedWords
    /// The section's heading, and the page's title.
    var heading: CarriedWords
    var title: CarriedWords
    /// The question that a person or a model has written for it, if any.
    var known: CarriedWords?
    /// What the ranking says of it.
    var ranking: RankingEvidence
}

/// What the ranking says of a candidate. Differences of similarities are in deviations of the nearest similarities of all
/// sections, and a quarter of these: so they mean the same with another encoder.
struct RankingEvidence: Equatable {
    /// How much nearer the sentence is than sections are on average.
    var near = 0.0
    /// The same of the section's nearest passage.
    var passage = 0.0
    /// The section's score in search as a share of the best section's.
    var lexical = 0.0
    /// What share of the question's information the best section holds.
    var coverage = 0.0
    /// How much the section's score is above the best other's.
    var margin = 0.0
    /// How much nearer the sentence is than the nearest of the other sections.
    var lead = 0.0
    /// How much nearer than the nearest of its own section; 0 for that one.
    var within = 0.0
}

/// What speaks for and against a candidate, in the order of the weights of ``DecidingTable/choice``. `ask-deciding.js`
/// holds the same steps in the same order.
struct Evidence: Equatable {
    static let names = [
        "sentence", "above", "missing", "unknown", "most", "rarest", "kindGiven", "kindLost", "short", "long",
        "precision", "known", "near", "passage", "lexical", "coverage", "margin", "lead", "within",
    ]

    var values: [Double]

    init(_ asked: AskedQuestion, _ candidate: AnswerCandidate, _ look: QuestionLook) {
        let carried = Carried(asked, candidate)
        let gives = asked.kind.map { look.gives($0, candidate.sentence) }
        let stems = candidate.sentence.stems
        let own = stems.filter { !look.isLight($0) }
        let shared = own.count { stem in asked.words.contains { $0.stem == stem } }
        let ranking = candidate.ranking
        values = [
            carried.sentence, carried.above, carried.missing, carried.unknown, carried.most / 8, carried.rarest,
            gives == true ? 1 : 0, gives == false ? 1 : 0,
            stems.count < 4 ? 1 : 0, Double(max(0, stems.count - 25)) / 25,
            own.isEmpty ? 0 : Double(shared) / Double(own.count),
            candidate.known.map { Self.likeness(asked, $0, look) } ?? 0,
            ranking.near, ranking.passage, ranking.lexical, ranking.coverage, ranking.margin, ranking.lead,
            ranking.within,
        ]
    }

    /// How much of a known question's words and of the question's are the same.
    private static func likeness(_ asked: AskedQuestion, _ known: CarriedWords, _ look: QuestionLook) -> Double {
        guard asked.information > 0 else { return 0 }
        let both = asked.words.reduce(0) { $0 + known.share(of: $1) * $1.information }
        let others = max(1, known.stems.count { !look.isLight($0) })
        let count = asked.words.count
        return both / asked.information * (Double(2 * count) / Double(count + others))
    }
}

/// Where the question's words stand, as shares of its information.
private struct Carried {
    var sentence = 0.0
    /// In the headings above it.
    var above = 0.0
    var missing = 0.0
    /// Words that the site does not have.
    var unknown = 0.0
    /// The information of the rarest word that is missing.
    var most = 0.0
    /// How far the rarest word of all is carried.
    var rarest = 0.0

    init(_ asked: AskedQuestion, _ candidate: AnswerCandidate) {
        var rarest = -1.0
        for word in asked.words {
            let own = candidate.sentence.share(of: word)
            let near = max(own, max(candidate.heading.share(of: word), candidate.title.share(of: word)))
            sentence += own * word.information
            above += (near - own) * word.information
            missing += (1 - near) * word.information
            if !word.isKnown { unknown += word.information }
            if near < 0.5 { most = max(most, word.information) }
            if word.information > rarest {
                rarest = word.information
                self.rarest = near
            }
        }
        guard asked.information > 0 else { return }
        sentence /= asked.information
        above /= asked.information
        missing /= asked.information
        unknown /= asked.information
    }
}
