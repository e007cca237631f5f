import Search

/// A page as far as questions are asked about it: its texts by section, and what an answer shows beside a quotation.
public struct AnswerPage: Sendable {
    /// Relative to the site's root.
    public var url: String
    /// The source's path below `content/` without its extension; the ledger's file has the same.
    public var path: String
    public var title: String
    public var kind: String
    /// `active`, `draft` or `retired`; only active pages answer.
    public var status: String
    /// Empty where the page has none.
    public var version: String
    /// Empty where the page has none.
    public var owner: String
    /// YYYY-MM-DD, or empty.
    public var reviewBy: String
    public var sections: [AnswerSection]
    /// Whether the page is in another language than the portal's own, in which the models that write questions do not write.
    public var isTranslation: Bool
    /// Questions that the page's author states.
    public var questions: [StatedQuestion] = []
    /// Questions in similar words that nothing answers, as the author states them.
    public var nearMisses: [NearMiss] = []

    public init(
        url: String, path: String, title: String, kind: String, status: String, version: String = "",
        owner: String = "", reviewBy: String = "", sections: [AnswerSection], isTranslation: Bool = false
    ) {
        self.url = url
        self.path = path
        self.title = title
        self.kind = kind
        self.status = status
        self.version = version
        self.owner = owner
        self.reviewBy = reviewBy
        self.sections = sections
        self.isTranslation = isTranslation
    }
}

/// A question that a page's author states, with the section's own words that answer it.
public struct StatedQuestion: Sendable, Equatable {
    public var question: String
    /// Word for word as in the section.
    public var quote: String
    /// The section's number.
    public var section: Int

    public init(question: String, quote: String, section: Int) {
        self.question = question
        self.quote = quote
        self.section = section
    }
}

/// A question that sounds like those that a section answers, and that nothing on the site does.
public struct NearMiss: Sendable, Equatable {
    public var question: String
    /// The number of the section that it is near to.
    public var section: Int

    public init(question: String, section: Int) {
        self.question = question
        self.section = section
    }
}

/// A section of a page. The search index holds the same text under the same number; there the browser checks every quotation.
public struct AnswerSection: Sendable {
    /// In the page, as the search index counts; sections without text are left out.
    public var number: Int
    /// The heading's id, empty for the page's start.
    public var anchor: String
    public var heading: String
    /// Headings above this one, outermost first.
    public var ancestors: [String]
    /// Blocks are separated by line feeds, and the cells of a table's rows by ` | `; a table's header comes first.
    public var text: String
    /// Whether a writer wrote it as a question, the heading, and its answer, the text.
    public var isCurated: Bool
    /// The beginning of the text, where it says what the page is about and so answers nothing.
    public var introduction: String?
    /// Whether verdicts stand in it that depend on more than it says: the decision table answers for it, and it is not quoted.
    public var isDecided: Bool

    public init(
        number: Int, anchor: String, heading: String, ancestors: [String] = [], text: String, isCurated: Bool = false,
        introduction: String? = nil, isDecided: Bool = false
    ) {
        self.number = number
        self.anchor = anchor
        self.heading = heading
        self.ancestors = ancestors
        self.text = text
        self.isCurated = isCurated
        self.introduction = introduction
        self.isDecided = isDecided
    }
}
