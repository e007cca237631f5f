import Primitives

/// Boxes that stand out of the text: `!!! note` of MkDocs, `:::note` of Docusaurus, `{{% notice %}}` of Hugo's themes.
enum Callout {
    /// The callout of ours that comes nearest to a type of another tool; nil where the type is not known.
    static func name(of type: String) -> String? {
        switch type.lowercased() {
        case "note", "info", "abstract", "summary", "tldr", "todo", "question", "help", "faq", "seealso", "secondary",
            "primary":
            "NOTE"
        case "tip", "hint", "success", "check", "done", "tips": "TIP"
        case "important": "IMPORTANT"
        case "warning", "attention", "warn": "WARNING"
        case "danger", "error", "failure", "fail", "missing", "bug", "caution": "CAUTION"
        case "example", "snippet": "EXAMPLE"
        default: nil
        }
    }

    /// The lines of a callout of ours.
    ///
    /// - Parameters:
    ///   - title: what stands above its text, where that is not the type's own word.
    ///   - indent: white space before each line.
    static func lines(_ name: String, title: String?, _ inner: [SourceLine], at number: Int, indent: String)
        -> [SourceLine]
    {
        var lines = [SourceLine("\(indent)> [!\(name)]", number)]
        if let title, !title.isEmpty, title.lowercased() != name.lowercased() {
            lines += [SourceLine("\(indent)> **\(title)**", number), SourceLine("\(indent)>", number)]
        }
        let content = Array(inner.drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed())
        return lines + content.map { $0.prefixed("\(indent)> ") }
    }
}

/// What MkDocs and its theme Material write beyond markdown.
struct MaterialText {
    /// Reads a file that a text takes in; by its name below the folders where such are looked for.
    let snippet: (String) -> String?
    var notes: ImportNotes

    /// All of it, in the order in which MkDocs reads it.
    mutating func map(_ lines: [SourceLine]) -> [SourceLine] {
        boxes(snippets(lines, depth: 0)).compactMap { line in line.isCode ? line : words(line) }
    }

    /// `--8<-- "file.md"`: the file's own text.
    private mutating func snippets(_ lines: [SourceLine], depth: Int) -> [SourceLine] {
        var result: [SourceLine] = []
        for line in lines {
            guard let found = line.text.firstMatch(of: /^(\s*)-+8<-+\s+["']([^"']+)["']\s*$/) else {
                result.append(line)
                continue
            }
            let name = String(found.output.2)
            guard depth < 5, let text = snippet(name) else {
                notes.left(line.number, "snippet '\(name)': the file is not there")
                continue
            }
            notes.mapped(line.number, "snippet '\(name)' as its text")
            let taken = text.withoutMark.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
                .map { SourceLine(String(found.output.1) + $0, line.number) }
            result += snippets(taken, depth: depth + 1)
        }
        return result.withCodeMarked
    }

    private mutating func boxes(_ lines: [SourceLine]) -> [SourceLine] {
        var result: [SourceLine] = []
        var index = 0
        while index < lines.count {
            let line = lines[index]
            index += 1
            guard !line.isCode,
                let found = line.text.firstMatch(
                    of: /^(\s*)(!!!|\?\?\?\+?|===[!+]?)\s+(?:([A-Za-z][\w-]*)(?:\s+[a-z][\w -]*?)?)?\s*(?:"(.*)")?\s*$/),
                found.output.3 != nil || found.output.4 != nil
            else {
                result.append(line)
                continue
            }
            let range = lines.block(from: index, indent: line.indent + 4)
            let inner = boxes(lines[range].map { $0.dedented(line.indent + 4) })
            index = range.upperBound
            let indent = String(repeating: " ", count: line.indent)
            let title = found.output.4.map(String.init), type = found.output.3.map(String.init) ?? "note"
            if found.output.2.hasPrefix("=") {
                notes.mapped(line.number, "tab '\(title ?? type)' as a bold line with its text below")
                result += [SourceLine("\(indent)**\(title ?? type)**", line.number), SourceLine("", line.number)]
                result += inner.map { $0.prefixed(indent) } + [SourceLine("", line.number)]
                continue
            }
            let name = Callout.name(of: type)
            let folded = found.output.2.hasPrefix("?") ? ", unfolded" : ""
            notes.mapped(line.number, "admonition '\(type)' as [!\(name ?? "NOTE")]\(folded)")
            // A quotation is one; of an unknown type, its word is the title.
            if type == "quote" || type == "cite" {
                result += inner.map { $0.prefixed("\(indent)> ") }
            } else {
                result += Callout.lines(
                    name ?? "NOTE", title: title ?? (name == nil ? type.capitalized : nil), inner, at: line.number,
                    indent: indent)
            }
            result.append(SourceLine("", line.number))
        }
        return result
    }

