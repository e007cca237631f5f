/// A value of a PDF file. Source: ISO 32000-1, section 7.3.
indirect enum PDFValue: Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case name(String)
    case string([UInt8])
    case array([PDFValue])
    case dictionary([String: PDFValue])
    /// The number of an object that stands elsewhere in the file.
    case reference(Int)
}

/// Why a file is not a PDF that can be read.
struct PDFProblem: Error, Equatable {
    let summary: String
}

/// Reads values of a PDF from some place on. It knows what stands in files that Chromium writes, which keep their structure
/// outside of compressed streams.
struct PDFReader {
    private let bytes: [UInt8]
    private(set) var position: Int

    init(_ bytes: [UInt8], at position: Int) {
        self.bytes = bytes
        self.position = position
    }

    /// What no file of a browser comes near; deeper is not a file of one.
    private static let deepest = 64

    mutating func value(depth: Int = 0) throws(PDFProblem) -> PDFValue {
        guard depth < Self.deepest else { throw PDFProblem(summary: "its values are nested too deeply") }
        skipSpace()
        switch peek() {
        case UInt8(ascii: "/"): return .name(name())
        case UInt8(ascii: "("): return .string(try literalString())
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "<"):
            return peek(1) == UInt8(ascii: "<") ? try dictionary(depth: depth) : .string(try hexString())
        default: return try word()
        }
    }

    /// A word such as `obj`, a number or a keyword; empty where something else stands.
    mutating func token() -> String {
        skipSpace()
        let start = position
        while let byte = peek(), !Self.isSpace(byte), !Self.isDelimiter(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    // MARK: Values

    private mutating func name() -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = peek(), !Self.isSpace(byte), !Self.isDelimiter(byte) {
            if byte == UInt8(ascii: "#"), let value = hexByte(at: position + 1) {
                text.append(value)
                position += 3
            } else {
                text.append(byte)
                position += 1
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Its bytes with escapes as they are: only its end has to be found.
    private mutating func literalString() throws(PDFProblem) -> [UInt8] {
        position += 1
        let start = position
        var depth = 1
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\\"): position += 1
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            default: break
            }
            position += 1
            if depth == 0 { return Array(bytes[start..<position - 1]) }
        }
        throw PDFProblem(summary: "a string of it does not end")
    }

    private mutating func hexString() throws(PDFProblem) -> [UInt8] {
        position += 1
        let start = position
        while let byte = peek(), byte != UInt8(ascii: ">") { position += 1 }
        guard peek() != nil else { throw PDFProblem(summary: "a string of it does not end") }
        position += 1
        return Array(bytes[start..<position - 1])
    }

    private mutating func array(depth: Int) throws(PDFProblem) -> PDFValue {
        position += 1
        var values: [PDFValue] = []
        while true {
            skipSpace()
            guard let byte = peek() else { throw PDFProblem(summary: "a list of it does not end") }
            if byte == UInt8(ascii: "]") { break }
            values.append(try value(depth: depth + 1))
        }
        position += 1
        return .array(values)
    }

    private mutating func dictionary(depth: Int) throws(PDFProblem) -> PDFValue {
        position += 2
        var values: [String: PDFValue] = [:]
        while true {
            skipSpace()
            guard let byte = peek() else { throw PDFProblem(summary: "a dictionary of it does not end") }
            if byte == UInt8(ascii: ">") { break }
            guard byte == UInt8(ascii: "/") else { throw PDFProblem(summary: "a key of it is not a name") }
            let key = name()
            values[key] = try value(depth: depth + 1)
        }
        position += 2
        return .dictionary(values)
    }

    /// A number, a reference (`12 0 R`) or a keyword.
    private mutating func word() throws(PDFProblem) -> PDFValue {
        let word = token()
        switch word {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default: break
        }
        guard let number = Double(word) else { throw PDFProblem(summary: "'\(word)' in it is not a value") }
        guard let object = Int(word), object >= 0 else { return .number(number) }
        let after = position
        if Int(token()) != nil, token() == "R" { return .reference(object) }
        position = after
        return .number(number)
    }

    // MARK: Bytes

    private func peek(_ offset: Int = 0) -> UInt8? {
        bytes.indices.contains(position + offset) ? bytes[position + offset] : nil
    }

    private func hexByte(at place: Int) -> UInt8? {
        guard bytes.indices.contains(place + 1) else { return nil }
        return UInt8(String(decoding: bytes[place...place + 1], as: UTF8.self), radix: 16)
    }

    private mutating func skipSpace() {
        while let byte = peek() {
            if byte == UInt8(ascii: "%") {
                while let byte = peek(), byte != 10, byte != 13 { position += 1 }
            } else if Self.isSpace(byte) {
                position += 1
            } else {
                return
            }
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0, 9, 10, 12, 13, 32].contains(byte) }

    private static func isDelimiter(_ byte: UInt8) -> Bool { "()<>[]{}/%".utf8.contains(byte) }
}
