/// What counts as markup beyond CommonMark.
public struct MarkdownOptions: Sendable {
    /// Tables, task lists, strikethrough, autolinks, footnotes, admonitions, `[[references]]` and `{#heading-ids}`.
    public var hasExtensions: Bool
    /// The names that `> [!NAME]` may carry, in lower case.
    public var admonitions: Set<String>
    /// Blocks and inlines nested deeper than this are kept as plain text, so that no input exhausts the stack.
    public var maximumDepth: Int

    /// The names that GitHub gives a look to.
    public static let githubAdmonitions: Set<String> = ["note", "tip", "important", "warning", "caution"]

    /// GitHub's flavour, unless told otherwise.
    public init(
        hasExtensions: Bool = true, admonitions: Set<String> = githubAdmonitions, maximumDepth: Int = 100
    ) {
        self.hasExtensions = hasExtensions
        self.admonitions = admonitions
        self.maximumDepth = maximumDepth
    }

    /// CommonMark 0.30 and nothing else.
    public static let commonMark = MarkdownOptions(hasExtensions: false)
}

extension MarkdownDocument {
    /// Parses markdown with libcmark and reads the extensions out of its tree.
    ///
    /// Never fails: every text is a document. Linear in the length of `source` for all inputs we know of
    /// (`scripts/bench markdown` measures them).
    public init(parsing source: String, options: MarkdownOptions = MarkdownOptions()) {
        var source = source
        self = source.withUTF8 { parseMarkdown(SourceText(bytes: $0), options: options) }
    }
}
