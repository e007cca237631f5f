import Crypto
import Portal

/// What a build leaves for the next one: the facts of every page and the key of every file.
public struct BuildCache: Sendable {
    /// A file's key (a hash of all it was made from) and the hash of its content.
    public struct OutputRecord: Sendable, Hashable {
        public var path: String
        public var key: String
        public var hash: String
        /// The file as it stood after it was written.
        public var stamp: FileStamp?
    }

    var identity: String
    var pages: [Page]
    private(set) var outputs: [String: OutputRecord]

    /// An empty cache, as before the first build.
    public init() { self.init(identity: "", pages: [], outputs: []) }

    init(identity: String, pages: [Page], outputs: [OutputRecord]) {
        self.identity = identity
        self.pages = pages
        self.outputs = Dictionary(outputs.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var pagesByPath: [String: Page] { Dictionary(pages.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first }) }

    /// Addresses of pages that are drafts, whether they were built or not.
    public var draftURLs: Set<String> { Set(pages.filter { $0.status == .draft }.map(\.url)) }

    func output(_ path: String) -> OutputRecord? { outputs[path] }

    /// Notes how the files stand that were written just now.
    public mutating func recordStamps(_ stamp: (String) -> FileStamp?) {
        for path in outputs.keys where outputs[path]?.stamp == nil { outputs[path]?.stamp = stamp(path) }
    }

    /// Forgets files that no longer stand as they were written, so that they are written again.
    public mutating func keepOutputs(where isIntact: (OutputRecord) -> Bool) {
        outputs = outputs.filter { isIntact($0.value) }
    }
}

/// SHA-256 in hexadecimal.
func sha256(_ bytes: [UInt8]) -> String { SHA256.hash(data: bytes).hexadecimal }
