/// Reads little-endian values from bytes, from front to back. Every read is checked: a `ModelError` names the byte at
/// which something does not fit. `what` is a name of the value for that message.
struct ByteReader {
    let bytes: UnsafeRawBufferPointer
    /// The next byte to read.
    private(set) var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var remaining: Int { bytes.count - offset }

    /// Skips bytes and returns their range.
    mutating func skip(_ count: UInt64, _ what: @autoclosure () -> String) throws(ModelError) -> Range<Int> {
        guard count <= UInt64(remaining) else {
            throw ModelError(
                "byte \(offset): \(what()) takes \(count) bytes, but only \(remaining) are left; is the file truncated?"
            )
        }
        let start = offset
        offset += Int(count)
        return start..<offset
    }

    /// Reads an integer.
    mutating func read<Value: FixedWidthInteger>(_ type: Value.Type, _ what: @autoclosure () -> String)
        throws(ModelError) -> Value
    {
        let range = try skip(UInt64(MemoryLayout<Value>.size), what())
        return Value(littleEndian: bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: Value.self))
    }

    /// Reads a UTF-8 string that is preceded by its length in 64 bits.
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
