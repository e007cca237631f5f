import Diagnostics
import Markdown
import Portal
import Primitives

extension BuildCache {
    private static let magic = "charter-cache-8"

    /// The cache as bytes: a magic word, the content, and its SHA-256.
    public func encoded() -> [UInt8] {
        let pageByteCount = pages.reduce(0) { $0 + $1.bytes.count + $1.analysis.count + $1.texts.count + 24 }
        var writer = BinaryWriter(capacity: pageByteCount + outputs.count * 256)
        writer.write(Self.magic)
        writer.write(identity)
        writer.write(manifestHash)
        writer.write(groups.count)
        for (group, record) in groups.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            writer.write(group)
            writer.write(record.key)
            writer.write(record.count)
        }
        writer.write(pages.count)
        for page in pages {
            for part in [page.bytes, page.analysis, page.texts] {
                writer.write(part.count)
                writer.append(part)
            }
        }
        writer.write(Array(outputs.values.sorted { $0.path < $1.path }))
        writer.append(SHA256.hash(writer.bytes)[...])
        return writer.bytes
    }

    /// The cache in `bytes`; empty where they were cut short, altered or written by another version.
    public init(decoding bytes: [UInt8], threadCount: Int) {
        self.init()
        guard bytes.count > 32 else { return }
        let content = bytes.dropLast(32)
        guard SHA256.hash(content)[...] == bytes.suffix(32) else { return }
        var reader = BinaryReader(content)
        guard let decoded = try? Self(from: &reader, threadCount: threadCount) else { return }
        self = decoded
    }

    private init(from reader: inout BinaryReader, threadCount: Int) throws(BinaryError) {
        guard try reader.read(String.self) == Self.magic else { throw BinaryError() }
        let identity = try reader.read(String.self)
        let manifestHash = try reader.read(String.self)
        var groups: [OutputGroup: GroupRecord] = [:]
        for _ in 0..<(try reader.count()) {
            let group = try reader.read(OutputGroup.self)
            groups[group] = GroupRecord(key: try reader.read(), count: try reader.read())
        }
        let count = try reader.count()
        var slices: [(page: ArraySlice<UInt8>, analysis: ArraySlice<UInt8>, texts: ArraySlice<UInt8>)] = []
        slices.reserveCapacity(count)
        for _ in 0..<count {
            let page = try reader.slice(byteCount: try reader.read())
            let analysis = try reader.slice(byteCount: try reader.read())
            slices.append((page, analysis, try reader.slice(byteCount: try reader.read())))
        }
        // The pages are most of the file, so all cores read them.
        let pages = concurrentMap(slices, threadCount: threadCount) { slice -> CachedPage? in
            var pageReader = BinaryReader(slice.page)
            guard let page = try? pageReader.read(Page.self) else { return nil }
            return CachedPage(page: page, bytes: slice.page, analysis: slice.analysis, texts: slice.texts)
        }.compactMap { $0 }
        guard pages.count == slices.count else { throw BinaryError() }
        let outputs = try reader.read([OutputRecord].self)
        self.init(identity: identity, pages: pages, outputs: outputs, groups: groups)
        self.manifestHash = manifestHash
    }
}

extension BuildCache.OutputRecord: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(path)
        writer.write(key)
        writer.write(hash)
        writer.write(stamp)
        writer.write(group)
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        let path = try reader.read(String.self)
        // What is read back as a path leads nowhere but to a file of the site.
        guard (try? OutputPath(path)) != nil else { throw BinaryError() }
        self.init(
            path: path, key: try reader.read(), hash: try reader.read(), stamp: try reader.read(),
            group: try reader.read())
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

extension TextSection: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        for text in [id, title, text] { writer.write(text) }
        writer.write(ancestors)
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        let (id, title, text) = (
            try reader.read(String.self), try reader.read(String.self), try reader.read(String.self)
        )
        self.init(id: id, title: title, ancestors: try reader.read(), text: text)
    }
}
