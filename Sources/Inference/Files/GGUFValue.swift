/// A value of a GGUF file's metadata. Numbers are widened to 64 bits; arrays stay in the file until they are needed.
public enum GGUFValue: Sendable {
    case integer(Int)
    case real(Double)
    case boolean(Bool)
    case string(String)
    case array(GGUFArray)
}

/// The types of metadata values, with the format's numbers.
///
/// Source: "GGUF", ggml's docs/gguf.md.
enum GGUFValueType: UInt32 {
    case uint8 = 0, int8, uint16, int16, uint32, int32, float32, bool, string, array, uint64, int64, float64

    /// Bytes of a value; nil if they vary.
    var width: Int? {
        switch self {
        case .uint8, .int8, .bool: 1
        case .uint16, .int16: 2
        case .uint32, .int32, .float32: 4
        case .uint64, .int64, .float64: 8
        case .string, .array: nil
        }
    }
}

/// An array of the metadata, whose range in the file has been checked; its elements are read on access.
public struct GGUFArray: Sendable {
    let file: MappedFile
    let type: GGUFValueType
    /// Elements of the array.
    public let count: Int
    /// The bytes of the elements.
    let range: Range<Int>

    /// The elements as strings; nil if they are of another type.
    public var strings: [String]? {
        guard type == .string else { return nil }
        var reader = ByteReader(UnsafeRawBufferPointer(rebasing: file.bytes[range]))
        var result: [String] = []
        result.reserveCapacity(count)
        for _ in 0..<count {
            guard let text = try? reader.string("an element") else { return nil }
            result.append(text)
        }
        return result
    }

    /// The elements as integers; nil if they are of another type.
    public var integers: [Int]? {
        switch type {
        case .uint8: load(UInt8.self)
        case .int8: load(Int8.self)
        case .uint16: load(UInt16.self)
        case .int16: load(Int16.self)
        case .uint32: load(UInt32.self)
        case .int32: load(Int32.self)
        case .int64: load(Int64.self)
        default: nil
        }
    }

    /// The elements as numbers, integer or not; nil if they are of another type.
    public var numbers: [Double]? {
        switch type {
        case .float32: elements(UInt32.self).map { Double(Float(bitPattern: $0)) }
        case .float64: elements(UInt64.self).map { Double(bitPattern: $0) }
        default: integers.map { $0.map(Double.init) }
        }
    }

    private func load<Value: FixedWidthInteger>(_ type: Value.Type) -> [Int] { elements(type).map { Int($0) } }

    private func elements<Value: FixedWidthInteger>(_ type: Value.Type) -> [Value] {
        let width = MemoryLayout<Value>.size
        return (0..<count).map { index in
            Value(
                littleEndian: file.bytes.loadUnaligned(fromByteOffset: range.lowerBound + index * width, as: Value.self)
            )
        }
    }
}
