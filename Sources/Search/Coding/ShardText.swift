/// Bytes as text that needs no escaping in a JavaScript string: 13 bits in two of 91 printable ASCII characters.
///
/// Pages opened from disk cannot fetch bytes, only run scripts; so data travels in string literals. Gzip on the way
/// takes the 19 % back that this costs on disk.
enum ShardText {
    /// `!` to `~` without `"`, `<` and `\`.
    static let alphabet: [UInt8] = (0x21...0x7E).filter { ![0x22, 0x3C, 0x5C].contains($0) }
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 16 / 13 + 4)
        var pending: UInt32 = 0
        var bitCount: UInt32 = 0
        func append(_ value: Int) {
            text.append(alphabet[value / 91])
            text.append(alphabet[value % 91])
        }
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            bitCount += 8
            if bitCount >= 13 {
                bitCount -= 13
                append(Int(pending >> bitCount) & 0x1FFF)
                pending &= (1 << bitCount) - 1
            }
        }
        if bitCount > 0 { append(Int(pending << (13 - bitCount)) & 0x1FFF) }
        return text
    }

    /// The bytes, with up to one zero byte more than were encoded; nil where the text is none of ours.
    static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var pending: UInt32 = 0
        var bitCount: UInt32 = 0
        var high: UInt32?
        for character in text {
            let value = UInt32(values[Int(character)])
            guard value < 91 else { return nil }
            guard let first = high else {
                high = value
                continue
            }
            high = nil
            let pair = first * 91 + value
            guard pair < 8192 else { return nil }
            pending = pending << 13 | pair
            bitCount += 13
            while bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> bitCount))
                pending &= (1 << bitCount) - 1
            }
        }
        return high == nil ? bytes : nil
    }
}

/// A file that hands its payload to the page by running: `charter.shard("name","payload");`.
enum ShardScript {
    static func wrap(name: String, payload: [UInt8]) -> [UInt8] {
        Array("charter.shard(\"\(name)\",\"".utf8) + payload + Array("\");\n".utf8)
    }

    /// The payload of the shard `name`, nil where the script is cut short or another's.
    static func payload(of script: [UInt8], name: String) -> ArraySlice<UInt8>? {
        let start = Array("charter.shard(\"\(name)\",\"".utf8)
        let end = Array("\");\n".utf8)
        guard script.starts(with: start), script.suffix(end.count).elementsEqual(end) else { return nil }
        return script.dropFirst(start.count).dropLast(end.count)
    }
}
