extension Diagnostic {
    /// A workflow command that GitHub shows as an annotation on the line.
    ///
    /// Source: docs.github.com, "Workflow commands for GitHub Actions".
    public var githubAnnotation: String {
        let command = severity == .note ? "notice" : severity.rawValue
        var properties = "file=\(Self.escapeProperty(path)),line=\(range.start.line),col=\(range.start.column)"
        if range.end.line == range.start.line, range.end.column > range.start.column + 1 {
            properties += ",endColumn=\(range.end.column - 1)"
        } else if range.end.line > range.start.line {
            properties += ",endLine=\(range.end.line)"
        }
        properties += ",title=\(Self.escapeProperty(id.rawValue))"
        let ways = fixes.map { "\n\($0.title)" }.joined()
        let reason = explanation.map { "\n\($0)" } ?? ""
        return "::\(command) \(properties)::\(Self.escapeData(summary + reason + ways))\n"
    }

    private static func escapeData(_ text: String) -> String {
        text.escaping(["%": "%25", "\r": "%0D", "\n": "%0A", "\r\n": "%0D%0A"])
    }

    private static func escapeProperty(_ text: String) -> String {
        text.escaping(["%": "%25", "\r": "%0D", "\n": "%0A", "\r\n": "%0D%0A", ":": "%3A", ",": "%2C"])
    }
}

extension String {
    fileprivate func escaping(_ table: [Character: String]) -> String {
        reduce(into: "") { result, character in result += table[character] ?? String(character) }
    }
}
