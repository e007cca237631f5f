/// How much a diagnostic weighs: an error keeps the site from being published.
public enum Severity: String, Sendable, Comparable, CaseIterable {
    case note, warning, error

    /// Notes come before warnings, warnings before errors.
    public static func < (left: Self, right: Self) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}

/// Something a writer should know about their input: what was found, what was expected, what to do.
///
/// ``DiagnosticID`` lists and explains all that there are.
/// Paths are relative to the folder in which the command ran, so that CI can annotate the right file.
public struct Diagnostic: Hashable, Sendable {
    /// Which of all known problems this is.
    public var id: DiagnosticID
    /// How much it weighs.
    public var severity: Severity
    /// The file, relative to the folder in which the command ran.
    public var path: String
    /// Where in the file: the smallest range that shows the problem.
    public var range: SourceRange
    /// A headline without a final period, the most specific words first.
    public var summary: String
    /// Answers "why?" where the summary does not.
    public var explanation: String?
    /// Other places that belong to the problem, such as the first of two duplicates.
    public var notes: [Note]
    /// Ways out, the best first, each a verb phrase.
    public var fixes: [Fix]

    /// Another place that belongs to a diagnostic.
    public struct Note: Hashable, Sendable {
        /// The file, as ``Diagnostic/path``.
        public var path: String
        /// Where in the file.
        public var range: SourceRange
        /// What the place has to do with the problem, such as "first given here".
        public var text: String

        /// A remark about the given place.
        public init(path: String, range: SourceRange, text: String) {
            self.path = path
            self.range = range
            self.text = text
        }
    }

    /// A way out, with the text to put in place of a range where that is known.
    public struct Fix: Hashable, Sendable {
        /// What to do, as a verb phrase: "write 'owner'".
        public var title: String
        /// What to put in place of the range; nil where that takes a person.
        public var replacement: String?
        /// What is replaced, where that is not the diagnostic's own range; empty where text is put in.
        public var range: SourceRange?
        /// Whether it can be applied unread: it says what was written, only rightly, and changes no meaning. `charter fix` applies
        /// these and no others.
        public var isSafe: Bool

        /// A fix described by a verb phrase.
        public init(_ title: String, replacement: String? = nil, range: SourceRange? = nil, isSafe: Bool = false) {
            self.title = title
            self.replacement = replacement
            self.range = range
            self.isSafe = isSafe
        }

        /// The fix as one that can be applied unread.
        public var safe: Fix { Fix(title, replacement: replacement, range: range, isSafe: replacement != nil) }
    }

    /// A diagnostic at a place of a file.
    public init(
        _ severity: Severity, _ id: DiagnosticID, path: String, range: SourceRange = .fileStart, _ summary: String,
        explanation: String? = nil, notes: [Note] = [], fixes: [Fix] = []
    ) {
        self.id = id
        self.severity = severity
        self.path = path
        self.range = range
        self.summary = summary
        self.explanation = explanation
        self.notes = notes
        self.fixes = fixes
    }
}

extension Sequence where Element == Diagnostic {
    /// Sorted by file, place and id, each diagnostic once: the order in which every writer prints them.
    public func inReadingOrder() -> [Diagnostic] {
        var seen = Set<Diagnostic>()
        return filter { seen.insert($0).inserted }.sorted {
            ($0.path, $0.range.start.line, $0.range.start.column, $0.id.rawValue, $0.summary)
                < ($1.path, $1.range.start.line, $1.range.start.column, $1.id.rawValue, $1.summary)
        }
    }
}
