import Crypto
import Diagnostics
import Portal

extension BuildCache {
    private static let magic = "charter-cache-1"

    /// The cache as bytes: a magic word, the content, and its SHA-256.
    public func encoded() -> [UInt8] {
        var writer = BinaryWriter()
        writer.write(Self.magic)
        writer.write(identity)
        writer.write(pages)
        writer.write(Array(outputs.values.sorted { $0.path < $1.path }))
        return writer.bytes + Array(SHA256.hash(data: writer.bytes))
    }

    /// The cache in `bytes`; empty where they were cut short, altered or written by another version.
    public init(decoding bytes: [UInt8]) {
        self.init()
        guard bytes.count > 32 else { return }
        let content = bytes.dropLast(32)
        guard Array(SHA256.hash(data: content)) == Array(bytes.suffix(32)) else { return }
        var reader = BinaryReader(Array(content))
        guard let magic = try? reader.read(String.self), magic == Self.magic,
            let identity = try? reader.read(String.self),
            let pages = try? reader.read([Page].self), let outputs = try? reader.read([OutputRecord].self)
        else { return }
        self.init(identity: identity, pages: pages, outputs: outputs)
    }
}

extension BuildCache.OutputRecord: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(path)
        writer.write(key)
        writer.write(hash)
        writer.write(stamp)
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(path: try reader.read(), key: try reader.read(), hash: try reader.read(), stamp: try reader.read())
    }
}

extension FileStamp: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(byteCount)
        writer.write(nanoseconds)
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(byteCount: try reader.read(), nanoseconds: try reader.read())
    }
}
