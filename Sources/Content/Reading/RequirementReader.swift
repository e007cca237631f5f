import Diagnostics
import Markdown
import Portal

extension MarkdownDocument {
    /// Finds the sentences that bind, numbers them and marks them as `<span class="requirement" id="POL-001-R3">`.
    ///
    /// A sentence that holds one of the `keywords`, such as MUST, SHOULD or MAY (RFC 2119, RFC 8174), is a requirement. `{#R3}` after it gives its number; the others are counted on from the highest number given. A number in a
    /// cell without such a word is that of the row, and one below a table that of the whole table: what they say binds.
    mutating func markRequirements(
        policyID: String, citation: String, path: String, keywords: RequirementKeywords, language: String,
        diagnostics: inout [Diagnostic]
    ) -> [Requirement] {
        var reader = RequirementReader(
            policyID: policyID, citation: citation, path: path, keywords: keywords,
            abbreviations: Abbreviations(language: language))
        joinTablesWithTheirNumbers()
        for index in blocks.indices {
            if case .heading(_, let id, let content) = blocks[index].kind {
                reader.section = (id, content.plainText)
            } else {
                blocks[index].transformTables { reader.mark(&$0) }
                blocks[index].transformInlines { inlines, context in
                    guard context != .heading, context != .tableHeader else { return }
                    reader.mark(&inlines)
                }
            }
        }
        reader.number(&self)
        diagnostics += reader.diagnostics
        return reader.requirements
    }
}

struct RequirementReader {
    let policyID: String
    let citation: String
    let path: String
    let keywords: RequirementKeywords
    let abbreviations: Abbreviations
    var section = (id: "", title: "")
    var requirements: [Requirement] = []
    var diagnostics: [Diagnostic] = []

    init(
        policyID: String, citation: String, path: String, keywords: RequirementKeywords, abbreviations: Abbreviations
    ) {
        self.policyID = policyID
        self.citation = citation
        self.path = path
        self.keywords = keywords
        self.abbreviations = abbreviations
    }

    /// Wraps the sentences of one block that bind; numbers not given are 0 until ``number(_:)``.
    mutating func mark(_ inlines: inout [Inline]) {
        let text = inlines.plainText
        guard keywords.mayStand(in: text),
            !inlines.contains(where: \.isMarked)
        else { return }
        var result: [Inline] = []
        for sentence in splitSentences(inlines) {
            let (content, pinned) = takingNumber(sentence)
            let text = content.plainText.trimmed
            guard let level = keywords.level(of: text) else {
                // A number that nothing takes stays in the text, where it is found and reported.
                result += sentence
                continue
            }
            let start = content.first?.range.start ?? SourcePosition(line: 1, column: 1)
            let end = content.last?.range.end ?? start
            let range = SourceRange(start, max(start, end))
            // White space between sentences stays outside of the mark.
            let (space, rest) = content.splittingLeadingSpace()
            result += space + [add(level, text, pinned: pinned, range: range, around: rest)]
        }
        inlines = result
    }

    /// Adds a requirement and marks what readers are led to.
    mutating func add(
        _ level: Requirement.Level, _ text: String, pinned: Int?, range: SourceRange, around content: [Inline]
    ) -> Inline {
        report(keywords.doubt(in: text), at: range)
        requirements.append(
            Requirement(
                number: pinned ?? 0, isPinned: pinned != nil, level: level, text: text, sectionID: section.id,
                sectionTitle: section.title, range: range))
        let mark = Inline.Mark(elementName: "span", attributes: [], slot: "requirement:\(requirements.count - 1)")
        return Inline(.marked(mark, content: content), range: range)
    }

    /// Counts the requirements without a number and gives every mark its attributes.
    mutating func number(_ document: inout MarkdownDocument) {
        var taken: [Int: SourceRange] = [:]
        for index in requirements.indices where requirements[index].isPinned {
            let requirement = requirements[index]
            if let first = taken[requirement.number] {
                diagnostics.append(
                    Diagnostic(
                        .error, .duplicateRequirement, path: path, range: requirement.range,
                        "Requirement number R\(requirement.number) is given twice",
                        notes: [.init(path: path, range: first, text: "first given here")],
                        fixes: [.init("give the newer one the next free number")]))
            }
            taken[requirement.number] = requirement.range
        }
        var next = (taken.keys.max() ?? 0) + 1
        for index in requirements.indices where !requirements[index].isPinned {
            requirements[index].number = next
            diagnostics.append(
                Diagnostic(
                    .warning, .requirementUnnumbered, path: path, range: requirements[index].range,
                    "Requirement has no number of its own; it counts as R\(next) for now",
                    explanation: "A number in the text keeps links and citations right when sentences move.",
                    fixes: [.init("run 'charter number', or write {#R\(next)} after the sentence")]))
            next += 1
        }
        let requirements = requirements
        let policyID = policyID
        let citation = citation
        document.transformInlines { inlines, _ in
            for index in inlines.indices {
                guard case .marked(var mark, let content) = inlines[index].kind,
                    let slot = mark.slot, slot.hasPrefix("requirement:"), let position = Int(slot.dropFirst(12))
                else { continue }
                let requirement = requirements[position]
                let id = requirement.id(in: policyID)
                mark.attributes = [
                    [
                        "class",
                        "requirement requirement-\(requirement.level.cssClass)",
                    ],
                    ["id", id], ["tabindex", "-1"], ["data-cite", "\(id), \(citation)"],
                ]
                inlines[index].kind = .marked(mark, content: content)
            }
        }
    }

