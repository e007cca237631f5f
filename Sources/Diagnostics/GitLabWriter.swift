import Primitives

/// The diagnostics as a report of GitLab's Code Quality: an array with an object for each.
///
/// Source: docs.gitlab.com, "Code Quality", "Code Quality report format". A fingerprint is made of the problem and its file, not
/// of its line, so that GitLab takes a problem that moved for the same one.
func gitlabReport(_ diagnostics: [Diagnostic]) -> String {
    var counts: [String: Int] = [:]
    let issues = diagnostics.map { diagnostic in
        var digest = ContentDigest()
        for text in [diagnostic.id.rawValue, diagnostic.path, diagnostic.summary] { digest.add(text) }
        // The same words about two places of a file are two problems.
        let same = digest.finish()
        counts[same, default: 0] += 1
        digest.add(counts[same] ?? 1)
        return JSONText.object([
            ("description", .string(diagnostic.sentences.visible)),
            ("check_name", .string(diagnostic.id.rawValue)), ("fingerprint", .string(digest.finish())),
            ("severity", .string(diagnostic.severity.gitlabName)),
            (
                "location",
                .object([
                    ("path", .string(diagnostic.path)),
                    (
                        "lines",
                        .object([
                            ("begin", .integer(diagnostic.range.start.line)),
                            ("end", .integer(diagnostic.range.end.line)),
                        ])
                    ),
                ])
            ),
        ])
    }
    return JSONText.array(issues).text() + "\n"
}

extension Severity {
    /// GitLab knows `info`, `minor`, `major`, `critical` and `blocker`.
    fileprivate var gitlabName: String {
        switch self {
        case .note: "info"
        case .warning: "minor"
        case .error: "critical"
        }
    }
}

extension Diagnostic {
    /// Summary, reason and ways out as sentences of one line.
    fileprivate var sentences: String {
        var text = summary
        for part in [explanation].compactMap(\.self) + fixes.map({ "Help: \($0.title)" }) {
            text += (text.hasSuffix(".") ? " " : ". ") + part
        }
        return text
    }
}
