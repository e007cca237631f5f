import Primitives

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
        text.escaped(encoding: ["%", "\r", "\n"])
    }

    private static func escapeProperty(_ text: String) -> String {
        text.escaped(encoding: ["%", "\r", "\n", ":", ","])
    }
}

extension String {
    /// With the given scalars percent-encoded, which GitHub decodes again, and what nobody sees spelled out.
    fileprivate func escaped(encoding encoded: Set<Unicode.Scalar>) -> String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if encoded.contains(scalar) {
                let hex = String(scalar.value, radix: 16, uppercase: true)
                result.append(contentsOf: ("%" + (hex.count == 1 ? "0" : "") + hex).unicodeScalars)
            } else if scalar.isUnseen {
                result.append(contentsOf: scalar.spelledOut.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
