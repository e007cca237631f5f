import Primitives

/// The diagnostics as a SARIF 2.1.0 log with one run.
///
/// Source: OASIS Standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0". Columns there count
/// UTF-16 code units or, as declared here, Unicode code points; we count bytes, which is the same for ASCII lines.
///
/// - Parameter helpAddress: where `docs/diagnostics.md` can be read; each rule then leads to its heading there.
func sarifLog(_ diagnostics: [Diagnostic], toolVersion: String, helpAddress: String?) -> String {
    let ids = Set(diagnostics.map(\.id)).sorted { $0.rawValue < $1.rawValue }
    let ruleIDs = ids.map(\.rawValue)
    let rules = ids.map { sarifRule($0, helpAddress: helpAddress) }
    let ruleIndex = Dictionary(uniqueKeysWithValues: ruleIDs.enumerated().map { ($1, $0) })
    let driver = JSONText.object([
        ("name", .string("Charter")), ("version", .string(toolVersion)), ("rules", .array(rules)),
    ])
    let run = JSONText.object([
        ("tool", .object([("driver", driver)])), ("columnKind", .string("unicodeCodePoints")),
        ("results", .array(diagnostics.map { sarifResult($0, ruleIndex: ruleIndex[$0.id.rawValue] ?? 0) })),
    ])
    return JSONText.object([
        ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")), ("version", .string("2.1.0")),
        ("runs", .array([run])),
    ]).text() + "\n"
}

private func sarifRule(_ id: DiagnosticID, helpAddress: String?) -> JSONText {
    func text(_ text: String) -> JSONText { .object([("text", .string(text))]) }
    var members: [(String, JSONText)] = [
        ("id", .string(id.rawValue)),
        ("shortDescription", text(id.rawValue.split(separator: "-").joined(separator: " "))),
        ("fullDescription", text(id.explanation)),
        ("help", .object([("text", .string(id.explanation)), ("markdown", .string(id.explanation))])),
    ]
    if let helpAddress { members.append(("helpUri", .string("\(helpAddress)#\(id.rawValue)"))) }
    return .object(members)
}

private func sarifResult(_ diagnostic: Diagnostic, ruleIndex: Int) -> JSONText {
    let reason = diagnostic.explanation.map { ["", $0] } ?? []
    let ways = diagnostic.fixes.isEmpty ? [] : [""] + diagnostic.fixes.map { "Help: \($0.title)" }
    let text = ([diagnostic.summary] + reason + ways).joined(separator: "\n")
    var members: [(String, JSONText)] = [
        ("ruleId", .string(diagnostic.id.rawValue)), ("ruleIndex", .integer(ruleIndex)),
        ("level", .string(diagnostic.severity.rawValue)), ("message", .object([("text", .string(text))])),
        ("locations", .array([sarifLocation(diagnostic.path, diagnostic.range)])),
    ]
    if !diagnostic.notes.isEmpty {
        let related = diagnostic.notes.map { sarifLocation($0.path, $0.range, message: $0.text) }
        members.append(("relatedLocations", .array(related)))
    }
    let changes = diagnostic.fixes.compactMap { sarifFix($0, of: diagnostic) }
    if !changes.isEmpty { members.append(("fixes", .array(changes))) }
    return .object(members)
}

/// What an editor may put in place; nil where a person must decide.
private func sarifFix(_ fix: Diagnostic.Fix, of diagnostic: Diagnostic) -> JSONText? {
    guard let replacement = fix.replacement else { return nil }
    let change = JSONText.object([
        ("deletedRegion", sarifRegion(fix.range ?? diagnostic.range)),
        ("insertedContent", .object([("text", .string(replacement))])),
    ])
    let file = JSONText.object([
        ("artifactLocation", .object([("uri", .string(diagnostic.path.percentEncoded))])),
        ("replacements", .array([change])),
    ])
    return .object([("description", .object([("text", .string(fix.title))])), ("artifactChanges", .array([file]))])
}

private func sarifRegion(_ range: SourceRange) -> JSONText {
    .object([
        ("startLine", .integer(range.start.line)), ("startColumn", .integer(range.start.column)),
        ("endLine", .integer(range.end.line)), ("endColumn", .integer(range.end.column)),
    ])
}

private func sarifLocation(_ path: String, _ range: SourceRange, message: String? = nil) -> JSONText {
    let physical = JSONText.object([
        ("artifactLocation", .object([("uri", .string(path.percentEncoded))])), ("region", sarifRegion(range)),
    ])
    let text = message.map { [("message", JSONText.object([("text", .string($0))]))] } ?? []
    return .object([("physicalLocation", physical)] + text)
}
