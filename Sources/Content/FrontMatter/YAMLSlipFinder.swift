import Diagnostics
import Portal

/// Looks for the first slip in YAML that a parser has refused.
///
/// A parser says where it could not go on, which may be lines below the slip, and what it expected by its grammar. This goes
/// through the lines from the top, as a person would, and knows what people write. It is asked only once a text is known to be wrong:
/// what stands before the place where the parser stopped and looks like a slip is one.
struct YAMLSlipFinder {
    let lines: [Substring]
    /// The line of the file on which the YAML starts.
    let firstLine: Int
    /// Keys that may stand at the top.
    let knownKeys: Set<String>

    /// The columns, from 0, of the keys that are open, the outermost first.
    private var levels: [Int] = []
    /// Whether the last line of keys or items ended with a value, so that nothing can be put below it.
    var isValueGiven = false
    /// The column of the last item's dash, and whether what follows may be another.
    var dash: Int?
    /// The column of the key whose block of text (`|` or `>`) goes on.
    var blockColumn: Int?
    /// The quotation mark of a text that goes on.
    var openQuote: Character?
    /// How many brackets of a list or group that goes on are open.
    var openBrackets = 0

    init(lines: [Substring], firstLine: Int, knownKeys: Set<String>) {
        (self.lines, self.firstLine, self.knownKeys) = (lines, firstLine, knownKeys)
    }

    /// The first slip up to a line of the YAML, from 1; nil where nothing is seen.
    mutating func first(upTo lastLine: Int) -> YAMLSlip? {
        for index in lines.indices.prefix(max(lastLine, 1)) {
            if let slip = slip(in: index) { return slip }
        }
        return nil
    }

    // MARK: Lines

    private mutating func slip(in index: Int) -> YAMLSlip? {
        let line = lines[index]
        let blank = line.prefix { $0.isWhitespace }
        guard blank.count < line.count else { return nil }
        let indent = line.prefix { $0 == " " }.count
        if let block = blockColumn {
            if indent > block { return nil }
            blockColumn = nil
        }
        if let slip = YAMLSlip(ofIndentation: blank, line: index + firstLine) { return slip }
        if let quote = openQuote {
            if Self.end(of: quote, in: line[...]) != nil { openQuote = nil }
            return nil
        }
        if openBrackets > 0 {
            openBrackets += Self.balance(line)
            return nil
        }
        let rest = line[blank.endIndex...]
        if rest.first == "#" { return nil }
        return rest.isItem ? slip(inItem: rest, index) : slip(inEntry: rest, index, isItem: false)
    }

    /// A line that begins with `- `, or should.
    private mutating func slip(inItem rest: Substring, _ index: Int) -> YAMLSlip? {
        let column = rest.column(in: lines[index])
        if let sign = rest.first, sign != "-" {
            // `* item` is markdown's list.
            let range = range(index, column, String(sign).utf8.count)
            return YAMLSlip(
                range: range, summary: "An item of a list begins with '- ' here, not with '\(sign) '",
                fixes: [.init("write '-'", replacement: "-", range: range, isSafe: true)])
        }
        if let last = dash, isValueGiven, column != last, column > (levels.last ?? -1), !isOuterDash(column) {
            let range = range(index, 0, max(1, column))
            return YAMLSlip(
                range: range,
                summary: "This item begins \(spaces(column)) in, the one above it \(spaces(last))",
                fixes: [
                    .init(
                        "put items of a list under each other",
                        replacement: column == 0 ? nil : String(repeating: " ", count: last), range: range,
                        isSafe: column > 0)
                ])
        }
        dash = column
        let text = rest.dropFirst().drop { $0 == " " }
        guard !text.isEmpty else {
            isValueGiven = false
            return nil
        }
        // The keys of an item begin behind its dash.
        levels.removeAll { $0 > column }
        return text.isItem ? slip(inItem: text, index) : slip(inEntry: text, index, isItem: true)
    }

    /// Whether an item ends an inner list and goes on with one outside of it.
    private func isOuterDash(_ column: Int) -> Bool { levels.contains { $0 == column || $0 == column + 2 } }

    /// A key with its value, an item's text, or the next line of a text.
    private mutating func slip(inEntry text: Substring, _ index: Int, isItem: Bool) -> YAMLSlip? {
        let column = text.column(in: lines[index])
        guard let entry = YAMLEntry(text) else {
            return isItem ? slip(inValue: text, index, key: nil) : slip(inLoose: text, index, column)
        }
        if !entry.isSeparated {
            // `- 12:30` and `https://…` are texts; so is the next line of one.
            guard !isItem, entry.isWord, levels.isEmpty || levels.contains(column) else { return nil }
            let place = range(index, column + entry.key.utf8.count, 1)
            return YAMLSlip(
                range: place, summary: "A space is missing after '\(entry.key):'",
                fixes: [.init("write '\(entry.key): '", replacement: ": ", range: place, isSafe: true)])
        }
        if let slip = slip(ofColumn: column, entry, index, isItem: isItem) { return slip }
        if !isItem, let last = dash, column <= last { dash = nil }
        return slip(inValue: entry.value, index, key: (entry.key, column))
    }

    // MARK: Columns

