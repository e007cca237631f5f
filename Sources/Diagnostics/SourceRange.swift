/// A place in a source text. Lines and columns count from 1; columns count UTF-8 bytes.
public struct SourcePosition: Hashable, Sendable, Comparable {
    /// The line, from 1.
    public var line: Int
    /// The column in UTF-8 bytes, from 1.
    public var column: Int

    /// The position at `line` and `column`, both from 1.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// In reading order.
    public static func < (left: Self, right: Self) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// A stretch of source text: from `start` up to, but not including, `end`.
public struct SourceRange: Hashable, Sendable {
    /// The first byte.
    public var start: SourcePosition
    /// Just behind the last byte.
    public var end: SourcePosition

    /// The half-open range from `start` to `end`.
    public init(_ start: SourcePosition, _ end: SourcePosition) {
        self.start = start
        self.end = end
    }

    /// The first character of a line: where a problem of the whole file or line points.
    public init(line: Int, column: Int = 1, length: Int = 1) {
        self.init(
            SourcePosition(line: line, column: column), SourcePosition(line: line, column: column + length))
    }

    /// The first character of the file.
    public static let fileStart = SourceRange(line: 1)
}
