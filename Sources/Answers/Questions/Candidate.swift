import Search

/// A question that a model wrote on a statement, with what the classifier knows of it.
public struct Candidate: Sendable {
    public var question: String
    public var statement: Statement
    public var features: Features

    /// What speaks for and against a candidate.
    public struct Features: Sendable, Equatable {
        /// The mean log probability of the question's tokens after the statement: how ordinary it is as language there.
        public var logProbability = 0.0
        /// The encoder's cosine of question and statement. It counts against the question: parrots are the most alike.
        public var similarity = 0.0
        /// The share of the question's content words that stand in the statement, 0 to 1.
        public var copied = 0.0
        /// The share of the words of the page's name that the question says, 0 to 1.
        public var namesPage = 0.0
        /// Words of the question, in tens.
        public var length = 0.0
        /// 1 for a question that asks for yes or no.
        public var isYesNo = 0.0
        /// 1 for a question that asks who or whom.
        public var isWho = 0.0
        /// 1 for a question that asks when or how long.
        public var isWhen = 0.0
        /// 1 for a question that asks why.
        public var isWhy = 0.0
        /// Words of the statement, in tens: little can be asked about a fragment.
        public var statementLength = 0.0
        /// 1 where the statement is a rule (MUST, SHOULD, MAY).
        public var isRule = 0.0
        /// The share of the samples that gave the same question, 0 to 1.
        public var votes = 0.0
    }
}

/// Chooses among candidates: a logistic regression on ``Candidate/Features``.
///
/// `scripts/adapter/tune_choice.py` fits the weights on `Tests/Data/rated-questions.jsonl` and prints what they are worth on the
/// part that was kept apart. Tried and left out, since they told good from bad no better than chance there: how much likelier
/// the statement becomes by the question, how much likelier the question by the statement, the unlikeliest token.
public enum CandidateClassifier {
    /// A feature with its name in rated questions and its weight.
    public struct Feature: Sendable {
        public var name: String
        public var value: KeyPath<Candidate.Features, Double> & Sendable
        var weight: Double
    }

    static let intercept = 1.756
    // swift-format-ignore
    public static let features: [Feature] = [
        Feature(name: "log_probability",  value: \.logProbability,  weight: 4.55),
        Feature(name: "similarity",       value: \.similarity,      weight: -1.704),
        Feature(name: "copied",           value: \.copied,          weight: 0.3),
        Feature(name: "names_page",       value: \.namesPage,       weight: -0.99),
        Feature(name: "length",           value: \.length,          weight: -0.755),
        Feature(name: "is_yes_no",        value: \.isYesNo,         weight: 1.713),
        Feature(name: "is_who",           value: \.isWho,           weight: 0.456),
        Feature(name: "is_when",          value: \.isWhen,          weight: 0.216),
        Feature(name: "is_why",           value: \.isWhy,           weight: 0.925),
        Feature(name: "statement_length", value: \.statementLength, weight: 0.339),
        Feature(name: "is_rule",          value: \.isRule,          weight: 1.592),
        Feature(name: "votes",            value: \.votes,           weight: 1.668),
    ]
    /// Candidates below this score are dropped.
    static let threshold = 0.7

    /// Whether a candidate could be good enough with some ``Candidate/Features/similarity``, which is the only feature that
    /// costs time: most candidates could not.
    static func mayPass(_ candidate: Candidate.Features) -> Bool {
        [-1.0, 1.0].contains { similarity in
            var candidate = candidate
            candidate.similarity = similarity
            return score(candidate) >= threshold
        }
    }

    /// How likely a person would call the candidate good, 0 to 1.
    static func score(_ candidate: Candidate.Features) -> Double {
        Mathematics.sigmoid(features.reduce(intercept) { $0 + $1.weight * candidate[keyPath: $1.value] })
    }
}

/// Finds the features that follow from words alone.
struct WordFeatures {
    let words: ContentWords

    func add(to features: inout Candidate.Features, question: String, statement: Statement, title: String) {
        let asked = Set(words.stems(of: question))
        let said = Set(words.stems(of: statement.reading))
        let inTitle = Set(words.stems(of: title))
        features.copied = asked.isEmpty ? 1 : Double(asked.intersection(said).count) / Double(asked.count)
        features.namesPage = inTitle.isEmpty ? 0 : Double(asked.intersection(inTitle).count) / Double(inTitle.count)
        features.length = Double(question.wordCount) / 10
        features.statementLength = Double(statement.reading.wordCount) / 10
        features.isRule = ["MUST", "SHOULD", "MAY"].contains(where: statement.quote.contains) ? 1 : 0
        let start = question.lowercased()
        features.isYesNo = Self.asksForYesOrNo(question) ? 1 : 0
        features.isWho = start.hasPrefix("who") ? 1 : 0
        features.isWhen =
            ["when", "how long", "how fast", "how soon", "how quickly", "until"].contains(where: start.hasPrefix)
            ? 1 : 0
        features.isWhy = start.hasPrefix("why") ? 1 : 0
    }

    private static let yesNoStarts: Set<String> = [
        "am", "are", "can", "could", "did", "do", "does", "has", "have", "is", "may", "must", "should", "was", "were",
        "will", "would",
    ]

    static func asksForYesOrNo(_ question: String) -> Bool {
        yesNoStarts.contains(question.prefix { $0.isLetter }.lowercased())
    }
}
