/// `key: value`, as it stands on a line.
struct YAMLEntry {
    /// The key without quotation marks.
    let key: String
    /// What follows the colon, without the space around it; a comment included.
    let value: Substring
    /// Whether white space follows the colon, as YAML wants it.
    let isSeparated: Bool

    /// Whether the key is one word, as all keys of front matter are.
    var isWord: Bool {
        key.first.map { $0.isLetter || $0 == "_" } == true
            && key.allSatisfy { $0.isLetter || $0.isNumber || "_-".contains($0) }
    }

    /// Nil where a text has no colon that could end a key.
    init?(_ text: Substring) {
        guard let first = text.first, !"[{|>@`%&*!#".contains(first) else { return nil }
        if first == "\"" || first == "'" {
            guard let end = text.dropFirst().firstIndex(of: first), text[end...].dropFirst().first == ":" else {
                return nil
            }
            self.init(key: text[..<end].dropFirst(), after: text[end...].dropFirst(2))
            return
        }
        // The first colon with white space after it; without any, the first one.
        let spaced = text.indices.first { index in
            text[index] == ":" && (text[index...].dropFirst().first.map { $0 == " " || $0 == "\t" } ?? true)
        }
        guard let colon = spaced ?? text.firstIndex(of: ":") else { return nil }
        if spaced == nil, text[colon...].hasPrefix("://") { return nil }
        self.init(key: text[..<colon], after: text[colon...].dropFirst())
    }

    private init(key: Substring, after: Substring) {
        self.key = String(key.reversed().drop { $0 == " " }.reversed())
        isSeparated = after.first.map { $0 == " " || $0 == "\t" } ?? true
        let value = after.drop { $0 == " " || $0 == "\t" }
        let space = value.trailingSpace
        self.value = value[..<value.utf8.index(value.endIndex, offsetBy: -space)]
    }
}

extension Substring {
    /// Whether it begins as an item of a list does, or with a sign that people put in the place of `- `.
    var isItem: Bool {
        guard let first, "-*•–+".contains(first) else { return false }
        return dropFirst().first.map { $0 == " " } ?? (first == "-")
    }

    /// Where it begins in the line that it is part of, in bytes from 0.
    func column(in line: Substring) -> Int { line.utf8.distance(from: line.startIndex, to: startIndex) }

    /// How many bytes of white space are at the end.
    var trailingSpace: Int { utf8.reversed().prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count }

    /// The value without ` # …` and the space before it. A `#` between quotation marks is text.
    var withoutComment: Substring {
        var quote: Character?, previous: Character = " ", end = endIndex
        for index in indices {
            let sign = self[index]
            if let open = quote {
                if sign == open { quote = nil }
            } else if sign == "#", previous == " " {
                end = index
                break
            } else if index == startIndex, sign == "\"" || sign == "'" {
                quote = sign
            }
            previous = sign
        }
        let text = self[..<end]
        return text[..<text.utf8.index(text.endIndex, offsetBy: -text.trailingSpace)]
    }

    /// Whether it is all that may follow the `|` or `>` that begins a block of text.
    var isBlockHeader: Bool {
        let signs = withoutComment.dropFirst()
        return signs.count <= 2 && signs.allSatisfy { "+-123456789".contains($0) }
    }
}

extension Character {
    /// `U+00A0`.
    var codePoint: String {
        let digits = String(unicodeScalars.first?.value ?? 0, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits
    }
}
