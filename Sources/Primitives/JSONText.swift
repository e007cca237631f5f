/// A JSON value written with its keys in the order given, so that the same input yields the same bytes.
package indirect enum JSONText: Sendable {
    case string(String)
    case integer(Int)
    case number(Double)
    case bool(Bool)
    case null
    case array([JSONText])
    case object([(String, JSONText)])

    /// The value as text; `indent` spaces per level, or one line where it is nil. What stands deeper than `depth` levels is
    /// written on one line each.
    package func text(indent: Int? = 2, depth: Int = .max) -> String {
        var output = ""
        write(to: &output, indent: indent, depth: depth, level: 0)
        return output
    }

    private func write(to output: inout String, indent: Int?, depth: Int, level: Int) {
        let indent = level < depth ? indent : nil
        switch self {
        case .string(let value): Self.writeQuoted(value, to: &output)
        case .integer(let value): output += String(value)
        case .number(let value): output += value.isFinite ? "\(value)" : "null"
        case .bool(let value): output += value ? "true" : "false"
        case .null: output += "null"
        case .array(let items):
            Self.writeItems(items, open: "[", close: "]", to: &output, indent: indent, level: level) { item, output in
                item.write(to: &output, indent: indent, depth: depth, level: level + 1)
            }
        case .object(let members):
            Self.writeItems(members, open: "{", close: "}", to: &output, indent: indent, level: level) {
                member, output in
                Self.writeQuoted(member.0, to: &output)
                output += indent == nil ? ":" : ": "
                member.1.write(to: &output, indent: indent, depth: depth, level: level + 1)
            }
        }
    }

    private static func writeItems<Item>(
        _ items: [Item], open: String, close: String, to output: inout String, indent: Int?, level: Int,
        write: (Item, inout String) -> Void
    ) {
        guard !items.isEmpty else {
            output += open + close
            return
        }
        output += open
        for (index, item) in items.enumerated() {
            if index > 0 { output += "," }
            if let indent { output += "\n" + String(repeating: " ", count: indent * (level + 1)) }
            write(item, &output)
        }
        if let indent { output += "\n" + String(repeating: " ", count: indent * level) }
        output += close
    }

    /// A JSON string literal; `<`, `>` and `&` are escaped so that it may also stand in a script file.
    package static func quoted(_ value: String) -> String {
        var result = ""
        writeQuoted(value, to: &result)
        return result
    }

    private static func writeQuoted(_ value: String, to output: inout String) {
        let isPlain = value.utf8.allSatisfy {
            (32...126).contains($0) && $0 != 34 && $0 != 38 && $0 != 60 && $0 != 62 && $0 != 92
        }
        output += "\""
        if isPlain { output += value } else { writeEscaped(value, to: &output) }
        output += "\""
    }

    private static func writeEscaped(_ value: String, to output: inout String) {
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{0}"..<"\u{20}", "\u{7f}":
                let hex = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: output.unicodeScalars.append(scalar)
            }
        }
    }
}