    /// Marks within a line; nil where the whole line goes.
    private mutating func words(_ line: SourceLine) -> SourceLine? {
        var text = line.text
        if text.trimmed == "[TOC]" {
            notes.left(line.number, "[TOC], since a page with headings has a table of contents")
            return nil
        }
        if let found = text.firstMatch(of: /^\*\[([^\]]+)\]:\s*(.*)$/) {
            notes.left(
                line.number,
                "abbreviation '\(found.output.1)': \(found.output.2); a term of content/glossary.md explains it on every page"
            )
            return nil
        }
        var kept = notes
        text = text.outsideCode { part in
            var part = part
            part.replace(/\s?:(?:material|octicons|fontawesome|simple)-[\w-]+:/) { found in
                kept.left(line.number, "icon \(found.output.trimmed)")
                return ""
            }
            part.replace(/\+\+([\w+-]+)\+\+/) { found in
                kept.mapped(line.number, "keys '\(found.output.1)' as code")
                return "`" + found.output.1.split(separator: "+").map { $0.capitalized }.joined(separator: "+") + "`"
            }
            part.replace(/==([^=\s](?:[^=]*[^=\s])?)==/) { found in
                kept.mapped(line.number, "marked text as bold")
                return "**\(found.output.1)**"
            }
            if let macro = part.firstMatch(of: /\{[{%].*?[%}]\}/) {
                kept.left(line.number, "macro \(macro.output), which stands in the text as it is")
            }
            return part
        }
        notes = kept
        return line.with(text)
    }
}

/// What Docusaurus writes beyond markdown: `:::note`, JSX and imports.
struct DirectiveText {
    var notes: ImportNotes

    mutating func map(_ lines: [SourceLine]) -> [SourceLine] { boxes(lines.compactMap { code($0) }) }

    /// Lines of JavaScript; nil where the whole line goes.
    private mutating func code(_ line: SourceLine) -> SourceLine? {
        guard !line.isCode else { return line }
        if line.text.firstMatch(
            of: /^(?:import\s+.*from\s+['"]|import\s+['"]|export\s+(?:const|default|function|let)\b)/) != nil
        {
            notes.left(line.number, "\(line.text.prefix(60)), since pages hold no code")
            return nil
        }
        var kept = notes
        let text = line.text.outsideCode { part in
            var part = part
            part.replace(/\{\/\*.*?\*\/\}/) { _ in
                kept.left(line.number, "a comment")
                return ""
            }
            part.replace(/<TabItem\b[^>]*?label=["']([^"']+)["'][^>]*>/) { found in
                kept.mapped(line.number, "tab '\(found.output.1)' as a bold line with its text below")
                return "**\(found.output.1)**\n"
            }
            return part
        }
        notes = kept
        // Components are indented, and four spaces would make the text code.
        if text != line.text, line.text.trimmed.hasPrefix("<TabItem") { return line.with(text.trimmed + "\n") }
        if text.trimmed.isEmpty, !line.isBlank { return nil }
        return line.with(text)
    }

    private mutating func boxes(_ lines: [SourceLine]) -> [SourceLine] {
        var result: [SourceLine] = []
        var index = 0
        while index < lines.count {
            let line = lines[index]
            index += 1
            guard !line.isCode,
                let found = line.text.firstMatch(
                    of: /^(\s*)(:{3,})\s*([A-Za-z][\w-]*)\s*(?:\[(.*)\])?\s*([^{]*?)\s*(?:\{.*\})?\s*$/)
            else {
                result.append(line)
                continue
            }
            let colons = found.output.2.count
            let end = end(of: colons, in: lines, from: index)
            let type = String(found.output.3)
            guard let end else {
                notes.left(line.number, "'\(line.text.trimmed)', which has no end, stands in the text as it is")
                result.append(line)
                continue
            }
            let inner = boxes(Array(lines[index..<end]))
            index = end + 1
            let given = found.output.4.map(String.init) ?? String(found.output.5)
            let name = Callout.name(of: type)
            notes.mapped(line.number, "directive ':::\(type)' as [!\(name ?? "NOTE")]")
            result += Callout.lines(
                name ?? "NOTE", title: given.isEmpty ? (name == nil ? type.capitalized : nil) : given, inner,
                at: line.number, indent: String(found.output.1))
            result.append(SourceLine("", line.number))
        }
        return result
    }

    /// The line that ends a box of so many colons. Boxes of as many may stand within it, though the tool wants fewer there.
    private func end(of colons: Int, in lines: [SourceLine], from start: Int) -> Int? {
        var depth = 1
        for index in lines.indices.dropFirst(start) where !lines[index].isCode {
            let text = lines[index].text.trimmed
            guard text.prefix(while: { $0 == ":" }).count == colons else { continue }
            if text.count == colons {
                depth -= 1
                if depth == 0 { return index }
            } else if text.dropFirst(colons).drop(while: { $0 == " " }).first?.isLetter == true {
                depth += 1
            }
        }
        return nil
    }
}
