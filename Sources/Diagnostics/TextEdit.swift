/// A stretch of a text and what to put in its place.
public struct TextEdit: Hashable, Sendable {
    /// What is replaced; empty where text is put in.
    public var range: SourceRange
    /// What stands there afterwards.
    public var replacement: String

    /// An edit of a range.
    public init(_ range: SourceRange, _ replacement: String) {
        self.range = range
        self.replacement = replacement
    }
}

extension Diagnostic {
    /// The edit of its first way out, if that can be applied unread.
    public var safeEdit: TextEdit? {
        guard let fix = fixes.first, fix.isSafe, let replacement = fix.replacement else { return nil }
        return TextEdit(fix.range ?? range, replacement)
    }
}

/// A text with edits applied, and those that were: one that overlaps an earlier one, or whose place is not in the text, is left out.
///
/// Lines and columns are counted as diagnostics count them: from 1, in bytes, without a byte order mark at the start.
public func applying(_ edits: some Sequence<TextEdit>, to text: [UInt8]) -> (text: [UInt8], applied: [TextEdit]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = text.starts(with: mark) ? mark.count : 0
    var lineStarts = [start]
    for (index, byte) in text.enumerated() where byte == UInt8(ascii: "\n") { lineStarts.append(index + 1) }
    func offset(_ position: SourcePosition) -> Int? {
        guard lineStarts.indices.contains(position.line - 1), position.column >= 1 else { return nil }
        let place = lineStarts[position.line - 1] + position.column - 1
        // Just behind a line's last byte is still on the line.
        let end = position.line < lineStarts.count ? lineStarts[position.line] - 1 : text.count
        return place <= end ? place : nil
    }
    var result: [UInt8] = []
    var done = 0
    var applied: [TextEdit] = []
    for edit in Set(edits).sorted(by: { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }) {
        guard let from = offset(edit.range.start), let to = offset(edit.range.end), from >= done, from <= to else {
            continue
        }
        // Two texts put in at one place: which comes first is nobody's to say.
        if let last = applied.last, last.range == edit.range { continue }
        result += text[done..<from]
        result += Array(edit.replacement.utf8)
        done = to
        applied.append(edit)
    }
    return (result + text[done...], applied)
}
