/// Bytes as text that needs no escaping in a JavaScript string: 159 bits in ten UTF-16 units.
///
/// Pages opened from disk cannot fetch bytes, only run scripts; so data travels in string literals. A script that starts
/// with a byte order mark is read as UTF-16 whatever a server says of it (WHATWG Encoding, "decode"), and then a unit
/// of two bytes holds almost 16 bits; the printable characters of ASCII would hold 13.
enum ShardText {
    /// How many units may stand in a literal: no control characters, quotation marks, line ends, surrogates or byte
    /// order marks.
    static let base: UInt32 = 61_440
    static let bitsPerBlock = 159
    static let unitsPerBlock = 10

    /// The UTF-16 unit that stands for a digit below ``base``.
    static func unit(_ digit: UInt32) -> UInt16 {
        var unit = digit + 0x100
        if unit >= 0x2028 { unit += 2 }
        if unit >= 0xD800 { unit += 0x800 }
        return UInt16(unit)
    }

    /// The digit that a unit stands for, nil where it stands for none.
    static func digit(_ unit: UInt16) -> UInt32? {
        switch UInt32(unit) {
        case 0x100..<0x2028: UInt32(unit) - 0x100
        case 0x202A..<0xD800: UInt32(unit) - 0x102
        case 0xE000..<0xF902: UInt32(unit) - 0x902
        default: nil
        }
    }

    static func encode(_ bytes: [UInt8]) -> [UInt16] {
        var text: [UInt16] = []
        let blockCount = (bytes.count * 8 + bitsPerBlock - 1) / bitsPerBlock
        text.reserveCapacity(blockCount * unitsPerBlock)
        var digits = [UInt16](repeating: 0, count: unitsPerBlock)
        for block in 0..<blockCount {
            // The block as a number in ten parts: the first has 15 bits, the others 16.
            var number = [UInt32](repeating: 0, count: unitsPerBlock)
            for part in 0..<unitsPerBlock {
                let start = block * bitsPerBlock + (part == 0 ? 0 : part * 16 - 1)
                number[part] = bits(part == 0 ? 15 : 16, at: start, of: bytes)
            }
            for index in stride(from: unitsPerBlock - 1, through: 0, by: -1) {
                var rest: UInt32 = 0
                for part in 0..<unitsPerBlock {
                    let value = rest << 16 | number[part]
                    number[part] = value / base
                    rest = value % base
                }
                digits[index] = unit(rest)
            }
            text += digits
        }
        return text
    }

    /// The `count` bits from bit `start` on, at most 16; zeros after the end.
    private static func bits(_ count: Int, at start: Int, of bytes: [UInt8]) -> UInt32 {
        var window: UInt32 = 0
        let first = start / 8
        for index in first..<(first + 3) { window = window << 8 | (index < bytes.count ? UInt32(bytes[index]) : 0) }
        return (window >> UInt32(24 - start % 8 - count)) & ((1 << UInt32(count)) - 1)
    }

    /// The bytes, with some zero bytes more than were encoded; nil where the text is not of this form.
    static func decode(_ text: [UInt16]) -> [UInt8]? {
        guard text.count % unitsPerBlock == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 2)
        var pending: UInt32 = 0
        var bitCount: UInt32 = 0
        for block in stride(from: 0, to: text.count, by: unitsPerBlock) {
            var number = [UInt32](repeating: 0, count: unitsPerBlock)
            for unit in text[block..<(block + unitsPerBlock)] {
                guard var carry = digit(unit) else { return nil }
                for part in stride(from: unitsPerBlock - 1, through: 0, by: -1) {
                    let value = number[part] * base + carry
                    number[part] = value & 0xFFFF
                    carry = value >> 16
                }
                guard carry == 0 else { return nil }
            }
            guard number[0] < 1 << 15 else { return nil }
            for part in 0..<unitsPerBlock {
                pending = pending << (part == 0 ? 15 : 16) | number[part]
                bitCount += part == 0 ? 15 : 16
                while bitCount >= 8 {
                    bitCount -= 8
                    bytes.append(UInt8(truncatingIfNeeded: pending >> bitCount))
                }
                pending &= (1 << bitCount) - 1
            }
        }
        return bytes
    }
}
