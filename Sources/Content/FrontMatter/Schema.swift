import Portal

/// The keys that a kind of front matter (or `charter.yaml`) may hold: one table for validation, for the typed
/// readers, for `charter schema` and for the writer's guide.
public struct Schema: Sendable {
    /// What has these keys, for messages: `a policy`, `charter.yaml`.
    public var name: String
    /// What it is for, in a sentence.
    public var summary: String
    /// The keys, in the order in which the guide lists them.
    public var fields: [SchemaField]

    /// A schema of the given keys.
    public init(name: String, summary: String, fields: [SchemaField]) {
        self.name = name
        self.summary = summary
        self.fields = fields
    }

    /// The field of that name.
    public func field(_ name: String) -> SchemaField? { fields.first { $0.name == name } }
}

/// One key of a schema.
public struct SchemaField: Sendable {
    /// The key.
    public var name: String
    /// What its value must be.
    public var type: SchemaType
    /// Whether front matter without it is an error.
    public var isRequired: Bool
    /// What it means, in a sentence.
    public var summary: String
    /// What its values stand for, where a rule judges all values of one meaning.
    public var meaning: Meaning?

    /// A meaning that keys of several kinds share.
    public enum Meaning: Sendable, Hashable {
        /// The day on which something happened; it cannot be yet to come.
        case past
        /// Somebody who answers for something: a role, a team or a person.
        case person
    }

    /// A key as the table lists it.
    public init(
        _ name: String, _ type: SchemaType, required: Bool = false, _ summary: String, meaning: Meaning? = nil
    ) {
        self.name = name
        self.type = type
        isRequired = required
        self.summary = summary
        self.meaning = meaning
    }
}

/// What a key's value must be.
public indirect enum SchemaType: Sendable {
    case text
    /// Text of a fixed form; `form` says it in words, `matches` decides.
    case formatted(form: String, pattern: String, matches: @Sendable (String) -> Bool)
    case date
    case url
    case integer
    case number
    case bool
    case oneOf([String])
    case list(SchemaType)
    case object([SchemaField])

    /// What was expected, in words.
    public var expectation: String {
        switch self {
        case .text: "text"
        case .formatted(let form, _, _): form
        case .date: "a date as YYYY-MM-DD"
        case .url: "a URL that starts with https:// or http://"
        case .integer: "a whole number"
        case .number: "a number"
        case .bool: "true or false"
        case .oneOf(let words):
            words.count == 1 ? words[0] : words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
        case .list(let element): "a list, each item \(element.expectation)"
        case .object(let fields): "keys: " + fields.map(\.name).joined(separator: ", ")
        }
    }
}
