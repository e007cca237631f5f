import Platform
import Primitives

/// Writes built sites to a folder, which it holds for as long as it lives.
///
/// 1. Take the folder's lock; undo what a killed build began, and remove what it left in its staging folder.
/// 2. Refuse to touch files that the manifest does not list, and to write through a link.
/// 3. Write all new files and the manifest to the staging folder: a full disk is found here, with the old site untouched.
/// 4. Rename each file into place and take away those that are gone, as one ``SiteChange``: if a step fails, all are undone.
///
/// Every file is at every moment old or new and whole. The site as a whole is the old or the new one, but for the moments of
/// step 4; if a build is killed in these, for as long as it takes until the next build.
public struct Publisher: Sendable {
    private let site: String
    private let name: String
    private let threadCount: Int
    private let hold: Hold

    /// Takes hold of a folder. What was read of it before may be out of date.
    ///
    /// - Parameters:
    ///   - output: the site's folder, which need not exist yet.
    ///   - threadCount: how many threads write files.
    ///   - holder: who builds, for another build that finds the folder taken.
    public init(_ output: OutputFolder, threadCount: Int, holder: String = "") throws(PublishError) {
        site = output.path
        name = output.name
        self.threadCount = threadCount
        hold = try Hold(output, holder: holder)
        do throws(PublishError) {
            if let change = try SiteChange.unfinished(site: site, staging: hold.staging) {
                let links = try obstacles(to: change.steps.map(\.path)).filter { $0.kind == .link }
                guard links.isEmpty else { throw .foreignFiles(links.map { name + "/" + $0.folder }) }
                try change.undo()
            }
            try removeTree(hold.staging)
        } catch {
            leave()
            throw error
        }
    }

    /// What the last build published.
    public struct Published: Sendable, Equatable {
        /// SHA-256 of every file by path.
        public var files: [String: String]
        /// SHA-256 of the manifest that lists them, empty where there is none.
        public var manifestHash: String

        public init(files: [String: String], manifestHash: String) {
            self.files = files
            self.manifestHash = manifestHash
        }
    }

    /// Reads what the last build published.
    ///
    /// - Parameter known: what the caller takes it for; where the manifest is that, it need not be understood again.
    public func readPublished(
        known: Published = Published(files: [:], manifestHash: "")
    ) throws(PublishError) -> Published {
        guard let bytes = try Manifest.bytes(folder: site) else { return Published(files: [:], manifestHash: "") }
        let hash = sha256(bytes)
        if hash == known.manifestHash { return known }
        return Published(files: try Manifest(parsing: bytes, folder: site).files, manifestHash: hash)
    }

    /// What was done.
    public struct Report: Sendable {
        public var written: Int
        public var removed: Int
        public var unchanged: Int
        /// Files that are no part of the site any more, but were left since somebody else has changed them.
        public var left: [String]
        /// SHA-256 of the manifest.
        public var manifestHash: String
    }

    /// How the files of a site stand now; nil for those that are missing or that a link leads to.
    public func stamps(of paths: some Collection<String>) -> [String: FileStamp] {
        // What cannot be looked at is written again.
        let reached = (try? reachable(paths)) ?? []
        let found = concurrentMap(reached, threadCount: threadCount) { [site] in FileStamp(path: site + "/" + $0) }
        return Dictionary(zip(reached, found).compactMap { path, stamp in stamp.map { (path, $0) } }) { first, _ in
            first
        }
    }

    /// Writes what changed. `outputs` that are unchanged must stand in the folder.
    ///
    /// - Parameters:
    ///   - outputs: all files of the site.
    ///   - old: what stands there, as ``readPublished(known:)`` gave it.
    public func publish(_ outputs: [OutputFile], over old: Published) throws(PublishError) -> Report {
        let new = Dictionary(outputs.map { ($0.path, $0.hash) }, uniquingKeysWith: { first, _ in first })
        try check(outputs, new)
        let changed = outputs.filter { if case .bytes = $0.content { true } else { false } }
        let gone = old.files.keys.filter { new[$0] == nil }.sorted()
        if changed.isEmpty, gone.isEmpty, old.files == new, !old.manifestHash.isEmpty {
            return Report(
                written: 0, removed: 0, unchanged: outputs.count, left: [], manifestHash: old.manifestHash)
        }
        let foreign = try foreignFiles(inTheWayOf: changed.map(\.path), old)
        guard foreign.isEmpty else { throw .foreignFiles(foreign.map { name + "/" + $0 }) }
        let (removed, left) = try sorted(gone, old)
        let manifest = Array(Manifest(files: new).text.utf8)
        let hash = sha256(manifest)
        let all = changed + [OutputFile(path: Manifest.fileName, content: .bytes(manifest), hash: hash)]
        try stage(all)
        var steps = removed.map { SiteChange.Step(path: $0, kind: .removed, hash: "") }
        for file in all { steps.append(try step(file)) }
        try SiteChange(site: site, staging: hold.staging, steps: steps).make()
        // What is left there costs space until the next build, nothing else.
        try? removeTree(hold.staging)
        return Report(
            written: changed.count, removed: removed.count, unchanged: outputs.count - changed.count,
            left: left.map { name + "/" + $0 }, manifestHash: hash)
    }

