import Crypto
import Diagnostics
import Portal
import Primitives

extension BuildCache {
    private static let magic = "charter-cache-5"

    /// The cache as bytes: a magic word, the content, and its SHA-256.
    public func encoded() -> [UInt8] {
        let pageByteCount = pages.reduce(0) { $0 + $1.bytes.count + $1.analysis.count + 16 }
        var writer = BinaryWriter(capacity: pageByteCount + outputs.count * 256)
        writer.write(Self.magic)
        writer.write(identity)
        writer.write(generatedKey)
        writer.write(generatedCount)
        writer.write(manifestHash)
        writer.write(searchKey)
        writer.write(searchCount)
        writer.write(askKey)
        writer.write(askCount)
        writer.write(pages.count)
        for page in pages {
            writer.write(page.bytes.count)
            writer.append(page.bytes)
            writer.write(page.analysis.count)
            writer.append(page.analysis)
        }
        writer.write(Array(outputs.values.sorted { $0.path < $1.path }))
        let hash = SHA256.hash(data: writer.bytes)
        for byte in hash { writer.append(byte) }
        return writer.bytes
    }

    /// The cache in `bytes`; empty where they were cut short, altered or written by another version.
    public init(decoding bytes: [UInt8], threadCount: Int) {
        self.init()
        guard bytes.count > 32 else { return }
        let content = bytes.dropLast(32)
        guard Array(SHA256.hash(data: content)) == Array(bytes.suffix(32)) else { return }
        var reader = BinaryReader(content)
        guard let decoded = try? Self(from: &reader, threadCount: threadCount) else { return }
        self = decoded
    }

    private init(from reader: inout BinaryReader, threadCount: Int) throws(BinaryError) {
        guard try reader.read(String.self) == Self.magic else { throw BinaryError() }
        let identity = try reader.read(String.self)
        let generatedKey = try reader.read(String.self)
        let generatedCount = try reader.read(Int.self)
        let manifestHash = try reader.read(String.self)
        let searchKey = try reader.read(String.self)
        let searchCount = try reader.read(Int.self)
        let askKey = try reader.read(String.self)
        let askCount = try reader.read(Int.self)
        let count = try reader.read(Int.self)
        guard count >= 0, count <= reader.remaining else { throw BinaryError() }
        var slices: [(page: ArraySlice<UInt8>, analysis: ArraySlice<UInt8>)] = []
        for _ in 0..<count {
            let page = try reader.slice(byteCount: try reader.read())
            slices.append((page, try reader.slice(byteCount: try reader.read())))
        }
        // The pages are most of the file, so all cores read them.
        let pages = concurrentMap(slices, threadCount: threadCount) { slice -> CachedPage? in
            var pageReader = BinaryReader(slice.page)
            guard let page = try? pageReader.read(Page.self) else { return nil }
            return CachedPage(page: page, bytes: slice.page, analysis: slice.analysis)
        }.compactMap { $0 }
        guard pages.count == slices.count else { throw BinaryError() }
        let outputs = try reader.read([OutputRecord].self)
        self.init(
            identity: identity, pages: pages, outputs: outputs, generatedKey: generatedKey,
            generatedCount: generatedCount)
        self.manifestHash = manifestHash
        self.searchKey = searchKey
        self.searchCount = searchCount
        self.askKey = askKey
        self.askCount = askCount
    }
}

extension BuildCache.OutputRecord: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(path)
        writer.write(key)
        writer.write(hash)
        writer.write(stamp)
        writer.write(isGenerated)
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(
            path: try reader.read(), key: try reader.read(), hash: try reader.read(), stamp: try reader.read(),
            isGenerated: try reader.read())
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
