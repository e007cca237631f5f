/// All that a question is read with: names, phrases and words, with the verdicts as letters. The build writes it once,
/// to a file of `ask/`; ``QuestionReader`` and `ask-reading.js` read the same.
public struct QuestionLexicon: Codable, Equatable, Sendable {
    /// Models and licences.
    public var subjects: [Subject] = []
    public var uses: [Choice] = []
    /// The least sensitive first.
    public var data: [Choice] = []
    /// Uses that only evaluations judge.
    public var furtherUses: [Choice] = []
    /// What a fact can be asked of, such as the context's length.
    public var attributes: [Choice] = []
    /// Languages that models speak.
    public var languages: [Choice] = []
    /// The language that answers are worded in; nil for English.
    public var language: String?
    /// Names of models and services that have no page, as words with spaces between.
    public var products: [String] = []
    /// Names of licences that have no page, in the same form.
    public var licences: [String] = []
    /// What is said of a model without a page; `{name}` stands for it. Absent where the portal has no rule for that.
    public var modelNotListed: VerdictCard?
    /// The same of a licence.
    public var licenceNotListed: VerdictCard?
    /// Words of phrases as they are written, in which a typing error is mended.
    @JoinedList public var words: [String] = []
    /// Words of the portal that are one typing error away from a name or such a word, and so no error.
    @JoinedList public var ordinaryWords: [String] = []
    public var grammar = QuestionGrammar.standard
    /// The name of the file that holds the cards of all models together; empty where there are none.
    public var lists = ""
    /// The chooser's address; empty where there is none.
    public var chooser = ""

    public init() {}

    /// The attributes that stand in the head of a model's page, where it states them.
    static let ofModels: Set = ["context", "memory", "languages", "maker", "released", "parameters"]

    /// A model or a licence.
    public struct Subject: Codable, Equatable, Sendable {
        /// What a subject is.
        public enum Kind: String, Codable, Sendable { case model, licence }

        public var kind: Kind
        public var title: String
        /// Its page's address.
        public var url: String
        /// The name of the file that holds its cards.
        public var cards = ""
        /// Names that stand for it alone, as words with spaces between.
        public var names: [String] = []
        /// Names that it may share with others, such as `llama`; a version may follow.
        public var families: [String] = []
        /// Versions, sizes and words that its full name has.
        public var marks: [String] = []
        /// Names of its maker.
        public var makers: [String] = []
        /// Places of its licence, or of its models, in ``QuestionLexicon/subjects``.
        public var related: [Int] = []
        /// The address of its decisions; empty where there are none.
        public var decisions = ""
        /// A letter for each use and class of data: a, c or b.
        public var verdicts = ""
        /// GiB that its formats take.
        public var memory: [Double] = []
        /// Places in ``QuestionLexicon/languages``.
        public var languages: [Int] = []
        /// Whether its maker gives a number of languages instead of a list.
        public var speaksMany = false

        /// The name of its page.
        var slug: String {
            let file = url.split(separator: "/").last ?? ""
            return String(file.hasSuffix(".html") ? file.dropLast(5) : file)
        }

        /// Whether the decision table has it.
        var isJudged: Bool { kind == .model && !verdicts.isEmpty }

        public init(_ kind: Kind, title: String, url: String) {
            self.kind = kind
            self.title = title
            self.url = url
        }
    }

    /// Something that phrases stand for.
    public struct Choice: Codable, Equatable, Sendable {
        public var id: String
        public var title: String
        /// Where the whole of it stands; empty where nowhere does.
        public var url: String
        /// Stems with spaces between; see ``QuestionWords/stem(_:)``.
        @JoinedList public var phrases: [String]
        /// Places of uses that it takes in: a model that was tuned and is handed on is asked about for handing on.
        public var takesIn: [Int]?
        /// What makes it this one of the uses, and not another that is named too.
        public var insteadOf: Instead?

        /// Phrases such as `I read it before it goes out`, and the uses that are not asked about where one stands.
        public struct Instead: Codable, Equatable, Sendable {
            public var uses: [Int]
            /// Stems with spaces between.
            @JoinedList public var phrases: [String]

            public init(uses: [Int], phrases: [String]) {
                self.uses = uses
                self.phrases = QuestionLexicon.stems(phrases)
            }
        }

        public init(id: String, title: String, url: String = "", phrases: [String]) {
            self.id = id
            self.title = title
            self.url = url
            self.phrases = QuestionLexicon.stems(phrases)
        }
    }

    /// Phrases as stems, each once.
    private static func stems(_ phrases: [String]) -> [String] {
        var seen = Set<String>()
        return phrases.map(QuestionWords.phrase).filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}
