/// Reads little-endian values off the front of bytes; every read is checked, and errors name the byte.
struct ByteReader {
    let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var remaining: Int { bytes.count - offset }

    /// Steps over bytes and says where they were.
    mutating func skip(_ count: UInt64, _ what: @autoclosure () -> String) throws(ModelError) -> Range<Int> {
        guard count <= UInt64(remaining) else {
            throw ModelError(
                "byte \(offset): \(what()) needs \(count) bytes, but the file ends after \(remaining); is it truncated?"
            )
        }
        let start = offset
        offset += Int(count)
        return start..<offset
    }

    mutating func read<Value: FixedWidthInteger>(_ type: Value.Type, _ what: @autoclosure () -> String)
        throws(ModelError) -> Value
    {
        let range = try skip(UInt64(MemoryLayout<Value>.size), what())
        return Value(littleEndian: bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: Value.self))
    }

    /// A string with its length before it.
    mutating func string(_ what: @autoclosure () -> String) throws(ModelError) -> String {
        let start = offset
        let length = try read(UInt64.self, "the length of \(what())")
        let range = try skip(length, what())
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw ModelError("byte \(start): \(what()) is not valid UTF-8")
        }
        return text
    }
}
