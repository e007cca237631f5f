extension MarkdownDocument {
    /// Gives every heading its id: `{#id}` where the writer set one, else made from its text as GitHub does.
    mutating func assignHeadingIDs() {
        var ids = HeadingIDs()
        var warnings: [MarkdownWarning] = []
        forEachHeading { content, range in
            if let id = takeExplicitID(from: &content) {
                if ids.taken.contains(id) {
                    warnings.append(MarkdownWarning(kind: .duplicateHeadingID(id), range: range))
                }
                return ids.unique(id)
            }
            return ids.unique(headingID(for: content.plainText))
        }
        self.warnings += warnings
    }

    private mutating func forEachHeading(_ makeID: (inout [Inline], SourceRange) -> String) {
        func visit(_ blocks: inout [Block]) {
            for index in blocks.indices {
                switch blocks[index].kind {
                case .heading(let level, _, var content):
                    let id = makeID(&content, blocks[index].range)
                    blocks[index].kind = .heading(level: level, id: id, content: content)
                case .blockQuote(var content):
                    visit(&content)
                    blocks[index].kind = .blockQuote(content)
                case .admonition(let name, var content):
                    visit(&content)
                    blocks[index].kind = .admonition(name: name, content: content)
                case .list(var list):
                    for item in list.items.indices { visit(&list.items[item].blocks) }
                    blocks[index].kind = .list(list)
                case .paragraph, .codeBlock, .html, .thematicBreak, .table: break
                }
            }
        }
        visit(&blocks)
        for index in footnotes.indices { visit(&footnotes[index].blocks) }
    }

    /// Numbers the footnotes in the order of first reference and drops those that nothing refers to.
    mutating func numberFootnotes(_ definitions: [Footnote]) {
        let byLabel = Dictionary(definitions.map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
        var numbers: [String: Int] = [:]
        var ordered: [Footnote] = []

        func number(_ inlines: inout [Inline]) {
            for index in inlines.indices {
                if case .footnoteReference(let label, _, _) = inlines[index].kind, let definition = byLabel[label] {
                    if numbers[label] == nil {
                        ordered.append(definition)
                        numbers[label] = ordered.count
                    }
                    let number = numbers[label] ?? 1
                    ordered[number - 1].referenceCount += 1
                    let occurrence = ordered[number - 1].referenceCount
                    inlines[index].kind = .footnoteReference(label: label, number: number, occurrence: occurrence)
                } else {
                    inlines[index].mapChildren(number)
                }
            }
        }

        for index in blocks.indices { blocks[index].transformInlines { inlines, _ in number(&inlines) } }
        // Footnotes may refer to further footnotes, which join the end of the list.
        var next = 0
        while next < ordered.count {
            var content = ordered[next].blocks
            for index in content.indices { content[index].transformInlines { inlines, _ in number(&inlines) } }
            ordered[next].blocks = content
            next += 1
        }
        footnotes = ordered
        warnings += definitions.filter { numbers[$0.label] == nil }.map {
            MarkdownWarning(kind: .unusedFootnote(label: $0.label), range: $0.range)
        }
    }
}

/// A heading's id as GitHub makes it: lower case, white space to hyphens, punctuation dropped, letters of any script kept.
public func headingID(for text: String) -> String {
    var id = ""
    for scalar in text.lowercased().unicodeScalars {
        switch scalar {
        case "a"..."z", "0"..."9", "-", "_": id.unicodeScalars.append(scalar)
        case " ": id += "-"
        default:
            let properties = scalar.properties
            if !scalar.isASCII,
                properties.isAlphabetic || properties.numericType != nil
                    || properties.generalCategory == .nonspacingMark
            {
                id.unicodeScalars.append(scalar)
            } else if properties.isWhitespace {
                id += "-"
            }
        }
    }
    return id.isEmpty ? "section" : id
}

/// Hands out ids so that none is given twice: `part`, `part-1`, `part-2`.
private struct HeadingIDs {
    private(set) var taken = Set<String>()
    private var nextSuffix: [String: Int] = [:]

    mutating func unique(_ id: String) -> String {
        if taken.insert(id).inserted { return id }
        var suffix = nextSuffix[id] ?? 1
        while !taken.insert("\(id)-\(suffix)").inserted { suffix += 1 }
        nextSuffix[id] = suffix + 1
        return "\(id)-\(suffix)"
    }
}

/// Takes `{#id}` off the end of a heading's text.
private func takeExplicitID(from content: inout [Inline]) -> String? {
    guard case .text(let text)? = content.last?.kind, text.hasSuffix("}"), let open = text.range(ofLast: "{#") else {
        return nil
    }
    let id = text[open.upperBound...].dropLast()
    guard !id.isEmpty,
        id.unicodeScalars.allSatisfy({
            $0.properties.isAlphabetic || $0.properties.numericType != nil || "-_.".unicodeScalars.contains($0)
        })
    else { return nil }
    let before = text[..<open.lowerBound]
    content[content.count - 1].kind = .text(String(before.reversed().drop(while: \.isWhitespace).reversed()))
    return String(id)
}

extension String {
    /// The last occurrence of `word`.
    fileprivate func range(ofLast word: String) -> Range<Index>? {
        var end = endIndex
        while end > startIndex {
            let start = index(before: end)
            if self[start...].hasPrefix(word) { return start..<index(start, offsetBy: word.count) }
            end = start
        }
        return nil
    }
}
