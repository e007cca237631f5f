/// What the front matter of a page of any kind may say.
public struct PageMetadata: Sendable, Hashable {
    /// The heading, and the name in lists, feeds and links.
    public var title: String?
    /// One sentence for lists, feeds and search results.
    public var description: String?
    /// When the page was first published.
    public var date: CalendarDate?
    /// When its meaning last changed.
    public var updated: CalendarDate?
    /// Subjects, each with a page of its own.
    public var tags: [String] = []
    /// Former addresses below the site's root.
    public var aliases: [Located<String>] = []
    /// Who answers for the page: a role or a team.
    public var owner: String?
    /// The day by which it must be read again.
    public var reviewBy: Located<CalendarDate>?
    /// When it was last read through.
    public var reviewed: Located<CalendarDate>?
    /// Who read it through.
    public var reviewer: String?
    /// As written; ``Page/status`` says what holds where the page says nothing.
    public var status: Located<Page.Status>?
    /// A BCP 47 tag, where it differs from the site's.
    public var language: String?
    /// Of a translation, the SHA-256 of the page that was translated, in hexadecimal: tells whether that has changed since.
    public var translationOf: Located<String>?
    /// What its facts rest on.
    public var sources: [Source] = []
    /// What changed and when, the newest first.
    public var history: [Change] = []
    /// Questions with answers taken from the page.
    public var faq: [QuestionAndAnswer] = []
    /// How staff ask for what the page says.
    public var questions: [StatedQuestions] = []
    /// The last review that `charter review` recorded.
    public var review: Located<Review>?

    /// Metadata that says nothing.
    public init() {}

    /// A document that the page's facts rest on.
    public struct Source: Sendable, Hashable {
        /// The document's name.
        public var title: String?
        /// Where it can be read.
        public var url: String?
        /// Which version was read.
        public var version: String?
        /// The document's own date.
        public var date: CalendarDate?
        /// When it was read.
        public var retrieved: CalendarDate?

        /// A source that says nothing yet.
        public init() {}
    }

    /// A version of the page with what it changed.
    public struct Change: Sendable, Hashable {
        /// The version that the change made.
        public var version: String?
        /// When it took effect.
        public var date: CalendarDate?
        /// What changed, in a sentence.
        public var summary: String?

        /// A change that says nothing yet.
        public init() {}
    }

    /// A question in the words that staff use, answered by the page's author.
    public struct QuestionAndAnswer: Sendable, Hashable {
        /// In the words that staff use.
        public var question: String?
        /// One to three sentences.
        public var answer: String?

        /// A pair that says nothing yet.
        public init() {}
    }

    /// Questions that a requirement or the first sentence under a heading answers, as the page's author states them.
    public struct StatedQuestions: Sendable, Hashable {
        /// The requirement's number such as R3, or the heading's id.
        public var place: Located<String>?
        /// In the words that staff use.
        public var askedAs: [String] = []
        /// Near misses: questions in similar words that nothing on the portal answers.
        public var notAnswered: [String] = []

        /// Questions that say nothing yet.
        public init() {}
    }

    /// Who read which text, as `charter review` records it.
    public struct Review: Sendable, Hashable {
        /// Who read it.
        public var by: String?
        /// When it was read.
        public var on: CalendarDate?
        /// What was looked at.
        public var checked: [String] = []
        /// SHA-256 of the text that was read, in hexadecimal.
        public var sha256: String?

        /// A review that says nothing yet.
        public init() {}
    }

    /// The day of the last change that the page states.
    var lastChange: CalendarDate? {
        (history.compactMap(\.date) + [updated, reviewed?.value, date].compactMap { $0 }).max()
    }
}
