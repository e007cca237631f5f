import Answers
import Primitives
import Search

/// Vectors of texts and the encoder's packed layers: a build takes in those of the one before and gives out its own.
public struct AnswerCache: Sendable {
    /// Vectors by the hash of encoder and text.
    var vectors: [String: QuantizedVector] = [:]
    /// The encoder's layers by its hash.
    var layers: [String: [ShardFile]] = [:]

    /// An empty cache, as before the first build.
    public init() {}

    /// Whether both hold the same vectors and layers: those of one key are the same.
    public func isSame(as other: AnswerCache) -> Bool {
        Set(vectors.keys) == Set(other.vectors.keys) && Set(layers.keys) == Set(other.layers.keys)
    }

    /// What a vector is kept under.
    static func key(encoderHash: String, text: String) -> String {
        String(sha256(encoderHash + "\n" + text).prefix(24))
    }

    // MARK: On disk

    private static let magic = "charter-answers-1"

    /// The cache as bytes, with their hash.
    public func encoded() -> [UInt8] {
        var writer = BinaryWriter()
        writer.write(Self.magic)
        writer.write(vectors.count)
        for (key, vector) in vectors.sorted(by: { $0.key < $1.key }) {
            writer.write(key)
            writer.write(Int(vector.scale.bitPattern))
            let bytes = vector.values.map { UInt8(bitPattern: $0) }
            writer.write(bytes.count)
            writer.append(bytes[...])
        }
        writer.write(layers.count)
        for (hash, files) in layers.sorted(by: { $0.key < $1.key }) {
            writer.write(hash)
            writer.write(files.count)
            for file in files {
                writer.write(file.path)
                let bytes = file.bytes ?? []
                writer.write(bytes.count)
                writer.append(bytes[...])
            }
        }
        return writer.bytes + Array(sha256(writer.bytes).utf8)
    }

    /// The cache in bytes; empty where they were cut short or altered.
    public init(decoding bytes: [UInt8]) {
        let content = bytes.dropLast(64)
        guard bytes.count > 64, Array(sha256(content).utf8) == Array(bytes.suffix(64)) else { return }
        var reader = BinaryReader(content)
        if let read = try? Self(from: &reader) { self = read }
    }

    private init(from reader: inout BinaryReader) throws(BinaryError) {
        guard try reader.read(String.self) == Self.magic else { throw BinaryError() }
        for _ in 0..<max(0, try reader.read(Int.self)) {
            let key = try reader.read(String.self)
            let scale = Float(bitPattern: UInt32(truncatingIfNeeded: try reader.read(Int.self)))
            let bytes = try reader.slice(byteCount: try reader.read())
            vectors[key] = QuantizedVector(values: bytes.map { Int8(bitPattern: $0) }, scale: scale)
        }
        for _ in 0..<max(0, try reader.read(Int.self)) {
            let hash = try reader.read(String.self)
            var files: [ShardFile] = []
            for _ in 0..<max(0, try reader.read(Int.self)) {
                let path = try reader.read(String.self)
                files.append(ShardFile(path: path, bytes: Array(try reader.slice(byteCount: try reader.read()))))
            }
            layers[hash] = files
        }
    }
}
