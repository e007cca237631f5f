/// A file below ask/ that cannot be read.
public struct AskFileError: Error, CustomStringConvertible {
    /// What happened, for people.
    public var description: String

    init(_ description: String) { self.description = description }
}

/// Writes numbers with the lowest byte first.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    mutating func append(_ value: UInt16) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }

    mutating func append(_ value: UInt32) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }

    mutating func append(_ value: Float) { append(value.bitPattern) }

    /// Rounded to half precision.
    mutating func append(half value: Float) { append(Float16(value).bitPattern) }

    mutating func append(_ values: [Int8]) { for value in values { bytes.append(UInt8(bitPattern: value)) } }

    mutating func append(_ values: [Float]) { for value in values { append(value) } }
}

/// Reads numbers with the lowest byte first; a file that ends too early is an error.
struct LittleEndianReader {
    private let data: [UInt8]
    private var offset = 0

    init(_ data: [UInt8]) { self.data = data }

    mutating func bytes(_ count: Int) throws(AskFileError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= data.count - offset else { throw AskFileError("a file of ask/ is cut short") }
        defer { offset += count }
        return data[offset..<offset + count]
    }

    mutating func byte() throws(AskFileError) -> UInt8 { try bytes(1).first ?? 0 }

    mutating func short() throws(AskFileError) -> UInt16 {
        try bytes(2).reversed().reduce(0) { $0 << 8 | UInt16($1) }
    }

    mutating func integer() throws(AskFileError) -> UInt32 {
        try bytes(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    mutating func float() throws(AskFileError) -> Float { Float(bitPattern: try integer()) }

    mutating func half() throws(AskFileError) -> Float { Float(Float16(bitPattern: try short())) }

    mutating func floats(_ count: Int) throws(AskFileError) -> [Float] {
        var values: [Float] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try float()) }
        return values
    }

    mutating func signedBytes(_ count: Int) throws(AskFileError) -> [Int8] {
        try bytes(count).map { Int8(bitPattern: $0) }
    }
}
