import Diagnostics
import Portal

/// What a new page says where its writer must fill something in. Pages that still say so are drafts.
enum Placeholder {
    static let name = "To be named"
    static let licenceName = Evaluation.unknownLicence
    static let url = "https://example.org/to-be-named"
    static let purpose = "Say in one or two sentences what this policy protects."
    static let rule = "Staff MUST replace this sentence with the first rule."
    static let example = "Show one case that is allowed and one that is not."
    static let licence = "Say what the licence means for us."
    static let quotation = "Say it in the licence's own words."
    static let model = "Say what the model may be used for."
    static let advice = "Say what the reader should do, step by step."
    static let term = "Say in a sentence or two what the word means here."
    static let text = "Say what the reader should know."

    /// All of them; `charter new` writes no other.
    static let all = [
        name, url, licenceName, purpose, rule, example, licence, quotation, model, advice, term, text,
    ]

    /// Without the address, which begins like any other: where it stands, others do.
    private static let patterns = all.filter { $0 != url }.map { Array($0.utf8) }

    /// Whether one of them stands anywhere in a text: one pass that looks closer at few bytes, since every page is asked.
    static func mayStand(in text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            bytes.indices.contains { index in
                let isStart =
                    switch bytes[index] {
                    case UInt8(ascii: "S"), UInt8(ascii: "T"): true
                    case UInt8(ascii: "t"): index + 2 < bytes.count && bytes[index + 2] == UInt8(ascii: "-")
                    default: false
                    }
                return isStart && patterns.contains { bytes[index...].starts(with: $0) }
            }
        }
    }
}

/// The placeholders that a page still holds, one for each line.
func placeholders(in source: String, path: String) -> [Diagnostic] {
    guard Placeholder.mayStand(in: source) else { return [] }
    return source.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
        guard
            let found = Placeholder.all.compactMap({ text in line.firstRange(of: text).map { (text, $0) } })
                .first(where: { line.isWhole($0.1) })
        else { return nil }
        return Diagnostic(
            .error, .placeholder, path: path,
            range: SourceRange(
                line: index + 1, column: line[..<found.1.lowerBound].utf8.count + 1, length: found.0.utf8.count),
            "'\(found.0)' is still to be filled in",
            fixes: [.init("write what holds"), .init("or set status: draft until it is known")])
    }
}

extension StringProtocol {
    /// Whether a range of a line is all that the line says, but for a key, a list's mark, quotation marks or a number.
    fileprivate func isWhole(_ range: Range<Index>) -> Bool {
        let before = self[..<range.lowerBound], after = self[range.upperBound...]
        let key = before.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        let isEnd = !after.contains(where: \.isLetter) || after.trimmed.hasPrefix("{#")
        return isEnd && key.allSatisfy { $0.isLetter || $0.isNumber || " _->\"'*[".contains($0) }
    }
}
