import Primitives

/// Reads TOML as front matter of Hugo and Zola has it.
///
/// Source: TOML v1.0.0. Keys, tables, arrays of tables, all strings, arrays and inline tables are read. Numbers, dates and times are
/// kept as they are written, since nothing is computed from them; what `=` is followed by and is none of these is an error.
/// Every key keeps its line, which libraries do not tell and a report needs.
struct TOMLReader {
    private let text: [Character]
    private var place = 0
    private var line: Int

    /// Reads a whole text.
    ///
    /// - Parameter firstLine: its first line in the file.
    static func read(_ text: Substring, firstLine: Int) throws(ForeignSyntaxError) -> [ForeignEntry] {
        var reader = TOMLReader(text: Array(text), line: firstLine)
        return try reader.document()
    }

    private init(text: [Character], line: Int) {
        self.text = text
        self.line = line
    }

    // MARK: The document

    private mutating func document() throws(ForeignSyntaxError) -> [ForeignEntry] {
        var root: [ForeignEntry] = []
        var table: [String] = []
        while true {
            skipBlank(lines: true)
            guard let next = peek else { return root }
            let start = line
            if next == "[" {
                advance()
                let isItem = take("[")
                skipBlank()
                table = try key()
                skipBlank()
                guard take("]"), !isItem || take("]") else { throw problem("a table's name ends with ']'") }
                insert(.table([]), at: table, isItem: isItem, line: start, in: &root)
            } else {
                let name = try key()
                skipBlank()
                guard take("=") else { throw problem("a key is followed by '='") }
                skipBlank()
                let value = try value()
                insert(value, at: table + name, isItem: false, line: start, in: &root)
            }
            skipBlank()
            guard peek == nil || isLineEnd(peek) else { throw problem("a value ends its line") }
        }
    }

    /// Puts a value where a path of keys leads, through the last item of lists of tables.
    private func insert(
        _ value: ForeignValue, at path: [String], isItem: Bool, line: Int, in entries: inout [ForeignEntry]
    ) {
        guard let key = path.first else { return }
        let index = entries.firstIndex { $0.key == key }
        guard path.count > 1 else {
            if isItem, let index, case .list(let items) = entries[index].value {
                entries[index].value = .list(items + [value])
            } else if isItem {
                entries.append(ForeignEntry(key: key, value: .list([value]), line: line))
            } else if index == nil {
                entries.append(ForeignEntry(key: key, value: value, line: line))
            } else if let index, case .table = value, case .table = entries[index].value {
                return
            } else if let index {
                entries[index].value = value
            }
            return
        }
        let rest = Array(path.dropFirst())
        switch index.map({ entries[$0].value }) {
        case .list(var items)?:
            guard let index, case .table(var inner)? = items.popLast() else { return }
            insert(value, at: rest, isItem: isItem, line: line, in: &inner)
            entries[index].value = .list(items + [.table(inner)])
        case .table(var inner)?:
            guard let index else { return }
            insert(value, at: rest, isItem: isItem, line: line, in: &inner)
            entries[index].value = .table(inner)
        default:
            var inner: [ForeignEntry] = []
            insert(value, at: rest, isItem: isItem, line: line, in: &inner)
            entries.append(ForeignEntry(key: key, value: .table(inner), line: line))
        }
    }

    // MARK: Keys and values

    private mutating func key() throws(ForeignSyntaxError) -> [String] {
        var parts: [String] = []
        repeat {
            skipBlank()
            if let quote = peek, quote == "\"" || quote == "'" {
                parts.append(try string())
            } else {
                let start = place
                while let next = peek, next.isLetter || next.isNumber || next == "_" || next == "-" { advance() }
                guard place > start else { throw problem("a key is a word of letters, digits, '_' and '-'") }
                parts.append(String(text[start..<place]))
            }
            skipBlank()
        } while take(".")
        return parts
    }

    private mutating func value() throws(ForeignSyntaxError) -> ForeignValue {
        switch peek {
        case "\"", "'": return .text(try string())
        case "[": return .list(try items())
        case "{": return .table(try inlineTable())
        default: return try plain()
        }
    }

