import Diagnostics
import Portal
import YAML

/// Reads YAML against a schema: every problem becomes a diagnostic at its place, and what is sound is kept.
struct FrontMatterReader {
    let path: String
    /// The line of the file on which the YAML starts.
    let firstLine: Int
    let lines: [Substring]
    private(set) var diagnostics: [Diagnostic] = []
    private var visitedCount = 0

    /// YAML longer than this is not front matter.
    static let maximumByteCount = 256 * 1024
    /// Aliases may copy; more than this many hints at an attempt to exhaust the machine.
    private static let maximumAliasCount = 10
    private static let maximumValueCount = 50_000

    /// Reads `yaml`, which starts at `firstLine` of the file at `path`.
    static func read(
        _ yaml: Substring, path: String, firstLine: Int, schema: Schema
    ) -> (FrontMatter, [Diagnostic]) {
        let yaml = yaml.withLineFeeds
        var reader = FrontMatterReader(path: path, firstLine: firstLine, yaml: yaml)
        let values = reader.read(String(yaml), schema: schema)
        return (values, reader.diagnostics)
    }

    private init(path: String, firstLine: Int, yaml: Substring) {
        self.path = path
        self.firstLine = firstLine
        lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
    }

    private mutating func read(_ yaml: String, schema: Schema) -> FrontMatter {
        guard yaml.utf8.count <= Self.maximumByteCount else {
            report(
                .frontMatterTooLarge, SourceRange(line: firstLine),
                "Front matter is \(yaml.utf8.count / 1024) KiB long; at most \(Self.maximumByteCount / 1024) KiB are read",
                fixes: [.init("move long text below the front matter")])
            return FrontMatter()
        }
        guard aliasCount(yaml) <= Self.maximumAliasCount else {
            report(
                .yamlAliases, SourceRange(line: firstLine),
                "More than \(Self.maximumAliasCount) YAML aliases; each may copy all it names, so no more are read",
                fixes: [.init("write the values out")])
            return FrontMatter()
        }
        if let slip = SilentSlip(in: lines, firstLine: firstLine)?.slip {
            report(.yamlSyntax, slip.range, slip.summary, fixes: slip.fixes)
            return FrontMatter()
        }
        do throws(YAMLError) {
            guard let node = try compose(yaml) else {
                reportMissingKeys(
                    of: schema.fields, in: [], range: SourceRange(line: max(1, firstLine - 1)), owner: schema.name)
                return FrontMatter()
            }
            guard case .mapping(let mapping) = node else {
                report(
                    .frontMatterType, range(of: node),
                    "Front matter is \(describe(node)), expected keys with values, such as title: …")
                return FrontMatter()
            }
            let start = firstLine > 1 ? SourceRange(line: firstLine - 1, length: 3) : SourceRange(line: 1)
            return object(mapping, fields: schema.fields, range: start, owner: schema.name)
        } catch {
            reportSyntax(error, schema: schema)
            return FrontMatter()
        }
    }

    /// `*name` where a value may stand. Emphasis in text is counted too, which does no harm below the limit.
    private func aliasCount(_ yaml: String) -> Int {
        var count = 0
        var previous: UInt8 = UInt8(ascii: "\n")
        let bytes = Array(yaml.utf8)
        for (index, byte) in bytes.enumerated() {
            let isStart = " \n\t[,{:-?".utf8.contains(previous)
            if byte == UInt8(ascii: "*"), isStart, index + 1 < bytes.count,
                !" \n*".utf8.contains(bytes[index + 1])
            {
                count += 1
            }
            previous = byte
        }
        return count
    }

    // MARK: Values

    private mutating func object(
        _ mapping: Node.Mapping, fields: [SchemaField], range: SourceRange, owner: String
    ) -> FrontMatter {
        var values: [String: FrontMatterValue] = [:]
        var seen: [String] = []
        for (key, node) in mapping {
            guard let name = key.scalar?.string else {
                report(
                    .frontMatterKey, self.range(of: key), "A key of \(owner) is \(describe(key)), expected a word")
                continue
            }
            seen.append(name)
            guard let field = fields.first(where: { $0.name == name }) else {
                let others = mapping.map { $0.key.scalar?.string ?? "" }
                reportUnknownKey(name, range: self.range(of: key), fields: fields, others: others, owner: owner)
                continue
            }
            // `key:` with nothing after it means that the key is not set.
            if case .scalar(let scalar) = node,
                scalar.string.isEmpty || (scalar.style == .plain && ["~", "null"].contains(scalar.string))
            {
                seen.removeLast()
                continue
            }
            if let value = value(node, type: field.type, key: name) { values[name] = value }
        }
        reportMissingKeys(of: fields, in: seen, range: range, owner: owner)
        return FrontMatter(values)
    }

    private mutating func reportMissingKeys(
        of fields: [SchemaField], in seen: [String], range: SourceRange, owner: String
    ) {
        for field in fields where field.isRequired && !seen.contains(field.name) {
            report(
                .frontMatterMissing, range, "Key '\(field.name)' is missing; \(owner) needs it",
                explanation: field.summary,
                fixes: [.init("add '\(field.name): …' with \(field.type.expectation)")])
        }
    }

