/// Something that can be written to and read from bytes. Reading checks every length: a damaged file is an error.
package protocol BinaryCodable {
    func write(to writer: inout BinaryWriter)
    init(from reader: inout BinaryReader) throws(BinaryError)
}

/// The bytes do not hold what was expected.
package struct BinaryError: Error {
    package init() {}
}

package struct BinaryWriter {
    package private(set) var bytes: [UInt8] = []

    /// - Parameter capacity: how many bytes there will be, as far as that is known.
    package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    package mutating func write(_ value: some BinaryCodable) { value.write(to: &self) }

    package mutating func append(_ byte: UInt8) { bytes.append(byte) }
    package mutating func append(_ slice: ArraySlice<UInt8>) { bytes.append(contentsOf: slice) }
    package mutating func append(_ text: String.UTF8View) { bytes.append(contentsOf: text) }
}

package struct BinaryReader {
    private let bytes: ArraySlice<UInt8>
    private var offset: Int

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        offset = bytes.startIndex
    }

    package var remaining: Int { bytes.endIndex - offset }

    /// The next bytes as they are.
    package mutating func slice(byteCount: Int) throws(BinaryError) -> ArraySlice<UInt8> {
        guard byteCount >= 0, byteCount <= remaining else { throw BinaryError() }
        defer { offset += byteCount }
        return bytes[offset..<(offset + byteCount)]
    }

    package mutating func read<Value: BinaryCodable>(_ type: Value.Type = Value.self) throws(BinaryError) -> Value {
        try Value(from: &self)
    }

    package mutating func byte() throws(BinaryError) -> UInt8 {
        guard offset < bytes.endIndex else { throw BinaryError() }
        defer { offset += 1 }
        return bytes[offset]
    }

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

    package init(from reader: inout BinaryReader) throws(BinaryError) {
        var value: UInt = 0
        var shift: UInt = 0
        while true {
            let byte = try reader.byte()
            guard shift < 64 else { throw BinaryError() }
            value |= UInt(byte & 127) << shift
            if byte < 128 { break }
            shift += 7
        }
        self = Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1)
    }
}

extension Double: BinaryCodable {
    package func write(to writer: inout BinaryWriter) { writer.write(Int(Int64(bitPattern: bitPattern))) }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(bitPattern: UInt64(bitPattern: Int64(try Int(from: &reader))))
    }
}

extension Bool: BinaryCodable {
    package func write(to writer: inout BinaryWriter) { writer.append(self ? 1 : 0) }
    package init(from reader: inout BinaryReader) throws(BinaryError) { self = try reader.byte() == 1 }
}

extension String: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(utf8.count)
        writer.append(utf8)
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self = try reader.text(byteCount: Int(from: &reader))
    }
}

extension Array: BinaryCodable where Element: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(count)
        for element in self { writer.write(element) }
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        let count = try Int(from: &reader)
        guard count >= 0, count <= reader.remaining else { throw BinaryError() }
        self = []
        reserveCapacity(count)
        for _ in 0..<count { append(try Element(from: &reader)) }
    }
}

extension Optional: BinaryCodable where Wrapped: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(self != nil)
        if let self { writer.write(self) }
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self = try Bool(from: &reader) ? try Wrapped(from: &reader) : nil
    }
}

extension RawRepresentable where RawValue == String, Self: BinaryCodable {
    package func write(to writer: inout BinaryWriter) { writer.write(rawValue) }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        guard let value = Self(rawValue: try String(from: &reader)) else { throw BinaryError() }
        self = value
    }
}
