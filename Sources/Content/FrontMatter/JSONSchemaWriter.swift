import Diagnostics
import Portal
import Primitives

extension Schema {
    /// The schema as a JSON Schema (draft 2020-12), for editors that check front matter as it is typed.
    public var jsonSchema: String {
        JSONText.object(
            [
                ("$schema", .string("https://json-schema.org/draft/2020-12/schema")), ("title", .string(name)),
                ("description", .string(summary)),
            ] + SchemaType.object(fields).jsonSchema
        ).text() + "\n"
    }
}

extension SchemaType {
    fileprivate var jsonSchema: [(String, JSONText)] {
        switch self {
        // YAML reads an unquoted 2.1 as a number, which serves as text as well.
        case .text: [("type", .array([.string("string"), .string("number"), .string("boolean")]))]
        case .formatted(_, let pattern, _): [("type", .string("string")), ("pattern", .string(pattern))]
        case .date:
            [
                ("type", .string("string")), ("format", .string("date")),
                ("pattern", .string("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")),
            ]
        case .url: [("type", .string("string")), ("format", .string("uri")), ("pattern", .string("^https?://"))]
        case .integer: [("type", .string("integer"))]
        case .number: [("type", .string("number"))]
        case .bool: [("type", .string("boolean"))]
        case .oneOf(let words): [("enum", .array(words.map(JSONText.string)))]
        case .list(let element):
            [("type", .array([.string("array"), .string("string")])), ("items", .object(element.jsonSchema))]
        case .object(let fields):
            [
                ("type", .string("object")), ("additionalProperties", .bool(false)),
                ("required", .array(fields.filter(\.isRequired).map { .string($0.name) })),
                (
                    "properties",
                    .object(
                        fields.map { field in
                            (field.name, .object([("description", .string(field.summary))] + field.type.jsonSchema))
                        })
                ),
            ]
        }
    }
}
