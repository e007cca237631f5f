import Diagnostics
import Portal
import Primitives

/// A slip that makes YAML unreadable, in the words of somebody who does not know YAML.
struct YAMLSlip {
    /// Where it is, in the file.
    var range: SourceRange
    /// What is wrong, without a final period.
    var summary: String
    /// What to do, the best first.
    var fixes: [Diagnostic.Fix]
}

extension YAMLSlip {
    /// White space at the start of a line that is none for YAML; nil where there are spaces alone.
    init?(ofIndentation blank: Substring, line: Int) {
        guard let odd = blank.first(where: { $0 != " " }) else { return nil }
        let column = blank.prefix { $0 == " " }.utf8.count
        let isTab = blank.contains("\t")
        // A tab is as wide as the indentation that the portal's own files have.
        let width = isTab ? blank.count { $0 == "\t" } * 2 : blank.drop { $0 == " " }.count
        range = SourceRange(line: line, column: column + 1, length: blank.utf8.count - column)
        summary =
            isTab
            ? "Line \(line) begins with a tab; use spaces"
            : "Line \(line) begins with a space of another kind (\(odd.codePoint)); use plain ones"
        fixes = [
            .init(
                "put spaces in its place", replacement: String(repeating: " ", count: width), range: range, isSafe: true
            )
        ]
    }
}
