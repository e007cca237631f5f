extension MarkdownDocument {
    /// Replaces the inlines of every paragraph, heading and cell (footnotes included, last), in reading order.
    ///
    /// `change` gets the direct children of one block and what kind of block that is; to reach deeper it calls
    /// ``Inline/mapChildren(_:)``.
    public mutating func transformInlines(_ change: (inout [Inline], InlineContext) -> Void) {
        for index in blocks.indices { blocks[index].transformInlines(change) }
        for index in footnotes.indices {
            for block in footnotes[index].blocks.indices { footnotes[index].blocks[block].transformInlines(change) }
        }
    }
}

/// The kind of block that holds a run of inlines.
public enum InlineContext: Sendable, Equatable {
    case paragraph, heading, tableHeader, tableCell
}

extension Block {
    /// ``MarkdownDocument/transformInlines(_:)`` for one block and all below it.
    public mutating func transformInlines(_ change: (inout [Inline], InlineContext) -> Void) {
        switch kind {
        case .paragraph(var content):
            change(&content, .paragraph)
            kind = .paragraph(content)
        case .heading(let level, let id, var content):
            change(&content, .heading)
            kind = .heading(level: level, id: id, content: content)
        case .blockQuote(var blocks):
            for index in blocks.indices { blocks[index].transformInlines(change) }
            kind = .blockQuote(blocks)
        case .admonition(let name, var blocks):
            for index in blocks.indices { blocks[index].transformInlines(change) }
            kind = .admonition(name: name, content: blocks)
        case .list(var list):
            for item in list.items.indices {
                for index in list.items[item].blocks.indices { list.items[item].blocks[index].transformInlines(change) }
            }
            kind = .list(list)
        case .table(var table):
            for index in table.header.indices { change(&table.header[index].content, .tableHeader) }
            for row in table.rows.indices {
                for index in table.rows[row].indices { change(&table.rows[row][index].content, .tableCell) }
            }
            kind = .table(table)
        case .codeBlock, .html, .thematicBreak: break
        }
    }
}

extension Inline {
    /// The inlines inside this one.
    public var children: [Inline] {
        switch kind {
        case .emphasis(let content), .strong(let content), .strikethrough(let content), .link(_, _, let content),
            .image(_, _, let content), .marked(_, let content):
            content
        case .text, .code, .html, .softBreak, .hardBreak, .reference, .footnoteReference: []
        }
    }

    /// Replaces the inlines inside this one.
    public mutating func mapChildren(_ change: (inout [Inline]) -> Void) {
        var content = children
        guard !content.isEmpty else { return }
        change(&content)
        switch kind {
        case .emphasis: kind = .emphasis(content)
        case .strong: kind = .strong(content)
        case .strikethrough: kind = .strikethrough(content)
        case .link(let destination, let title, _):
            kind = .link(destination: destination, title: title, content: content)
        case .image(let source, let title, _): kind = .image(source: source, title: title, content: content)
        case .marked(let mark, _): kind = .marked(mark, content: content)
        case .text, .code, .html, .softBreak, .hardBreak, .reference, .footnoteReference: break
        }
    }
}

extension MarkdownDocument {
    /// Calls `body` on every inline in reading order, parents before children.
    public func visitInlines(_ body: (Inline, InlineContext) -> Void) {
        func visit(_ inlines: [Inline], _ context: InlineContext) {
            for inline in inlines {
                body(inline, context)
                visit(inline.children, context)
            }
        }
        visitBlocks { block in
            switch block.kind {
            case .paragraph(let content): visit(content, .paragraph)
            case .heading(_, _, let content): visit(content, .heading)
            case .table(let table):
                for cell in table.header { visit(cell.content, .tableHeader) }
                for cell in table.rows.joined() { visit(cell.content, .tableCell) }
            case .blockQuote, .admonition, .list, .codeBlock, .html, .thematicBreak: break
            }
        }
    }

    /// Calls `body` on every block in reading order, parents before children, footnotes last.
    public func visitBlocks(_ body: (Block) -> Void) {
        func visit(_ blocks: [Block]) {
            for block in blocks {
                body(block)
                switch block.kind {
                case .blockQuote(let content), .admonition(_, let content): visit(content)
                case .list(let list): for item in list.items { visit(item.blocks) }
                case .paragraph, .heading, .codeBlock, .html, .thematicBreak, .table: break
                }
            }
        }
        visit(blocks)
        for footnote in footnotes { visit(footnote.blocks) }
    }
}
