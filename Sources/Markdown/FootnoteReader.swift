/// A footnote definition as written: its label and, line by line, its text without the indentation.
struct FootnoteDefinition {
    var label: String
    var lines: [(bytes: Range<Int>, origin: SourceText.Origin)]
    var range: SourceRange
}

/// A text without its footnote definitions (blank lines stand in their place), and the definitions.
struct FootnoteSplit {
    var body: [UInt8]
    var source: SourceText
    var definitions: [FootnoteDefinition]
    var warnings: [MarkdownWarning]
}

/// Cuts the footnote definitions (`[^label]: text`) out of a text, or returns nil where there are none.
///
/// A definition starts a line with at most three spaces before it, outside of code and HTML, and goes on over
/// lines indented by four spaces, blank lines between them, and lazy lines of its paragraph, as GitHub reads it.
func splitFootnotes(_ source: SourceText) -> FootnoteSplit? {
    guard source.bytes.contains(pair: UInt8(ascii: "["), UInt8(ascii: "^")) else { return nil }
    let lines = source.lines
    let candidates = lines.indices.filter { footnoteLabel(source.bytes, lines[$0]) != nil }
    guard !candidates.isEmpty else { return nil }
    let literalLines = withCMarkTree(of: source.bytes) { literalLineNumbers(of: $0) }

    var split = FootnoteSplit(body: Array(source.bytes), source: source, definitions: [], warnings: [])
    var labels = Set<String>()
    var nextFree = 0
    for first in candidates where first >= nextFree && !literalLines.contains(first + 1) {
        guard let (label, textStart) = footnoteLabel(source.bytes, lines[first]) else { continue }
        let last = lastLine(ofFootnoteAt: first, lines: lines, bytes: source.bytes)
        nextFree = last + 1
        let start = source.position(line: first + 1, column: 1)
        let range = SourceRange(start, SourcePosition(line: start.line, column: start.column + lines[first].count))
        for line in first...last {
            for index in lines[line] { split.body[index] = UInt8(ascii: " ") }
        }
        guard labels.insert(label).inserted else {
            split.warnings.append(MarkdownWarning(kind: .duplicateFootnote(label: label), range: range))
            continue
        }
        var text: [(bytes: Range<Int>, origin: SourceText.Origin)] = []
        for line in first...last {
            let from =
                line == first
                ? textStart : lines[line].lowerBound + indentation(source.bytes, lines[line], limit: 4).byteCount
            // Each line will stand after "> ", two columns.
            let place = source.position(line: line + 1, column: from - lines[line].lowerBound + 1)
            text.append((from..<lines[line].upperBound, .init(line: place.line, columnShift: place.column - 3)))
        }
        split.definitions.append(FootnoteDefinition(label: label, lines: text, range: range))
    }
    return split.definitions.isEmpty ? nil : split
}

/// The blocks of each definition, parsed together as block quotes so that the cost stays linear.
func parseFootnotes(_ split: FootnoteSplit, build: (SourceText) -> [Block]) -> [Footnote] {
    var text: [UInt8] = []
    var origins: [SourceText.Origin] = []
    for definition in split.definitions {
        for line in definition.lines {
            text += [UInt8(ascii: ">"), UInt8(ascii: " ")]
            text += split.source.bytes[line.bytes]
            text.append(UInt8(ascii: "\n"))
            origins.append(line.origin)
        }
        // A comment ends the quote and holds nothing of a link's context.
        text += Array("\n<!-- -->\n\n".utf8)
        origins += Array(repeating: .init(line: 0, columnShift: 0), count: 3)
    }
    if split.source.bytes.contains(pair: UInt8(ascii: "]"), UInt8(ascii: ":")) {
        text += split.body  // For its link definitions only; its blocks are dropped below.
        let count = split.source.lines.count + 1
        origins += Array(repeating: SourceText.Origin(line: 0, columnShift: 0), count: count)
    }
    let blocks = text.withUnsafeBufferPointer { build(SourceText(bytes: $0, origins: origins)) }
    var quotes = blocks.filter { $0.range.start.line != 0 }[...]
    return split.definitions.map { definition in
        let content: [Block] =
            switch quotes.popFirst()?.kind {
            case .blockQuote(let content), .admonition(_, let content): content
            default: []
            }
        return Footnote(label: definition.label, blocks: content, referenceCount: 0, range: definition.range)
    }
}

/// The label of a line that starts a definition, and where its text starts.
private func footnoteLabel(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> (String, Int)? {
    var index = line.lowerBound + indentation(bytes, line, limit: 3).byteCount
    guard index + 3 < line.upperBound, bytes[index] == UInt8(ascii: "["), bytes[index + 1] == UInt8(ascii: "^")
    else { return nil }
    let start = index + 2
    index = start
    while index < line.upperBound, bytes[index] != UInt8(ascii: "]") {
        if bytes[index].isASCIIWhitespace || bytes[index] == UInt8(ascii: "[") { return nil }
        index += 1
    }
    guard index > start, index + 1 < line.upperBound, bytes[index + 1] == UInt8(ascii: ":") else { return nil }
    let label = String(decoding: bytes[start..<index], as: UTF8.self)
    index += 2
    while index < line.upperBound, bytes[index].isBlank { index += 1 }
    return (label, index)
}

private func lastLine(ofFootnoteAt first: Int, lines: [Range<Int>], bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var last = first
    var line = first + 1
    var isAfterBlank = false
    while line < lines.count {
        let isBlank = bytes[lines[line]].allSatisfy(\.isASCIIWhitespace)
        if isBlank {
            isAfterBlank = true
        } else if indentation(bytes, lines[line], limit: 4).columns >= 4 {
            last = line
            isAfterBlank = false
        } else if !isAfterBlank, continuesParagraph(bytes[lines[line]]) {
            last = line
        } else {
            break
        }
        line += 1
    }
    return last
}

/// Whether a line, unindented, may continue a paragraph lazily: it does not look like the start of another block.
private func continuesParagraph(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let text = String(decoding: line.drop(while: \.isBlank).prefix(4), as: UTF8.self)
    let starts = ["#", ">", "```", "~~~", "- ", "* ", "+ ", "[^", "---", "***", "___", "<", "|"]
    let isOrdered = text.first?.isNumber == true && (text.contains(".") || text.contains(")"))
    return !isOrdered && !starts.contains { text.hasPrefix($0) }
}

/// The white space that a line starts with, up to `limit` columns: a tab reaches to the next multiple of four.
private func indentation(
    _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, limit: Int
) -> (columns: Int, byteCount: Int) {
    var columns = 0
    var byteCount = 0
    for index in line {
        guard columns < limit, bytes[index].isBlank else { break }
        columns = bytes[index] == UInt8(ascii: "\t") ? columns / 4 * 4 + 4 : columns + 1
        byteCount += 1
    }
    return (columns, byteCount)
}

/// The numbers of all lines inside code and HTML blocks, where nothing is a definition.
private func literalLineNumbers(of root: CMarkNode) -> Set<Int> {
    var numbers = Set<Int>()
    var stack = [root]
    while let node = stack.popLast() {
        switch node.kind {
        case .codeBlock, .htmlBlock:
            if node.endLine >= node.startLine { numbers.formUnion(node.startLine...node.endLine) }
        case .document, .blockQuote, .list, .item: stack += node.children
        default: break
        }
    }
    return numbers
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether `first` is followed by `second` anywhere.
    func contains(pair first: UInt8, _ second: UInt8) -> Bool {
        guard count > 1 else { return false }
        for index in 0..<(count - 1) where self[index] == first && self[index + 1] == second { return true }
        return false
    }
}
