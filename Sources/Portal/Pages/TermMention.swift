import Diagnostics

/// A sentence that uses a phrase of ``SiteSettings/terms``.
public struct TermMention: Sendable, Hashable {
    public var rule: Int
    public var sentence: String
    public var range: SourceRange

    /// All of it as it was read.
    package init(rule: Int, sentence: String, range: SourceRange) {
        self.rule = rule
        self.sentence = sentence
        self.range = range
    }
}
