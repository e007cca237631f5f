import Portal
/// The keys that a kind of front matter (or `charter.yaml`) may hold: one table for validation, for the typed
/// readers, for `charter schema` and for the writer's guide.
public struct Schema: Sendable {
    public var name: String
    public var summary: String
    public var fields: [SchemaField]

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
    public var name: String
    public var type: SchemaType
    public var isRequired: Bool
    public var summary: String

    public init(_ name: String, _ type: SchemaType, required: Bool = false, _ summary: String) {
        self.name = name
        self.type = type
        isRequired = required
        self.summary = summary
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
