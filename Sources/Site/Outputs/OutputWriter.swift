import Diagnostics
import Portal
import Primitives

/// The one door that every file of a site leaves by.
///
/// A group whose key is that of the previous build is taken over whole. Of any other, each file is made only where none
/// of the same key stands, is checked if it is a page, and is recorded for the next build.
struct OutputWriter {
    private let previous: BuildCache
    let wanted: Set<OutputGroup>
    private let pathPrefix: String
    private let threadCount: Int
    private(set) var outputs: [OutputFile] = []
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var renderedCount = 0
    private var records: [BuildCache.OutputRecord] = []
    private var groups: [OutputGroup: BuildCache.GroupRecord] = [:]
    private var taken = Set<String>()

    /// - Parameters:
    ///   - wanted: the groups that are written; calls for others do nothing.
    ///   - pathPrefix: what stands before paths in diagnostics.
    init(previous: BuildCache, wanted: Set<OutputGroup>, pathPrefix: String, threadCount: Int) {
        self.previous = previous
        self.wanted = wanted
        self.pathPrefix = pathPrefix
        self.threadCount = threadCount
    }

    /// Paths of the files that stand as the previous build left them.
    var standing: Set<String> { Set(previous.fileHashes.keys) }

    /// Whether the files of a group have to be looked at one by one.
    func needs(_ group: OutputGroup, key: String) -> Bool {
        wanted.contains(group) && previous.outputs(of: group, key: key) == nil
    }

    /// Writes a group.
    ///
    /// - Parameters:
    ///   - key: a hash of all that the group's files depend on.
    ///   - reserving: paths of the group that are known beforehand: no other file may have them, even where the group is
    ///     not wanted.
    ///   - files: the files in the order in which they are to be made; asked for only where they have to be looked at.
    mutating func write(
        _ group: OutputGroup, key: String, reserving: [String] = [], _ files: () throws -> [PendingFile]
    ) rethrows {
        guard wanted.contains(group) else {
            for path in reserving { take(path) }
            return
        }
        if let standing = previous.outputs(of: group, key: key) {
            for record in standing { add(Settled(standing: record), to: group) }
            groups[group] = .init(key: key, count: standing.count)
            return
        }
        let previous = previous
        // Files made from many pages are made one by one, since some take long: a long one at the end of a batch would leave
        // the other cores idle. Pages are many and small.
        let batchSize = group == .content ? nil : 1
        let settled = concurrentMap(try files(), threadCount: threadCount, batchSize: batchSize) {
            Self.settle($0, isPage: group != .assets && $0.path.hasSuffix(".html"), previous: previous)
        }
        var isSound = true
        for file in settled where !add(file, to: group) || !file.problems.isEmpty { isSound = false }
        // A group with a problem is never taken over, or the next build would not report it.
        if isSound { groups[group] = .init(key: key, count: settled.count) }
    }

    /// Makes a page only to report its problems; it is not part of the site.
    mutating func check(_ page: PendingFile) {
        take(page.path)
        diagnostics += Self.settle(page, isPage: true, previous: BuildCache()).problems
    }

    /// What the next build need not do again.
    ///
    /// - Parameter identity: of the compiler that `pages` come from.
    func cache(identity: String, pages: [BuildCache.CachedPage]) -> BuildCache {
        BuildCache(identity: identity, pages: pages, outputs: records, groups: groups)
    }

    /// A file with its key and hash; without bytes where it stands as it was.
    private struct Settled: Sendable {
        var path: String
        var key: String
        var hash: String
        var bytes: [UInt8]?
        var stamp: FileStamp?
        var problems: [Diagnostic] = []

        init(standing record: BuildCache.OutputRecord) {
            (path, key, hash, stamp) = (record.path, record.key, record.hash, record.stamp)
        }

        /// A file that was made just now; where its bytes stand already, they need not be written.
        init(_ file: PendingFile, key: String?, bytes: [UInt8], isPage: Bool, known: BuildCache.OutputRecord?) {
            path = file.path
            hash = sha256(bytes)
            problems =
                isPage
                ? checkSelfContained(bytes, path: file.source)
                    + [ContentSecurityPolicy.check(bytes, path: file.source)].compactMap { $0 } : []
            // Without a key it is made and checked again.
            self.key = problems.isEmpty ? key ?? hash : ""
            if let known, known.hash == hash { stamp = known.stamp } else { self.bytes = bytes }
        }
    }

    /// Makes a file where none of its key stands.
    private static func settle(_ file: PendingFile, isPage: Bool, previous: BuildCache) -> Settled {
        let known = previous.output(file.path)
        switch file.content {
        case .standing:
            guard let known else { preconditionFailure("'\(file.path)' stands, but no earlier build made it") }
            return Settled(standing: known)
        case .keyed(let prepare):
            let (key, make) = prepare()
            if let known, known.key == key { return Settled(standing: known) }
            return Settled(file, key: key, bytes: make(), isPage: isPage, known: known)
        case .made(let make): return Settled(file, key: nil, bytes: make(), isPage: isPage, known: known)
        case .bytes(let bytes, let key): return Settled(file, key: key, bytes: bytes, isPage: isPage, known: known)
        }
    }

    /// Why nothing may be written to a path.
    private static func flaw(of path: String) -> String? {
        if path == Manifest.fileName { return "the publisher keeps its list of files there" }
        do throws(ContentPath.Flaw) {
            _ = try ContentPath(path)
            return nil
        } catch {
            return "'\(error.component)' \(error.description)"
        }
    }

    /// Whether the file's path was free and sound.
    @discardableResult
    private mutating func add(_ file: Settled, to group: OutputGroup) -> Bool {
        diagnostics += file.problems
        guard take(file.path) else { return false }
        if file.bytes != nil { renderedCount += 1 }
        outputs.append(
            OutputFile(path: file.path, content: file.bytes.map { .bytes($0) } ?? .unchanged, hash: file.hash))
        records.append(
            BuildCache.OutputRecord(path: file.path, key: file.key, hash: file.hash, stamp: file.stamp, group: group))
        return true
    }

    /// Reports paths that are files and, for others, folders; once all files were written.
    mutating func checkTree() {
        for (file, inner) in filesThatAreFolders(taken) {
            report(file, "'\(file)' would be a file and a folder: '\(inner)' would stand in it")
        }
    }

    private mutating func report(_ path: String, _ summary: String) {
        diagnostics.append(
            Diagnostic(
                .error, .outputPath, path: pathPrefix + path, summary,
                fixes: [.init("rename the page or the file, or change the alias or redirect")]))
    }

    /// Whether the path was free and one that can be written; it is not free from now on.
    @discardableResult
    private mutating func take(_ path: String) -> Bool {
        if let flaw = Self.flaw(of: path) {
            diagnostics.append(
                Diagnostic(
                    .error, .pathForm, path: pathPrefix + path,
                    "A file of the site would be called '\(path)': \(flaw)",
                    fixes: [.init("rename what it is made of")]))
            return false
        }
        do throws(OutputPath.Problem) {
            _ = try OutputPath(path)
        } catch {
            report(path, "The path of a file of the site \(error.reason)")
            return false
        }
        let isFree = taken.insert(path).inserted
        if !isFree {
            diagnostics.append(
                Diagnostic(
                    .error, .duplicateURL, path: pathPrefix + path,
                    "Two pages or files would be written to '\(path)'",
                    fixes: [.init("rename one of them, or remove the alias")]))
        }
        return isFree
    }
}
