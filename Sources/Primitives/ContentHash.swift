/// SHA-256 of bytes as 64 lower-case hexadecimal digits. Source: FIPS 180-4.
package func sha256(_ bytes: some Collection<UInt8>) -> String { SHA256.hash(bytes).hexadecimal }

/// SHA-256 of a text's UTF-8 bytes as 64 lower-case hexadecimal digits.
package func sha256(_ text: String) -> String { sha256(Array(text.utf8)) }

extension Sequence<UInt8> {
    /// Two lower-case digits per byte.
    @inlinable package var hexadecimal: String {
        var digits: [UInt8] = []
        digits.reserveCapacity(64)
        for byte in self {
            for half in [byte >> 4, byte & 15] { digits.append(half < 10 ? half + 48 : half + 87) }
        }
        return String(decoding: digits, as: UTF8.self)
    }
}

/// SHA-256 over values in an unambiguous form: each text is preceded by its length.
package struct ContentDigest {
    private var buffer: [UInt8] = []

    /// A digest of nothing yet.
    package init() { buffer.reserveCapacity(2048) }

    /// Adds a number as eight bytes.
    package mutating func add(_ number: Int) {
        withUnsafeBytes(of: number.littleEndian) { buffer.append(contentsOf: $0) }
    }

    /// Adds a text, its length first.
    package mutating func add(_ text: String) {
        add(text.utf8.count)
        buffer.append(contentsOf: text.utf8)
    }

    /// The digest of all that was added, as 64 hexadecimal digits.
    package func finish() -> String { sha256(buffer) }
}
