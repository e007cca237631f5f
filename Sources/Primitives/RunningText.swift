extension StringProtocol {
    /// Without white space at its ends.
    package var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}

extension String {
    /// Cut at a word's end, with an ellipsis, to at most `limit` characters.
    package func shortened(to limit: Int) -> String {
        guard utf8.count > limit, count > limit else { return self }
        let cut = prefix(limit)
        let end = cut.lastIndex(of: " ") ?? cut.endIndex
        return cut[..<end] + "…"
    }

    /// The sentences, cut after each `.`, `!` or `?` that white space follows.
    package var sentences: [String] {
        var sentences: [String] = []
        var current = ""
        var mayEnd = false
        for character in self {
            if mayEnd, character.isWhitespace {
                sentences.append(current.trimmed)
                current = ""
            }
            current.append(character)
            mayEnd = ".!?".contains(character)
        }
        if !current.trimmed.isEmpty { sentences.append(current.trimmed) }
        return sentences
    }

    /// Whether the phrase stands here as whole words; case does not count, and a hyphen or a line's end counts as a
    /// space.
    package func containsWord(_ phrase: String) -> Bool {
        let word = phrase.utf8.map(\.foldedForPhrases)
        guard let first = word.first else { return false }
        var text = self
        return text.withUTF8 { bytes in
            guard bytes.count >= word.count else { return false }
            func isLetter(_ index: Int) -> Bool {
                guard bytes.indices.contains(index) else { return false }
                let byte = bytes[index].foldedForPhrases
                return byte >= 128 || (48...57).contains(byte) || (97...122).contains(byte)
            }
            for start in 0...(bytes.count - word.count) where bytes[start].foldedForPhrases == first {
                guard (1..<word.count).allSatisfy({ bytes[start + $0].foldedForPhrases == word[$0] }) else { continue }
                if !isLetter(start - 1), !isLetter(start + word.count) { return true }
            }
            return false
        }
    }
}

/// A number with its noun: `1 day`, `3 days`.
package func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

extension UInt8 {
    /// ASCII letters in lower case; hyphens and line feeds as spaces.
    fileprivate var foldedForPhrases: UInt8 {
        switch self {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): self | 0x20
        case UInt8(ascii: "-"), UInt8(ascii: "\n"): UInt8(ascii: " ")
        default: self
        }
    }
}
