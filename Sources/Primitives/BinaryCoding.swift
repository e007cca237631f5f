/// Something that can be written to and read from bytes. Reading checks every length: a damaged file is an error.
package protocol BinaryCodable {
    /// Appends the value.
    func write(to writer: inout BinaryWriter)
    /// Reads a value back from where ``write(to:)`` put it; throws where the bytes cannot be one.
    init(from reader: inout BinaryReader) throws(BinaryError)
}

/// The bytes do not hold what was expected.
package struct BinaryError: Error {
    /// The error carries nothing: a damaged cache is made again, whatever the damage.
    package init() {}
}

/// Bytes that grow as values are written one after another, without names or separators.
package struct BinaryWriter {
    package private(set) var bytes: [UInt8] = []

    /// - Parameter capacity: how many bytes there will be, as far as that is known.
    package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    /// Appends a value in its own form.
    package mutating func write(_ value: some BinaryCodable) { value.write(to: &self) }

    /// Appends one byte as it is.
    package mutating func append(_ byte: UInt8) { bytes.append(byte) }
    /// Appends bytes as they are, without their count.
    package mutating func append(_ slice: ArraySlice<UInt8>) { bytes.append(contentsOf: slice) }
    /// Appends a text's bytes as they are, without their count.
    package mutating func append(_ text: String.UTF8View) { bytes.append(contentsOf: text) }
}

/// Bytes read in the order in which a ``BinaryWriter`` wrote them.
package struct BinaryReader {
    private let bytes: ArraySlice<UInt8>
    private var offset: Int
    private var depth = 0

    /// How deep values may hold values of their own kind; each takes some of the stack.
    private static let maximumDepth = 256

    /// A reader at the first of the bytes.
    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        offset = bytes.startIndex
    }

    /// How many bytes are still to be read.
    package var remaining: Int { bytes.endIndex - offset }

    /// The next bytes as they are.
    package mutating func slice(byteCount: Int) throws(BinaryError) -> ArraySlice<UInt8> {
        guard byteCount >= 0, byteCount <= remaining else { throw BinaryError() }
        defer { offset += byteCount }
        return bytes[offset..<(offset + byteCount)]
    }

    /// The next value of a type, read in its own form.
    package mutating func read<Value: BinaryCodable>(_ type: Value.Type = Value.self) throws(BinaryError) -> Value {
        try Value(from: &self)
    }

    /// Reads a value that may hold others of its own kind; throws where they are nested too deep.
    package mutating func nested<Value>(
        _ read: (inout BinaryReader) throws(BinaryError) -> Value
    ) throws(BinaryError) -> Value {
        guard depth < Self.maximumDepth else { throw BinaryError() }
        depth += 1
        defer { depth -= 1 }
        return try read(&self)
    }

    /// The next number, where it lies in a range.
    package mutating func number(in range: ClosedRange<Int>) throws(BinaryError) -> Int {
        let number = try Int(from: &self)
        guard range.contains(number) else { throw BinaryError() }
        return number
    }

    /// How many values follow, each of which takes at least a byte.
    package mutating func count() throws(BinaryError) -> Int {
        let count = try Int(from: &self)
        guard count >= 0, count <= remaining else { throw BinaryError() }
        return count
    }

    /// The next byte.
    package mutating func byte() throws(BinaryError) -> UInt8 {
        guard offset < bytes.endIndex else { throw BinaryError() }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// The next bytes as UTF-8 text; what is not UTF-8 becomes U+FFFD.
    package mutating func text(byteCount: Int) throws(BinaryError) -> String {
        guard byteCount >= 0, byteCount <= remaining else { throw BinaryError() }
        defer { offset += byteCount }
        return String(decoding: bytes[offset..<(offset + byteCount)], as: UTF8.self)
    }
}

extension Int: BinaryCodable {
    /// LEB128 of the zigzag form: small numbers take one byte.
    package func write(to writer: inout BinaryWriter) {
        var value = UInt(bitPattern: (self << 1) ^ (self >> (Int.bitWidth - 1)))
        while value >= 128 {
            writer.append(UInt8(truncatingIfNeeded: value) | 128)
            value >>= 7
        }
        writer.append(UInt8(value))
    }

    /// Throws where the number has more than 64 bits.
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        var value: UInt = 0
        var shift: UInt = 0
        while true {
            let byte = try reader.byte()
            // Of the tenth byte one bit is left.
            guard shift < 63 || (shift == 63 && byte < 2) else { throw BinaryError() }
            value |= UInt(byte & 127) << shift
            if byte < 128 { break }
            shift += 7
        }
        self = Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1)
    }
}

extension Double: BinaryCodable {
    /// The bit pattern as a whole number, so that NaN and signed zeros come back as they were.
    package func write(to writer: inout BinaryWriter) { writer.write(Int(Int64(bitPattern: bitPattern))) }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(bitPattern: UInt64(bitPattern: Int64(try Int(from: &reader))))
    }
}

extension Bool: BinaryCodable {
    /// One byte, 1 for true and 0 for false; reading throws at any other.
    package func write(to writer: inout BinaryWriter) { writer.append(self ? 1 : 0) }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        switch try reader.byte() {
        case 0: self = false
        case 1: self = true
        default: throw BinaryError()
        }
    }
}

extension String: BinaryCodable {
    /// The count of UTF-8 bytes, then the bytes.
    package func write(to writer: inout BinaryWriter) {
        writer.write(utf8.count)
        writer.append(utf8)
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self = try reader.text(byteCount: Int(from: &reader))
    }
}

extension Array: BinaryCodable where Element: BinaryCodable {
    /// The count, then the elements. Reading reserves little memory on the count's word alone: an element may be a hundred
    /// times as large as the bytes that promise it.
    package func write(to writer: inout BinaryWriter) {
        writer.write(count)
        for element in self { writer.write(element) }
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        let count = try reader.count()
        self = []
        reserveCapacity(Swift.min(count, 1024))
        for _ in 0..<count { append(try Element(from: &reader)) }
    }
}

extension Optional: BinaryCodable where Wrapped: BinaryCodable {
    /// Whether there is a value, then the value.
    package func write(to writer: inout BinaryWriter) {
        writer.write(self != nil)
        if let self { writer.write(self) }
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self = try Bool(from: &reader) ? try Wrapped(from: &reader) : nil
    }
}

extension RawRepresentable where RawValue == String, Self: BinaryCodable {
    /// The raw value; reading throws where no case has it.
    package func write(to writer: inout BinaryWriter) { writer.write(rawValue) }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        guard let value = Self(rawValue: try String(from: &reader)) else { throw BinaryError() }
        self = value
    }
}
