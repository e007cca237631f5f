import Search

/// A page as questions are asked of it: its texts by section, and what an answer shows beside its quotation.
public struct AnswerPage: Sendable {
    /// Relative to the site's root.
    public var url: String
    /// The source's path below `content/` without its extension; the ledger's file has the same.
    public var path: String
    public var title: String
    public var kind: String
    /// `active`, `draft` or `retired`.
    public var status: String
    public var version: String
    public var owner: String
    /// YYYY-MM-DD, or empty.
    public var reviewBy: String
    public var sections: [AnswerSection]

    public init(
        url: String, path: String, title: String, kind: String, status: String, version: String = "",
        owner: String = "",
        reviewBy: String = "", sections: [AnswerSection]
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
    }
}

/// A section of a page. Its number is that of the search index, whose fragments hold the same text: there the browser
/// checks every quotation.
public struct AnswerSection: Sendable {
    public var number: Int
    /// The heading's id, empty for the page's start.
    public var anchor: String
    public var heading: String
    /// Headings above this one, outermost first.
    public var ancestors: [String]
    /// Blocks separated by line feeds; cells of a table by ` | `, its header first.
    public var text: String
    /// Whether a writer put it as question (the heading) and answer (the text).
    public var isCurated: Bool
    /// What the text begins with that says what the page is about and answers nothing.
    public var introduction: String?

    public init(
        number: Int, anchor: String, heading: String, ancestors: [String] = [], text: String, isCurated: Bool = false,
        introduction: String? = nil
    ) {
        self.number = number
        self.anchor = anchor
        self.heading = heading
        self.ancestors = ancestors
        self.text = text
        self.isCurated = isCurated
        self.introduction = introduction
    }
}
