import Markdown
import Portal

// A table that rules depend on is part of the rules: its rows, or all of it, can carry numbers.

extension RequirementReader {
    /// Marks the rows that carry a number, or the whole table where its last row holds nothing else.
    ///
    /// What a row says binds like a sentence with MUST, unless one of its cells has another of the words.
    mutating func mark(_ table: inout MarkdownTable) {
        let titles = table.header.map(\.content.plainText.trimmed)
        let whole = table.rows.last.flatMap(number(alone:))
        if whole != nil { table.rows.removeLast() }
        if let whole, let first = table.header.first {
            let text = table.rows.map { rowText($0, titles) }.joined(separator: ". ")
            let range = SourceRange(first.range.start, table.rows.last?.last?.range.end ?? first.range.end)
            table.header[0].content = [
                add(keywords.level(of: text) ?? .must, text, pinned: whole, range: range, around: first.content)
            ]
        }
        for row in table.rows.indices { mark(&table.rows[row], titles) }
    }

    private mutating func mark(_ row: inout [MarkdownTable.Cell], _ titles: [String]) {
        guard let first = row.first, let last = row.last,
            let (column, content, number) = row.indices.reversed().compactMap({ numbered(row[$0], at: $0) }).first
        else { return }
        row[column].content = content
        let text = rowText(row, titles), range = SourceRange(first.range.start, last.range.end)
        let carriers = row.indices.filter { takingNumber(row[$0].content).1 == nil }
        for carrier in carriers {
            let content = row[carrier].content
            if carrier == carriers.first {
                row[carrier].content = [
                    add(keywords.level(of: text) ?? .must, text, pinned: number, range: range, around: content)
                ]
            } else if keywords.level(of: content.plainText) != nil {
                // The row's number is that of the sentences in its cells, too.
                let mark = Inline.Mark(elementName: "span", attributes: [])
                row[carrier].content = [Inline(.marked(mark, content: content), range: row[carrier].range)]
            }
        }
    }

    /// A cell's text and number; nil where it has none, or a sentence with one of the words that carries it.
    private func numbered(
        _ cell: MarkdownTable.Cell, at column: Int
    ) -> (column: Int, content: [Inline], number: Int)? {
        let (content, number) = takingNumber(cell.content)
        guard let number, keywords.level(of: content.plainText) == nil else { return nil }
        return (column, content, number)
    }

    /// The number in a row that holds nothing else.
    private func number(alone row: [MarkdownTable.Cell]) -> Int? {
        guard let first = row.first, row.dropFirst().allSatisfy({ $0.content.plainText.trimmed.isEmpty }),
            let end = RequirementMark.atEnd(of: first.content.plainText), end.before.isEmpty
        else { return nil }
        return end.mark.number
    }

    /// `Class: Public; Fine-tuning: yes`.
    private func rowText(_ row: [MarkdownTable.Cell], _ titles: [String]) -> String {
        zip(titles, row).compactMap { title, cell in
            let text = cell.content.plainText.trimmed
            return text.isEmpty ? nil : title.isEmpty ? text : "\(title): \(text)"
        }.joined(separator: "; ")
    }
}

extension MarkdownDocument {
    /// A paragraph of a number alone, right below a table, becomes the table's last row.
    mutating func joinTablesWithTheirNumbers() {
        var index = 1
        while index < blocks.count {
            if case .paragraph(let content) = blocks[index].kind, case .table(var table) = blocks[index - 1].kind,
                var cell = table.header.first, let end = RequirementMark.atEnd(of: content.plainText),
                end.before.isEmpty
            {
                (cell.content, cell.range) = (content, blocks[index].range)
                var empty = cell
                empty.content = []
                table.rows.append([cell] + Array(repeating: empty, count: table.header.count - 1))
                blocks[index - 1].kind = .table(table)
                blocks.remove(at: index)
            } else {
                index += 1
            }
        }
    }
}

extension Block {
    /// Replaces every table of the block, outermost first.
    mutating func transformTables(_ change: (inout MarkdownTable) -> Void) {
        switch kind {
        case .table(var table):
            change(&table)
            kind = .table(table)
        case .blockQuote(var blocks):
            for index in blocks.indices { blocks[index].transformTables(change) }
            kind = .blockQuote(blocks)
        case .admonition(let name, var blocks):
            for index in blocks.indices { blocks[index].transformTables(change) }
            kind = .admonition(name: name, content: blocks)
        case .list(var list):
            for item in list.items.indices {
                for index in list.items[item].blocks.indices { list.items[item].blocks[index].transformTables(change) }
            }
            kind = .list(list)
        case .paragraph, .heading, .codeBlock, .html, .thematicBreak: break
        }
    }
}
