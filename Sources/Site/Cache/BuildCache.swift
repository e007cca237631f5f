import Markdown
import Portal
import Primitives
import Search

/// What a build leaves for the next one: the facts of every page and the key of every file.
public struct BuildCache: Sendable {
    /// A file's key (a hash of all it was made from) and the hash of its content.
    public struct OutputRecord: Sendable, Hashable {
        public var path: String
        public var key: String
        public var hash: String
        /// The file as it stood after it was written.
        public var stamp: FileStamp?
        public var group: OutputGroup
    }

    /// A hash of all that a group's files depend on, and how many files there were.
    struct GroupRecord: Sendable, Hashable {
        var key: String
        var count: Int
    }

    /// A page as an earlier build left it.
    struct CachedPage: Sendable {
        var page: Page
        /// The page as bytes, which are written back as they are.
        var bytes: ArraySlice<UInt8>
        /// What search needs of it as bytes, empty where nothing does; decoded only where the index must be made again.
        var analysis: ArraySlice<UInt8>
        /// Its text by heading as bytes, likewise; kept where the site answers questions.
        var texts: ArraySlice<UInt8>
    }

    let identity: String
    let pages: [CachedPage]
    private let placesByPath: [String: Int]
    let groups: [OutputGroup: GroupRecord]
    /// SHA-256 of the manifest that was written with these files.
    public var manifestHash = ""
    private(set) var outputs: [String: OutputRecord]

    /// An empty cache, as before the first build.
    public init() { self.init(identity: "", pages: [], outputs: [], groups: [:]) }

    init(
        identity: String, pages: [CachedPage], outputs: [OutputRecord], groups: [OutputGroup: GroupRecord]
    ) {
        self.identity = identity
        self.pages = pages
        self.groups = groups
        placesByPath = Dictionary(
            pages.indices.map { (pages[$0].page.path, $0) }, uniquingKeysWith: { first, _ in first })
        self.outputs = Dictionary(outputs.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Where a page stands in ``pages``.
    func place(of path: String) -> Int? { placesByPath[path] }

    /// Addresses of pages that are drafts, whether they were built or not.
    public var draftURLs: Set<String> {
        Set(pages.lazy.map(\.page).filter { $0.status == .draft }.map(\.address.file))
    }

    func output(_ path: String) -> OutputRecord? { outputs[path] }

    /// The hash of every file by path, as the manifest lists them.
    public var fileHashes: [String: String] { outputs.mapValues(\.hash) }

    /// A group's files by path, where all of them stand and were made from what `key` hashes.
    func outputs(of group: OutputGroup, key: String) -> [OutputRecord]? {
        guard let known = groups[group], known.key == key else { return nil }
        let records = outputs.values.filter { $0.group == group }
        return records.count == known.count ? records.sorted { $0.path < $1.path } : nil
    }

    /// Fragments of the index by what they were made of.
    var fragmentPaths: [String: String] {
        Dictionary(
            outputs.values.filter { $0.group == .search }.map { ($0.key, $0.path) },
            uniquingKeysWith: { first, _ in first })
    }

    func analysis(of path: String) -> PageAnalysis? {
        guard let place = place(of: path), !pages[place].analysis.isEmpty else { return nil }
        var reader = BinaryReader(pages[place].analysis)
        return try? reader.read(PageAnalysis.self)
    }

    func texts(of path: String) -> [TextSection]? {
        guard let place = place(of: path), !pages[place].texts.isEmpty else { return nil }
        var reader = BinaryReader(pages[place].texts)
        return try? reader.read([TextSection].self)
    }

    /// Notes how the files stand that were written just now.
    ///
    /// - Parameter stamps: looks at files.
    public mutating func recordStamps(_ stamps: ([String]) -> [String: FileStamp]) {
        let unknown = outputs.values.filter { $0.stamp == nil }.map(\.path)
        for (path, stamp) in stamps(unknown) { outputs[path]?.stamp = stamp }
    }

    /// Forgets files that no longer stand as they were written, so that they are written again.
    ///
    /// - Parameters:
    ///   - published: the hash of every file that the site's manifest lists, by path.
    ///   - stamps: looks at files.
    public mutating func keepOutputs(
        published: [String: String], stamps: ([String]) -> [String: FileStamp]
    ) {
        let listed = outputs.filter { published[$0.key] == $0.value.hash }
        let found = stamps(Array(listed.keys))
        outputs = listed.filter { $0.value.stamp != nil && found[$0.key] == $0.value.stamp }
    }
}
