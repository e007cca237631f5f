extension [Inline] {
    /// The text a reader sees, without markup; line breaks become spaces. References show their text or target.
    public var plainText: String {
        var text = ""
        appendPlainText(to: &text)
        return text
    }

    fileprivate func appendPlainText(to text: inout String) {
        for inline in self {
            switch inline.kind {
            case .text(let value), .code(let value): text += value
            case .softBreak, .hardBreak: text += " "
            case .reference(let target, _, let label): text += label ?? target
            case .html, .footnoteReference: break
            case .emphasis, .strong, .strikethrough, .link, .image, .marked: inline.children.appendPlainText(to: &text)
            }
        }
    }
}

extension Block {
    /// The text a reader sees, blocks separated by line feeds, cells by ` | `.
    public var plainText: String {
        switch kind {
        case .paragraph(let content), .heading(_, _, let content): content.plainText
        case .blockQuote(let blocks), .admonition(_, let blocks): blocks.map(\.plainText).joined(separator: "\n")
        case .list(let list):
            list.items.map { $0.blocks.map(\.plainText).joined(separator: "\n") }.joined(separator: "\n")
        case .codeBlock(_, let text): text
        case .html, .thematicBreak: ""
        case .table(let table):
            ([table.header] + table.rows).map { $0.map(\.content.plainText).joined(separator: " | ") }
                .joined(separator: "\n")
        }
    }
}

/// A heading with what follows it, up to the next heading of its level or above.
public struct Section: Sendable, Equatable {
    /// The heading's id, unique in the document.
    public var id: String
    /// From 1 to 6.
    public var level: Int
    /// The heading's plain text.
    public var title: String
    /// Where the heading stands in the source.
    public var range: SourceRange
}

extension MarkdownDocument {
    /// The headings outside of quotes and lists, in order: the table of contents.
    public var sections: [Section] {
        blocks.compactMap { block in
            guard case .heading(let level, let id, let content) = block.kind else { return nil }
            return Section(id: id, level: level, title: content.plainText, range: block.range)
        }
    }
}
