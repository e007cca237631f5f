import Primitives

/// Rows as CSV: the one way in which cells get there.
///
/// Source: RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection"),
/// also where spaces, marks of direction or accents hide the sign. Controls but tabs and line ends become U+FFFD.
func csvText(_ rows: [[String]]) -> String {
    rows.map { $0.map(csvCell).joined(separator: ",") + "\r\n" }.joined()
}

private func csvCell(_ text: String) -> String {
    let isFormula = text.startsFormula
    guard isFormula || text.unicodeScalars.contains(where: \.isQuotedInCell) else { return text }
    var cell = String.UnicodeScalarView()
    if isFormula { cell.append("'") }
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": cell.append(contentsOf: "\"\"".unicodeScalars)
        case "\t", "\n", "\r": cell.append(scalar)
        default: cell.append(scalar.isXML && scalar != "\u{7F}" ? scalar : "\u{FFFD}")
        }
    }
    let isQuoted = text.unicodeScalars.contains(where: \.isQuotedInCell)
    return isQuoted ? "\"" + String(cell) + "\"" : String(cell)
}

extension String {
    /// Whether the first thing to be seen in the text makes a spreadsheet compute. The wide forms count: some programs fold
    /// them.
    fileprivate var startsFormula: Bool {
        if let first = unicodeScalars.first, "\t\r\n".unicodeScalars.contains(first) { return true }
        let seen = unicodeScalars.first { !$0.isPassedOver }
        return seen.map { "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? false
    }
}

extension Unicode.Scalar {
    /// Whether a cell that holds the scalar stands between quotation marks.
    fileprivate var isQuotedInCell: Bool { self == "\"" || self == "," || self == "\t" || isUnseen }

    /// What may stand before the sign of a formula without hiding it from a spreadsheet.
    fileprivate var isPassedOver: Bool {
        if isASCII { return self == " " || self == "\t" || self == "\"" || self == "'" || isUnseen }
        return switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: true
        default: isUnseen || properties.isWhitespace || value == 0x200C || value == 0x200D
        }
    }
}
