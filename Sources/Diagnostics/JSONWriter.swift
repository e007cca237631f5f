import Primitives

/// The diagnostics as one JSON document: `{"diagnostics": [...], "counts": {...}}`.
func jsonReport(_ diagnostics: [Diagnostic]) -> String {
    func position(_ range: SourceRange) -> [(String, JSONText)] {
        [
            ("line", .integer(range.start.line)), ("column", .integer(range.start.column)),
            ("endLine", .integer(range.end.line)), ("endColumn", .integer(range.end.column)),
        ]
    }
    let items = diagnostics.map { diagnostic in
        JSONText.object(
            [
                ("id", .string(diagnostic.id.rawValue)), ("severity", .string(diagnostic.severity.rawValue)),
                ("path", .string(diagnostic.path)),
            ] + position(diagnostic.range) + [
                ("summary", .string(diagnostic.summary)),
                ("explanation", diagnostic.explanation.map(JSONText.string) ?? .null),
                (
                    "notes",
                    .array(
                        diagnostic.notes.map {
                            .object([("path", .string($0.path))] + position($0.range) + [("text", .string($0.text))])
                        })
                ),
                (
                    "fixes",
                    .array(
                        diagnostic.fixes.map {
                            .object(
                                [
                                    ("title", .string($0.title)),
                                    ("replacement", $0.replacement.map(JSONText.string) ?? .null),
                                    ("safe", .bool($0.isSafe)),
                                ] + position($0.range ?? diagnostic.range))
                        })
                ),
            ])
    }
    let counts = Severity.allCases.reversed().map { severity in
        (severity.rawValue, JSONText.integer(diagnostics.count { $0.severity == severity }))
    }
    return JSONText.object([("diagnostics", .array(items)), ("counts", .object(counts))]).text() + "\n"
}
