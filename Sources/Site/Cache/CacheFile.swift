import Crypto
import Diagnostics
import Portal

extension BuildCache {
    private static let magic = "charter-cache-4"

    /// The cache as bytes: a magic word, the content, and its SHA-256.
    public func encoded() -> [UInt8] {
        var writer = BinaryWriter()
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
            if let bytes = encodedPages[page.path] {
                writer.write(bytes.count)
                writer.append(bytes)
            } else {
                var pageWriter = BinaryWriter()
                pageWriter.write(page)
                writer.write(pageWriter.bytes.count)
                writer.append(pageWriter.bytes[...])
            }
            let analysis = encodedAnalyses[page.path] ?? []
            writer.write(analysis.count)
            writer.append(analysis)
        }
        writer.write(Array(outputs.values.sorted { $0.path < $1.path }))
        return writer.bytes + Array(SHA256.hash(data: writer.bytes))
    }

    /// The cache in `bytes`; empty where they were cut short, altered or written by another version.
    public init(decoding bytes: [UInt8]) {
        self.init()
        guard bytes.count > 32 else { return }
        let content = bytes.dropLast(32)
        guard Array(SHA256.hash(data: content)) == Array(bytes.suffix(32)) else { return }
        var reader = BinaryReader(content)
        guard let decoded = try? Self(from: &reader) else { return }
        self = decoded
    }

    private init(from reader: inout BinaryReader) throws(BinaryError) {
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
        var slices: [ArraySlice<UInt8>] = []
        var analyses: [ArraySlice<UInt8>] = []
        for _ in 0..<count {
            slices.append(try reader.slice(byteCount: try reader.read()))
            analyses.append(try reader.slice(byteCount: try reader.read()))
        }
        // The pages are most of the file, so all cores read them.
        let pages = concurrentMap(slices) { slice -> Page? in
            var pageReader = BinaryReader(slice)
            return try? pageReader.read(Page.self)
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
        encodedPages = Dictionary(zip(pages.map(\.path), slices), uniquingKeysWith: { first, _ in first })
        encodedAnalyses = Dictionary(zip(pages.map(\.path), analyses), uniquingKeysWith: { first, _ in first })
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
