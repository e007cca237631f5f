import Answers
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
        /// Whether it was made from many pages.
        public var isGenerated: Bool

        /// Whether the file is a part of the search index.
        var isSearchFile: Bool { path.hasPrefix(searchFolder) && path.hasSuffix(".js") }

        /// Whether the file is a part of the answers: all of ask/ but the page itself, which shows nothing of them.
        var isAskFile: Bool { path.hasPrefix(askFolder) && path != askFolder + "index.html" }
    }

    /// A page as an earlier build left it.
    struct CachedPage: Sendable {
        var page: Page
        /// The page as bytes, which are written back as they are.
        var bytes: ArraySlice<UInt8>
        /// What search needs of it as bytes, empty where nothing does; decoded only where the index must be made anew.
        var analysis: ArraySlice<UInt8>
    }

    var identity: String
    private(set) var pages: [CachedPage]
    private let placesByPath: [String: Int]
    /// A hash of all that the files made from many pages show, and how many such files there were.
    var generatedKey = ""
    var generatedCount = 0
    /// SHA-256 of the manifest that was written with these files.
    public var manifestHash = ""
    /// A hash of all that the index depends on, and how many files it has.
    var searchKey = ""
    var searchCount = 0
    /// The same for the answers.
    var askKey = ""
    var askCount = 0
    private(set) var outputs: [String: OutputRecord]

    /// An empty cache, as before the first build.
    public init() { self.init(identity: "", pages: [], outputs: []) }

    init(
        identity: String, pages: [CachedPage], outputs: [OutputRecord], generatedKey: String = "",
        generatedCount: Int = 0
    ) {
        self.identity = identity
        self.pages = pages
        placesByPath = Dictionary(
            pages.indices.map { (pages[$0].page.path, $0) }, uniquingKeysWith: { first, _ in first })
        self.generatedKey = generatedKey
        self.generatedCount = generatedCount
        self.outputs = Dictionary(outputs.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Where a page stands in ``pages``.
    func place(of path: String) -> Int? { placesByPath[path] }

    /// Addresses of pages that are drafts, whether they were built or not.
    public var draftURLs: Set<String> {
        Set(pages.lazy.map(\.page).filter { $0.status == .draft }.map(\.url))
    }

    func output(_ path: String) -> OutputRecord? { outputs[path] }

    /// The hash of every file by path, as the manifest lists them.
    public var fileHashes: [String: String] { outputs.mapValues(\.hash) }

    /// The files made from many pages, where all of them stand and still show the same.
    func generatedOutputs(key: String) -> [OutputRecord]? {
        guard key == generatedKey else { return nil }
        let records = outputs.values.filter(\.isGenerated)
        return records.count == generatedCount ? records.sorted { $0.path < $1.path } : nil
    }

    /// The index's files, where all of them stand and the index would come out the same.
    func searchOutputs(key: String) -> [OutputRecord]? {
        guard key == searchKey else { return nil }
        let records = outputs.values.filter(\.isSearchFile)
        return records.count == searchCount ? records.sorted { $0.path < $1.path } : nil
    }

    /// The answers' files, where all of them stand and would come out the same.
    func askOutputs(key: String) -> [OutputRecord]? {
        guard key == askKey else { return nil }
        let records = outputs.values.filter(\.isAskFile)
        return records.count == askCount ? records.sorted { $0.path < $1.path } : nil
    }

    /// Fragments of the index by what they were made of.
    var fragmentPaths: [String: String] {
        Dictionary(
            outputs.values.filter(\.isSearchFile).map { ($0.key, $0.path) }, uniquingKeysWith: { first, _ in first })
    }

    func analysis(of path: String) -> PageAnalysis? {
        guard let place = place(of: path), !pages[place].analysis.isEmpty else { return nil }
        var reader = BinaryReader(pages[place].analysis)
        return try? reader.read(PageAnalysis.self)
    }

    /// Notes how the files stand that were written just now.
    public mutating func recordStamps(_ stamp: (String) -> FileStamp?) {
        for path in outputs.keys where outputs[path]?.stamp == nil { outputs[path]?.stamp = stamp(path) }
    }

    /// Forgets files that no longer stand as they were written, so that they are written again.
    public mutating func keepOutputs(threadCount: Int, where isIntact: @escaping @Sendable (OutputRecord) -> Bool) {
        let lost = concurrentMap(Array(outputs.values), threadCount: threadCount) { isIntact($0) ? nil : $0.path }
        for case let path? in lost { outputs[path] = nil }
    }
}
