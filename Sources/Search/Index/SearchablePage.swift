/// A page as search sees it: plain texts with the names and words that lead to them.
public struct SearchablePage: Sendable {
    /// Relative to the site's root.
    public var url: String
    public var title: String
    /// Ids and other names by which people call the page: a query that is one of them finds the page first.
    public var names: [String]
    /// Words that are searched as part of the page, and may be a facet too.
    public var tags: [String]
    /// What sort of page it is; shown with results.
    public var kind: String
    /// Shown with results, and may lower the page's rank: ``SearchIndexSettings/statusWeights``.
    public var status: String
    /// A BCP 47 tag; decides the stemmer.
    public var language: String
    /// The text before the first heading, then a section for each heading.
    public var sections: [Section]

    /// A heading with the text up to the next.
    public struct Section: Sendable {
        /// The heading's id, empty for the page's start.
        public var anchor: String
        /// Empty for the page's start.
        public var heading: String
        /// Headings above this one, outermost first.
        public var ancestors: [String]
        public var text: String
        /// Names by which people call the section, such as an id or a term that it defines.
        public var names: [String]
        /// Whether only its names lead here, since another section holds its text too. Such sections come last.
        public var isTarget: Bool

        /// A section; its texts are plain text.
        public init(
            anchor: String, heading: String, ancestors: [String] = [], text: String, names: [String] = [],
            isTarget: Bool = false
        ) {
            self.anchor = anchor
            self.heading = heading
            self.ancestors = ancestors
            self.text = text
            self.names = names
            self.isTarget = isTarget
        }
    }

    /// A page; its texts are plain text.
    public init(
        url: String, title: String, names: [String] = [], tags: [String] = [], kind: String = "page",
        status: String = "active", language: String = "en", sections: [Section]
    ) {
        self.url = url
        self.title = title
        self.names = names
        self.tags = tags
        self.kind = kind
        self.status = status
        self.language = language
        self.sections = sections
    }
}
