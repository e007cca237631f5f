/// A table as written in a paragraph, its cells not yet parsed.
struct TableSource {
    /// A cell's text without the pipes around it; `\|` has become `|`.
    struct Cell {
        var text: [UInt8]
        var line: Int
        var column: Int
    }

    /// The paragraph's lines before the table, each with its line and column; empty where the table starts it.
    var leadingLines: [Cell]
    var alignments: [MarkdownTable.Alignment]
    var header: [Cell]
    var rows: [[Cell]]
}

/// Finds the tables of a text and parses all their cells with one call of libcmark.
///
/// libcmark takes a table for a paragraph, and its inline markup may run across cells. So the cells are cut from
/// the source and each becomes a heading of a second text: a heading holds inlines only, on one line.
/// Source of the rules: GitHub Flavored Markdown Spec 0.29, section 4.10, and cmark-gfm's `table.c`.
struct TableReader {
    private(set) var tables: [OpaquePointer: TableSource] = [:]
    private let source: SourceText
    private let lines: [Range<Int>]
    private static let maximumColumns = 1_000
    private static let maximumFilledCells = 200_000

    /// Looks through the blocks under `root`; nil where the text has no line that could set off a table's header.
    init?(source: SourceText, root: CMarkNode) {
        self.source = source
        lines = source.lines
        guard lines.contains(where: { isDelimiterRow(source.bytes[$0], mayBeQuoted: true) }) else { return nil }
        findTables(in: root)
        if tables.isEmpty { return nil }
    }

    private mutating func findTables(in root: CMarkNode) {
        var stack: [(node: CMarkNode, containers: [CMarkNode.Kind])] = [(root, [])]
        while let (node, containers) = stack.popLast() {
            switch node.kind {
            case .document: stack += node.children.map { ($0, containers) }
            case .blockQuote, .item:
                guard containers.count < 200 else { continue }
                stack += node.children.map { ($0, containers + [node.kind]) }
            case .list: stack += node.children.map { ($0, containers) }
            case .paragraph, .heading:
                if let table = table(in: node, containers: containers) { tables[node.pointer] = table }
            default: break
            }
        }
    }

    /// The table in a paragraph, or in a heading that a row of dashes under a table makes of it.
    private func table(in node: CMarkNode, containers: [CMarkNode.Kind]) -> TableSource? {
        let first = node.startLine - 1
        let last = min(node.endLine, lines.count) - 1
        guard first >= 0, last > first else { return nil }
        // Quick check before any copy is made.
        guard
            ((first + 1)...last).contains(where: {
                isDelimiterRow(source.bytes[lines[$0]], mayBeQuoted: !containers.isEmpty)
            })
        else { return nil }
        var contents: [Range<Int>] = []
        for line in first...last {
            let start =
                line == first
                ? lines[line].lowerBound + max(0, node.startColumn - 1)
                : contentStart(of: lines[line], containers: containers)
            contents.append(min(start, lines[line].upperBound)..<lines[line].upperBound)
        }
        for index in contents.indices.dropFirst()
        where isDelimiterRow(source.bytes[contents[index]], mayBeQuoted: false) {
            let alignments = delimiters(line: first + index, contents[index])
            let header = cells(line: first + index - 1, contents[index - 1])
            guard !alignments.isEmpty, header.count == alignments.count, alignments.count <= Self.maximumColumns
            else { continue }
            let rows = contents.indices.dropFirst(index + 1).map { row in
                fit(cells(line: first + row, contents[row]), to: alignments.count, line: first + row, contents[row])
            }
            // Short rows are filled up, which a hostile text could use to make cells without end.
            guard rows.count * alignments.count <= source.bytes.count + Self.maximumFilledCells else { return nil }
            let leading = contents.indices.prefix(index - 1).map { row in
                cell(line: first + row, contents[row])
            }
            return TableSource(leadingLines: leading, alignments: alignments, header: header, rows: rows)
        }
        return nil
    }

    /// Where a continuation line's text starts, after the quote marks and indentation of its containers.
    private func contentStart(of line: Range<Int>, containers: [CMarkNode.Kind]) -> Int {
        var index = line.lowerBound
        func skipBlanks() { while index < line.upperBound, source.bytes[index].isBlank { index += 1 } }
        for container in containers where container == .blockQuote {
            skipBlanks()
            guard index < line.upperBound, source.bytes[index] == UInt8(ascii: ">") else { break }
            index += 1
        }
        skipBlanks()
        return index
    }

    private func delimiters(line: Int, _ range: Range<Int>) -> [MarkdownTable.Alignment] {
        cells(line: line, range).map { cell in
            switch (cell.text.first == UInt8(ascii: ":"), cell.text.last == UInt8(ascii: ":")) {
            case (true, true): .center
            case (true, false): .left
            case (false, true): .right
            case (false, false): .none
            }
        }
    }

