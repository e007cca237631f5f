/// What results show of pages: titles, headings and the text to quote from.
struct FragmentShard {
    /// A page in a fragment.
    struct Page: Sendable, Equatable {
        var url: String
        var title: String
        var kind: String
        var status: String
        var sections: [Section]
    }

    /// A section's place, heading and text.
    struct Section: Sendable, Equatable {
        var anchor: String
        var heading: String
        var text: String
    }

    var pages: [Page] = []

    static func encode(_ pages: [SearchPage]) -> [UInt8] {
        var vocabulary = FragmentVocabulary()
        let tokens = pages.map { page in
            [page.title, page.kind, page.status].map { vocabulary.add($0) }
                + page.sections.flatMap { [vocabulary.add($0.heading), vocabulary.add($0.text)] }
        }
        let ranks = vocabulary.ranks
        var writer = ShardWriter()
        vocabulary.write(to: &writer)
        var models = FragmentModels(wordCount: vocabulary.words.count, separatorCount: vocabulary.separators.count)
        var anchorModel = BitModels(count: 1)
        var previousURL = ""
        var previousAnchor = ""
        func write(_ text: FragmentTokens) {
            models.write(text, ranks: ranks, separators: vocabulary.separators, to: &writer)
        }
        writer.write(pages.count)
        for (page, texts) in zip(pages, tokens) {
            writer.write(page.url, after: previousURL)
            previousURL = page.url
            for text in texts.prefix(3) { write(text) }
            writer.write(page.sections.count)
            for (number, section) in page.sections.enumerated() {
                write(texts[3 + number * 2])
                let isPlain = section.anchor == plainAnchor(of: section.heading)
                writer.write(!isPlain, with: &anchorModel, at: 0)
                if !isPlain {
                    writer.write(section.anchor, after: previousAnchor)
                    previousAnchor = section.anchor
                }
                write(texts[4 + number * 2])
            }
        }
        return writer.finish()
    }

    init(decoding bytes: [UInt8]) throws(ShardError) {
        var reader = ShardReader(bytes)
        let vocabulary = try FragmentVocabulary.Table(from: &reader)
        var models = FragmentModels(wordCount: vocabulary.words.count, separatorCount: vocabulary.separators.count)
        var anchorModel = BitModels(count: 1)
        var previousURL: [UInt8] = []
        var previousAnchor: [UInt8] = []
        for _ in 0..<(try reader.count()) {
            previousURL = try reader.text(after: previousURL)
            func text() throws(ShardError) -> String { try models.read(vocabulary, from: &reader) }
            var page = Page(
                url: String(decoding: previousURL, as: UTF8.self), title: try text(), kind: try text(),
                status: try text(), sections: [])
            for _ in 0..<(try reader.count()) {
                let heading = try text()
                var anchor = Self.plainAnchor(of: heading)
                if reader.bit(with: &anchorModel, at: 0) {
                    previousAnchor = try reader.text(after: previousAnchor)
                    anchor = String(decoding: previousAnchor, as: UTF8.self)
                }
                page.sections.append(Section(anchor: anchor, heading: heading, text: try text()))
            }
            pages.append(page)
        }
        try reader.finish()
    }

    /// The anchor that most headings have, so that it need not be written: ASCII letters and digits in lower case, a
    /// hyphen for each space.
    static func plainAnchor(of heading: String) -> String {
        var anchor: [UInt8] = []
        for byte in heading.utf8 {
            switch byte {
            case 0x41...0x5A: anchor.append(byte | 0x20)
            case 0x61...0x7A, 0x30...0x39, 0x2D, 0x5F: anchor.append(byte)
            case 0x20: anchor.append(0x2D)
            default: break
            }
        }
        return String(decoding: anchor, as: UTF8.self)
    }
}

/// A text as words and what stands between them.
struct FragmentTokens {
    /// How a word is written where its entry is in lower case.
    enum Shape: Int {
        case asListed, capitalised, upperCase
    }

    /// A word and the separator behind it.
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

/// The words and separators of a fragment's texts.
struct FragmentVocabulary {
    private(set) var words = FormTable(capacity: 1024)
    private(set) var separators = FormTable(capacity: 64)
    private var counts: [Int] = []

    init() {
        // The two separators with fixed numbers: a space between words, nothing at the ends.
        _ = separators.index(of: [0x20])
        _ = separators.index(of: [])
    }

    /// Splits a text, and counts its words.
    mutating func add(_ text: String) -> FragmentTokens {
        let bytes = Array(text.utf8)
        var tokens: [FragmentTokens.Token] = []
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
            tokens.append(FragmentTokens.Token(word: word, shape: shape, separator: separator))
        }
        return FragmentTokens(start: start, tokens: tokens)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
    }

    private static func shape(of word: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, FragmentTokens.Shape) {
        func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
        func lowered() -> ArraySlice<UInt8> { word.map { isUpper($0) ? $0 | 0x20 : $0 }[...] }
        guard let first = word.first, isUpper(first), word.allSatisfy({ $0 < 0x80 }) else { return (word, .asListed) }
        let rest = word.dropFirst()
        if !rest.contains(where: isUpper) { return (lowered(), .capitalised) }
        if !rest.contains(where: { (0x61...0x7A).contains($0) }) { return (lowered(), .upperCase) }
        return (word, .asListed)
    }

