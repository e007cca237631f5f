/// What a question found. `charter.ask` in the browser gives the same.
public struct AskResult: Sendable {
    /// A quotation that answers.
    public struct Answer: Sendable {
        /// Word for word as in the section.
        public var text: String
        /// The text with what it is read with, line by line and each word for word: the header of its table, the line that
        /// introduces its list; of a section that is a table or a list all rows or items.
        public var lines: [String]
        /// The question by which it was found; empty where it was found by the page's own words.
        public var question: String
        /// The page's address below the site's root, with the section's anchor.
        public var url: String
        /// The page's.
        public var title: String
        /// The section's heading, empty for the page's start.
        public var section: String
        public var status: String
        /// The page's version, or empty.
        public var version: String
        /// The page's owner, or empty.
        public var owner: String
        /// When the page is to be reviewed: YYYY-MM-DD, or empty.
        public var reviewBy: String
        public var origin: PublishedPair.Origin
        /// 0 to 1; at least the threshold.
        public var confidence: Double
    }

    /// A section near the question. It does not answer.
    public struct Section: Sendable {
        /// The page's address below the site's root, with the section's anchor.
        public var url: String
        /// The page's.
        public var title: String
        /// The section's heading, empty for the page's start.
        public var section: String
        public var status: String
        /// The first 200 characters of the section.
        public var excerpt: String
        /// Without an encoder the score in search, otherwise the sum of the weighted parts.
        public var score: Double
        /// What the score is made of: the cosine of the nearest passage, that of the nearest quotation, and the score in
        /// search as a share of the best section's.
        public var parts: (passage: Double, quote: Double, lexical: Double)
    }

    /// What the decision table and typed facts answer; it comes before any quotation. nil where the question is not about
    /// them, or is read with too little certainty.
    public var verdict: VerdictAnswer?
    /// nil where nothing answers with enough confidence.
    public var answer: Answer?
    /// Where no sentence answers surely, the section that probably holds the answer; nil where none does.
    public var help: Section?
    /// The language of the question and that of the portal, in English, where the portal does not have the first.
    public var language: (asked: String, portal: String)?
    /// The sections nearest to the question, the best first.
    public var results: [Section]
    /// The confidence from which an answer is given, 0 to 1.
    public var threshold: Double
    /// What share of the question's information the best section holds, 0 to 1.
    public var coverage: Double
    /// What the decision looked at, in the order of the ranking; empty where it was not asked for.
    public var evidence: [Evidence] = []
    /// The known questions that were looked at, the nearest first; empty where they were not asked for.
    public var knownEvidence: [KnownEvidence] = []
    /// Those that were looked at by their words alone; empty where they were not asked for.
    public var wordEvidence: [KnownEvidence] = []

    /// Whether the question names a model or a licence; false where the evidence was not asked for.
    public var namesSubject = false

    /// A sentence that was looked at, for fitting weights.
    public struct Evidence: Sendable {
        public var text: String
        /// The page's address with the section's anchor.
        public var url: String
        /// The place of its section in the ranking.
        public var section: Int
        /// In the order of ``evidenceNames``.
        public var values: [Double]
    }

    /// A known question that was looked at, for fitting weights.
    public struct KnownEvidence: Sendable {
        public var question: String
        /// What answers it.
        public var text: String
        /// The page's address with the section's anchor.
        public var url: String
        /// In the order of ``knownNames``, or of ``wordNames``.
        public var values: [Double]
    }

    /// What the numbers of ``KnownEvidence/values`` say.
    public static let knownNames = KnownDecision.names
    /// The same of those that were looked at by their words alone.
    public static let wordNames = KnownByWords.names

    /// What the numbers of ``Evidence/values`` say.
    public static let evidenceNames = Answers.Evidence.names
}
