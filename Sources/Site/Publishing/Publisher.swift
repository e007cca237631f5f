import Foundation
import Primitives

/// Writes a built site to a folder so that every file is, at every moment, old or new and whole.
///
/// 1. Take the folder's lock; remove what a killed build left in its staging folder.
/// 2. Refuse to touch files that the manifest does not list.
/// 3. Write all new files to the staging folder: a full disk is found here, with the old site untouched.
/// 4. Write a manifest that lists old and new files, so that whatever happens next, both are known to be ours.
/// 5. Rename each file into place, remove those that are gone, and write the final manifest.
public struct Publisher: Sendable {
    /// The site's folder.
    public let folder: String
    private let own: String
    private let threadCount: Int
    private var staging: String { own + "/staging" }

    /// A publisher for a folder, which need not exist yet.
    ///
    /// - Parameters:
    ///   - folder: the site's folder.
    ///   - threadCount: how many threads write files.
    public init(folder: String, threadCount: Int) {
        self.folder = folder
        self.threadCount = threadCount
        own = folder + "/.charter"
    }

    /// What was done.
    public struct Report: Sendable {
        public var written: Int
        public var removed: Int
        public var unchanged: Int
    }

    /// The paths of all files that the last build published, and their hashes.
    public func publishedFiles() throws(PublishError) -> [String: String] {
        try Manifest.read(folder: folder)?.files ?? [:]
    }

    /// SHA-256 of the manifest as it stands, empty where there is none.
    public var manifestHash: String {
        FileManager.default.contents(atPath: folder + "/" + Manifest.fileName).map { sha256(Array($0)) } ?? ""
    }

    /// How a file of the site stands now.
    public func stamp(of path: String) -> FileStamp? { FileStamp(path: folder + "/" + path) }

    /// Writes what changed. `outputs` that are unchanged must stand in the folder.
    ///
    /// - Parameters:
    ///   - outputs: all files of the site.
    ///   - known: the published files, where the caller knows them and the hash of the manifest that lists them.
    public func publish(
        _ outputs: [OutputFile], known: (manifestHash: String, files: [String: String])? = nil
    ) throws(PublishError) -> Report {
        try makeFolder(own)
        let lock = try FolderLock(path: own + "/lock", folder: folder)
        defer { lock.release() }
        removeTree(staging)
        let old: [String: String]
        if let known, known.manifestHash == manifestHash {
            old = known.files
        } else {
            old = try Manifest.read(folder: folder)?.files ?? [:]
        }
        let changed = outputs.filter { if case .bytes = $0.content { true } else { false } }
        let foreign = changed.map(\.path).filter { old[$0] == nil && FileStamp(path: folder + "/" + $0) != nil }
        guard foreign.isEmpty else { throw .foreignFiles(foreign.sorted()) }

        let new = Dictionary(outputs.map { ($0.path, $0.hash) }, uniquingKeysWith: { first, _ in first })
        let gone = old.keys.filter { new[$0] == nil }.sorted()
        if changed.isEmpty, gone.isEmpty, old == new { return Report(written: 0, removed: 0, unchanged: outputs.count) }

        try stage(changed)
        let owned = old.merging(new) { _, new in new }
        try write(Manifest(files: owned))
        try moveIntoPlace(changed)
        for path in gone { remove(path) }
        if owned != new { try write(Manifest(files: new)) }
        removeTree(staging)
        return Report(written: changed.count, removed: gone.count, unchanged: outputs.count - changed.count)
    }

    // MARK: Steps

    private func staged(_ path: String) -> String { "\(staging)/files/\(path)" }

    /// Writes all files below the staging folder, each at its own path.
    private func stage(_ files: [OutputFile]) throws(PublishError) {
        for parent in Set(files.map { parentFolder(staged($0.path)) }).sorted() { try makeFolder(parent) }
        let results = concurrentMap(files, threadCount: threadCount) { file -> PublishError? in
            guard case .bytes(let bytes) = file.content else { return nil }
            do throws(PublishError) {
                try writeFile(staged(file.path), bytes)
                return nil
            } catch {
                return error
            }
        }
        if let error = results.lazy.compactMap({ $0 }).first {
            removeTree(staging)
            throw error
        }
    }

