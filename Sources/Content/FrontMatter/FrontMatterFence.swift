import Diagnostics
import Primitives

/// What is wrong with the lines of `---` around front matter, as far as a look at the lines tells.
enum FrontMatterFence {
    /// A page that does not begin with `---`.
    static func missing(in text: String, path: String) -> Diagnostic {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let index = lines.firstIndex { !$0.trimmed.isEmpty } ?? 0
        let first = lines.first { !$0.trimmed.isEmpty } ?? ""
        let line = index + 1
        func problem(_ summary: String, _ range: SourceRange, _ fix: Diagnostic.Fix) -> Diagnostic {
            Diagnostic(.error, .frontMatterMissing, path: path, range: range, summary, fixes: [fix])
        }
        if first.trimmed == "+++" {
            return problem(
                "Front matter in TOML is not read", SourceRange(line: line, length: 3),
                .init("run 'charter import' on pages from Hugo or Zola, or write it as YAML between lines of ---"))
        }
        if isNearly(first, fence: "---") {
            let isLate = index > 0 && first.trimmed == "---"
            return problem(
                isLate
                    ? "An empty line stands above the --- that begins front matter; the --- must be the first line"
                    : "Line \(line) is '\(first.trimmed)'; front matter begins with '---' alone",
                SourceRange(line: line, length: max(1, first.utf8.count)),
                Diagnostic.Fix(
                    "begin the file with '---'", replacement: "---",
                    range: SourceRange(
                        SourcePosition(line: 1, column: 1), SourcePosition(line: line, column: first.utf8.count + 1)),
                    isSafe: true))
        }
        // Keys without the line above them: another front matter on top would give two titles.
        if let entry = YAMLEntry(first), entry.isWord, entry.isSeparated,
            let end = lines.firstIndex(where: { $0.trimmed == "---" })
        {
            return problem(
                "The line of --- above '\(entry.key)' is missing; line \(end + 1) ends the front matter",
                SourceRange(line: line, length: max(1, entry.key.utf8.count)),
                Diagnostic.Fix(
                    "put a line with --- above it", replacement: "---\n",
                    range: SourceRange(line: 1, column: 1, length: 0), isSafe: index == 0))
        }
        return problem(
            "Page has no front matter; it must start with --- and a title", .fileStart,
            .init("start the file with three lines: ---, title: …, ---"))
    }

    /// Front matter without a line that ends it.
    static func unclosed(in text: String, path: String) -> Diagnostic {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if let index = lines.indices.dropFirst().first(where: { isNearly(lines[$0], fence: "---") }) {
            let range = SourceRange(line: index + 1, length: max(1, lines[index].utf8.count))
            return Diagnostic(
                .error, .frontMatterUnclosed, path: path, range: range,
                "Line \(index + 1) is '\(lines[index])'; front matter ends with '---' alone, at the start of a line",
                fixes: [.init("write '---'", replacement: "---", range: range, isSafe: true)])
        }
        // The first line that can be none of front matter, behind lines that can.
        let end = lines.indices.dropFirst().first { lines[$0].trimmed.isEmpty || lines[$0].hasPrefix("#") }
        return Diagnostic(
            .error, .frontMatterUnclosed, path: path, range: SourceRange(line: 1, length: 3),
            "Front matter has no end; a second line with --- is missing",
            fixes: [
                .init(
                    end.map { "put a line with --- below the last key, it seems at line \($0 + 1)" }
                        ?? "put a line with --- below the last key")
            ])
    }

    /// Whether a line was to be a fence: dashes of any kind and number, with space around them.
    private static func isNearly(_ line: Substring, fence: String) -> Bool {
        let text = line.trimmed
        return (2...6).contains(text.count) && text.allSatisfy { "-–—−".contains($0) }
            || ["—", "–—", "—-"].contains(text)
    }
}
