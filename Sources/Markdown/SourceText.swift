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

    /// Each line's bytes without its ending; line n of the text stands at index n - 1.
    func lines() -> [Range<Int>] {
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
    var isASCIIPunctuation: Bool { (33...47).contains(self) || (58...64).contains(self) || (91...96).contains(self) || (123...126).contains(self) }
}
