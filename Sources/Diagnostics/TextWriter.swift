import Primitives

extension Diagnostic {
    /// `path:line:column: error: summary [id]`, then the line with a caret, the reason, notes and ways out. Nothing in it
    /// moves the cursor of a terminal or adds a line: see `visible`.
    public func text(sourceLine: String? = nil) -> String {
        let place = "\(path.visible):\(range.start.line):\(range.start.column)"
        var text = "\(place): \(severity.rawValue): \(summary.visible) [\(id.rawValue)]\n"
        if let sourceLine, sourceLine.utf8.count <= 300 {
            text += excerpt(of: sourceLine)
        }
        if let explanation {
            text += "    \(explanation.visible)\n"
        }
        for note in notes {
            text +=
                "    \(note.path.visible):\(note.range.start.line):\(note.range.start.column): note: \(note.text.visible)\n"
        }
        for fix in fixes {
            text += "    help: \(fix.title.visible)\n"
        }
        return text
    }

    /// The source line and, under it, carets below the range; columns become display positions here only.
    private func excerpt(of line: String) -> String {
        let bytes = Array(line.utf8)
        guard !bytes.isEmpty, range.start.column <= bytes.count + 1 else { return "" }
        let start = max(0, range.start.column - 1)
        let end = range.end.line == range.start.line ? min(bytes.count, range.end.column - 1) : bytes.count
        func text(_ part: ArraySlice<UInt8>) -> String { String(decoding: part, as: UTF8.self) }
        // What is spelled out takes more room than it did.
        let lead = text(bytes[..<start]).visible, marked = text(bytes[start..<max(start, end)]).visible
        let indent = lead.map { $0 == "\t" ? "\t" : " " }.joined()
        return "    \(line.visible)\n    \(indent)\(String(repeating: "^", count: max(1, marked.count)))\n"
    }
}
