/// Writes numbers, keys and lists over the range coder. ``ShardReader`` mirrors it call by call, and so does the reader in
/// `search-index.js`.
struct ShardWriter {
    var coder = RangeEncoder()
    private var texts = TextModel()
    private var numbers = NumberModel()
    private var bytes = TreeModel(bits: 8)

    mutating func write(_ number: Int) { numbers.encode(number, to: &coder) }

    mutating func write(_ number: Int, with model: inout NumberModel) { model.encode(number, to: &coder) }

    mutating func write(_ number: Int, with model: inout TreeModel) { model.encode(number, to: &coder) }

    mutating func write(_ bit: Bool, with models: inout BitModels, at slot: Int) { coder.encode(bit, &models, slot) }

    /// A text as what it does not share with the one before it. NUL ends it and must not occur in a text.
    mutating func write(_ text: ArraySlice<UInt8>, after previous: ArraySlice<UInt8> = []) {
        texts.encode(text, after: previous, to: &coder)
    }

    mutating func write(_ text: String, after previous: String = "") {
        write(Array(text.utf8)[...], after: Array(previous.utf8)[...])
    }

    mutating func write(byte: UInt8) { bytes.encode(Int(byte), to: &coder) }

    /// The shard's bytes. They end with a mark that tells a reader that all was read as it was written.
    mutating func finish() -> [UInt8] {
        write(ShardReader.endMark)
        return coder.finish()
    }
}

/// A shard does not hold what it should: it was cut short or altered.
public struct ShardError: Error { public init() {} }

/// Reads what ``ShardWriter`` wrote.
struct ShardReader {
    static let endMark = 1962
    private var coder: RangeDecoder
    private var texts = TextModel()
    private var numbers = NumberModel()
    private var bytes = TreeModel(bits: 8)

    init(_ bytes: [UInt8]) { coder = RangeDecoder(bytes) }

    mutating func number() -> Int { numbers.decode(from: &coder) }

    /// A count of things that follow. A damaged shard may claim more than any shard holds; that is an error.
    mutating func count() throws(ShardError) -> Int {
        let count = number()
        guard count < 1 << 24, !coder.isPastEnd else { throw ShardError() }
        return count
    }

    mutating func number(with model: inout NumberModel) -> Int { model.decode(from: &coder) }

    mutating func number(with model: inout TreeModel) -> Int { model.decode(from: &coder) }

    mutating func bit(with models: inout BitModels, at slot: Int) -> Bool { coder.decode(&models, slot) }

    mutating func text(after previous: [UInt8] = []) throws(ShardError) -> [UInt8] {
        try texts.decode(after: previous, from: &coder)
    }

    mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: bytes.decode(from: &coder)) }

    /// Throws where more was read than the shard holds.
    mutating func checkIsInside() throws(ShardError) { if coder.isPastEnd { throw ShardError() } }

    mutating func finish() throws(ShardError) {
        guard number() == Self.endMark, !coder.isPastEnd else { throw ShardError() }
    }
}

/// Texts byte by byte, each byte predicted from the one before it.
struct TextModel {
    private var shared = NumberModel()
    private var models = BitModels(count: 65536)

    mutating func encode(_ text: ArraySlice<UInt8>, after previous: ArraySlice<UInt8>, to coder: inout RangeEncoder) {
        var common = 0
        for (a, b) in zip(text, previous) {
            if a != b { break }
            common += 1
        }
        shared.encode(common, to: &coder)
        var context = common > 0 ? Int(text[text.startIndex + common - 1]) : 0
        for byte in text.dropFirst(common) where byte != 0 {
            encode(byte, context, &coder)
            context = Int(byte)
        }
        encode(0, context, &coder)
    }

    mutating func decode(after previous: [UInt8], from coder: inout RangeDecoder) throws(ShardError) -> [UInt8] {
        let common = shared.decode(from: &coder)
        guard common <= previous.count else { throw ShardError() }
        var text = Array(previous.prefix(common))
        while !coder.isPastEnd {
            let context = Int(text.last ?? 0) << 8
            var node = 1
            for _ in 0..<8 { node = node << 1 | (coder.decode(&models, context | node) ? 1 : 0) }
            if node == 256 { return text }
            text.append(UInt8(node - 256))
        }
        throw ShardError()
    }

    private mutating func encode(_ byte: UInt8, _ context: Int, _ coder: inout RangeEncoder) {
        var node = 1
        for shift in stride(from: 7, through: 0, by: -1) {
            let bit = Int(byte) >> shift & 1
            coder.encode(bit == 1, &models, context << 8 | node)
            node = node << 1 | bit
        }
    }
}
