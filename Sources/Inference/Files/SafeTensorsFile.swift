import Platform

/// A safetensors file, mapped into memory: a JSON header, then the tensors one after the other. Tensors must cover all
/// bytes after the header, without gaps, as the format prescribes.
///
/// Source: "Safetensors", huggingface/safetensors, README, "Format".
public struct SafeTensorsFile: Sendable {
    public let file: MappedFile
    /// Tensors of the supported types, by name. Their shapes are innermost dimension first, the reverse of the file's.
    public let tensors: [String: Tensor]
    /// Types of the other tensors, by name.
    public let otherTypes: [String: String]

    /// The limit of the reference implementation, in bytes.
    private static let maximumHeaderLength = 100_000_000
    private static let types: [String: TensorType] = ["F32": .f32, "F16": .f16, "BF16": .bf16]
    private static let widths: [String: UInt64] = [
        "BOOL": 1, "U8": 1, "I8": 1, "F8_E5M2": 1, "F8_E4M3": 1, "I16": 2, "U16": 2, "F16": 2, "BF16": 2, "I32": 4,
        "U32": 4,
        "F32": 4, "F64": 8, "I64": 8, "U64": 8,
    ]

    /// Opens a file and reads its header; tensors are only located. Throws a `ModelError` that names the byte or tensor
    /// where the file is not what the format prescribes.
    public init(path: String) throws(ModelError) {
        let file = try MappedFile(path: path)
        do throws(ModelError) {
            try self.init(file: file)
        } catch {
            throw error.inFile(path)
        }
    }

    private struct Entry: Decodable {
        var dtype: String
        var shape: [UInt64]
        var data_offsets: [UInt64]
    }

    /// The header: the tensors' entries; texts about the file (`__metadata__`) are skipped.
    private struct Header: Decodable {
        var entries: [String: Entry] = [:]

        private struct Key: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init?(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            for key in container.allKeys where key.stringValue != "__metadata__" {
                entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
            }
        }
    }

    init(file: MappedFile) throws(ModelError) {
        var reader = ByteReader(file.bytes)
        let length = try reader.read(UInt64.self, "the header's length")
        guard length <= UInt64(Self.maximumHeaderLength) else {
            throw ModelError("byte 0: a header of \(length) bytes is too long")
        }
        let range = try reader.skip(length, "the header")
        let header: Header
        do {
            header = try JSONDecoder().decode(Header.self, from: Data(file.bytes[range]))
        } catch {
            throw ModelError("byte 8: the header is not a JSON object of tensors with dtype, shape and data_offsets")
        }
        var tensors: [String: Tensor] = [:], otherTypes: [String: String] = [:]
        var end: UInt64 = 0
        let entries = header.entries.sorted {
            ($0.value.data_offsets.first ?? 0, $0.key) < ($1.value.data_offsets.first ?? 0, $1.key)
        }
        for (name, entry) in entries {
            guard entry.data_offsets.count == 2, entry.data_offsets[0] <= entry.data_offsets[1] else {
                throw ModelError("tensor \(name): data_offsets must be a start and an end")
            }
            guard entry.data_offsets[0] == end else {
                throw ModelError("tensor \(name): it starts at \(entry.data_offsets[0]) of the data, expected \(end)")
            }
            end = entry.data_offsets[1]
            guard end <= UInt64(file.bytes.count - range.upperBound) else {
                throw ModelError(
                    "tensor \(name): it ends at \(end) of the data, after the end of the file; is it truncated?")
            }
            let start = UInt64(range.upperBound) + entry.data_offsets[0]
            if let type = Self.types[entry.dtype] {
                // The file writes the innermost dimension last.
                tensors[name] = try Tensor(
                    name: name, type: type, shape: entry.shape.reversed(), file: file, start: start,
                    length: end - entry.data_offsets[0])
            } else if Self.widths[entry.dtype] != nil {
                otherTypes[name] = entry.dtype
            } else {
                throw ModelError("tensor \(name): the type \(entry.dtype) is unknown")
            }
        }
        guard end == UInt64(file.bytes.count - range.upperBound) else {
            throw ModelError(
                "byte \(UInt64(range.upperBound) + end): the bytes after the last tensor belong to no tensor")
        }
        self.file = file
        self.tensors = tensors
        self.otherTypes = otherTypes
    }

    /// A tensor that the model needs. Throws a `ModelError` if it is missing or its shape, innermost dimension first,
    /// differs.
    func tensor(_ name: String, _ shape: [Int]) throws(ModelError) -> Tensor {
        guard let tensor = tensors[name] else { throw ModelError(file: file.path, "the tensor \(name) is missing") }
        guard tensor.shape == shape else {
            throw ModelError(file: file.path, "tensor \(name): its shape is \(tensor.shape), expected \(shape)")
        }
        return tensor
    }
}
