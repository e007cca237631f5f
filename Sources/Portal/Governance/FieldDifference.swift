import Primitives

/// Fields of an entry whose text changed. It is told by the entry's own coding, so that no field can be forgotten here.
struct FieldDifference {
    var name: String
    var before: String?
    var after: String?

    /// Compares two states of an entry, field by field, in their order.
    ///
    /// - Parameter names: fields that are compared elsewhere. A field that either state lacks because its file is of an
    ///   earlier release is left out too.
    static func all<Entry: Encodable>(_ old: Entry, _ new: Entry, besides names: Set<String> = []) -> [FieldDifference]
    {
        let before = fields(of: old), after = fields(of: new)
        let all = after.map(\.name) + before.map(\.name).filter { name in !after.contains { $0.name == name } }
        return all.filter { !names.contains($0) }.compactMap { name in
            let (old, new) = (before.first { $0.name == name }?.text, after.first { $0.name == name }?.text)
            return old == new ? nil : FieldDifference(name: name, before: old, after: new)
        }
    }

    /// What an entry says, in a line.
    static func summary(of entry: some Encodable, besides names: Set<String> = []) -> String {
        fields(of: entry).filter { !names.contains($0.name) && !$0.text.isEmpty }.map { "\($0.name): \($0.text)" }
            .joined(separator: "; ")
    }

    private static func fields(of entry: some Encodable) -> [(name: String, text: String)] {
        guard case .object(let members) = JSONText(encoding: entry) else { return [] }
        return members.map { ($0.0, $0.1.plainText) }
    }
}

extension JSONText {
    /// The value as readers write it: lists with commas, groups as `key: value`.
    fileprivate var plainText: String {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): "\(number)"
        case .bool(let isTrue): isTrue ? "yes" : "no"
        case .null: ""
        case .array(let items): items.map(\.plainText).joined(separator: ", ")
        case .object(let members): members.map { "\($0.0): \($0.1.plainText)" }.joined(separator: "; ")
        }
    }
}
