import Diagnostics
import Markdown
import Portal

/// Slips that markdown takes for text: a requirement's number that nothing takes, a reference without its end, a fence that
/// nothing closes.
struct TextSlips {
    private(set) var diagnostics: [Diagnostic] = []
    private let path: String
    private let kind: PageKind
    private let keywords: RequirementKeywords

    /// Goes through a document whose requirements were marked.
    ///
    /// - Parameters:
    ///   - source: the page's text, with line feeds at its lines' ends.
    ///   - keywords: the words by which requirements are known on the page.
    init(
        of document: MarkdownDocument, source: String, kind: PageKind, keywords: RequirementKeywords, path: String
    ) {
        self.path = path
        self.kind = kind
        self.keywords = keywords
        // Most pages hold none of them, and a look at the bytes tells.
        let signs = Signs(source)
        guard signs.any else { return }
        if signs.hasMark {
            document.visitInlines { inline, _ in
                if case .text(let text) = inline.kind { reportMark(in: text, at: inline.range) }
            }
        }
        guard signs.hasReference || signs.hasFence else { return }
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        document.visitBlocks { block in
            switch block.kind {
            case .paragraph(let content), .heading(_, _, let content): reportReference(in: content, lines)
            case .table(let table):
                for cell in table.header + table.rows.joined() { reportReference(in: cell.content, lines) }
            case .codeBlock: reportFence(block.range, lines)
            case .blockQuote, .admonition, .list, .html, .thematicBreak: break
            }
        }
    }

    // MARK: Numbers of requirements

    private mutating func reportMark(in text: String, at range: SourceRange) {
        guard let (place, mark) = RequirementMark.first(in: text) else { return }
        let start = SourcePosition(
            line: range.start.line, column: range.start.column + text[..<place].utf8.count)
        let isPolicy = kind == .policy
        let sentence = text[..<place].trimmed
        let keyword = isPolicy ? keywords.lowerCaseWord(in: sentence.sentences.last ?? sentence) : nil
        let none = keywords.names(of: [.must, .should, .may]).joined(separator: ", ")
        let all = keywords.names(of: [.must, .mustNot, .should])
        diagnostics.append(
            Diagnostic(
                .error, .requirementMark, path: path,
                range: SourceRange(
                    start, SourcePosition(line: start.line, column: start.column + "{#R\(mark.number)}".utf8.count)),
                isPolicy
                    ? "Number R\(mark.number) stands behind no requirement: the sentence has none of \(none)"
                    : "Number R\(mark.number) stands in \(Self.name(of: kind)); only policies hold requirements",
                explanation: isPolicy
                    ? "Without the word in capitals the sentence is in no register, and the number is printed as text."
                    : nil,
                fixes: isPolicy
                    ? [
                        .init(
                            keyword.map { "write '\($0.uppercased())' for '\($0)'" }
                                ?? "write what binds with \(all.joined(separator: ", ")) or \(keywords.names(of: [.may]).joined()), and the number after its period"
                        )
                    ] : [.init("move the rule to a policy, or remove the number")]))
    }

    private static func name(of kind: PageKind) -> String {
        switch kind {
        case .policy: "a policy"
        case .licence: "a licence"
        case .evaluation: "an evaluation"
        case .guide: "a guide"
        case .glossary: "the glossary"
        case .page: "a plain page"
        }
    }

    // MARK: References

    /// What `[[` without `]]` leaves in a run of text.
    private mutating func reportReference(in content: [Inline], _ lines: [Substring]) {
        guard let first = content.first?.range.start, let last = content.last?.range.end,
            lines.indices.contains(first.line - 1)
        else { return }
        // Code is not looked into, and an escaped bracket is meant.
        let text = content.reduce(into: "") { text, inline in
            if case .text(let value) = inline.kind { text += value } else { text += "\u{0}" }
        }
        guard text.hasUnclosedReference else { return }
        for number in first.line...max(first.line, min(last.line, lines.count)) {
            guard let place = lines[number - 1].unescapedReferenceStart else { continue }
            diagnostics.append(
                Diagnostic(
                    .warning, .unclosedReference, path: path,
                    range: SourceRange(
                        line: number, column: lines[number - 1][..<place].utf8.count + 1, length: 2),
                    "A reference that starts with '[[' has no ']]'",
                    fixes: [.init("close it with ]], or write \\[\\[ where brackets are meant")]))
            return
        }
    }

    // MARK: Fences

    private mutating func reportFence(_ range: SourceRange, _ lines: [Substring]) {
        guard lines.indices.contains(range.start.line - 1) else { return }
        let opening = lines[range.start.line - 1].withoutContainers
        guard let sign = opening.first, sign == "`" || sign == "~" else { return }
        let length = opening.prefix { $0 == sign }.count
        guard length >= 3 else { return }
        let last = min(max(range.end.line, range.start.line), lines.count)
        // The end of an unclosed block may be counted with or without empty lines after it.
        let closing = lines[range.start.line..<last].last { !$0.withoutContainers.isEmpty }?.withoutContainers ?? ""
        guard closing.prefix(while: { $0 == sign }).count < length || !closing.allSatisfy({ $0 == sign }) else {
            return
        }
        diagnostics.append(
            Diagnostic(
                .warning, .unclosedFence, path: path,
                range: SourceRange(line: range.start.line, column: max(1, range.start.column), length: length),
                "The code that starts here has no end; all below it is code",
                fixes: [.init("put a line with \(String(repeating: sign, count: length)) below the code")]))
    }
}

/// What a page's bytes hold of the signs that slips begin with.
private struct Signs {
    var hasMark = false, hasReference = false, hasFence = false
    var any: Bool { hasMark || hasReference || hasFence }

    init(_ source: String) {
        var before: (UInt8, UInt8) = (0, 0)
        for byte in source.utf8 {
            switch (before.0, before.1, byte) {
            case (UInt8(ascii: "{"), UInt8(ascii: "#"), UInt8(ascii: "R")): hasMark = true
            case (_, UInt8(ascii: "["), UInt8(ascii: "[")): hasReference = true
            case (UInt8(ascii: "`"), UInt8(ascii: "`"), UInt8(ascii: "`")),
                (UInt8(ascii: "~"), UInt8(ascii: "~"), UInt8(ascii: "~")):
                hasFence = true
            default: break
            }
            before = (before.1, byte)
        }
    }
}

extension String {
    /// Whether `[[` and a word stand here without `]]` after them.
    fileprivate var hasUnclosedReference: Bool {
        guard let start = self[...].unescapedReferenceStart else { return false }
        return !self[start...].contains("]]")
    }
}

extension Substring {
    /// Where `[[` with a word after it starts, unless a backslash or code holds it.
    fileprivate var unescapedReferenceStart: Index? {
        var isCode = false, previous: Character = " "
        for index in indices {
            let character = self[index]
            if character == "`" { isCode.toggle() }
            if !isCode, character == "[", previous != "\\", previous != "[" {
                let rest = self[index...].dropFirst()
                if rest.first == "[", let next = rest.dropFirst().first, next.isLetter || next.isNumber,
                    !rest.contains("]]")
                {
                    return index
                }
            }
            previous = character
        }
        return nil
    }

    /// The line without the marks of quotes and the space before its text.
    fileprivate var withoutContainers: Substring {
        var rest = drop { $0 == " " || $0 == "\t" || $0 == ">" }
        // A fence may be the first thing of a list's item.
        while let first = rest.first, "-*+".contains(first), rest.dropFirst().first == " " {
            rest = rest.dropFirst().drop { $0 == " " }
        }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return rest
    }
}
