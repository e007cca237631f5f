import TestSupport

/// Makes inputs out of others by small edits; the same seed gives the same inputs.
struct Mutator {
    let corpus: [[UInt8]]
    let byteLimit: Int
    private var random: SeededGenerator

    init(corpus: [[UInt8]], seed: UInt64, byteLimit: Int) {
        self.corpus = corpus
        self.byteLimit = byteLimit
        random = SeededGenerator(seed: seed)
    }

    /// An input of the corpus with one to eight edits.
    mutating func next() -> [UInt8] {
        var bytes = corpus[number(below: corpus.count)]
        for _ in 0...number(below: 8) { edit(&bytes) }
        return Array(bytes.prefix(byteLimit))
    }

    private mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

    private mutating func edit(_ bytes: inout [UInt8]) {
        let place = number(below: bytes.count + 1)
        let end = min(bytes.count, place + number(below: 33))
        switch number(below: 8) {
        case 0: if place < bytes.count { bytes[place] ^= 1 << UInt8(number(below: 8)) }
        case 1: if place < bytes.count { bytes[place] = UInt8(number(below: 256)) }
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        case 4: bytes.insert(contentsOf: Self.tokens[number(below: Self.tokens.count)], at: place)
        case 5:
            let edge = Self.numbers[number(below: Self.numbers.count)]
            for (offset, byte) in edge.enumerated() where place + offset < bytes.count { bytes[place + offset] = byte }
        case 6: bytes.removeSubrange(place...)
        default:
            let other = corpus[number(below: corpus.count)]
            bytes = Array(bytes[..<place]) + other.suffix(number(below: other.count + 1))
        }
    }

    /// Words that readers branch on.
    private static let tokens: [[UInt8]] = [
        "---\n", "\n", ": ", "- ", "[[", "]]", "{#R1}", "MUST", "MUST NOT", "|", "```", "![", "](", "<", "&", "\"", "'",
        "\0",
        "\u{301}", "\u{202E}", "\u{2028}", "..", "/", "#", "?", "%2e", "javascript:", "null", "true", "-1", "0",
        "1e308",
        "9223372036854775807", "2026-02-30", "&a ", "*a", "!!binary ", "{", "}", "[", "]", "\u{FEFF}", "\r\n", "\t",
    ].map { Array($0.utf8) }

    /// Numbers at the edges of what fits, little-endian.
    private static let numbers: [[UInt8]] = [
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0, 0, 0, 0, 0x80], [0xFF, 0xFF, 0xFF, 0xFF],
        [0, 0, 0, 0x80], [0x80], [0xFF], [0],
    ]
}
