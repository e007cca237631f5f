/// What the front matter of a page of any kind may say.
public struct PageMetadata: Sendable, Hashable {
    public var title: String?
    public var description: String?
    /// When the page was first published.
    public var date: CalendarDate?
    /// When its meaning last changed.
    public var updated: CalendarDate?
    public var tags: [String] = []
    /// Former addresses below the site's root.
    public var aliases: [Located<String>] = []
    public var owner: String?
    public var reviewBy: Located<CalendarDate>?
    public var reviewed: CalendarDate?
    public var reviewer: String?
    /// As written; ``Page/status`` says what holds where the page says nothing.
    public var status: Located<Page.Status>?
    /// A BCP 47 tag, where it differs from the site's.
    public var language: String?
    public var sources: [Source] = []
    public var history: [Change] = []
    public var faq: [QuestionAndAnswer] = []
    public var review: Located<Review>?

    /// Metadata that says nothing.
    public init() {}

    /// A document that the page's facts rest on.
    public struct Source: Sendable, Hashable {
        public var title: String?
        public var url: String?
        public var version: String?
        /// The document's own date.
        public var date: CalendarDate?
        /// When it was read.
        public var retrieved: CalendarDate?

        public init() {}
    }

    /// A version of the page with what it changed.
    public struct Change: Sendable, Hashable {
        public var version: String?
        public var date: CalendarDate?
        public var summary: String?

        public init() {}
    }

    /// A question in the words that staff use, answered by the page's author.
    public struct QuestionAndAnswer: Sendable, Hashable {
        public var question: String?
        public var answer: String?

        public init() {}
    }

    /// Who read which text, as `charter review` records it.
    public struct Review: Sendable, Hashable {
        public var by: String?
        public var on: CalendarDate?
        public var checked: [String] = []
        /// SHA-256 of the text that was read, in hexadecimal.
        public var sha256: String?

        public init() {}
    }

    /// The day of the last change that the page states.
    var lastChange: CalendarDate? {
        (history.compactMap(\.date) + [updated, reviewed, date].compactMap { $0 }).max()
    }
}
