import Search

/// A question that a model wrote on a statement, with what the choice knows of it.
public struct Candidate: Sendable {
    public var question: String
    public var statement: Statement
    public var features: Features

    /// What speaks for and against a candidate, all of it cheap but for the models' own figures.
    public struct Features: Sendable, Equatable {
        /// Mean log probability of the question's tokens after the statement: how ordinary it is as language there.
        public var logProbability = 0.0
        /// The encoder's cosine of question and statement; weighed against it, since parrots are the most alike.
        public var similarity = 0.0
        /// The share of the question's content words that stand in the statement.
        public var copied = 0.0
        /// The share of the page's name that the question says.
        public var namesPage = 0.0
        /// Words, in tens.
        public var length = 0.0
        /// 1 for questions that ask for yes or no, for who or whom, when or how long, and why.
        public var isYesNo = 0.0
        public var isWho = 0.0
        public var isWhen = 0.0
        public var isWhy = 0.0
        /// Words of the statement, in tens: of a fragment little can be asked.
        public var statementLength = 0.0
        /// 1 where the statement is a rule (MUST, SHOULD, MAY).
        public var isRule = 0.0
        /// The share of the samples that said the same.
        public var votes = 0.0

        /// The names in the order of ``values``.
        public static let names = [
            "log_probability", "similarity", "copied", "names_page", "length", "is_yes_no", "is_who", "is_when",
            "is_why",
            "statement_length", "is_rule", "votes",
        ]
        public var values: [Double] {
            [
                logProbability, similarity, copied, namesPage, length, isYesNo, isWho, isWhen, isWhy, statementLength,
                isRule,
                votes,
            ]
        }
    }
}

/// The choice among candidates: a logistic regression on ``Candidate/Features``.
///
/// `scripts/adapter/tune_choice.py` fits the weights on `Tests/Data/rated-questions.tsv` and prints what they are worth on the part
/// that was kept apart. Tried and left out, since they told good from bad no better than chance there: how much likelier the
/// statement becomes by the question, how much likelier the question by the statement, the unlikeliest token.
struct Choice {
    static let intercept = 1.756
    static let weights: [Double] = [4.55, -1.704, 0.3, -0.99, -0.755, 1.713, 0.456, 0.216, 0.925, 0.339, 1.592, 1.668]
    /// Below this a candidate falls.
    static let threshold = 0.7

    static func score(_ features: Candidate.Features) -> Double {
        var sum = intercept
        for (weight, value) in zip(weights, features.values) { sum += weight * value }
        return Mathematics.sigmoid(sum)
    }
}

/// Reads the features that need no model off the words.
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
        "will",
        "would",
    ]

    static func asksForYesOrNo(_ question: String) -> Bool {
        yesNoStarts.contains(question.prefix { $0.isLetter }.lowercased())
    }
}
