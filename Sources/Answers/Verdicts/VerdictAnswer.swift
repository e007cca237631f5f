/// What a question about models and licences is answered with.
public struct VerdictAnswer: Equatable, Sendable {
    /// What was asked.
    public enum Kind: String, Encodable, Sendable {
        /// Whether something may be used.
        case verdict
        /// A model for something.
        case choice
        /// A typed fact.
        case fact
        /// Whether something may be used that has no page.
        case notListed = "not-listed"
    }

    public var kind: Kind
    /// One for each reading. None where the question asks for a fact of something that has no page: the portal knows
    /// nothing of it.
    public var cards: [VerdictCard]
    /// The cases of the decision table behind the cards.
    public var cells: [Cell]
    public var reading: Reading

    /// The sentences of all cards.
    public var text: String { cards.map(\.text).joined(separator: " ") }

    /// Where the first card stands, below the site's root.
    public var url: String { cards.first?.url ?? "" }

    /// What all cards say; several where they differ.
    public var verdict: VerdictCard.Kind {
        cards.first.flatMap { first in cards.allSatisfy { $0.kind == first.kind } ? first.kind : nil } ?? .several
    }

    /// One case of the decision table, by ids.
    public struct Cell: Encodable, Equatable, Sendable {
        public var model: String
        public var use: String
        public var data: String
        public var verdict: VerdictCard.Kind
    }

    /// How the question was read.
    public struct Reading: Encodable, Equatable, Sendable {
        /// Models and licences by the names of their pages.
        public var models: [String]
        public var licences: [String]
        /// Uses and classes of data by id; empty where the question names none.
        public var uses: [String]
        public var data: [String]
        /// What it names, in words; as it was written where it has no page.
        public var names: [String]
        /// All that was read, in words for people.
        public var parts: [String]
        /// Words that were not understood.
        public var left: [String]
    }
}

extension VerdictAnswer: Encodable {
    private enum CodingKeys: String, CodingKey { case kind, text, url, verdict, cards, cells, reading }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(text, forKey: .text)
        try container.encode(url, forKey: .url)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(cards, forKey: .cards)
        try container.encode(cells, forKey: .cells)
        try container.encode(reading, forKey: .reading)
    }
}
