extension Diagnostic {
    /// `path:line:column: error: summary [id]`, then the line with a caret, the reason, notes and ways out.
    public func text(sourceLine: String? = nil) -> String {
        let place = "\(path):\(range.start.line):\(range.start.column)"
        var text = "\(place): \(severity.rawValue): \(summary) [\(id.rawValue)]\n"
        if let sourceLine, sourceLine.utf8.count <= 300 {
            text += excerpt(of: sourceLine)
        }
        if let explanation {
            text += "    \(explanation)\n"
        }
        for note in notes {
            text += "    \(note.path):\(note.range.start.line):\(note.range.start.column): note: \(note.text)\n"
        }
        for fix in fixes {
            text += "    help: \(fix.title)\n"
        }
        return text
    }

    /// The source line and, under it, carets below the range; columns become display positions here only.
    private func excerpt(of line: String) -> String {
        let bytes = Array(line.utf8)
        guard !bytes.isEmpty, range.start.column <= bytes.count + 1 else { return "" }
        let start = max(0, range.start.column - 1)
        let end = range.end.line == range.start.line ? min(bytes.count, range.end.column - 1) : bytes.count
        let lead = String(decoding: bytes[..<start], as: UTF8.self)
        let marked = String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
        let indent = lead.map { $0 == "\t" ? "\t" : " " }.joined()
        return "    \(line)\n    \(indent)\(String(repeating: "^", count: max(1, marked.count)))\n"
    }
}