    private mutating func slip(ofColumn column: Int, _ entry: YAMLEntry, _ index: Int, isItem: Bool) -> YAMLSlip? {
        let before = levels
        levels.removeAll { $0 > column }
        guard let level = levels.last else {
            if let first = before.first, !isItem, column < first { return tooFar(first, than: column, above: index) }
            levels = [column]
            return nil
        }
        if level == column { return nil }
        let closed = before.first { $0 > column }
        if isItem || (closed == nil && !isValueGiven) {
            levels.append(column)
            return nil
        }
        if closed == nil, !knownKeys.contains(entry.key), !entry.isWord || entry.key.contains(" ") {
            let place = range(index, column + entry.key.utf8.count, 1)
            return YAMLSlip(
                range: place,
                summary: "The text from the line above goes on here and holds ': ', which YAML takes for another key",
                fixes: [.init("put the whole text between double quotes")])
        }
        // Half way between two keys, a key of the page belongs to the outer one.
        let isNearer = closed.map { ($0 - column, column - level) }
        if let closed, let (inner, outer) = isNearer,
            inner < outer || (inner == outer && !knownKeys.contains(entry.key))
        {
            let missing = closed - column
            let range = range(index, column, 0)
            return YAMLSlip(
                range: self.range(index, column, max(1, entry.key.utf8.count)),
                summary: "\(count(missing, "space")) too few before '\(entry.key)'",
                fixes: [
                    .init(
                        "put it under the key above", replacement: String(repeating: " ", count: missing), range: range,
                        isSafe: true)
                ])
        }
        return tooMany(column - level, before: entry.key, index, from: level)
    }

    /// The first key stands further in than one below it.
    private func tooFar(_ first: Int, than column: Int, above index: Int) -> YAMLSlip? {
        let isFirst = { (line: Substring) in line.contains { !$0.isWhitespace } && line.first { $0 != " " } != "#" }
        guard let place = lines[..<index].firstIndex(where: isFirst) else { return nil }
        let text = lines[place].drop { $0 == " " }
        return tooMany(first - column, before: YAMLEntry(text)?.key ?? String(text.prefix(20)), place, from: column)
    }

    private func tooMany(_ number: Int, before key: String, _ index: Int, from column: Int) -> YAMLSlip {
        let range = range(index, column, number)
        return YAMLSlip(
            range: range, summary: "\(count(number, "space")) too many before '\(key)'",
            fixes: [.init("take \(number == 1 ? "it" : "them") away", replacement: "", range: range, isSafe: true)])
    }

    // MARK: Loose lines

    /// A line that is no key and no item: the next line of a text, or a slip.
    private func slip(inLoose text: Substring, _ index: Int, _ column: Int) -> YAMLSlip? {
        let level = levels.last ?? 0
        guard column <= level || levels.isEmpty else { return nil }
        let word = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        let after = text[word.endIndex...].drop { $0 == " " }
        if let sign = after.first, "=：".contains(sign), !word.isEmpty {
            let from = column + word.utf8.count
            let gap = text[word.endIndex..<after.startIndex].utf8.count
            let tail = after.dropFirst().first == " " ? "" : " "
            let range = range(index, from, gap + String(sign).utf8.count)
            return YAMLSlip(
                range: range, summary: "A key is followed by ':' here, not by '\(sign)'",
                fixes: [.init("write '\(word):'", replacement: ":" + tail, range: range, isSafe: true)])
        }
        if knownKeys.contains(String(word)) {
            let range = range(index, column + word.utf8.count, 0)
            return YAMLSlip(
                range: self.range(index, column, word.utf8.count), summary: "A colon is missing after '\(word)'",
                fixes: [
                    .init("write '\(word):'", replacement: ":", range: range, isSafe: true)
                ])
        }
        if text.first == "-", let second = text.dropFirst().first, second != "-", second != " " {
            let range = range(index, column + 1, 0)
            return YAMLSlip(
                range: self.range(index, column, 1), summary: "A space is missing after the '-' of the item",
                fixes: [.init("write '- '", replacement: " ", range: range, isSafe: true)])
        }
        return YAMLSlip(
            range: range(index, column, max(1, text.utf8.count)),
            summary: "This line is neither 'key: value' nor an item that begins with '- '",
            fixes: [
                .init("put a line with --- above it if the page's text begins here"),
                .init("or put it further in than the key above if it goes on with that key's text"),
            ])
    }

    // MARK: Signs

    /// Where a quotation mark closes a text.
    static func end(of quote: Character, in text: Substring) -> Substring.Index? {
        var index = text.startIndex
        while index < text.endIndex {
            let next = text.index(after: index)
            switch text[index] {
            case "\\" where quote == "\"": index = next < text.endIndex ? text.index(after: next) : next
            case quote where quote == "'" && next < text.endIndex && text[next] == "'": index = text.index(after: next)
            case quote: return index
            default: index = next
            }
        }
        return nil
    }

    /// How many brackets a line opens more than it closes, quoted text left out.
    static func balance(_ text: Substring) -> Int {
        var depth = 0
        var rest = text
        while let sign = rest.popFirst() {
            switch sign {
            case "[", "{": depth += 1
            case "]", "}": depth -= 1
            case "\"", "'":
                guard let end = end(of: sign, in: rest) else { break }
                rest = rest[end...].dropFirst()
            default: break
            }
        }
        return depth
    }

    func range(_ index: Int, _ column: Int, _ length: Int) -> SourceRange {
        SourceRange(line: index + firstLine, column: column + 1, length: length)
    }

    private func spaces(_ number: Int) -> String { number == 1 ? "1 space" : "\(number) spaces" }

    private func count(_ number: Int, _ noun: String) -> String {
        number == 1 ? "One \(noun)" : "\(number) \(noun)s"
    }
}