    // MARK: Words

    /// Reports words that a reader takes otherwise than the register does.
    private mutating func report(_ doubt: RequirementKeywords.Doubt?, at range: SourceRange) {
        switch doubt {
        case nil: return
        case .misleading(let phrase, let meant):
            diagnostics.append(
                Diagnostic(
                    .warning, .requirementNegation, path: path, range: range,
                    "'\(phrase)' does not forbid; a ban is '\(meant)'",
                    fixes: [.init("write '\(meant)'"), .init("or say what is not needed without capitals")]))
        case .lowerCaseNegation(let verb, let negation):
            diagnostics.append(
                Diagnostic(
                    .warning, .requirementNegation, path: path, range: range,
                    "'\(verb)' stands in capitals and '\(negation)' beside it does not; the register reads '\(verb)' alone",
                    fixes: [
                        .init("write '\(negation.uppercased())' in capitals if it belongs to '\(verb)'"),
                        .init("or put what it belongs to into a sentence or clause of its own"),
                    ]))
        }
    }

    // MARK: Sentences

    /// The inlines cut into sentences; only text at the top level is cut.
    private func splitSentences(_ inlines: [Inline]) -> [[Inline]] {
        var sentences: [[Inline]] = [[]]
        for (position, inline) in inlines.enumerated() {
            guard case .text(let text) = inline.kind else {
                sentences[sentences.count - 1].append(inline)
                continue
            }
            let next = position + 1 < inlines.count ? inlines[position + 1].kind : nil
            for (index, piece) in pieces(of: text, isFollowedBySpace: next == .softBreak || next == .hardBreak)
                .enumerated()
            {
                if index > 0 { sentences.append([]) }
                guard !piece.text.isEmpty else { continue }
                let start = SourcePosition(
                    line: inline.range.start.line, column: inline.range.start.column + piece.offset)
                let end = SourcePosition(line: start.line, column: start.column + piece.text.utf8.count)
                sentences[sentences.count - 1].append(Inline(.text(piece.text), range: SourceRange(start, end)))
            }
        }
        return sentences.filter { !$0.isEmpty }
    }

    /// A text cut after each sentence's end, a number mark included. An empty last piece starts a new sentence.
    private func pieces(of text: String, isFollowedBySpace: Bool) -> [(text: String, offset: Int)] {
        var pieces: [(text: String, offset: Int)] = []
        let characters = Array(text)
        var start = 0
        var offset = 0
        var index = 0
        func cut(at end: Int) {
            let piece = String(characters[start..<end])
            pieces.append((piece, offset))
            offset += piece.utf8.count
            start = end
        }
        while index < characters.count {
            guard ".!?".contains(characters[index]) else {
                index += 1
                continue
            }
            var end = index + 1
            while end < characters.count, "\")’”“»".contains(characters[end]) { end += 1 }
            let endsText = end == characters.count
            guard endsText ? isFollowedBySpace : characters[end].isWhitespace else {
                index = end
                continue
            }
            // An abbreviation such as "e.g." goes on in lower case.
            let following = characters[end...].first { !$0.isWhitespace }
            if let following, following.isLowercase {
                index = end
                continue
            }
            if abbreviations.end(characters[start..<index]) {
                index = end
                continue
            }
            if following == "{", let close = characters[end...].firstIndex(of: "}") { end = close + 1 }
            cut(at: end)
            index = end
        }
        if start < characters.count || isFollowedBySpace && !pieces.isEmpty { cut(at: characters.count) }
        return pieces
    }

    /// Takes `{#R3}` off the end of a sentence.
    func takingNumber(_ sentence: [Inline]) -> ([Inline], Int?) {
        guard case .text(let text)? = sentence.last?.kind, let end = RequirementMark.atEnd(of: text) else {
            return (sentence, nil)
        }
        var sentence = sentence
        let leading = text.prefix(while: \.isWhitespace)
        let kept = leading + end.before
        sentence[sentence.count - 1].kind = .text(String(kept))
        sentence[sentence.count - 1].range.end.column -= text.utf8.count - kept.utf8.count
        return (sentence, end.mark.number)
    }
}

extension Inline {
    /// Whether a row's number covers it already.
    fileprivate var isMarked: Bool { if case .marked = kind { true } else { false } }
}

extension [Inline] {
    /// Leading breaks and white space, and the rest.
    fileprivate func splittingLeadingSpace() -> ([Inline], [Inline]) {
        var space: [Inline] = []
        var rest = self
        while let first = rest.first {
            if first.kind == .softBreak || first.kind == .hardBreak {
                space.append(rest.removeFirst())
            } else if case .text(let text) = first.kind, let lead = text.first, lead.isWhitespace {
                let blank = String(text.prefix(while: \.isWhitespace))
                space.append(Inline(.text(blank), range: first.range))
                rest[0].kind = .text(String(text.dropFirst(blank.count)))
                rest[0].range.start.column += blank.utf8.count
                if blank.count == text.count { rest.removeFirst() }
            } else {
                break
            }
        }
        return (space, rest)
    }
}
