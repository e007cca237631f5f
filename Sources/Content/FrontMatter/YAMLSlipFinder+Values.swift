import Diagnostics
import Portal

/// Slips in what stands behind a key or an item's dash.
extension YAMLSlipFinder {
    mutating func slip(inValue value: Substring, _ index: Int, key: (name: String, column: Int)?) -> YAMLSlip? {
        isValueGiven = !value.isEmpty && value.first != "#"
        guard let first = value.first, first != "#" else { return nil }
        let column = key?.column ?? dash ?? 0
        switch first {
        case "\"", "'": return slip(inQuoted: value, first, index, column)
        case "[", "{": return slip(inBrackets: value, index, column)
        case "|", ">":
            if value.isBlockHeader {
                blockColumn = column
                return nil
            }
            return quoting(
                value, index,
                "A text that begins with '\(first)' needs quotation marks: '\(first)' begins a block of text in YAML")
        case "@", "`", "%", "&", "*", "!", ",", "]", "}", "?":
            if first == "!", value.hasPrefix("!!") { return nil }
            if first == "?", value.dropFirst().first != " " { break }
            return quoting(
                value, index,
                "A text that begins with '\(first)' needs quotation marks: the sign has a meaning of its own in YAML")
        case "-" where value.hasPrefix("- "):
            return quoting(value, index, "A list begins on the line below its key, or between '[' and ']'")
        default: break
        }
        return slip(inPlain: value, index)
    }

    private func slip(inPlain value: Substring, _ index: Int) -> YAMLSlip? {
        let text = value.withoutComment
        let place: Substring.Index? =
            text.firstRange(of: ": ")?.lowerBound ?? (text.last == ":" ? text.index(before: text.endIndex) : nil)
        guard let place else { return nil }
        let isCurly = String(text).betweenCurlyQuotes != nil
        let start = text.column(in: lines[index])
        let content = String(text).betweenCurlyQuotes ?? String(text)
        let whole = range(index, start, text.utf8.count)
        return YAMLSlip(
            range: range(index, start + text[..<place].utf8.count, 1),
            summary: isCurly
                ? "Curly quotation marks hold no value together; the ': ' between them begins another key"
                : "The value holds ': ', which YAML takes for another key",
            fixes: [
                .init(
                    "put the value between double quotes", replacement: yamlScalar(content), range: whole, isSafe: true)
            ])
    }

    private mutating func slip(inQuoted value: Substring, _ quote: Character, _ index: Int, _ column: Int) -> YAMLSlip?
    {
        let start = value.column(in: lines[index])
        guard let end = Self.end(of: quote, in: value.dropFirst()) else {
            // It may go on, as long as the lines below stand further in; where another key comes first, it was forgotten.
            for next in lines[(index + 1)...] where next.contains(where: { !$0.isWhitespace }) {
                let text = next.drop { $0 == " " }
                if text.column(in: next) <= column, YAMLEntry(text)?.isSeparated == true || text.isItem { break }
                if Self.end(of: quote, in: next) != nil {
                    openQuote = quote
                    return nil
                }
            }
            let range = range(index, lines[index].utf8.count - lines[index].trailingSpace, 0)
            return YAMLSlip(
                range: self.range(index, start, 1), summary: "The quotation mark that opens here is not closed",
                fixes: [.init("close it at the end of the text", replacement: String(quote), range: range)])
        }
        let after = value[end...].dropFirst().drop { $0 == " " }
        guard let next = after.first, next != "#", next != ":" else { return nil }
        let whole = value.withoutComment
        let inner = whole.last == quote ? whole.dropFirst().dropLast() : whole
        let content = quote == "'" ? String(inner).replacing("''", with: "'") : String(inner)
        let isCertain = whole.last == quote && !content.contains("\\")
        return YAMLSlip(
            range: range(index, after.column(in: lines[index]), 1),
            summary: quote == "'" && value[end...].dropFirst().first?.isLetter == true
                ? "The apostrophe ends the text that opened with '" : "Text goes on after the closing quotation mark",
            fixes: [
                .init(
                    "put the whole text between double quotes, and \\ before those within it",
                    replacement: yamlScalar(content), range: range(index, start, whole.utf8.count), isSafe: isCertain)
            ])
    }

    private mutating func slip(inBrackets value: Substring, _ index: Int, _ column: Int) -> YAMLSlip? {
        let (opening, closing): (Character, Character) = value.first == "[" ? ("[", "]") : ("{", "}")
        let start = value.column(in: lines[index])
        let open = Self.balance(value)
        if open > 0 {
            for next in lines[(index + 1)...] where next.contains(where: { !$0.isWhitespace }) {
                let text = next.drop { $0 == " " }
                guard text.column(in: next) > column, YAMLEntry(text)?.isSeparated != true || opening == "{" else {
                    break
                }
                if next.contains(closing) {
                    openBrackets = open
                    return nil
                }
            }
            let range = range(index, lines[index].utf8.count - lines[index].trailingSpace, 0)
            return YAMLSlip(
                range: self.range(index, start, 1), summary: "The '\(opening)' that opens here has no '\(closing)'",
                fixes: [.init("close it with '\(closing)'", replacement: String(closing), range: range)])
        }
        let text = value.withoutComment
        guard open == 0, text.last != closing else {
            return open < 0 ? quoting(value, index, "There is a '\(closing)' too many") : nil
        }
        return quoting(
            value, index, "Text goes on after '\(closing)'; a text that begins with '\(opening)' needs quotation marks")
    }

    /// The way out of most slips: the value as one text.
    private func quoting(_ value: Substring, _ index: Int, _ summary: String) -> YAMLSlip {
        let text = value.withoutComment
        let whole = range(index, text.column(in: lines[index]), text.utf8.count)
        return YAMLSlip(
            range: SourceRange(line: whole.start.line, column: whole.start.column), summary: summary,
            fixes: [
                .init(
                    "put the value between double quotes", replacement: yamlScalar(String(text)), range: whole,
                    isSafe: true)
            ])
    }
}
