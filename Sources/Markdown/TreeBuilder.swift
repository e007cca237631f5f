/// Turns libcmark's tree of a text into blocks.
final class TreeBuilder {
    private let source: SourceText
    private let options: MarkdownOptions
    private let inlineReader: InlineReader?
    private(set) var warnings: [MarkdownWarning] = []
    private var tables: [OpaquePointer: TableSource] = [:]
    private var cellTable: CellTree?

    init(source: SourceText, options: MarkdownOptions, footnoteLabels: Set<String>) {
        self.source = source
        self.options = options
        inlineReader =
            options.hasExtensions
            ? InlineReader(source: source.bytes, footnoteLabels: footnoteLabels) : nil
    }

    /// The blocks of the whole text.
    func blocks() -> [Block] {
        withCMarkTree(of: source.bytes) { root in
            guard options.hasExtensions, let reader = TableReader(source: source, root: root) else {
                return blocks(in: root, depth: 0)
            }
            tables = reader.tables
            let cells = CellText(tables: tables, source: source)
            return cells.bytes.withUnsafeBufferPointer { bytes in
                withCMarkTree(of: bytes) { cellRoot in
                    cellTable = CellTree(
                        root: cellRoot, text: SourceText(bytes: bytes, origins: cells.origins),
                        firstLines: cells.firstLines)
                    return blocks(in: root, depth: 0)
                }
            }
        }
    }

    private func blocks(in parent: CMarkNode, depth: Int) -> [Block] {
        guard depth < options.maximumDepth else { return flattened(parent) }
        var blocks: [Block] = []
        for node in parent.children { append(node, to: &blocks, depth: depth) }
        return blocks
    }

    private func append(_ node: CMarkNode, to blocks: inout [Block], depth: Int) {
        let range = source.range(of: node)
        switch node.kind {
        case .paragraph:
            if let table = tables[node.pointer] {
                appendTable(table, of: node, range: range, to: &blocks)
            } else {
                blocks.append(Block(.paragraph(inlines(in: node, of: source)), range: range))
            }
        case .heading:
            if let table = tables[node.pointer] {
                appendTable(table, of: node, range: range, to: &blocks)
            } else {
                let content = inlines(in: node, of: source)
                blocks.append(Block(.heading(level: node.headingLevel, id: "", content: content), range: range))
            }
        case .blockQuote: blocks.append(Block(quote(node, depth: depth), range: range))
        case .list: blocks.append(Block(.list(list(node, depth: depth)), range: range))
        case .codeBlock: blocks.append(Block(.codeBlock(info: node.fenceInfo, text: node.literal), range: range))
        case .htmlBlock: blocks.append(Block(.html(node.literal), range: range))
        case .thematicBreak: blocks.append(Block(.thematicBreak, range: range))
        default: break
        }
    }

    private func quote(_ node: CMarkNode, depth: Int) -> Block.Kind {
        var content = blocks(in: node, depth: depth + 1)
        guard options.hasExtensions, case .paragraph(var inlines)? = content.first?.kind,
            case .text(let marker)? = inlines.first?.kind, marker.hasPrefix("[!"), marker.hasSuffix("]")
        else { return .blockQuote(content) }
        let name = marker.dropFirst(2).dropLast().lowercased()
        guard options.admonitions.contains(name), inlines.count == 1 || inlines[1].kind.isBreak else {
            return .blockQuote(content)
        }
        inlines.removeFirst(min(2, inlines.count))
        if inlines.isEmpty {
            content.removeFirst()
        } else {
            content[0].kind = .paragraph(inlines)
        }
        return .admonition(name: name, content: content)
    }

    private func list(_ node: CMarkNode, depth: Int) -> MarkdownList {
        let items = node.children.map { item in
            var item = MarkdownList.Item(
                isChecked: nil, blocks: blocks(in: item, depth: depth + 1), range: source.range(of: item))
            if options.hasExtensions { item.readTaskMarker() }
            return item
        }
        return MarkdownList(start: node.listStart, isTight: node.isTight, items: Array(items))
    }

    // MARK: Tables

    private func appendTable(_ table: TableSource, of node: CMarkNode, range: SourceRange, to blocks: inout [Block]) {
        guard let cellTable, var line = cellTable.firstLines[node.pointer] else { return }
        if let first = table.leadingLines.first {
            // A paragraph of link definitions only leaves nothing behind.
            let start = cellTable.text.position(line: line, column: 1)
            for number in line..<(line + table.leadingLines.count) {
                guard let paragraph = cellTable.nodes[number] else { continue }
                let content = inlines(in: paragraph, of: cellTable.text)
                blocks.append(
                    Block(
                        .paragraph(content),
                        range: SourceRange(
                            start, SourcePosition(line: start.line + table.leadingLines.count - 1, column: first.column)
                        )))
            }
            line += table.leadingLines.count + 1
        }
        func cell(_ cell: TableSource.Cell) -> MarkdownTable.Cell {
            defer { line += 1 }
            let start = source.position(line: cell.line, column: cell.column)
            let end = SourcePosition(line: start.line, column: start.column + cell.text.count)
            let content = cellTable.nodes[line].map { inlines(in: $0, of: cellTable.text) } ?? []
            return MarkdownTable.Cell(content: content, range: SourceRange(start, end))
        }
        let header = table.header.map(cell)
        let rows = table.rows.map { $0.map(cell) }
        let tableStart = header.first?.range.start ?? range.start
        blocks.append(
            Block(
                .table(MarkdownTable(alignments: table.alignments, header: header, rows: rows)),
                range: SourceRange(tableStart, max(tableStart, range.end))))
        if node.kind == .heading, node.headingLevel == 2 { blocks.append(Block(.thematicBreak, range: range)) }
    }

