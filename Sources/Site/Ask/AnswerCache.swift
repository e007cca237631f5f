import Answers
import Primitives
import Search

/// Vectors of texts and the encoder's packed layers: a build takes in those of the one before and gives out its own.
public struct AnswerCache: Sendable {
    /// Vectors by the hash of encoder and text.
    var vectors: [String: QuantizedVector] = [:]
    /// The encoder's layers by its hash.
    var layers: [String: [ShardFile]] = [:]
    /// The encoder's files as they were written last.
    var export: Export?

    /// Files that were made of an encoder, without their bytes.
    struct Export: Sendable {
        /// A hash of all that they were made from.
        var key: String
        var files: EncoderFiles
    }

    /// An empty cache, as before the first build.
    public init() {}

    /// Whether both hold the same vectors and layers: those of one key are the same.
    public func isSame(as other: AnswerCache) -> Bool {
        Set(vectors.keys) == Set(other.vectors.keys) && Set(layers.keys) == Set(other.layers.keys)
            && export?.key == other.export?.key
    }

    /// What a vector is kept under.
    static func key(encoderHash: String, text: String) -> String {
        String(sha256(encoderHash + "\n" + text).prefix(24))
    }

    // MARK: On disk

    /// More than a step of any vector of length 1 counts.
    private static let maximumScale: Float = 1
    private static let magic = "charter-answers-2"

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
        writer.write(export)
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
        for _ in 0..<(try reader.count()) {
            let key = try reader.read(String.self)
            let scale = Float(bitPattern: UInt32(truncatingIfNeeded: try reader.read(Int.self)))
            let bytes = try reader.slice(byteCount: try reader.read())
            // Sums of these numbers are taken unchecked.
            guard (0...Self.maximumScale).contains(scale) else { throw BinaryError() }
            vectors[key] = QuantizedVector(values: bytes.map { Int8(bitPattern: $0) }, scale: scale)
        }
        for _ in 0..<(try reader.count()) {
            let hash = try reader.read(String.self)
            var files: [ShardFile] = []
            for _ in 0..<(try reader.count()) {
                let path = try reader.read(String.self)
                files.append(ShardFile(path: path, bytes: Array(try reader.slice(byteCount: try reader.read()))))
            }
            layers[hash] = files
        }
        export = try reader.read()
    }
}

extension AnswerCache.Export: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        let shape = files.shape
        writer.write(key)
        for number in [shape.layers, shape.width, shape.feedForwardWidth, shape.heads, shape.positions] {
            writer.write(number)
        }
        writer.write(shape.normEpsilon)
        for name in [files.base, files.vocabulary, files.common] { writer.write(name) }
        for names in [files.layers, files.rows, files.files.map(\.path)] { writer.write(names) }
    }

    package init(from reader: inout BinaryReader) throws(BinaryError) {
        key = try reader.read()
        let sizes = 0...(1 << 24)
        let shape = EncoderShape(
            layers: try reader.number(in: sizes), width: try reader.number(in: sizes),
            feedForwardWidth: try reader.number(in: sizes), heads: try reader.number(in: sizes),
            positions: try reader.number(in: sizes), normEpsilon: try reader.read())
        guard shape.normEpsilon.isFinite else { throw BinaryError() }
        let (base, vocabulary, common) = (
            try reader.read(String.self), try reader.read(String.self), try reader.read(String.self)
        )
        files = EncoderFiles(
            shape: shape, layers: try reader.read(), base: base, vocabulary: vocabulary, common: common,
            rows: try reader.read(), paths: try reader.read())
    }
}
