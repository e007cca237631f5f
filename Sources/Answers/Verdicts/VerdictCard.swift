/// What the portal computes about a model, a licence or a choice of them: a sentence, where it stands, and the parts
/// behind it, each with its own place. Cards are written when the site is built; a reader's question only chooses among
/// them.
public struct VerdictCard: Codable, Hashable, Sendable {
    /// What the sentence says, for its colour and for scripts.
    public enum Kind: String, Codable, Sendable {
        case allowed, conditional, blocked
        /// It depends on what the question did not say.
        case several
        /// The model or licence has no page.
        case notListed = "not-listed"
        /// A fact of a page.
        case fact
    }

    public var kind: Kind
    /// The sentence.
    public var text: String
    /// Where it stands, below the site's root.
    public var url: String
    public var groups: [Group]

    public init(_ kind: Kind, _ text: String, url: String, groups: [Group] = []) {
        self.kind = kind
        self.text = text
        self.url = url
        self.groups = groups.filter { !$0.items.isEmpty }
    }

    /// The card with more groups behind its own, those without an item left out.
    public func adding(_ more: [Group]) -> VerdictCard { VerdictCard(kind, text, url: url, groups: groups + more) }

    /// Parts of one sort, such as reasons.
    public struct Group: Codable, Hashable, Sendable {
        public var label: String
        public var items: [Item]

        public init(_ label: String, _ items: [Item]) {
            self.label = label
            self.items = items
        }
    }

    /// A part with its place.
    public struct Item: Codable, Hashable, Sendable {
        public var text: String
        /// The words of ``text`` that lead to ``url``; all of them where it is nil.
        public var link: String?
        /// Below the site's root; nil where the part leads nowhere of its own.
        public var url: String?
        /// allowed, conditional or blocked, where the part is a case.
        public var kind: Kind?

        public init(_ text: String, link: String? = nil, url: String? = nil, kind: Kind? = nil) {
            self.text = text
            self.link = link
            self.url = url
            self.kind = kind
        }
    }
}
