/// The bytes being parsed and where each of their lines came from.
///
/// Table cells and footnotes are parsed as texts of their own; `origins` leads from a line of such a text back to
/// the document. Valid only while the bytes are.
struct SourceText {
    /// Where a line of a text made from the document stands in the document.
    struct Origin {
        var line: Int
        /// What to add to a column of the made text to get the document's column.
        var columnShift: Int
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let origins: [Origin]?
    private let lineTable = LineTable()

    init(bytes: UnsafeBufferPointer<UInt8>, origins: [Origin]? = nil) {
        self.bytes = bytes
        self.origins = origins
    }

    /// The document's position for a line and column of this text, both from 1.
    func position(line: Int, column: Int) -> SourcePosition {
        guard let origins else { return SourcePosition(line: line, column: max(1, column)) }
        guard line >= 1, line <= origins.count else { return SourcePosition(line: 1, column: 1) }
        let origin = origins[line - 1]
        return SourcePosition(line: origin.line, column: max(1, column + origin.columnShift))
    }

    /// The document's range of a node of this text.
    func range(of node: CMarkNode) -> SourceRange {
        let start = position(line: node.startLine, column: node.startColumn)
        let end = position(line: node.endLine, column: node.endColumn + 1)
        return SourceRange(start, max(start, end))
    }

    /// Each line's bytes without its ending; line n of the text stands at index n - 1. Found on first use.
    var lines: [Range<Int>] {
        if let lines = lineTable.lines { return lines }
        let lines = findLines()
        lineTable.lines = lines
        return lines
    }

    private final class LineTable {
        var lines: [Range<Int>]?
    }

    /// Which bytes of a text node's literal came from backslash escapes and entities: they are never markup.
    ///
    /// libcmark joins neighbouring text, so the source is read along with the literal. Where the two do not fit
    /// together, all bytes count as escaped.
    func opaqueRanges(of node: CMarkNode, literal: String) -> [Range<Int>] {
        let literal = Array(literal.utf8)
        // An escape or entity is longer than what it stands for.
        guard node.endColumn - node.startColumn + 1 != literal.count else { return [] }
        guard node.startLine == node.endLine, lines.indices.contains(node.startLine - 1) else {
            return [0..<literal.count]
        }
        let start = lines[node.startLine - 1].lowerBound + node.startColumn - 1
        let end = min(bytes.count, start + node.endColumn - node.startColumn + 1)
        guard start >= 0, start <= end else { return [0..<literal.count] }
        return Self.align(bytes[start..<end], literal) ?? [0..<literal.count]
    }

    private static func align(_ source: Slice<UnsafeBufferPointer<UInt8>>, _ literal: [UInt8]) -> [Range<Int>]? {
        var opaque: [Range<Int>] = []
        var read = source.startIndex
        var written = 0
        while read < source.endIndex {
            guard written < literal.count else { return nil }
            let byte = source[read]
            if byte == UInt8(ascii: "\\"), read + 1 < source.endIndex, source[read + 1].isASCIIPunctuation,
                source[read + 1] == literal[written]
            {
                opaque.append(written..<(written + 1))
                (read, written) = (read + 2, written + 1)
            } else if byte == UInt8(ascii: "&"),
                let semicolon = source[read...].prefix(40).firstIndex(of: UInt8(ascii: ";")),
                literal[written] != byte || literal.count - written < source.endIndex - read
            {
                // An entity stands for one character, or (a few names) two, which then do not fit.
                var width = 1
                while written + width < literal.count, literal[written + width] & 0xC0 == 0x80 { width += 1 }
                let isKept = literal[written] == byte && literal[written...].starts(with: source[read...semicolon])
                if isKept {
                    (read, written) = (read + 1, written + 1)
                } else {
                    opaque.append(written..<(written + width))
                    (read, written) = (semicolon + 1, written + width)
                }
            } else {
                guard byte == literal[written] else { return nil }
                (read, written) = (read + 1, written + 1)
            }
        }
        return written == literal.count ? opaque : nil
    }

    private func findLines() -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                lines.append(start..<index)
                if byte == UInt8(ascii: "\r"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\n") {
                    index += 1
                }
                start = index + 1
            }
            index += 1
        }
        if start < bytes.count { lines.append(start..<bytes.count) }
        return lines
    }
}

extension UInt8 {
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
    var isASCIIWhitespace: Bool { self == UInt8(ascii: " ") || (9...13).contains(self) }
    var isASCIILetter: Bool { (65...90).contains(self & 0xDF) }
    var isASCIIDigit: Bool { (48...57).contains(self) }
    var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }
    /// CommonMark's ASCII punctuation.
    var isASCIIPunctuation: Bool {
        (33...47).contains(self) || (58...64).contains(self) || (91...96).contains(self) || (123...126).contains(self)
    }
}