    private mutating func value(_ node: Node, type: SchemaType, key: String) -> FrontMatterValue? {
        visitedCount += 1
        guard visitedCount <= Self.maximumValueCount else {
            if visitedCount == Self.maximumValueCount + 1 {
                report(
                    .frontMatterTooLarge, range(of: node),
                    "Front matter holds more than \(Self.maximumValueCount) values")
            }
            return nil
        }
        let range = range(of: node)
        switch type {
        case .list(let element):
            guard case .sequence(let sequence) = node else {
                // A single value where a list is expected is taken for a list of one.
                if case .scalar = node, let value = value(node, type: element, key: key) {
                    return FrontMatterValue(content: .list([value]), range: range)
                }
                return mismatch(node, type: type, key: key)
            }
            return FrontMatterValue(
                content: .list(sequence.compactMap { value($0, type: element, key: key) }), range: range)
        case .object(let fields):
            guard case .mapping(let mapping) = node else { return mismatch(node, type: type, key: key) }
            return FrontMatterValue(
                content: .object(object(mapping, fields: fields, range: range, owner: "'\(key)'")), range: range)
        default:
            guard case .scalar(let scalar) = node, let content = content(scalar.string, type: type) else {
                return mismatch(node, type: type, key: key)
            }
            if scalar.style == .plain, let inner = scalar.string.betweenCurlyQuotes {
                report(
                    .smartQuotes, range,
                    "'\(key)' stands between curly quotation marks, which become part of the value",
                    severity: .warning,
                    fixes: [.init("use straight ones", replacement: yamlScalar(inner), isSafe: true)])
            }
            return FrontMatterValue(content: content, range: range)
        }
    }

    private func content(_ text: String, type: SchemaType) -> FrontMatterValue.Content? {
        switch type {
        case .text: .text(text)
        case .formatted(_, _, let matches): matches(text) ? .text(text) : nil
        case .date: CalendarDate(text).map { .date($0) }
        case .url: text.isWebAddress ? .text(text) : nil
        case .integer: Int(text.filter { $0 != "_" }).map { .integer($0) }
        case .number: Double(text).flatMap { $0.isFinite ? .number($0) : nil }
        case .bool: text == "true" ? .bool(true) : text == "false" ? .bool(false) : nil
        case .oneOf(let words): words.contains(text) ? .text(text) : nil
        case .list, .object: nil
        }
    }

    // MARK: Words

    private mutating func mismatch(_ node: Node, type: SchemaType, key: String) -> FrontMatterValue? {
        if case .date = type, let written = node.scalar?.string, let meant = MistakenDate(written) {
            report(
                .frontMatterType, range(of: node), "'\(key)' is \(describe(node)), \(meant.reason)", fixes: meant.fixes)
            return nil
        }
        let near =
            if case .oneOf(let words) = type, let found = node.scalar?.string {
                Suggestion(for: found, among: words)
            } else { Suggestion(nil) }
        report(
            .frontMatterType, range(of: node),
            "'\(key)' is \(describe(node)), expected \(type.expectation)",
            fixes: near.fixes.isEmpty ? waysOut(node, type: type) : near.fixes)
        return nil
    }

    /// What to do about a list or group where a text belongs.
    private func waysOut(_ node: Node, type: SchemaType) -> [Diagnostic.Fix] {
        switch (node, type) {
        case (.sequence(let list), .text) where list.isFlow:
            [.init("write one text; put it between double quotes if the brackets belong to it")]
        case (.sequence(let list), .list) where list.isEmpty: []
        case (.sequence, .object), (.sequence, .list): []
        case (.sequence, _): [.init("keep one of the items, on the line of the key and without '- '")]
        case (.mapping, .text): [.init("put the text between double quotes if the braces or the ': ' belong to it")]
        case (.mapping, .list): [.init("write the items one under the other, each behind '- '")]
        default: []
        }
    }

    private mutating func reportUnknownKey(
        _ name: String, range: SourceRange, fields: [SchemaField], others: [String], owner: String
    ) {
        let known = fields.map(\.name)
        // A key that is there already was not misspelt here.
        let near = Suggestion(for: name, among: known.filter { !others.contains($0) })
        report(
            .frontMatterUnknown, range,
            "Key '\(name)' is not known in \(owner)" + near.question,
            explanation: near.word == nil ? "Known keys: " + known.joined(separator: ", ") : nil,
            fixes: near.fixes.map(\.safe))
    }

    private func describe(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): scalar.string.count > 60 ? "'\(scalar.string.prefix(60))…'" : "'\(scalar.string)'"
        case .sequence: "a list"
        case .mapping: "a group of keys"
        }
    }

    mutating func report(
        _ id: DiagnosticID, _ range: SourceRange, _ summary: String, severity: Severity = .error,
        explanation: String? = nil, notes: [Diagnostic.Note] = [], fixes: [Diagnostic.Fix] = []
    ) {
        diagnostics.append(
            Diagnostic(
                severity, id, path: path, range: range, summary, explanation: explanation, notes: notes, fixes: fixes))
    }

    // MARK: Places

    /// The node's place in the file. YAML counts characters, we count bytes.
    private func range(of node: Node) -> SourceRange {
        let mark = node.mark
        guard mark.line >= 1, mark.line <= lines.count else {
            return SourceRange(line: firstLine)
        }
        let line = lines[mark.line - 1]
        let column = byteColumn(mark.column, line: mark.line)
        let length: Int
        if case .scalar(let scalar) = node {
            let quotes = scalar.style == .plain ? 0 : 2
            length = max(1, min(scalar.string.utf8.count + quotes, line.utf8.count - column + 1))
        } else {
            length = 1
        }
        return SourceRange(line: mark.line + firstLine - 1, column: column, length: length)
    }
}
