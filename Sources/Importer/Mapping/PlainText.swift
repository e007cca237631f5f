import Primitives

/// What any tool's markdown may hold and no page of ours shows: raw HTML, comments, lists of attributes.
struct PlainMarkdown {
    /// Whether elements in capitals are components of MDX.
    let isMDX: Bool
    var notes: ImportNotes

    init(isMDX: Bool, notes: ImportNotes) { (self.isMDX, self.notes) = (isMDX, notes) }

    /// The end of something that goes on over lines and is left out as a whole.
    private var closing: String?

    mutating func map(_ lines: [SourceLine]) -> [SourceLine] {
        lines.compactMap { line in
            guard !line.isCode else { return line }
            return mapped(line)
        }
    }

    /// Nil where a line held nothing else.
    private mutating func mapped(_ line: SourceLine) -> SourceLine? {
        guard closing != nil || line.text.contains("<") || line.text.contains("{") else { return line }
        var text = withoutHidden(line)
        var kept = notes
        text = text.outsideCode { part in
            Self.elements(in: Self.attributes(in: part, line.number, &kept), line.number, &kept, isMDX)
        }
        notes = kept
        if text.trimmed.isEmpty, !line.isBlank { return SourceLine("", line.number) }
        return line.with(text)
    }

    /// The line without comments, scripts and styles.
    private mutating func withoutHidden(_ line: SourceLine) -> String {
        var text = "", rest = line.text[...]
        while true {
            if let end = closing {
                guard let close = rest.firstRange(ofAnyCase: end) else { return text }
                rest = rest[close.upperBound...]
                closing = nil
            }
            let starts = [
                ("<!--", "-->", "a comment"), ("<script", "</script>", "a script"), ("<style", "</style>", "a style"),
            ]
            let found = starts.compactMap { start in
                rest.firstRange(ofAnyCase: start.0).map { (range: $0, start: start) }
            }.min { $0.range.lowerBound < $1.range.lowerBound }
            guard let found, !isInCode(rest, found.range.lowerBound) else { return text + rest }
            text += rest[..<found.range.lowerBound]
            rest = rest[found.range.upperBound...]
            closing = found.start.1
            notes.left(line.number, found.start.2)
        }
    }

    private func isInCode(_ text: Substring, _ place: Substring.Index) -> Bool {
        text[..<place].count { $0 == "`" } % 2 == 1
    }

    /// `{ .class #id width="300" }`, which dresses what stands before it. An id alone at the end of a heading is ours too.
    private static func attributes(in text: String, _ line: Int, _ notes: inout ImportNotes) -> String {
        guard text.contains("{") else { return text }
        let isHeading = text.hasPrefix("#")
        var text = text
        var found = notes
        text.replace(
            /\s?\{:?\s*(?:[.#][\w-]+|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s}"']+))(?:\s+(?:[.#][\w-]+|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s}"']+)))*\s*\}/
        ) { match in
            let inner = match.output.trimmed.dropFirst().dropLast().trimmed
            // An id of a heading is one here too.
            let id = inner.split(separator: " ").first { $0.hasPrefix("#") }
            if isHeading, let id {
                if id != inner { found.left(line, "attributes \(match.output.trimmed) but for the id") }
                return " {\(id)}"
            }
            found.left(line, "attributes \(match.output.trimmed), since the theme decides the look")
            return ""
        }
        notes = found
        return text
    }

    /// Elements of HTML: those that markdown has a sign for become it, of the others the text stays.
    private static func elements(in text: String, _ line: Int, _ notes: inout ImportNotes, _ isMDX: Bool) -> String {
        guard text.contains("<") else { return text }
        var found = notes
        // `[text](<a file.pdf>)` holds no element.
        let mark = "\u{1}"
        var text = text.replacing("](<", with: "](" + mark).replacing("]: <", with: "]: " + mark)
        text.replace(/<img\b([^>]*?)\/?>/.ignoresCase()) { match in
            let attributes = String(match.output.1)
            guard let source = attribute("src", attributes) else { return "" }
            found.mapped(line, "<img> as a picture")
            return "![\(attribute("alt", attributes) ?? "")](\(source.contains(" ") ? "<\(source)>" : source))"
        }
        text.replace(/<a\b([^>]*)>(.*?)<\/a>/.ignoresCase()) { match in
            guard let target = attribute("href", String(match.output.1)) else { return String(match.output.2) }
            found.mapped(line, "<a> as a link")
            return "[\(match.output.2)](\(target.contains(" ") ? "<\(target)>" : target))"
        }
        let isTable = text.trimmed.hasPrefix("|")
        text.replace(/<br\s*\/?>(\s*$)?/.ignoresCase()) { match in
            found.mapped(line, "<br> as \(isTable ? "a space" : "a line's end")")
            return isTable ? " " : match.output.1 == nil ? "\\\n" : "\\"
        }
        for (names, sign) in [
            ("strong|b", "**"), ("em|i", "*"), ("code|kbd|samp", "`"), ("del|s", "~~"), ("summary", "**"),
        ] {
            guard
                let pattern = try? Regex(
                    "<(\(names))(?:\\s[^>]*)?>(.*?)</(?:\(names))>", as: (Substring, Substring, Substring).self)
            else { continue }
            text.replace(pattern.ignoresCase()) { match in
                found.mapped(line, "<\(match.output.1)> as \(sign)…\(sign)")
                return sign + match.output.2.trimmed + sign
            }
        }
        text.replace(/<\/?([A-Za-z][A-Za-z0-9.]*)(?:\s[^<>]*)?\/?>/) { match in
            let name = String(match.output.1)
            let isComponent = isMDX && name.first?.isUppercase == true
            if !match.output.0.hasPrefix("</") || match.output.0.hasSuffix("/>") {
                found.left(
                    line,
                    isComponent
                        ? "component <\(name)>, of which the text between its tags stays"
                        : "<\(name)>, of which the text stays")
            }
            return ""
        }
        if isMDX, let expression = text.firstMatch(of: /\{[^{}#]+\}/) {
            found.left(line, "expression \(expression.output), which stands in the text as it is")
        }
        notes = found
        return text.replacing(mark, with: "<")
    }

    private static func attribute(_ name: String, _ attributes: String) -> String? {
        guard
            let pattern = try? Regex(
                "\\b\(name)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>]+))",
                as: (Substring, Substring?, Substring?, Substring?).self),
            let found = attributes.firstMatch(of: pattern.ignoresCase())
        else { return nil }
        return (found.output.1 ?? found.output.2 ?? found.output.3).map(String.init)
    }
}

extension Substring {
    /// Where ASCII in lower case stands first, whatever the case of its letters.
    fileprivate func firstRange(ofAnyCase text: String) -> Range<Index>? {
        var start = startIndex
        while let end = utf8.index(start, offsetBy: text.utf8.count, limitedBy: endIndex) {
            let isSame = zip(utf8[start..<end], text.utf8).allSatisfy { byte, wanted in
                byte == wanted || (UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte && byte | 0x20 == wanted)
            }
            if isSame { return start..<end }
            start = utf8.index(after: start)
        }
        return nil
    }
}
