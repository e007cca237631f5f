/// `{#R3}`: how a text gives a requirement its number.
struct RequirementMark: Hashable {
    /// From 1.
    let number: Int

    /// Reads `R3`.
    init?(word: some StringProtocol) {
        guard word.first == "R", let first = word.dropFirst().first, first != "0", word.utf8.count < 9,
            word.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(word.dropFirst())
        else { return nil }
        self.number = number
    }

    /// The mark that ends a text, and the text before it; nil where none does.
    static func atEnd(of text: String) -> (before: String, mark: RequirementMark)? {
        let end = text.trimmed
        guard end.hasSuffix("}"), let open = end.lastIndex(of: "{"), end[open...].hasPrefix("{#"),
            let mark = RequirementMark(word: end[open...].dropFirst(2).dropLast())
        else { return nil }
        return (end[..<open].trimmed, mark)
    }

    /// The first mark in a text, with the place where it starts.
    static func first(in text: String) -> (place: String.Index, mark: RequirementMark)? {
        var start = text.startIndex
        while let open = text[start...].firstIndex(of: "{") {
            start = text.index(after: open)
            guard text[open...].hasPrefix("{#"), let close = text[open...].firstIndex(of: "}"),
                let mark = RequirementMark(word: text[open..<close].dropFirst(2))
            else { continue }
            return (open, mark)
        }
        return nil
    }
}
