/// A value of another tool's front matter, whatever it was written in.
indirect enum ForeignValue: Hashable, Sendable {
    case text(String)
    case bool(Bool)
    case list([ForeignValue])
    case table([ForeignEntry])

    /// A text, a number or a date as it was written.
    var text: String? {
        switch self {
        case .text(let text): text
        case .bool(let value): value ? "true" : "false"
        case .list, .table: nil
        }
    }

    /// The texts of a list, or a text as a list of one; one with commas is several, as some tools have it.
    var texts: [String] {
        switch self {
        case .list(let items): items.compactMap(\.text)
        case .text(let text): text.split(separator: ",").map { $0.trimmed }
        case .bool, .table: []
        }
    }

    /// The entry of a table.
    func entry(_ key: String) -> ForeignValue? {
        guard case .table(let entries) = self else { return nil }
        return entries.first { $0.key.lowercased() == key }?.value
    }

    /// Short enough for a line of a report.
    var summary: String {
        switch self {
        case .text(let text): text.count > 50 ? "\(text.prefix(50))…" : text
        case .bool(let value): value ? "true" : "false"
        case .list(let items):
            "[" + items.prefix(5).map(\.summary).joined(separator: ", ") + (items.count > 5 ? ", …]" : "]")
        case .table(let entries): "{" + entries.prefix(5).map(\.key).joined(separator: ", ") + "}"
        }
    }
}

/// A key with its value and its line in the file.
struct ForeignEntry: Hashable, Sendable {
    var key: String
    var value: ForeignValue
    var line: Int
}

/// Why front matter could not be read.
struct ForeignSyntaxError: Error {
    var line: Int
    var problem: String
}
