/// A text as words and what comes between them.
struct TokenizedText {
    /// How a word is written where its entry is in lower case.
    enum Shape: Int {
        case asListed, capitalised, upperCase
    }

    /// A word and the separator after it.
    struct Token {
        var word: Int
        var shape: Shape
        /// 0 is a single space.
        var separator: Int
    }

    /// The separator before the first word.
    var start: Int
    var tokens: [Token]
}

/// The words and separators of a shard's texts, numbered as they come.
struct WordVocabulary {
    private(set) var words = FormTable(capacity: 1024)
    private(set) var separators = FormTable(capacity: 64)
    private var counts: [Int] = []

    init() {
        // The two separators with fixed numbers: a space between words, and nothing at the ends.
        _ = separators.index(of: [0x20])
        _ = separators.index(of: [])
    }

    /// Splits a text into its words and separators, and counts the words. Linear in the text.
    mutating func add(_ text: String) -> TokenizedText {
        let bytes = Array(text.utf8)
        var tokens: [TokenizedText.Token] = []
        var index = 0
        func run(_ isWord: Bool) -> Range<Int> {
            let start = index
            while index < bytes.count, Self.isWord(bytes[index]) == isWord { index += 1 }
            return start..<index
        }
        let start = separators.index(of: bytes[run(false)])
        while index < bytes.count {
            let range = run(true)
            let (form, shape) = Self.shape(of: bytes[range])
            let word = words.index(of: form)
            if word == counts.count { counts.append(0) }
            counts[word] += 1
            let separator = separators.index(of: bytes[run(false)])
            tokens.append(TokenizedText.Token(word: word, shape: shape, separator: separator))
        }
        return TokenizedText(start: start, tokens: tokens)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
    }

    private static func shape(of word: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, TokenizedText.Shape) {
        func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
        func lowered() -> ArraySlice<UInt8> { word.map { isUpper($0) ? $0 | 0x20 : $0 }[...] }
        guard let first = word.first, isUpper(first), word.allSatisfy({ $0 < 0x80 }) else { return (word, .asListed) }
        let rest = word.dropFirst()
        if !rest.contains(where: isUpper) { return (lowered(), .capitalised) }
        if !rest.contains(where: { (0x61...0x7A).contains($0) }) { return (lowered(), .upperCase) }
        return (word, .asListed)
    }

    /// How frequent a word is: the binary logarithm of its count, rounded down.
    private func level(_ word: Int) -> Int { Int.bitWidth - counts[word].leadingZeroBitCount - 1 }

    private var alphabetical: [Int] {
        counts.indices.sorted { words[$0].lexicographicallyPrecedes(words[$1]) }
    }

    /// The rank of each word, by its number: the highest level first, alphabetical within a level.
    var ranks: [Int] {
        var ranks = [Int](repeating: 0, count: counts.count)
        let byLevel = Dictionary(grouping: alphabetical, by: level)
        var rank = 0
        for level in byLevel.keys.sorted(by: >) {
            for word in byLevel[level] ?? [] {
                ranks[word] = rank
                rank += 1
            }
        }
        return ranks
    }

    /// Writes the words in alphabetical order, each with its level, then the separators but the first two.
    func write(to writer: inout ShardWriter) {
        var levels = TreeModel(bits: 5)
        writer.write(words.count)
        var previous: ArraySlice<UInt8> = []
        for word in alphabetical {
            writer.write(words[word], after: previous)
            writer.write(level(word), with: &levels)
            previous = words[word]
        }
        writer.write(separators.count)
        for index in 2..<max(2, separators.count) { writer.write(separators[index]) }
    }

    /// The vocabulary as a reader sees it: words by their ranks, separators by their numbers.
    struct Table {
        var words: [String] = []
        var separators: [String] = [" ", ""]

        init(from reader: inout ShardReader) throws(ShardError) {
            var levels = TreeModel(bits: 5)
            var byLevel = [[String]](repeating: [], count: 32)
            var previous: [UInt8] = []
            for _ in 0..<(try reader.count()) {
                previous = try reader.text(after: previous)
                byLevel[reader.number(with: &levels)].append(String(decoding: previous, as: UTF8.self))
            }
            words = Array(byLevel.reversed().joined())
            let count = try reader.count()
            for _ in 2..<max(2, count) { separators.append(String(decoding: try reader.text(), as: UTF8.self)) }
        }
    }
}
