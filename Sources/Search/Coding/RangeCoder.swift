/// An adaptive binary range coder: every number of the index is written as yes/no decisions, each with a probability
/// learnt from the decisions before it. `search-index.js` holds the same decoder.
///
/// Source: G. N. N. Martin, "Range encoding" (1979), in the carry-propagating form of the LZMA SDK; probabilities with
/// 15 bits that adapt fast at first and slowly later.
struct RangeEncoder {
    private var low: UInt64 = 0
    private var range: UInt32 = 0xFFFF_FFFF
    private var cache: UInt8 = 0
    private var pendingCount = 0
    private var isFirst = true
    private(set) var bytes: [UInt8] = []

    /// Writes one decision, with the probability in a slot of the models, which learns from it.
    mutating func encode(_ bit: Bool, _ model: inout BitModels, _ slot: Int) {
        let probability = UInt32(model.probabilities[slot])
        let bound = (range >> 15) * probability
        if bit {
            low += UInt64(bound)
            range -= bound
        } else {
            range = bound
        }
        model.learn(bit, slot)
        while range < 1 << 24 {
            range <<= 8
            shiftLow()
        }
    }

    /// The finished bytes; the encoder is spent.
    mutating func finish() -> [UInt8] {
        for _ in 0..<5 { shiftLow() }
        // Zeros at the end need not be kept: a reader past the end reads zeros.
        while bytes.last == 0 { bytes.removeLast() }
        return bytes
    }

    private mutating func shiftLow() {
        if low < 0xFF00_0000 || low > 0xFFFF_FFFF {
            let carry = UInt8(truncatingIfNeeded: low >> 32)
            // The first byte is always zero and left out.
            if !isFirst { bytes.append(cache &+ carry) }
            isFirst = false
            while pendingCount > 0 {
                bytes.append(0xFF &+ carry)
                pendingCount -= 1
            }
            cache = UInt8(truncatingIfNeeded: low >> 24)
        } else {
            pendingCount += 1
        }
        low = (low & 0x00FF_FFFF) << 8
    }
}

/// Reads what ``RangeEncoder`` wrote, given models in the same state. Bytes past the end count as zero; the caller
/// checks what it read.
struct RangeDecoder {
    private let bytes: [UInt8]
    private var offset = 0
    private var range: UInt32 = 0xFFFF_FFFF
    private var code: UInt32 = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        for _ in 0..<4 { code = code << 8 | next() }
    }

    /// Whether so much more was read than is there that the data must be damaged.
    var isPastEnd: Bool { offset > bytes.count + 8 }

    mutating func decode(_ model: inout BitModels, _ slot: Int) -> Bool {
        let bound = (range >> 15) * UInt32(model.probabilities[slot])
        let bit = code >= bound
        if bit {
            code -= bound
            range -= bound
        } else {
            range = bound
        }
        model.learn(bit, slot)
        while range < 1 << 24 {
            range <<= 8
            code = code << 8 | next()
        }
        return bit
    }

    private mutating func next() -> UInt32 {
        defer { offset += 1 }
        return offset < bytes.count ? UInt32(bytes[offset]) : 0
    }
}

/// Probabilities of "no", in 1/32768, one per kind of decision.
struct BitModels {
    fileprivate(set) var probabilities: [UInt16]
    private var counts: [UInt8]

    /// 65536 / (n + 1.5): how far the n-th decision moves a probability.
    private static let rates: [Int32] = (0...127).map { Int32(131_072 / (2 * $0 + 3)) }

    init(count: Int) {
        probabilities = Array(repeating: 16384, count: count)
        counts = Array(repeating: 0, count: count)
    }

    fileprivate mutating func learn(_ bit: Bool, _ slot: Int) {
        let rate = Self.rates[Int(counts[slot])]
        let probability = Int32(probabilities[slot])
        let change = bit ? -((probability * rate) >> 16) : ((32768 - probability) * rate) >> 16
        probabilities[slot] = UInt16(probability + change)
        if counts[slot] < 127 { counts[slot] += 1 }
    }
}

/// A number below 2^bits: its bits from the highest, each predicted from those before it.
struct TreeModel {
    private let bitCount: Int
    private var models: BitModels

    init(bits: Int) {
        bitCount = bits
        models = BitModels(count: 1 << bits)
    }

    mutating func encode(_ value: Int, to encoder: inout RangeEncoder) {
        var node = 1
        for shift in stride(from: bitCount - 1, through: 0, by: -1) {
            let bit = value >> shift & 1
            encoder.encode(bit == 1, &models, node)
            node = node << 1 | bit
        }
    }

    mutating func decode(from decoder: inout RangeDecoder) -> Int {
        var node = 1
        for _ in 0..<bitCount { node = node << 1 | (decoder.decode(&models, node) ? 1 : 0) }
        return node - (1 << bitCount)
    }
}

/// A number from 0 to 2^30 - 2, short where it is small: the length of its binary form, then its bits, of which the upper
/// three are predicted from one another. Source: P. Elias, "Universal codeword sets" (1975), gamma code, with learnt probabilities.
struct NumberModel {
    private var lengths = BitModels(count: 32)
    private var bits = BitModels(count: 32 * 16)

    mutating func encode(_ value: Int, to encoder: inout RangeEncoder) {
        let number = UInt32(truncatingIfNeeded: value + 1)
        let length = 31 - number.leadingZeroBitCount
        for index in 0..<length { encoder.encode(true, &lengths, index) }
        encoder.encode(false, &lengths, length)
        var node = 1
        for shift in stride(from: length - 1, through: 0, by: -1) {
            let bit = Int(number >> UInt32(shift)) & 1
            encoder.encode(bit == 1, &bits, Self.slot(length, node, shift))
            if node < 8 { node = node << 1 | bit }
        }
    }

    mutating func decode(from decoder: inout RangeDecoder) -> Int {
        var length = 0
        while length < 30, decoder.decode(&lengths, length) { length += 1 }
        var number = 1
        var node = 1
        for shift in stride(from: length - 1, through: 0, by: -1) {
            let bit = decoder.decode(&bits, Self.slot(length, node, shift)) ? 1 : 0
            number = number << 1 | bit
            if node < 8 { node = node << 1 | bit }
        }
        return number - 1
    }

    /// The upper three bits are predicted from those before them, the rest by their position.
    private static func slot(_ length: Int, _ node: Int, _ shift: Int) -> Int {
        length * 16 + (node < 8 ? node : 8 + min(shift, 7))
    }
}
