/// What was read from a question about models and licences.
struct QuestionReading: Equatable {
    /// What is asked.
    enum Kind: String {
        /// Whether something may be used.
        case verdict
        /// A typed fact.
        case fact
        /// A typed fact of all models, one beside the other.
        case list
        /// A use that only evaluations judge.
        case further
        /// A model for something.
        case choice
        /// Whether something may be used that has no page.
        case notListed
        /// A fact of something that has no page.
        case unlistedFact
        /// Something else, or it is unsure.
        case unknown

        /// What an answer to it is called.
        var answerKind: VerdictAnswer.Kind {
            switch self {
            case .verdict, .further, .unknown: .verdict
            case .fact, .list, .unlistedFact: .fact
            case .choice: .choice
            case .notListed: .notListed
            }
        }
    }

    var kind = Kind.unknown
    var mentions: [NameMention] = []
    /// Places in the lexicon's lists, in their order.
    var uses: [Int] = []
    var data: [Int] = []
    var furtherUses: [Int] = []
    var attributes: [Int] = []
    var languages: [Int] = []
    /// GB of memory, 0 where none is named.
    var memory = 0
    /// Which models come first, where they are put in order.
    var order: Order?
    /// Words that were not understood, as they were written.
    var rest: [String] = []

    /// How models are put in order.
    enum Order: String { case most, least }

    // What sort of question it is.
    /// Whether something belongs to a name, as in "the telephone number of the Mistral team", or it is somebody's: "Gemma from payroll".
    var namesOwner = false
    /// Whether something else than the named thing is meant, as in "Voxtral from Mistral".
    var namesOther = false
    /// Whether it asks for a person or an organisation.
    var asksPerson = false
    /// Whether a word such as `newer` alone asks for a fact.
    var impliesAttribute = false
    /// How many words the longest phrase has that asks for a fact.
    var attributeWords = 0
    /// How many words the longest phrase has that names a use; `on` and `for` are none.
    var useWords = 0
    /// Whether a maker is named beside a name of its models.
    var namesMaker = false
    var asksWhich = false
    var namesAny = false
    /// Whether a word asks for a verdict.
    var asksVerdict = false
    /// Whether a word asks for something else.
    var asksOther = false
    /// Whether it asks for reasons, which no fact is.
    var asksWhy = false
    /// Whether it asks how something is: "are chats with the assistant confidential".
    var asksState = false
    /// Whether it is more than "which": a comparison asks for no more.
    var asksMore = false
    /// How many of the words that were not understood belong to another subject.
    var otherWords = 0
    /// Whether a question word ties a clause to what is before it.
    var hasClause = false
    /// Whether a model or a system with one is spoken of, without a name.
    var namesMachine = false
    /// Whether what it is used for follows a name that has no page.
    var isUsed = false

    var hasNeed: Bool { !uses.isEmpty || !data.isEmpty }
    var namesOnlyLicences: Bool { mentions.allSatisfy(\.isLicence) }
    /// Whether a model is named with a use and a class of data: that asks for a verdict, whatever words are around it.
    var isCase: Bool {
        !uses.isEmpty && !data.isEmpty && mentions.contains { $0.isListed && !$0.isLicence && !$0.isShort }
    }
    var namesSeveral: Bool { Set(mentions.flatMap(\.subjects)).count > 1 }
}
