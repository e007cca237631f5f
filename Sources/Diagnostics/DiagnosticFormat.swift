/// The forms in which `charter check --format` prints diagnostics.
public enum DiagnosticFormat: String, CaseIterable, Sendable {
    case text, json, github, gitlab, junit, sarif

    /// All diagnostics in this format, ending with a line feed unless there is nothing to say.
    ///
    /// - Parameters:
    ///   - diagnostics: in the order in which they are printed; see `inReadingOrder`.
    ///   - toolVersion: Charter's own version, which SARIF names.
    ///   - helpAddress: where `docs/diagnostics.md` can be read, for SARIF; nil where nobody said it.
    ///   - sourceLine: the text of a line of a file (from 1), shown under text diagnostics where given.
    public func render(
        _ diagnostics: [Diagnostic], toolVersion: String, helpAddress: String? = nil,
        sourceLine: (String, Int) -> String? = { _, _ in nil }
    ) -> String {
        switch self {
        case .text: diagnostics.map { $0.text(sourceLine: sourceLine($0.path, $0.range.start.line)) }.joined()
        case .json: jsonReport(diagnostics)
        case .github: diagnostics.map(\.githubAnnotation).joined()
        case .gitlab: gitlabReport(diagnostics)
        case .junit: junitReport(diagnostics)
        case .sarif: sarifLog(diagnostics, toolVersion: toolVersion, helpAddress: helpAddress)
        }
    }
}
