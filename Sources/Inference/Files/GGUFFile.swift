/// A GGUF file of version 3, mapped into memory. All lengths, counts, offsets and types are checked before use; the
/// sizes of what is allocated follow from the file's own size, never from a number in it.
///
/// Source: "GGUF", ggml's docs/gguf.md.
public struct GGUFFile: Sendable {
    public let file: MappedFile
    public let metadata: [String: GGUFValue]
    public let tensors: [String: Tensor]
    /// Names of the tensors as the file orders them.
    public let tensorNames: [String]

    private static let magic: UInt32 = 0x4655_4747  // "GGUF"
    /// Fewest bytes of a metadata entry and of a tensor's description: what counts are held against.
    private static let leastEntry = 8 + 4 + 1
    private static let leastTensor = 8 + 4 + 8 + 4 + 8

    public init(path: String) throws(ModelError) {
        let file = try MappedFile(path: path)
        do throws(ModelError) {
            try self.init(file: file)
        } catch {
            throw error.of(path)
        }
    }

    init(file: MappedFile) throws(ModelError) {
        var reader = ByteReader(file.bytes)
        let magic = try reader.read(UInt32.self, "the file's mark")
        guard magic == Self.magic else { throw ModelError("byte 0: the file does not start with \"GGUF\"") }
        let version = try reader.read(UInt32.self, "the version")
        guard version == 3 else {
            let isSwapped = version.byteSwapped == 3
            throw ModelError(
                "byte 4: GGUF version \(isSwapped ? "3 in big-endian order" : "\(version)"); only version 3, little-endian, is read"
            )
        }
        let tensorCount = try reader.read(UInt64.self, "the count of tensors")
        let entryCount = try reader.read(UInt64.self, "the count of metadata entries")
        guard tensorCount <= UInt64(file.bytes.count / Self.leastTensor),
            entryCount <= UInt64(file.bytes.count / Self.leastEntry)
        else {
            throw ModelError(
                "byte 8: \(tensorCount) tensors and \(entryCount) metadata entries do not fit a file of \(file.bytes.count) bytes"
            )
        }

        var metadata: [String: GGUFValue] = [:]
        for _ in 0..<entryCount {
            let start = reader.offset
            let key = try reader.string("a metadata key")
            guard key.utf8.count <= 65_535, !key.isEmpty else {
                throw ModelError("byte \(start): a metadata key is empty or too long")
            }
            let value = try Self.value(&reader, key: key, file: file)
            guard metadata.updateValue(value, forKey: key) == nil else {
                throw ModelError("byte \(start): the metadata key \(key) is there twice")
            }
        }

        var descriptions: [(name: String, type: TensorType, shape: [UInt64], offset: UInt64)] = []
        for _ in 0..<tensorCount { descriptions.append(try Self.description(&reader)) }

        var alignment = 32
        if case .integer(let value)? = metadata["general.alignment"] { alignment = value }
        guard (1...1 << 20).contains(alignment), alignment & (alignment - 1) == 0 else {
            throw ModelError("general.alignment is \(alignment), expected a power of two")
        }
        let dataStart = UInt64((reader.offset + alignment - 1) / alignment * alignment)
        var tensors: [String: Tensor] = [:]
        for entry in descriptions {
            guard entry.offset % UInt64(alignment) == 0 else {
                throw ModelError(
                    "tensor \(entry.name): its offset \(entry.offset) is no multiple of the alignment \(alignment)")
            }
            let (start, overflows) = dataStart.addingReportingOverflow(entry.offset)
            guard !overflows else { throw ModelError("tensor \(entry.name): its offset \(entry.offset) is too large") }
            let tensor = try Tensor(
                name: entry.name, type: entry.type, shape: entry.shape, file: file, start: start, length: nil)
            guard tensors.updateValue(tensor, forKey: entry.name) == nil else {
                throw ModelError("tensor \(entry.name): it is there twice")
            }
        }
        self.file = file
        self.metadata = metadata
        self.tensors = tensors
        tensorNames = descriptions.map(\.name)
    }

