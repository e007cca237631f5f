/// A line of an import's report: what became of something in a source.
public struct ImportNote: Sendable, Hashable {
    /// What became of it.
    public enum Outcome: String, Sendable {
        /// It says the same in another form.
        case mapped
        /// It is in no page, with the reason.
        case left
        /// It reads like a rule; the number that it would have.
        case rule
    }

    /// The line of the source, from 1; 0 for the file as a whole.
    public var line: Int
    public var outcome: Outcome
    /// What it was and what it is now, or why it is not.
    public var text: String
}

/// Gathers notes of one source.
struct ImportNotes {
    private(set) var all: [ImportNote] = []

    mutating func mapped(_ line: Int, _ text: String) { add(.init(line: line, outcome: .mapped, text: text)) }
    mutating func left(_ line: Int, _ text: String) { add(.init(line: line, outcome: .left, text: text)) }
    mutating func rule(_ line: Int, _ text: String) { add(.init(line: line, outcome: .rule, text: text)) }

    private mutating func add(_ note: ImportNote) {
        if all.last != note { all.append(note) }
    }

    /// By line; those of one line as they were found.
    var inReadingOrder: [ImportNote] {
        all.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
    }
}