    /// A truth, a number, a date or a time. A date and its time may have a space between them.
    private mutating func plain() throws(ForeignSyntaxError) -> ForeignValue {
        let start = place
        while let next = peek, next.isLetter || next.isNumber || "+-_.:".contains(next) { advance() }
        if place - start == 10, peek == " ", place + 3 < text.count, text[place + 1].isNumber, text[place + 3] == ":" {
            advance()
            while let next = peek, next.isLetter || next.isNumber || "+-.:".contains(next) { advance() }
        }
        let word = String(text[start..<place])
        if word == "true" || word == "false" { return .bool(word == "true") }
        guard let first = word.first, first.isNumber || "+-".contains(first) || word == "inf" || word == "nan" else {
            throw problem("a text stands between quotation marks")
        }
        return .text(word)
    }

    private mutating func items() throws(ForeignSyntaxError) -> [ForeignValue] {
        advance()
        var items: [ForeignValue] = []
        while true {
            skipBlank(lines: true)
            if take("]") { return items }
            items.append(try value())
            skipBlank(lines: true)
            if take("]") { return items }
            guard take(",") else { throw problem("items of an array have a ',' between them") }
        }
    }

    private mutating func inlineTable() throws(ForeignSyntaxError) -> [ForeignEntry] {
        advance()
        var entries: [ForeignEntry] = []
        skipBlank()
        if take("}") { return entries }
        while true {
            let start = line
            let name = try key()
            guard take("=") else { throw problem("a key is followed by '='") }
            skipBlank()
            insert(try value(), at: name, isItem: false, line: start, in: &entries)
            skipBlank()
            if take("}") { return entries }
            guard take(",") else { throw problem("keys of an inline table have a ',' between them") }
        }
    }

    // MARK: Strings

    private mutating func string() throws(ForeignSyntaxError) -> String {
        guard let quote = peek else { throw problem("a text is missing") }
        let start = line
        let isLong = place + 2 < text.count && text[place + 1] == quote && text[place + 2] == quote
        for _ in 0..<(isLong ? 3 : 1) { advance() }
        // A line feed right behind the opening marks is not part of the text.
        if isLong, isLineEnd(peek) { advance() }
        var result = ""
        while let next = peek {
            if next == quote, !isLong || isClosing(quote) {
                for _ in 0..<(isLong ? 3 : 1) { advance() }
                // A long text may end with one or two of its marks.
                while isLong, peek == quote {
                    result.append(quote)
                    advance()
                }
                return result
            }
            guard isLong || !isLineEnd(next) else { break }
            advance()
            if next == "\\", quote == "\"" {
                result += try escaped(isLong: isLong)
            } else {
                result.append(next)
            }
        }
        throw ForeignSyntaxError(line: start, problem: "the text that opens with \(quote) is not closed")
    }

    private func isClosing(_ quote: Character) -> Bool {
        place + 2 < text.count && text[place + 1] == quote && text[place + 2] == quote
    }

    private mutating func escaped(isLong: Bool) throws(ForeignSyntaxError) -> String {
        guard let sign = peek else { throw problem("a text ends with '\\'") }
        advance()
        switch sign {
        case "b": return "\u{8}"
        case "t": return "\t"
        case "n": return "\n"
        case "f": return "\u{C}"
        case "r": return "\r"
        case "\"", "\\": return String(sign)
        case "u", "U":
            let count = sign == "u" ? 4 : 8
            let digits = String(text[place..<min(text.count, place + count)])
            guard digits.count == count, let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value)
            else {
                throw problem("'\\\(sign)' is followed by \(count) hexadecimal digits of a character")
            }
            for _ in 0..<count { advance() }
            return String(scalar)
        default:
            guard isLong, sign.isWhitespace else { throw problem("'\\\(sign)' is no escape") }
            while let next = peek, next.isWhitespace { advance() }
            return ""
        }
    }

    // MARK: Signs

    private var peek: Character? { place < text.count ? text[place] : nil }

    private func isLineEnd(_ sign: Character?) -> Bool { sign == "\n" || sign == "\r\n" }

    private mutating func advance() {
        if isLineEnd(peek) { line += 1 }
        place += 1
    }

    private mutating func take(_ sign: Character) -> Bool {
        guard peek == sign else { return false }
        advance()
        return true
    }

    /// White space and comments; line ends where they mean nothing.
    private mutating func skipBlank(lines: Bool = false) {
        while let next = peek {
            if next == "#" {
                while let sign = peek, !isLineEnd(sign) { advance() }
            } else if next == " " || next == "\t" || (lines && isLineEnd(next)) {
                advance()
            } else {
                return
            }
        }
    }

    private func problem(_ text: String) -> ForeignSyntaxError { ForeignSyntaxError(line: line, problem: text) }
}
