/// A GGUF file of version 3, mapped into memory. All lengths, counts, offsets and types are checked before use, and
/// what is allocated is bounded by the file's own size, never by a number in it.
///
/// Source: "GGUF", ggml's docs/gguf.md.
public struct GGUFFile: Sendable {
    public let file: MappedFile
    /// Values by key, such as `general.architecture`.
    public let metadata: [String: GGUFValue]
    /// Tensors by name.
    public let tensors: [String: Tensor]
    /// Names of the tensors in the file's order.
    public let tensorNames: [String]

    /// Opens a file and reads its metadata; tensors are only located. Throws a `ModelError` that names the byte or
    /// tensor where the file is not what the format prescribes. Takes time in proportion to the metadata.
    public init(path: String) throws(ModelError) {
        let file = try MappedFile(path: path)
        do throws(ModelError) {
            try self.init(file: file)
        } catch {
            throw error.inFile(path)
        }
    }

    init(file: MappedFile) throws(ModelError) {
        var parser = GGUFParser(file: file)
        let header = try parser.header()
        metadata = try parser.metadata(count: header.entryCount)
        let descriptions = try parser.tensorDescriptions(count: header.tensorCount)
        tensors = try parser.tensors(descriptions, alignment: Self.alignment(metadata))
        tensorNames = descriptions.map(\.name)
        self.file = file
    }

    private static func alignment(_ metadata: [String: GGUFValue]) throws(ModelError) -> Int {
        guard case .integer(let alignment)? = metadata["general.alignment"] else { return 32 }
        guard (1...1 << 20).contains(alignment), alignment & (alignment - 1) == 0 else {
            throw ModelError("general.alignment is \(alignment), expected a power of two")
        }
        return alignment
    }
}

extension GGUFFile {
    /// An integer of the metadata; nil if the key is absent. Throws a `ModelError` if the value has another type.
    func integer(_ key: String) throws(ModelError) -> Int? {
        switch metadata[key] {
        case nil: return nil
        case .integer(let value): return value
        default: throw ModelError(file: file.path, "\(key) must be an integer")
        }
    }

    /// A number of the metadata, integer or not; nil if the key is absent. Throws a `ModelError` if it has another
    /// type.
    func number(_ key: String) throws(ModelError) -> Double? {
        switch metadata[key] {
        case nil: return nil
        case .real(let value): return value
        case .integer(let value): return Double(value)
        default: throw ModelError(file: file.path, "\(key) must be a number")
        }
    }

    /// A string of the metadata; nil if the key is absent. Throws a `ModelError` if the value has another type.
    func string(_ key: String) throws(ModelError) -> String? {
        switch metadata[key] {
        case nil: return nil
        case .string(let value): return value
        default: throw ModelError(file: file.path, "\(key) must be a string")
        }
    }

    /// A truth value of the metadata; nil if the key is absent or has another type.
    func boolean(_ key: String) -> Bool? {
        if case .boolean(let value)? = metadata[key] { value } else { nil }
    }

    /// A tensor that the model needs. Throws a `ModelError` if it is missing.
    func tensor(_ name: String) throws(ModelError) -> Tensor {
        guard let tensor = tensors[name] else { throw ModelError(file: file.path, "the tensor \(name) is missing") }
        return tensor
    }
}