    // MARK: Inlines

    private func inlines(in parent: CMarkNode, of text: SourceText, depth: Int = 0, inLink: Bool = false) -> [Inline] {
        guard depth < options.maximumDepth else {
            warnings.append(MarkdownWarning(kind: .nestedTooDeep, range: text.range(of: parent)))
            return [Inline(.text(plainText(of: parent)), range: text.range(of: parent))]
        }
        var collector = InlineCollector(reader: inlineReader, inLink: inLink)
        for node in parent.children {
            let range = text.range(of: node)
            switch node.kind {
            case .text:
                let literal = node.literal
                collector.append(text: literal, range: range) { text.opaqueRanges(of: node, literal: literal) }
            case .softBreak: collector.append(Inline(.softBreak, range: range))
            case .lineBreak: collector.append(Inline(.hardBreak, range: range))
            case .code: collector.append(Inline(.code(node.literal), range: range))
            case .htmlInline: collector.append(Inline(.html(node.literal), range: range))
            case .emphasis:
                let content = inlines(in: node, of: text, depth: depth + 1, inLink: inLink)
                collector.append(Inline(.emphasis(content), range: range))
            case .strong:
                let content = inlines(in: node, of: text, depth: depth + 1, inLink: inLink)
                collector.append(Inline(.strong(content), range: range))
            case .link:
                let content = inlines(in: node, of: text, depth: depth + 1, inLink: true)
                collector.append(
                    Inline(.link(destination: node.url, title: node.title, content: content), range: range))
            case .image:
                let content = inlines(in: node, of: text, depth: depth + 1, inLink: true)
                collector.append(Inline(.image(source: node.url, title: node.title, content: content), range: range))
            default: break
            }
        }
        return collector.finish()
    }

    /// What stands too deep, as one paragraph of plain text.
    private func flattened(_ node: CMarkNode) -> [Block] {
        let range = source.range(of: node)
        warnings.append(MarkdownWarning(kind: .nestedTooDeep, range: range))
        return [Block(.paragraph([Inline(.text(plainText(of: node)), range: range)]), range: range)]
    }

    /// All text under a node, found without recursion.
    private func plainText(of root: CMarkNode) -> String {
        var text = ""
        var stack = Array(root.children.map { $0 }.reversed())
        while let node = stack.popLast() {
            switch node.kind {
            case .text, .code, .codeBlock: text += node.literal
            case .softBreak, .lineBreak: text += " "
            default: stack += node.children.map { $0 }.reversed()
            }
        }
        return text
    }
}

/// libcmark's tree of a ``CellText``, its nodes by the line they start at.
struct CellTree {
    let text: SourceText
    let firstLines: [OpaquePointer: Int]
    let nodes: [Int: CMarkNode]

    init(root: CMarkNode, text: SourceText, firstLines: [OpaquePointer: Int]) {
        self.text = text
        self.firstLines = firstLines
        var nodes: [Int: CMarkNode] = [:]
        for node in root.children {
            guard node.startLine <= (text.origins?.count ?? 0) else { break }
            nodes[node.startLine] = node
        }
        self.nodes = nodes
    }
}

extension MarkdownList.Item {
    /// Takes `[ ] ` or `[x] ` off the start of the item's text.
    fileprivate mutating func readTaskMarker() {
        guard case .paragraph(var inlines)? = blocks.first?.kind, case .text(let text)? = inlines.first?.kind else {
            return
        }
        let marker = text.prefix(4)
        guard marker.count == 4 || (marker.count == 3 && inlines.count > 1 && !inlines[1].kind.isBreak) else { return }
        switch marker.prefix(3) {
        case "[ ]": isChecked = false
        case "[x]", "[X]": isChecked = true
        default: return
        }
        guard marker.count == 3 || marker.last?.isWhitespace == true else {
            isChecked = nil
            return
        }
        inlines[0].kind = .text(String(text.dropFirst(marker.count)))
        inlines[0].range.start.column += marker.count
        blocks[0].kind = .paragraph(inlines)
    }
}

extension Inline.Kind {
    var isBreak: Bool { self == .softBreak || self == .hardBreak }
}
