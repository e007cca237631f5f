import Primitives

/// Shortcodes of Hugo (`{{< name >}}`, `{{% name %}}`) and Zola (`{{ name() }}`, `{% name() %}`).
struct ShortcodeText {
    /// Which of the two.
    let isZola: Bool
    var notes: ImportNotes

    /// A tag as it stands in a line.
    private struct Tag {
        var range: Range<String.Index>
        var name: String
        var isClosing: Bool
        var arguments: [(name: String?, value: String)]
        var source: String

        func argument(_ names: String..., position: Int? = nil) -> String? {
            let named = names.lazy.compactMap { name in arguments.first { $0.name == name }?.value }.first
            let unnamed = arguments.filter { $0.name == nil }.map(\.value)
            return named ?? position.flatMap { unnamed.indices.contains($0) ? unnamed[$0] : nil }
        }
    }

    mutating func map(_ lines: [SourceLine]) -> [SourceLine] {
        boxes(joined(lines)).withCodeMarked.map { line in line.isCode ? line : inline(line) }
    }

    // MARK: Lines

    /// Tags that were broken over lines, on one.
    private func joined(_ lines: [SourceLine]) -> [SourceLine] {
        var result: [SourceLine] = []
        var open: SourceLine?
        for line in lines {
            var line = line
            if let before = open {
                line = before.with(before.text + " " + line.text.trimmed)
                open = nil
            }
            if !line.isCode, isOpen(line.text) { open = line } else { result.append(line) }
        }
        return result + [open].compactMap(\.self)
    }

    private func isOpen(_ text: String) -> Bool {
        for (start, end) in isZola ? [("{{", "}}"), ("{%", "%}")] : [("{{<", ">}}"), ("{{%", "%}}")] {
            guard let last = text.ranges(of: start).last?.upperBound else { continue }
            if !text[last...].contains(end) { return text.count < 2_000 }
        }
        return false
    }

    /// Tags that hold text between them and stand on lines of their own.
    private mutating func boxes(_ lines: [SourceLine]) -> [SourceLine] {
        var result: [SourceLine] = []
        var index = 0
        while index < lines.count {
            let line = lines[index]
            index += 1
            guard !line.isCode, let tag = tag(in: line.text), !tag.isClosing, holdsText(tag),
                line.text[..<tag.range.lowerBound].allSatisfy(\.isWhitespace)
            else {
                result.append(line)
                continue
            }
            let indent = String(line.text[..<tag.range.lowerBound])
            let rest = String(line.text[tag.range.upperBound...])
            guard let (inner, after) = inner(of: tag, rest: rest, lines: lines, from: index, line) else {
                result.append(line)
                continue
            }
            index = after
            result += box(tag, inner, at: line.number, indent: indent) + [SourceLine("", line.number)]
        }
        return result
    }

    /// Whether a tag is one that text follows, with another to end it.
    private func holdsText(_ tag: Tag) -> Bool {
        Self.boxNames.contains(tag.name) || Callout.name(of: tag.name) != nil
            || ["highlight", "details", "expand", "quote"].contains(tag.name)
    }

    private static let boxNames: Set<String> = ["notice", "hint", "callout", "alert", "admonition", "box"]

    /// What stands between a tag and the one that ends it, and the line behind.
    private func inner(
        of tag: Tag, rest: String, lines: [SourceLine], from start: Int, _ line: SourceLine
    ) -> (lines: [SourceLine], after: Int)? {
        var depth = 1
        var inner: [SourceLine] = []
        for (index, next) in [(start - 1, line.with(rest))] + lines.indices[start...].map({ ($0, lines[$0]) }) {
            var search = next.text[...], taken = ""
            while let found = self.tag(in: String(search)) {
                let text = String(search)
                let isEnd = found.isClosing && (isZola || found.name == tag.name)
                if isEnd {
                    depth -= 1
                } else if isZola ? found.source.hasPrefix("{%") : found.name == tag.name {
                    depth += 1
                }
                if depth == 0 {
                    let before = taken + text[..<found.range.lowerBound]
                    if !before.trimmed.isEmpty { inner.append(next.with(before)) }
                    return (inner, index + 1)
                }
                taken += text[..<found.range.upperBound]
                search = text[found.range.upperBound...]
            }
            if index >= start || !next.isBlank { inner.append(next) }
        }
        return nil
    }

