import Platform
import Search

/// What a site decides with whether a sentence answers a question: words and weights. The build writes it into a file of
/// `ask/`, so that the browser and ``AskSite`` read one copy. Words are stems as ``QuestionWords/stem(_:)`` makes them.
public struct DecidingTable: Codable, Equatable, Sendable {
    /// A sort of question, by the words that ask it, and what a sentence must hold to answer it.
    public struct Kind: Codable, Equatable, Sendable {
        /// For people.
        public var name: String
        /// Phrases, as stems with spaces between; the first kind that has one of them is the question's.
        public var asked: [String]
        /// Words of which an answer holds one; none are needed where the list is empty.
        public var given: [String]
        /// Whether an answer holds a number.
        public var needsNumber: Bool
    }

    /// A language by words that no sentence does without.
    public struct Language: Codable, Equatable, Sendable {
        /// A language tag: `fr`.
        public var tag: String
        /// Its English name.
        public var name: String
        /// Folded, not stems.
        public var words: [String]
    }

    /// The weights of one logistic regression.
    public struct Regression: Codable, Equatable, Sendable {
        public var intercept: Double
        /// In the order of what they weigh.
        public var weights: [Double]

        /// The logarithm of the odds.
        func logit(_ values: [Double]) -> Double {
            var sum = intercept
            for index in 0..<min(weights.count, values.count) { sum += weights[index] * values[index] }
            return sum
        }
    }

    /// Whether a question asks what a known one asks.
    public struct Known: Codable, Equatable, Sendable {
        /// Chooses among known questions by what `KnownDecision.names` lists.
        public var choice: Regression
        /// Whether the chosen one asks the same, by the logarithm of the odds that `choice` gives it.
        public var answers: Regression
        /// From which probability its answer is shown.
        public var threshold: Double
        /// From which its section is named as one that may help.
        public var helpThreshold: Double
    }

    /// Words that carry no meaning of their own in a question.
    public var light: [String]
    /// Numbers as words.
    public var numbers: [String]
    /// Words that deny.
    public var negations: [String]
    public var kinds: [Kind]
    /// The language of the site, as a tag.
    public var language: String
    public var languages: [Language]
    /// Chooses among candidates by their ``Evidence``.
    public var choice: Regression
    /// Whether the chosen one answers, by the logarithm of the odds that `choice` gives it.
    public var answers: Regression
    /// Whether its section holds the answer, by the same.
    public var helps: Regression
    /// From which probability a section is named as one that may help.
    public var helpThreshold: Double
    /// Where writers state no near misses, or few.
    public var known: Known
    /// Where they do.
    public var knownBesideMisses: Known
    /// Where words alone decide; chooses by what `KnownByWords.names` lists.
    public var knownByWords: Known
    /// From which probability an answer is shown that few known questions tell of.
    public var sparseThreshold: Double
    /// From which probability an answer is shown to a question that names a model or a licence, and is answered by no card.
    public var namedThreshold: Double

    /// Reads what ``json()`` wrote; nil where it is damaged.
    init?(json: String) {
        guard let table = try? JSONDecoder().decode(DecidingTable.self, from: Data(json.utf8)) else { return nil }
        self = table
    }

    init(
        light: [String], numbers: [String], negations: [String], kinds: [Kind], language: String,
        languages: [Language], choice: Regression, answers: Regression, helps: Regression, helpThreshold: Double,
        known: Known, knownBesideMisses: Known, knownByWords: Known, sparseThreshold: Double,
        namedThreshold: Double
    ) {
        self.light = light
        self.numbers = numbers
        self.negations = negations
        self.kinds = kinds
        self.language = language
        self.languages = languages
        self.choice = choice
        self.answers = answers
        self.helps = helps
        self.helpThreshold = helpThreshold
        self.known = known
        self.knownBesideMisses = knownBesideMisses
        self.knownByWords = knownByWords
        self.sparseThreshold = sparseThreshold
        self.namedThreshold = namedThreshold
    }

    /// As JSON in one line with sorted keys.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
