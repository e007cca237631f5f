/// Parses a GGUF file from front to back: header, metadata, tensor descriptions, then the tensors' data.
///
/// Source: "GGUF", ggml's docs/gguf.md, "File Structure".
struct GGUFParser {
    private let file: MappedFile
    private var reader: ByteReader

    /// "GGUF" in little-endian order.
    private static let magic: UInt32 = 0x4655_4747
    /// The fewest bytes of a metadata entry and of a tensor description: limits for the counts in the header.
    private static let smallestEntry = 8 + 4 + 1
    private static let smallestDescription = 8 + 4 + 8 + 4 + 8

    init(file: MappedFile) {
        self.file = file
        reader = ByteReader(file.bytes)
    }

    /// A tensor as the file describes it; `offset` counts from the start of the data.
    struct TensorDescription {
        var name: String
        var type: TensorType
        var shape: [UInt64]
        var offset: UInt64
    }

    /// Reads the magic, the version and the counts.
    mutating func header() throws(ModelError) -> (tensorCount: UInt64, entryCount: UInt64) {
        let magic = try reader.read(UInt32.self, "the magic number")
        guard magic == Self.magic else { throw ModelError("byte 0: the file does not start with \"GGUF\"") }
        let version = try reader.read(UInt32.self, "the version")
        guard version == 3 else {
            let found = version.byteSwapped == 3 ? "3 in big-endian order" : "\(version)"
            throw ModelError("byte 4: GGUF version \(found); only version 3, little-endian, is supported")
        }
        let tensorCount = try reader.read(UInt64.self, "the count of tensors")
        let entryCount = try reader.read(UInt64.self, "the count of metadata entries")
        guard tensorCount <= UInt64(file.bytes.count / Self.smallestDescription),
            entryCount <= UInt64(file.bytes.count / Self.smallestEntry)
        else {
            throw ModelError(
                "byte 8: \(tensorCount) tensors and \(entryCount) metadata entries do not fit a file of \(file.bytes.count) bytes"
            )
        }
        return (tensorCount, entryCount)
    }

    /// Reads the metadata entries.
    mutating func metadata(count: UInt64) throws(ModelError) -> [String: GGUFValue] {
        var metadata: [String: GGUFValue] = [:]
        for _ in 0..<count {
            let start = reader.offset
            let key = try reader.string("a metadata key")
            guard key.utf8.count <= 65_535, !key.isEmpty else {
                throw ModelError("byte \(start): a metadata key is empty or too long")
            }
            let value = try value(of: key)
            guard metadata.updateValue(value, forKey: key) == nil else {
                throw ModelError("byte \(start): the metadata key \(key) occurs twice")
            }
        }
        return metadata
    }

    /// Reads the descriptions of the tensors.
    mutating func tensorDescriptions(count: UInt64) throws(ModelError) -> [TensorDescription] {
        var descriptions: [TensorDescription] = []
        for _ in 0..<count { descriptions.append(try tensorDescription()) }
        return descriptions
    }

    /// Locates the tensors in the data, which starts at the next multiple of the alignment.
    func tensors(_ descriptions: [TensorDescription], alignment: Int) throws(ModelError) -> [String: Tensor] {
        let dataStart = UInt64((reader.offset + alignment - 1) / alignment * alignment)
        var tensors: [String: Tensor] = [:]
        for entry in descriptions {
            guard entry.offset % UInt64(alignment) == 0 else {
                throw ModelError(
                    "tensor \(entry.name): its offset \(entry.offset) is not a multiple of the alignment \(alignment)")
            }
            let (start, overflows) = dataStart.addingReportingOverflow(entry.offset)
            guard !overflows else { throw ModelError("tensor \(entry.name): its offset \(entry.offset) is too large") }
            let tensor = try Tensor(
                name: entry.name, type: entry.type, shape: entry.shape, file: file, start: start, length: nil)
            guard tensors.updateValue(tensor, forKey: entry.name) == nil else {
                throw ModelError("tensor \(entry.name): its name occurs twice")
            }
        }
        return tensors
    }

    private mutating func tensorDescription() throws(ModelError) -> TensorDescription {
        let name = try reader.string("a tensor's name")
        let dimensions = try reader.read(UInt32.self, "the count of dimensions of tensor \(name)")
        guard dimensions <= 4 else {
            throw ModelError("tensor \(name): it has \(dimensions) dimensions; at most 4 are allowed")
        }
        var shape: [UInt64] = []
        for _ in 0..<dimensions { shape.append(try reader.read(UInt64.self, "the shape of tensor \(name)")) }
        let number = try reader.read(UInt32.self, "the type of tensor \(name)")
        guard let type = TensorType(rawValue: number) else {
            let found =
                TensorType.unsupportedNames[number].map { "\($0), which is not supported" }
                ?? "number \(number), which is unknown"
            let supported = TensorType.allCases.map(\.name).joined(separator: ", ")
            throw ModelError("tensor \(name): its type is \(found); supported: \(supported)")
        }
        let offset = try reader.read(UInt64.self, "the offset of tensor \(name)")
        return TensorDescription(name: name, type: type, shape: shape, offset: offset)
    }

    private mutating func value(of key: String) throws(ModelError) -> GGUFValue {
        switch try valueType(of: key) {
        case .uint8: .integer(Int(try reader.read(UInt8.self, key)))
        case .int8: .integer(Int(try reader.read(Int8.self, key)))
        case .uint16: .integer(Int(try reader.read(UInt16.self, key)))
        case .int16: .integer(Int(try reader.read(Int16.self, key)))
        case .uint32: .integer(Int(try reader.read(UInt32.self, key)))
        case .int32: .integer(Int(try reader.read(Int32.self, key)))
        case .uint64: .integer(Int(clamping: try reader.read(UInt64.self, key)))
        case .int64: .integer(Int(try reader.read(Int64.self, key)))
        case .float32: .real(Double(Float(bitPattern: try reader.read(UInt32.self, key))))
        case .float64: .real(Double(bitPattern: try reader.read(UInt64.self, key)))
        case .bool: .boolean(try reader.read(UInt8.self, key) != 0)
        case .string: .string(try reader.string(key))
        case .array: .array(try array(of: key))
        }
    }

    private mutating func array(of key: String) throws(ModelError) -> GGUFArray {
        let type = try valueType(of: key)
        let start = reader.offset
        let count = try reader.read(UInt64.self, "the length of \(key)")
        let width = type.width ?? 8  // A string takes at least the 8 bytes of its length.
        guard type != .array else {
            throw ModelError("byte \(start): \(key) is an array of arrays, which is not supported")
        }
        guard count <= UInt64(reader.remaining / width) else {
            throw ModelError(
                "byte \(start): \(count) elements of \(key) do not fit the \(reader.remaining) bytes that are left")
        }
        let first = reader.offset
        if type == .string {
            for _ in 0..<count { _ = try reader.string("an element of \(key)") }
        } else {
            _ = try reader.skip(count * UInt64(width), key)
        }
        return GGUFArray(file: file, type: type, count: Int(count), range: first..<reader.offset)
    }

    private mutating func valueType(of key: String) throws(ModelError) -> GGUFValueType {
        let start = reader.offset
        let number = try reader.read(UInt32.self, "the type of \(key)")
        guard let type = GGUFValueType(rawValue: number) else {
            throw ModelError("byte \(start): \(key) has the value type \(number), which GGUF does not define")
        }
        return type
    }
}