    private mutating func box(_ tag: Tag, _ inner: [SourceLine], at number: Int, indent: String) -> [SourceLine] {
        switch tag.name {
        case "highlight":
            notes.mapped(number, "shortcode 'highlight' as fenced code")
            let language = tag.argument("lang", position: 0) ?? ""
            return [SourceLine("```" + language, number, isCode: true)]
                + inner.map { SourceLine($0.text, $0.number, isCode: true) }
                + [SourceLine("```", number, isCode: true)]
        case "details", "expand":
            let title = tag.argument("title", "summary", position: 0) ?? "Details"
            notes.mapped(number, "shortcode '\(tag.name)' as a bold line with its text below")
            return [SourceLine("**\(title)**", number), SourceLine("", number)] + boxes(inner)
        case "quote":
            notes.mapped(number, "shortcode 'quote' as a quotation")
            let author = tag.argument("author", "source", position: 0).map { [SourceLine("> \($0)", number)] } ?? []
            return boxes(inner).map { $0.prefixed("> ") } + (author.isEmpty ? [] : [SourceLine(">", number)] + author)
        default:
            let isBox = Self.boxNames.contains(tag.name)
            let type =
                isBox ? tag.argument("type", "style", "color", "context", "level", position: 0) ?? "note" : tag.name
            let title =
                tag.argument("title", "header") ?? (isBox ? tag.argument(position: 1) : tag.argument(position: 0))
            let name = Callout.name(of: type) ?? "NOTE"
            notes.mapped(number, "shortcode '\(tag.name)' as [!\(name)]")
            return Callout.lines(name, title: title, boxes(inner), at: number, indent: indent)
        }
    }

    // MARK: Within a line

    private mutating func inline(_ line: SourceLine) -> SourceLine {
        var kept = notes
        let text = line.text.outsideCode { part in
            var part = part, from = 0
            while let tag = tag(in: part, from: part.index(part.startIndex, offsetBy: from)) {
                let (text, note) = replacement(tag)
                if let note {
                    kept.mapped(line.number, note)
                } else {
                    kept.left(
                        line.number, "shortcode \(tag.source)" + (tag.isClosing ? "" : ", which nothing here shows"))
                }
                from = part.distance(from: part.startIndex, to: tag.range.lowerBound) + text.count
                part.replaceSubrange(tag.range, with: text)
            }
            return part
        }
        notes = kept
        return line.with(text)
    }

    /// What a tag stands for, with a note where it says the same; empty where nothing does.
    private func replacement(_ tag: Tag) -> (text: String, note: String?) {
        switch tag.name {
        case "figure", "img", "image":
            guard let source = tag.argument("src", "link", "path", position: 0) else { break }
            let alt = tag.argument("alt", "caption", "title") ?? ""
            let caption = tag.argument("caption", "title").map { $0 == alt ? "" : " *\($0)*" } ?? ""
            return ("![\(alt)](\(bracketed(source)))\(caption)", "shortcode '\(tag.name)' as a picture")
        case "ref", "relref":
            guard let target = tag.argument("path", position: 0) else { break }
            return (bracketed(target), "shortcode '\(tag.name)' as a link")
        case "youtube":
            guard let id = tag.argument("id", position: 0) else { break }
            return ("[Video](https://www.youtube.com/watch?v=\(id))", "shortcode 'youtube' as a link")
        case "vimeo":
            guard let id = tag.argument("id", position: 0) else { break }
            return ("[Video](https://vimeo.com/\(id))", "shortcode 'vimeo' as a link")
        case "gist":
            guard let user = tag.argument(position: 0), let id = tag.argument(position: 1) else { break }
            return ("[Gist](https://gist.github.com/\(user)/\(id))", "shortcode 'gist' as a link")
        case "button", "link":
            guard let target = tag.argument("href", "relref", "url", position: 0) else { break }
            return (
                "[\(tag.argument("text", "title") ?? target)](\(bracketed(target)))",
                "shortcode '\(tag.name)' as a link"
            )
        default: break
        }
        return ("", nil)
    }

    private func bracketed(_ target: String) -> String { target.contains(" ") ? "<\(target)>" : target }

    // MARK: Tags

    private func tag(in text: String, from start: String.Index? = nil) -> Tag? {
        guard text.contains(isZola ? "{" : "{{") else { return nil }
        let rest = text[(start ?? text.startIndex)...]
        if isZola {
            guard
                let found = rest.firstMatch(
                    of: /\{([{%])-?\s*([A-Za-z_]\w*)\s*(?:\((.*?)\))?\s*-?[}%]\}/)
            else { return nil }
            return Tag(
                range: found.range, name: String(found.output.2), isClosing: found.output.2 == "end",
                arguments: Self.arguments(found.output.3.map(String.init) ?? ""), source: String(found.output.0))
        }
        guard let found = rest.firstMatch(of: /\{\{([<%])\s*(\/?)\s*([A-Za-z][\w\/.-]*)\s*(.*?)\s*\/?\s*[>%]\}\}/)
        else {
            return nil
        }
        return Tag(
            range: found.range, name: String(found.output.3), isClosing: !found.output.2.isEmpty,
            arguments: Self.arguments(String(found.output.4)), source: String(found.output.0))
    }

    /// `name="value"`, `name=value`, `"value"` and `value`, with white space or commas between them.
    private static func arguments(_ text: String) -> [(name: String?, value: String)] {
        text.matches(of: /(?:([A-Za-z_][\w-]*)\s*=\s*)?(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`|'([^']*)'|([^\s,"'`=]+))/).map {
            found in
            let value = found.output.2 ?? found.output.3 ?? found.output.4 ?? found.output.5 ?? ""
            return (found.output.1.map(String.init), String(value).replacing("\\\"", with: "\""))
        }
    }
}
