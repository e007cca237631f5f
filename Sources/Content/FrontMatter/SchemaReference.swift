import Portal
import Primitives

extension Schema {
    /// A page of the writer's reference: every key with its value, whether it is needed, and what it means; then the keys of
    /// groups, and the words that a key may have, each with its meaning where it has one.
    ///
    /// - Parameters:
    ///   - title: the page's heading.
    ///   - place: where the keys stand, in words.
    ///   - example: what such front matter or file looks like, as YAML.
    public func reference(title: String, place: String, example: String?) -> String {
        var text = "# \(title)\n\n\(summary) \(place)\n"
        if let example { text += "\n```yaml\n\(example)```\n" }
        text += Self.table(fields)
        for (name, group) in Self.groups(fields, within: "") { text += "\n## `\(name)`\n" + Self.table(group) }
        let words = Self.words(of: fields)
        if !words.isEmpty { text += "\n## Words\n" }
        for (name, meanings) in words {
            text += "\n`\(name)`:\n\n" + meanings.map { "- `\($0.word)`: \($0.meaning)\n" }.joined()
        }
        return text
    }

    private static func table(_ fields: [SchemaField]) -> String {
        "\n| key | value | meaning |\n| --- | --- | --- |\n"
            + fields.map { field in
                let name = "`\(field.name)`" + (field.isRequired ? " (needed)" : "")
                return "| \(name) | \(field.type.referenceText) | \(field.summary.replacing("|", with: "\\|")) |\n"
            }.joined()
    }

    /// The groups of keys, at any depth, by their path from the top.
    private static func groups(_ fields: [SchemaField], within path: String) -> [(name: String, fields: [SchemaField])]
    {
        fields.flatMap { field -> [(name: String, fields: [SchemaField])] in
            let name = path + field.name
            switch field.type {
            case .object(let inner): return [(name, inner)] + groups(inner, within: name + ".")
            case .list(.object(let inner)): return [(name + "[]", inner)] + groups(inner, within: name + "[].")
            default: return []
            }
        }
    }

    /// Words with a meaning of their own, by key.
    private static func words(of fields: [SchemaField]) -> [(name: String, meanings: [(word: String, meaning: String)])]
    {
        let tags = [
            "permissions": LicenceTag.permissions, "conditions": LicenceTag.conditions,
            "limitations": LicenceTag.limitations,
        ]
        return fields.compactMap { field in
            guard let known = tags[field.name] else { return nil }
            return (field.name, known.map { ($0.tag, "\($0.label). \($0.summary)") })
        }
    }
}

extension SchemaType {
    /// What the value must be, short enough for a cell.
    fileprivate var referenceText: String {
        switch self {
        case .oneOf(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .list(.oneOf(let words)): "a list of " + words.map { "`\($0)`" }.joined(separator: ", ")
        case .list(.object): "a list of groups, see below"
        case .list(let element): "a list, each item \(element.expectation)"
        case .object: "keys of their own, see below"
        case .text, .formatted, .date, .url, .integer, .number, .bool: expectation.replacing("|", with: "\\|")
        }
    }
}
