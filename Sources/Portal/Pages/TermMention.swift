import Diagnostics

/// A sentence that uses a phrase of ``SiteSettings/terms``.
public struct TermMention: Sendable, Hashable {
    /// The phrase's place in ``SiteSettings/terms``.
    public var rule: Int
    /// The sentence as plain text.
    public var sentence: String
    /// Where the phrase's text stands in the page.
    public var range: SourceRange

    /// All of it as it was read.
    package init(rule: Int, sentence: String, range: SourceRange) {
        self.rule = rule
        self.sentence = sentence
        self.range = range
    }
}
