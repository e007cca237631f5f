/// A question with the words that answer it, as the ledger keeps it.
public struct LedgerPair: Sendable, Equatable, Codable {
    /// Where a pair stands with its reviewers.
    public enum Status: String, Sendable, CaseIterable, Codable {
        /// Written by a model; nobody has looked at it.
        case generated
        case approved
        /// A reviewer changed the question or the quotation.
        case edited
        /// Not to be shown; it is kept so that it does not return.
        case rejected

        /// Whether readers see the pair.
        public var isPublished: Bool { self == .approved || self == .edited }
        /// Whether a person decided.
        public var isReviewed: Bool { self != .generated }
    }

    public var question: String
    /// Word for word as in the section.
    public var quote: String
    /// The section's anchor, empty for the page's start.
    public var section: String
    /// The hash of the passage that the question was written on; empty where a person wrote the pair.
    public var passage: String
    /// The models that wrote it, by name; empty where a person did.
    public var model: String
    /// SHA-256 of their files in hexadecimal.
    public var modelHash: String
    public var scores: Scores?
    public var status: Status
    /// Who decided; nil where nobody has yet.
    public var reviewer: String?

    /// What the classifier knew, for reviewers and for tuning.
    public struct Scores: Sendable, Equatable, Codable {
        /// The score of ``CandidateClassifier``, 0 to 1.
        public var choice: Double
        /// The mean log probability of the question after the statement.
        public var likelihood: Double
        /// The cosine of question and statement.
        public var similarity: Double

        public init(choice: Double, likelihood: Double, similarity: Double) {
            self.choice = choice
            self.likelihood = likelihood
            self.similarity = similarity
        }
    }

    public init(
        question: String, quote: String, section: String, passage: String, model: String = "", modelHash: String = "",
        scores: Scores? = nil, status: Status, reviewer: String? = nil
    ) {
        self.question = question
        self.quote = quote
        self.section = section
        self.passage = passage
        self.model = model
        self.modelHash = modelHash
        self.scores = scores
        self.status = status
        self.reviewer = reviewer
    }
}
