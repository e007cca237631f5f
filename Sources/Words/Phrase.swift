/// A text of the catalogue.
///
/// `{name}` stands for a value, `{count}` for the number that decides on the form; what `[` and `]` enclose is shown in another way,
/// as a link or in bold letters. One text is one sentence or label, so that each language orders its words as it likes.
public struct Phrase: Sendable, Hashable, ExpressibleByStringLiteral {
    /// For a count of one; nil where the text goes with no number.
    public let one: String?
    /// For any other count, or for none.
    public let other: String

    /// A text that goes with no number.
    public init(stringLiteral text: String) {
        one = nil
        other = text
    }

    private init(one: String?, other: String) {
        self.one = one
        self.other = other
    }

    /// A text with a form for each plural form of English and German.
    static func counted(one: String, other: String) -> Phrase { Phrase(one: one, other: other) }

    /// The same with each form changed.
    func mapped(_ change: (String) -> String) -> Phrase { Phrase(one: one.map(change), other: change(other)) }

    /// All forms of the text.
    var forms: [String] { [one, other].compactMap(\.self) }

    /// Whether the text has to be given values.
    public var takesValues: Bool { one != nil || other.contains("{") }

    /// Whether a part of the text is shown in another way.
    public var hasMarks: Bool { other.contains("[") }

    /// The names of the values that a form of the text takes, sorted.
    static func valueNames(in text: String) -> [String] {
        text.split(separator: "{").dropFirst(text.hasPrefix("{") ? 0 : 1)
            .compactMap { $0.split(separator: "}", omittingEmptySubsequences: false).first.map(String.init) }.sorted()
    }
}

/// A text cut at its marks: what stands before, in and after each.
public struct MarkedText: Sendable, Hashable {
    /// The text before the first mark.
    public let before: String
    /// What each mark encloses, with the text up to the next one.
    public let marks: [(marked: String, after: String)]

    /// Cuts a text; one without marks is all `before`.
    public init(_ text: String) {
        let pieces = text.split(separator: "[", omittingEmptySubsequences: false)
        before = pieces.first.map(String.init) ?? ""
        marks = pieces.dropFirst().map { piece in
            let parts = piece.split(separator: "]", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        }
    }

    public static func == (one: Self, other: Self) -> Bool {
        one.before == other.before && one.marks.elementsEqual(other.marks) { $0 == $1 }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(before)
        for mark in marks {
            hasher.combine(mark.marked)
            hasher.combine(mark.after)
        }
    }
}
