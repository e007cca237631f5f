/// The known word that an unknown one most likely meant, with the words that offer it: the summary ends with the
/// question, and a fix takes it up.
///
/// ```swift
/// let near = Suggestion(for: name, among: known)
/// Diagnostic(.error, id, path: path, range: range, "Licence '\(name)' has no page" + near.question,
///     fixes: near.fixes(otherwise: "write its page first"))
/// ```
public struct Suggestion: Hashable, Sendable {
    /// The nearest known word, nil where none is close.
    public let word: String?

    /// The candidate nearest to `unknown` as ``nearestWord(to:among:)`` finds it.
    public init(for unknown: String, among candidates: some Sequence<String>) {
        word = nearestWord(to: unknown, among: candidates)
    }

    /// A word found elsewhere, nil where there is none.
    public init(_ word: String?) { self.word = word }

    /// `; did you mean 'x'?`, or nothing: the end of a summary.
    public var question: String { word.map { "; did you mean '\($0)'?" } ?? "" }

    /// `write 'x'`, or what to do where no word is close.
    public func advice(_ verb: String = "write", otherwise: String) -> String {
        word.map { "\(verb) '\($0)'" } ?? otherwise
    }

    /// To write the word in place of the diagnostic's range; empty where no word is close.
    public var fixes: [Diagnostic.Fix] { word.map { [Diagnostic.Fix("write '\($0)'", replacement: $0)] } ?? [] }

    /// ``fixes``, or the one other way out where no word is close.
    public func fixes(otherwise: String) -> [Diagnostic.Fix] { word == nil ? [Diagnostic.Fix(otherwise)] : fixes }

    /// The word in another form, such as a path relative to the page.
    public func map(_ change: (String) -> String) -> Suggestion { Suggestion(word.map(change)) }
}
