/// The plain text below a heading, up to the next heading of any level.
public struct TextSection: Sendable, Equatable {
    /// The heading's id, empty for the text before the first heading.
    public var id: String
    /// The heading's plain text; empty before the first heading.
    public var title: String
    /// The headings above this one, outermost first.
    public var ancestors: [String]
    /// Blocks separated by line feeds.
    public var text: String

    /// A section; its texts are plain text.
    public init(id: String, title: String, ancestors: [String], text: String) {
        self.id = id
        self.title = title
        self.ancestors = ancestors
        self.text = text
    }
}

extension MarkdownDocument {
    /// The document as plain text by heading, the text before the first heading first. Footnotes stand with the last.
    public var textSections: [TextSection] {
        var sections = [TextSection(id: "", title: "", ancestors: [], text: "")]
        var open: [(level: Int, title: String)] = []
        var texts: [String] = []
        func close() {
            sections[sections.count - 1].text = texts.filter { !$0.isEmpty }.joined(separator: "\n")
            texts = []
        }
        for block in blocks {
            guard case .heading(let level, let id, let content) = block.kind else {
                texts.append(block.plainText)
                continue
            }
            close()
            open.removeAll { $0.level >= level }
            let title = content.plainText
            sections.append(TextSection(id: id, title: title, ancestors: open.map(\.title), text: ""))
            open.append((level, title))
        }
        for footnote in footnotes { texts += footnote.blocks.map(\.plainText) }
        close()
        return sections
    }
}