    /// Renames the staged files into place: a folder that is new as a whole, all others file by file.
    private func moveIntoPlace(_ files: [OutputFile]) throws(PublishError) {
        var moved = Set<Substring>()
        for top in Set(files.compactMap { $0.path.utf8.firstIndex(of: UInt8(ascii: "/")).map($0.path.prefix(upTo:)) })
            .sorted()
        where FileStamp(path: "\(folder)/\(top)") == nil {
            try move(staged(String(top)), to: "\(folder)/\(top)")
            moved.insert(top)
        }
        let rest = files.filter { file in
            guard let slash = file.path.utf8.firstIndex(of: UInt8(ascii: "/")) else { return true }
            return !moved.contains(file.path[..<slash])
        }
        for parent in Set(rest.map { parentFolder(folder + "/" + $0.path) }).sorted() { try makeFolder(parent) }
        for file in rest { try move(staged(file.path), to: folder + "/" + file.path) }
    }

    private func write(_ manifest: Manifest) throws(PublishError) {
        let path = staging + "/manifest"
        try makeFolder(staging)
        try writeFile(path, Array(manifest.text.utf8))
        try move(path, to: folder + "/" + Manifest.fileName)
    }

    private func move(_ from: String, to path: String) throws(PublishError) {
        guard rename(from, path) == 0 else { throw .system(action: "write", path: path, code: errno) }
    }

    /// Removes a file of ours and the folders that it leaves empty.
    private func remove(_ path: String) {
        unlink(folder + "/" + path)
        var parent = parentFolder(path)
        while !parent.isEmpty, rmdir(folder + "/" + parent) == 0 { parent = parentFolder(parent) }
    }
}

/// A file's size and time of change, to notice that somebody else wrote to it.
public struct FileStamp: Sendable, Hashable {
    public var byteCount: Int
    /// Since 1970; wraps around for years beyond 2262, which a file system may hold: stamps are only compared.
    public var nanoseconds: Int

    /// The stamp of a file, nil where there is none.
    public init?(path: String) {
        var information = stat()
        guard lstat(path, &information) == 0 else { return nil }
        byteCount = Int(information.st_size)
        #if os(Linux)
            nanoseconds = information.st_mtim.tv_sec &* 1_000_000_000 &+ information.st_mtim.tv_nsec
        #else
            nanoseconds = information.st_mtimespec.tv_sec &* 1_000_000_000 &+ information.st_mtimespec.tv_nsec
        #endif
    }

    /// A stamp read back from a cache.
    public init(byteCount: Int, nanoseconds: Int) {
        self.byteCount = byteCount
        self.nanoseconds = nanoseconds
    }
}

/// Holds a lock file for as long as a build writes; the system lets go of it when the process ends.
private struct FolderLock {
    private let descriptor: Int32

    init(path: String, folder: String) throws(PublishError) {
        descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(action: "open", path: path, code: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .locked(folder)
        }
    }

    func release() { close(descriptor) }
}

/// Writes a file whole: to a new name beside it, then renamed.
public func writeFileAtomically(_ path: String, _ bytes: [UInt8]) throws(PublishError) {
    try makeFolder(parentFolder(path))
    let temporary = path + ".\(getpid()).tmp"
    do throws(PublishError) {
        try writeFile(temporary, bytes)
    } catch {
        unlink(temporary)
        throw error
    }
    guard rename(temporary, path) == 0 else { throw .system(action: "write", path: path, code: errno) }
}

private func writeFile(_ path: String, _ bytes: [UInt8]) throws(PublishError) {
    let descriptor = open(path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .system(action: "write", path: path, code: errno) }
    defer { close(descriptor) }
    var offset = 0
    while offset < bytes.count {
        let count = bytes.withUnsafeBytes {
            Foundation.write(descriptor, $0.baseAddress?.advanced(by: offset), bytes.count - offset)
        }
        guard count > 0 else { throw .system(action: "write", path: path, code: errno) }
        offset += count
    }
}

private func makeFolder(_ path: String) throws(PublishError) {
    guard !path.isEmpty, mkdir(path, 0o755) != 0, errno != EEXIST else { return }
    guard errno == ENOENT else { throw .system(action: "create", path: path, code: errno) }
    try makeFolder(parentFolder(path))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw .system(action: "create", path: path, code: errno) }
}

private func parentFolder(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
}

private func removeTree(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
}