    /// Leaves nothing behind where nothing was published: for a build that ends before it has written.
    public func leave() {
        let isPublished = (try? FileKind(path: site + "/" + Manifest.fileName)) != nil
        if !isPublished { hold.removeWhatItMade() }
    }

    // MARK: Steps

    /// Whatever a build made, no name is written that cannot be one, and none that is a file and a folder at once.
    private func check(_ outputs: [OutputFile], _ hashes: [String: String]) throws(PublishError) {
        for file in outputs {
            do throws(OutputPath.Problem) {
                _ = try OutputPath(file.path)
            } catch {
                throw .impossiblePath(file.path, reason: error.reason)
            }
        }
        if let clash = filesThatAreFolders(Set(hashes.keys)).first {
            throw .impossiblePath(clash.file, reason: "would be a folder too, for '\(clash.inner)'")
        }
    }

    /// What stands where files are to be written and is not ours: files, and links and files in place of folders.
    private func foreignFiles(inTheWayOf paths: [String], _ old: Published) throws(PublishError) -> [String] {
        let ours = Set(old.files.keys)
        lazy var ourFolders = Set(ours.flatMap { folders(of: $0) })
        var foreign = Set(
            try obstacles(to: paths).filter { $0.kind != .file || !ours.contains($0.folder) }.map(\.folder))
        for path in try reachable(paths) where !ours.contains(path) {
            guard let kind = try FileKind(path: site + "/" + path) else { continue }
            // A folder of ours goes before a file takes its place, if nobody else keeps anything in it.
            if kind != .folder || !ourFolders.contains(path) { foreign.insert(path) }
        }
        return foreign.sorted()
    }

    /// Tells files that are gone from the site by whether they stand as we wrote them. Others are not ours to remove, and
    /// neither is what a link leads to.
    private func sorted(
        _ gone: [String], _ old: Published
    ) throws(PublishError) -> (removed: [String], left: [String]) {
        var removed: [String] = []
        var left: [String] = []
        for path in try reachable(gone) {
            let place = site + "/" + path
            guard (try? OutputPath(path)) != nil, let kind = try FileKind(path: place) else { continue }
            if kind == .file, let bytes = try readFile(place), sha256(bytes) == old.files[path] {
                removed.append(path)
            } else {
                left.append(path)
            }
        }
        return (removed, left)
    }

    private func step(_ file: OutputFile) throws(PublishError) -> SiteChange.Step {
        let kind = try FileKind(path: site + "/" + file.path)
        return SiteChange.Step(
            path: file.path, kind: kind == nil || kind == .folder ? .added : .replaced, hash: file.hash)
    }

    /// Writes all files below the staging folder, each at its own path.
    private func stage(_ files: [OutputFile]) throws(PublishError) {
        let root = hold.staging + "/files/"
        do throws(PublishError) {
            for parent in Set(files.map { parentFolder(root + $0.path) }).sorted() { try makeFolder(parent) }
            let results = concurrentMap(files, threadCount: threadCount) { file -> PublishError? in
                guard case .bytes(let bytes) = file.content else { return nil }
                do throws(PublishError) {
                    try writeNewFile(root + file.path, bytes)
                    return nil
                } catch {
                    return error
                }
            }
            if let error = results.lazy.compactMap({ $0 }).first { throw error }
        } catch {
            // A full disk is full no longer.
            try? removeTree(hold.staging)
            throw error
        }
    }

    // MARK: Folders

    /// The paths that lead to a file of the site by folders alone.
    private func reachable(_ paths: some Collection<String>) throws(PublishError) -> [String] {
        let blocked = Set(try obstacles(to: paths).map(\.folder))
        return paths.filter { path in blocked.isEmpty || !folders(of: path).contains(where: blocked.contains) }
    }

    /// What stands where files have their folders and is no folder.
    private func obstacles(
        to paths: some Collection<String>
    ) throws(PublishError) -> [(folder: String, kind: FileKind)] {
        var parents = Set<Substring>()
        for path in paths {
            if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) { parents.insert(path[..<slash]) }
        }
        let all = parents.map(String.init).reduce(into: Set<String>()) { all, parent in
            all.insert(parent)
            all.formUnion(folders(of: parent))
        }
        var obstacles: [(folder: String, kind: FileKind)] = []
        for folder in all.sorted() {
            if let kind = try FileKind(path: site + "/" + folder), kind != .folder { obstacles.append((folder, kind)) }
        }
        return obstacles
    }
}
