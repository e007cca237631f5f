/// Parses a text in these steps:
///
/// 1. libcmark reads the blocks and the CommonMark inlines.
/// 2. Footnote definitions, which libcmark takes for paragraphs or link definitions, are cut out and parsed apart.
/// 3. Paragraphs that hold a table are found and all their cells parsed in one go (``TableReader``).
/// 4. The tree is built; text is searched for the inline extensions on the way (``InlineReader``).
/// 5. Headings get their ids and footnotes their numbers.
func parseMarkdown(_ source: SourceText, options: MarkdownOptions) -> MarkdownDocument {
    guard options.hasExtensions else {
        let builder = TreeBuilder(source: source, options: options, footnoteLabels: [])
        let blocks = builder.blocks()
        return MarkdownDocument(blocks: blocks, warnings: builder.warnings)
    }
    let split = splitFootnotes(source)
    let labels = Set(split?.definitions.map(\.label) ?? [])
    var warnings: [MarkdownWarning] = []

    func build(_ text: SourceText) -> [Block] {
        let builder = TreeBuilder(source: text, options: options, footnoteLabels: labels)
        let blocks = builder.blocks()
        warnings += builder.warnings
        return blocks
    }

    guard let split else {
        var document = MarkdownDocument(blocks: build(source))
        document.warnings = warnings
        document.assignHeadingIDs()
        return document
    }
    var document = MarkdownDocument(
        blocks: split.body.withUnsafeBufferPointer { build(SourceText(bytes: $0, origins: source.origins)) })
    let definitions = parseFootnotes(split, build: build)
    document.warnings = warnings + split.warnings
    document.numberFootnotes(definitions)
    document.assignHeadingIDs()
    return document
}
