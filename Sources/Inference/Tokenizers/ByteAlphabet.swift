/// GPT-2's printable characters for bytes: printable bytes stand for themselves, the others for characters from 256 on.
///
/// Source: GPT-2, `encoder.py`, `bytes_to_unicode`.
enum ByteAlphabet {
    /// `[byte]`
    static let scalars: [Unicode.Scalar] = {
        var next: UInt32 = 256
        return (0..<256).map { byte in
            let isPrintable = (33...126).contains(byte) || (161...172).contains(byte) || (174...255).contains(byte)
            defer { if !isPrintable { next += 1 } }
            return Unicode.Scalar(isPrintable ? UInt32(byte) : next) ?? " "
        }
    }()
    private static let byteOfScalar: [Unicode.Scalar: UInt8] = Dictionary(
        uniqueKeysWithValues: scalars.enumerated().map { ($0.element, UInt8($0.offset)) })

    /// Bytes as characters of the alphabet.
    static func text(_ bytes: [UInt8]) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(scalars[Int(byte)]) }
        return String(text)
    }

    /// The bytes of characters of the alphabet; other characters stand for their UTF-8.
    static func bytes(_ text: String) -> [UInt8] {
        text.unicodeScalars.flatMap { scalar in byteOfScalar[scalar].map { [$0] } ?? Array(String(scalar).utf8) }
    }
}
