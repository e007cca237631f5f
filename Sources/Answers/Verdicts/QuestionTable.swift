import Platform
import Search

/// What questions about models and licences are answered from: the words to read them by, and a card for each case and
/// fact.
public struct QuestionTable: Sendable {
    public var lexicon: QuestionLexicon
    /// The cards of each subject of the lexicon, by key; see ``CardKey``.
    public var cards: [[String: VerdictCard]]
    /// The cards of all models together, by key.
    public var lists: [String: VerdictCard]

    public init(lexicon: QuestionLexicon, cards: [[String: VerdictCard]], lists: [String: VerdictCard] = [:]) {
        self.lexicon = lexicon
        self.cards = cards
        self.lists = lists
    }

    /// The files: the lexicon's, and one for each subject's cards.
    ///
    /// - Returns: the files, and the name that the lexicon's registers under.
    func files() throws -> (files: [ShardFile], name: String) {
        var files: [ShardFile] = []
        var lexicon = lexicon
        func add(_ cards: [String: VerdictCard]) throws -> String {
            let file = ShardFile.hashedText(prefix: "d", folder: askFolder, try Self.json(CardShard(cards)))
            files.append(file)
            return file.shardName
        }
        for place in lexicon.subjects.indices { lexicon.subjects[place].cards = try add(cards[place]) }
        if !lists.isEmpty { lexicon.lists = try add(lists) }
        let file = ShardFile.hashedText(prefix: "q", folder: askFolder, try Self.json(lexicon))
        return (files + [file], file.shardName)
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

/// The cards of a subject as its file holds them: an item, which many cards share, is written once.
struct CardShard: Codable {
    /// A card with its items by their places.
    struct Card: Codable {
        var kind: VerdictCard.Kind
        var text: String
        var url: String
        var groups: [Group]
    }

    struct Group: Codable {
        var label: String
        var items: [Int]
    }

    var items: [VerdictCard.Item] = []
    var cards: [String: Card] = [:]

    init(_ cards: [String: VerdictCard]) {
        var places: [VerdictCard.Item: Int] = [:]
        for (key, card) in cards.sorted(by: { $0.key < $1.key }) {
            self.cards[key] = Card(
                kind: card.kind, text: card.text, url: card.url,
                groups: card.groups.map { group in
                    Group(
                        label: group.label,
                        items: group.items.map { item in
                            if let place = places[item] { return place }
                            places[item] = items.count
                            items.append(item)
                            return items.count - 1
                        })
                })
        }
    }

    /// A card by its key, nil where there is none.
    func card(_ key: String) -> VerdictCard? {
        cards[key].map { card in
            VerdictCard(
                card.kind, card.text, url: card.url,
                groups: card.groups.map { group in
                    .init(group.label, group.items.filter(items.indices.contains).map { items[$0] })
                })
        }
    }
}

/// The names of cards in a subject's file.
public enum CardKey {
    /// A verdict; nil for what the question does not say.
    public static func verdict(use: String?, data: String?) -> String { "\(use ?? "")/\(data ?? "")" }

    /// The evaluator's word on a use that no rule decides.
    public static func furtherUse(_ id: String) -> String { "further:\(id)" }

    /// A fact of all models, those with the most or the least of it first.
    public static func list(_ attribute: String, isLeastFirst: Bool) -> String {
        "\(isLeastFirst ? "least" : "most"):\(attribute)"
    }

    /// A fact.
    public static func fact(_ attribute: String) -> String { "fact:\(attribute)" }
}