    private static func description(
        _ reader: inout ByteReader
    ) throws(ModelError) -> (name: String, type: TensorType, shape: [UInt64], offset: UInt64) {
        let name = try reader.string("a tensor's name")
        let dimensions = try reader.read(UInt32.self, "the dimensions of tensor \(name)")
        guard dimensions <= 4 else {
            throw ModelError("tensor \(name): \(dimensions) dimensions; at most 4 are allowed")
        }
        var shape: [UInt64] = []
        for _ in 0..<dimensions { shape.append(try reader.read(UInt64.self, "the shape of tensor \(name)")) }
        let number = try reader.read(UInt32.self, "the type of tensor \(name)")
        guard let type = TensorType(rawValue: number) else {
            let known =
                TensorType.unreadNames[number].map { "\($0), which is not supported" }
                ?? "number \(number), which is unknown"
            throw ModelError(
                "tensor \(name): its type is \(known); supported: \(TensorType.allCases.map(\.name).joined(separator: ", "))"
            )
        }
        return (name, type, shape, try reader.read(UInt64.self, "the offset of tensor \(name)"))
    }

    private static func value(_ reader: inout ByteReader, key: String, file: MappedFile) throws(ModelError) -> GGUFValue
    {
        let type = try valueType(&reader, key: key)
        switch type {
        case .uint8: return .integer(Int(try reader.read(UInt8.self, key)))
        case .int8: return .integer(Int(try reader.read(Int8.self, key)))
        case .uint16: return .integer(Int(try reader.read(UInt16.self, key)))
        case .int16: return .integer(Int(try reader.read(Int16.self, key)))
        case .uint32: return .integer(Int(try reader.read(UInt32.self, key)))
        case .int32: return .integer(Int(try reader.read(Int32.self, key)))
        case .uint64: return .integer(Int(clamping: try reader.read(UInt64.self, key)))
        case .int64: return .integer(Int(try reader.read(Int64.self, key)))
        case .float32: return .real(Double(Float(bitPattern: try reader.read(UInt32.self, key))))
        case .float64: return .real(Double(bitPattern: try reader.read(UInt64.self, key)))
        case .bool: return .boolean(try reader.read(UInt8.self, key) != 0)
        case .string: return .string(try reader.string(key))
        case .array: return .array(try array(&reader, key: key, file: file))
        }
    }

    private static func array(_ reader: inout ByteReader, key: String, file: MappedFile) throws(ModelError) -> GGUFArray
    {
        let type = try valueType(&reader, key: key)
        let start = reader.offset
        let count = try reader.read(UInt64.self, "the length of \(key)")
        let width = type.width ?? 8  // A string takes at least its length's bytes.
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

    private static func valueType(_ reader: inout ByteReader, key: String) throws(ModelError) -> GGUFValueType {
        let start = reader.offset
        let number = try reader.read(UInt32.self, "the type of \(key)")
        guard let type = GGUFValueType(rawValue: number) else {
            throw ModelError("byte \(start): \(key) has the value type \(number), which GGUF does not know")
        }
        return type
    }
}

extension GGUFFile {
    /// A whole number of the metadata, nil where there is none.
    func integer(_ key: String) throws(ModelError) -> Int? {
        switch metadata[key] {
        case nil: return nil
        case .integer(let value): return value
        default: throw ModelError(file: file.path, "\(key) is expected to be a whole number")
        }
    }

    func number(_ key: String) throws(ModelError) -> Double? {
        switch metadata[key] {
        case nil: return nil
        case .real(let value): return value
        case .integer(let value): return Double(value)
        default: throw ModelError(file: file.path, "\(key) is expected to be a number")
        }
    }

    func string(_ key: String) throws(ModelError) -> String? {
        switch metadata[key] {
        case nil: return nil
        case .string(let value): return value
        default: throw ModelError(file: file.path, "\(key) is expected to be a text")
        }
    }

    func boolean(_ key: String) -> Bool? {
        if case .boolean(let value)? = metadata[key] { value } else { nil }
    }

    /// A tensor that the model cannot do without.
    func tensor(_ name: String) throws(ModelError) -> Tensor {
        guard let tensor = tensors[name] else { throw ModelError(file: file.path, "the tensor \(name) is missing") }
        return tensor
    }
}
