import Primitives
import Answers
import Diagnostics
import Portal
import Search

/// An encoder with all that its export for the browser needs.
public protocol AnswerEncoder: SentenceEncoder, EncoderWeights {
    /// A text's tokens.
    func tokens(of text: String) -> [Int]
}

/// What a build needs to answer questions; without it, the site has no Ask page.
public struct AnswersInput: Sendable {
    public var ledger: Ledger
    /// Problems of the ledger's files.
    public var diagnostics: [Diagnostic]
    /// The encoder's name and SHA-256, whether it is here or not.
    public var encoderName: String
    public var encoderHash: String
    /// Opens the encoder, when something has to be embedded; nil where its files are not on this machine.
    public var openEncoder: (@Sendable () throws -> any AnswerEncoder)?
    public var cache: AnswerCache
    /// Whether passages without questions are a problem.
    public var isFrozen: Bool

    public init(
        ledger: Ledger, diagnostics: [Diagnostic] = [], encoderName: String, encoderHash: String,
        openEncoder: (@Sendable () throws -> any AnswerEncoder)?, cache: AnswerCache,
        isFrozen: Bool = false
    ) {
        self.ledger = ledger
        self.diagnostics = diagnostics
        self.encoderName = encoderName
        self.encoderHash = encoderHash
        self.openEncoder = openEncoder
        self.cache = cache
        self.isFrozen = isFrozen
    }
}

/// Vectors of texts and the encoder's packed layers, kept from build to build.
public final class AnswerCache: @unchecked Sendable {
    /// Vectors by the hash of encoder and text.
    private var vectors: [String: QuantizedVector] = [:]
    private var used = Set<String>()
    /// The encoder's layers by its hash.
    public var layers: [String: [ShardFile]] = [:]
    /// Whether anything is new.
    public private(set) var isChanged = false

    public init() {}

    /// The vectors of texts, embedding only those that are not known.
    func vectors(of texts: [String], encoder: any SentenceEncoder) throws -> [QuantizedVector] {
        let keys = texts.map { String(sha256(Array((encoder.hash + "\n" + $0).utf8)).prefix(24)) }
        let missing = keys.indices.filter { vectors[keys[$0]] == nil }
        if !missing.isEmpty {
            let new = try encoder.embed(missing.map { texts[$0] })
            for (index, vector) in zip(missing, new) { vectors[keys[index]] = QuantizedVector(vector) }
            isChanged = true
        }
        used.formUnion(keys)
        return keys.map { vectors[$0] ?? QuantizedVector(values: [], scale: 0) }
    }

    /// Keeps an encoder's layers.
    func keep(_ files: [ShardFile], for hash: String) {
        layers = [hash: files]
        isChanged = true
    }

    // MARK: On disk

    private static let magic = "charter-answers-1"

    /// What this build used, as bytes.
    public func encoded() -> [UInt8] {
        var writer = BinaryWriter()
        writer.write(Self.magic)
        let kept = vectors.filter { used.contains($0.key) }.sorted { $0.key < $1.key }
        writer.write(kept.count)
        for (key, vector) in kept {
            writer.write(key)
            writer.write(Int(vector.scale.bitPattern))
            let bytes = vector.values.map { UInt8(bitPattern: $0) }
            writer.write(bytes.count)
            writer.append(bytes[...])
        }
        writer.write(layers.count)
        for (hash, files) in layers {
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
    public convenience init(decoding bytes: [UInt8]) {
        self.init()
        let content = bytes.dropLast(64)
        guard bytes.count > 64, Array(sha256(Array(content)).utf8) == Array(bytes.suffix(64)) else { return }
        var reader = BinaryReader(content)
        try? read(&reader)
    }

    private func read(_ reader: inout BinaryReader) throws(BinaryError) {
        guard try reader.read(String.self) == Self.magic else { throw BinaryError() }
        for _ in 0..<(try reader.read(Int.self)) {
            let key = try reader.read(String.self)
            let scale = Float(bitPattern: UInt32(truncatingIfNeeded: try reader.read(Int.self)))
            let bytes = try reader.slice(byteCount: try reader.read())
            vectors[key] = QuantizedVector(values: bytes.map { Int8(bitPattern: $0) }, scale: scale)
        }
        for _ in 0..<(try reader.read(Int.self)) {
            let hash = try reader.read(String.self)
            var files: [ShardFile] = []
            for _ in 0..<(try reader.read(Int.self)) {
                let path = try reader.read(String.self)
                files.append(
                    ShardFile(path: path, bytes: Array(try reader.slice(byteCount: try reader.read()))))
            }
            layers[hash] = files
        }
    }
}