    /// The cells of a row: split at pipes that no backslash escapes, trimmed, without the outer pipes.
    private func cells(line: Int, _ range: Range<Int>) -> [TableSource.Cell] {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, source.bytes[start].isASCIIWhitespace { start += 1 }
        while end > start, source.bytes[end - 1].isASCIIWhitespace { end -= 1 }
        if start < end, source.bytes[start] == UInt8(ascii: "|") { start += 1 }
        var cells: [TableSource.Cell] = []
        var cellStart = start
        var index = start
        while index < end {
            if source.bytes[index] == UInt8(ascii: "\\"), index + 1 < end, source.bytes[index + 1].isASCIIPunctuation {
                index += 2
                continue
            }
            if source.bytes[index] == UInt8(ascii: "|") {
                cells.append(cell(line: line, cellStart..<index))
                cellStart = index + 1
            }
            index += 1
        }
        if cellStart < end { cells.append(cell(line: line, cellStart..<end)) }
        return cells
    }

    private func cell(line: Int, _ range: Range<Int>) -> TableSource.Cell {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, source.bytes[start].isASCIIWhitespace { start += 1 }
        while end > start, source.bytes[end - 1].isASCIIWhitespace { end -= 1 }
        var text: [UInt8] = []
        text.reserveCapacity(end - start)
        var index = start
        while index < end {
            if source.bytes[index] == UInt8(ascii: "\\"), index + 1 < end, source.bytes[index + 1] == UInt8(ascii: "|")
            {
                index += 1
            }
            text.append(source.bytes[index])
            index += 1
        }
        return TableSource.Cell(text: text, line: line + 1, column: start - lines[line].lowerBound + 1)
    }

    private func fit(_ row: [TableSource.Cell], to count: Int, line: Int, _ range: Range<Int>) -> [TableSource.Cell] {
        if row.count >= count { return Array(row.prefix(count)) }
        let empty = TableSource.Cell(text: [], line: line + 1, column: range.upperBound - lines[line].lowerBound + 1)
        return row + Array(repeating: empty, count: count - row.count)
    }
}

/// The second text: every cell a heading, every paragraph before a table a paragraph.
struct CellText {
    private(set) var bytes: [UInt8] = []
    private(set) var origins: [SourceText.Origin] = []
    /// The line at which each table's part starts, by the table's node.
    private(set) var firstLines: [OpaquePointer: Int] = [:]

    /// The text for `tables`; where a cell may hold a reference link, `source` follows for its definitions.
    init(tables: [OpaquePointer: TableSource], source: SourceText) {
        var mayHoldReference = false
        for (pointer, table) in tables {
            firstLines[pointer] = origins.count + 1
            if !table.leadingLines.isEmpty {
                for line in table.leadingLines { append(line, prefix: "", suffix: "", source: source) }
                appendBlankLine()
                mayHoldReference = true
            }
            for row in [table.header] + table.rows {
                for cell in row {
                    append(
                        cell, prefix: cell.text.isEmpty ? "" : "# ", suffix: cell.text.isEmpty ? "" : " #",
                        source: source)
                    mayHoldReference = mayHoldReference || cell.text.contains(UInt8(ascii: "["))
                }
            }
            appendBlankLine()
        }
        guard mayHoldReference, source.bytes.contains(pair: UInt8(ascii: "]"), UInt8(ascii: ":")) else { return }
        bytes += source.bytes
    }

    private mutating func append(_ cell: TableSource.Cell, prefix: String, suffix: String, source: SourceText) {
        let place = source.position(line: cell.line, column: cell.column)
        origins.append(.init(line: place.line, columnShift: place.column - 1 - prefix.utf8.count))
        bytes += Array(prefix.utf8) + cell.text + Array(suffix.utf8)
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func appendBlankLine() {
        origins.append(.init(line: 0, columnShift: 0))
        bytes.append(UInt8(ascii: "\n"))
    }
}

/// Whether a line is the row of dashes under a table's header: cells of `:?-+:?` between pipes.
///
/// With `mayBeQuoted` only the characters are looked at, and `>` is one of them, to rule lines out quickly.
private func isDelimiterRow(_ line: Slice<UnsafeBufferPointer<UInt8>>, mayBeQuoted: Bool) -> Bool {
    var hasDash = false
    var hasBar = false
    for byte in line {
        switch byte {
        case UInt8(ascii: "-"): hasDash = true
        case UInt8(ascii: "|"), UInt8(ascii: ":"): hasBar = true
        case UInt8(ascii: ">") where mayBeQuoted: break
        default: if !byte.isASCIIWhitespace { return false }
        }
    }
    return hasDash && hasBar && (mayBeQuoted || cellsAreDelimiters(line))
}

private func cellsAreDelimiters(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let text = String(decoding: line, as: UTF8.self)
    var cells = text.split(separator: "|", omittingEmptySubsequences: false).map { cell in
        Substring(cell.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed().map { $0 })
    }[...]
    if cells.first?.isEmpty == true { cells.removeFirst() }
    if cells.last?.isEmpty == true { cells.removeLast() }
    return !cells.isEmpty
        && cells.allSatisfy { cell in
            let dashes = cell.hasPrefix(":") ? cell.dropFirst() : cell
            let bare = dashes.hasSuffix(":") ? dashes.dropLast() : dashes
            return !bare.isEmpty && bare.allSatisfy { $0 == "-" }
        }
}
