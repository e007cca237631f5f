/// What comes before a word, as far as it tells something about the word.
private enum WordContext: Int, CaseIterable {
    case start, space, sentenceEnd, other

    init(after separator: ArraySlice<UInt8>) {
        self =
            separator.elementsEqual([0x20])
            ? .space : separator.contains { [0x2E, 0x21, 0x3F, 0x0A].contains($0) } ? .sentenceEnd : .other
    }
}

/// Texts word by word: each word as its rank in a ``WordVocabulary``, predicted from what comes before it.
/// `search-index.js` holds the same reader.
struct WordTextModel {
    /// The upper bits of a rank, predicted from how frequent the word before is or that a sentence starts; then the lower bits.
    private var upperRanks: [TreeModel]
    private var lowerRanks: [TreeModel]
    private let lowerBits: Int
    /// Separators other than a space, predicted from the last of them.
    private var separators: [TreeModel]
    private var lengths = NumberModel()
    /// Whether a single space follows, predicted from the context.
    private var spaces = BitModels(count: WordContext.allCases.count)
    /// The word's shape, as listed or not, then which; predicted from the context.
    private var shapes = BitModels(count: WordContext.allCases.count * 2)

    init(wordCount: Int, separatorCount: Int) {
        lowerBits = max(0, Self.bits(wordCount) - Self.upperBits)
        upperRanks = Array(repeating: TreeModel(bits: Self.upperBits), count: 4)
        lowerRanks = Array(repeating: TreeModel(bits: lowerBits), count: 1 << Self.upperBits)
        separators = Array(repeating: TreeModel(bits: Self.bits(separatorCount)), count: Self.separatorKinds)
    }

    private static let upperBits = 5
    private static let separatorKinds = 12

    private static func bits(_ count: Int) -> Int { Int.bitWidth - max(1, count - 1).leadingZeroBitCount }

    /// How frequent a word is, as far as it tells something about the next one in its sentence.
    private static func kind(ofRank rank: Int) -> Int { rank < 16 ? 1 : rank < 64 ? 2 : 3 }

    mutating func write(
        _ text: TokenizedText, ranks table: [Int], separators names: FormTable, to writer: inout ShardWriter
    ) {
        writer.write(text.tokens.count, with: &lengths)
        writer.write(text.start, with: &separators[0])
        var context = WordContext.start
        var kind = 0
        var lastSeparator = 0
        for token in text.tokens {
            let rank = table[token.word]
            let upper = rank >> lowerBits
            writer.write(upper, with: &upperRanks[kind])
            writer.write(rank & ((1 << lowerBits) - 1), with: &lowerRanks[upper])
            writer.write(token.shape != .asListed, with: &shapes, at: context.rawValue)
            if token.shape != .asListed {
                writer.write(
                    token.shape == .upperCase, with: &shapes, at: WordContext.allCases.count + context.rawValue)
            }
            writer.write(token.separator != 0, with: &spaces, at: context.rawValue)
            if token.separator != 0 {
                writer.write(token.separator, with: &separators[lastSeparator])
                lastSeparator = min(token.separator, Self.separatorKinds - 1)
            }
            context = WordContext(after: names[token.separator])
            kind = context == .space ? Self.kind(ofRank: rank) : 0
        }
    }

    mutating func read(_ table: WordVocabulary.Table, from reader: inout ShardReader) throws(ShardError) -> String {
        let count = reader.number(with: &lengths)
        let start = reader.number(with: &separators[0])
        guard count < 1 << 24, start < table.separators.count else { throw ShardError() }
        var text = table.separators[start]
        var context = WordContext.start
        var kind = 0
        var lastSeparator = 0
        for _ in 0..<count {
            try reader.checkIsInside()
            let upper = reader.number(with: &upperRanks[kind])
            let rank = upper << lowerBits | reader.number(with: &lowerRanks[upper])
            guard rank < table.words.count else { throw ShardError() }
            let word = table.words[rank]
            if !reader.bit(with: &shapes, at: context.rawValue) {
                text += word
            } else if reader.bit(with: &shapes, at: WordContext.allCases.count + context.rawValue) {
                text += word.uppercased()
            } else {
                text += word.prefix(1).uppercased() + word.dropFirst()
            }
            var separator = 0
            if reader.bit(with: &spaces, at: context.rawValue) {
                separator = reader.number(with: &separators[lastSeparator])
                lastSeparator = min(separator, Self.separatorKinds - 1)
            }
            guard separator < table.separators.count else { throw ShardError() }
            text += table.separators[separator]
            context = WordContext(after: Array(table.separators[separator].utf8)[...])
            kind = context == .space ? Self.kind(ofRank: rank) : 0
        }
        return text
    }
}