    /// How frequent a word is, as a power of two.
    private func level(_ word: Int) -> Int { Int.bitWidth - counts[word].leadingZeroBitCount - 1 }

    private var alphabetical: [Int] {
        counts.indices.sorted { words[$0].lexicographicallyPrecedes(words[$1]) }
    }

    /// Each word's rank: the most frequent first, alphabetical among equals.
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

    /// The same as a reader sees it: words by rank.
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

/// What stands before a word, as far as it says something of what follows.
private enum Place: Int, CaseIterable {
    case start, space, sentenceEnd, other

    init(after separator: ArraySlice<UInt8>) {
        self =
            separator.elementsEqual([0x20])
            ? .space : separator.contains { [0x2E, 0x21, 0x3F, 0x0A].contains($0) } ? .sentenceEnd : .other
    }
}

/// The models for texts of a fragment.
private struct FragmentModels {
    /// The upper bits of a rank, known by how frequent the word before is or that a sentence starts; then the lower bits.
    private var upperRanks: [TreeModel]
    private var lowerRanks: [TreeModel]
    private let lowerBits: Int
    /// Separators other than a space, known by the last of them.
    private var separators: [TreeModel]
    private var lengths = NumberModel()
    /// Whether a single space follows, known by the place.
    private var spaces = BitModels(count: Place.allCases.count)
    /// The word's shape: as listed or not, then which; known by the place.
    private var shapes = BitModels(count: Place.allCases.count * 2)

    init(wordCount: Int, separatorCount: Int) {
        lowerBits = max(0, Self.bits(wordCount) - Self.upperBits)
        upperRanks = Array(repeating: TreeModel(bits: Self.upperBits), count: 4)
        lowerRanks = Array(repeating: TreeModel(bits: lowerBits), count: 1 << Self.upperBits)
        separators = Array(repeating: TreeModel(bits: Self.bits(separatorCount)), count: Self.separatorKinds)
    }

    private static let upperBits = 5
    private static let separatorKinds = 12

    private static func bits(_ count: Int) -> Int { Int.bitWidth - max(1, count - 1).leadingZeroBitCount }

    /// What the rank of one word says of the next within a sentence: from frequent to rare.
    private static func kind(ofRank rank: Int) -> Int { rank < 16 ? 1 : rank < 64 ? 2 : 3 }

    mutating func write(
        _ text: FragmentTokens, ranks table: [Int], separators names: FormTable, to writer: inout ShardWriter
    ) {
        writer.write(text.tokens.count, with: &lengths)
        writer.write(text.start, with: &separators[0])
        var place = Place.start
        var kind = 0
        var lastSeparator = 0
        for token in text.tokens {
            let rank = table[token.word]
            let upper = rank >> lowerBits
            writer.write(upper, with: &upperRanks[kind])
            writer.write(rank & ((1 << lowerBits) - 1), with: &lowerRanks[upper])
            writer.write(token.shape != .asListed, with: &shapes, at: place.rawValue)
            if token.shape != .asListed {
                writer.write(token.shape == .upperCase, with: &shapes, at: Place.allCases.count + place.rawValue)
            }
            writer.write(token.separator != 0, with: &spaces, at: place.rawValue)
            if token.separator != 0 {
                writer.write(token.separator, with: &separators[lastSeparator])
                lastSeparator = min(token.separator, Self.separatorKinds - 1)
            }
            place = Place(after: names[token.separator])
            kind = place == .space ? Self.kind(ofRank: rank) : 0
        }
    }

    mutating func read(_ table: FragmentVocabulary.Table, from reader: inout ShardReader) throws(ShardError) -> String {
        let count = reader.number(with: &lengths)
        let start = reader.number(with: &separators[0])
        guard count < 1 << 24, start < table.separators.count else { throw ShardError() }
        var text = table.separators[start]
        var place = Place.start
        var kind = 0
        var lastSeparator = 0
        for _ in 0..<count {
            try reader.checkPlace()
            let upper = reader.number(with: &upperRanks[kind])
            let rank = upper << lowerBits | reader.number(with: &lowerRanks[upper])
            guard rank < table.words.count else { throw ShardError() }
            let word = table.words[rank]
            if !reader.bit(with: &shapes, at: place.rawValue) {
                text += word
            } else if reader.bit(with: &shapes, at: Place.allCases.count + place.rawValue) {
                text += word.uppercased()
            } else {
                text += word.prefix(1).uppercased() + word.dropFirst()
            }
            var separator = 0
            if reader.bit(with: &spaces, at: place.rawValue) {
                separator = reader.number(with: &separators[lastSeparator])
                lastSeparator = min(separator, Self.separatorKinds - 1)
            }
            guard separator < table.separators.count else { throw ShardError() }
            text += table.separators[separator]
            place = Place(after: Array(table.separators[separator].utf8)[...])
            kind = place == .space ? Self.kind(ofRank: rank) : 0
        }
        return text
    }
}
