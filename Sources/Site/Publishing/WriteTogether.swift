import Platform
import Primitives

/// What is to be written by ``writeTogether(_:in:replacing:)``.
public struct WrittenFile: Sendable {
    /// The path below the folder.
    public var path: String
    /// The whole file.
    public var bytes: [UInt8]

    /// A file with its bytes.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}

/// Writes files of a project together: all of them or none.
///
/// They are written whole to `.charter/change/` of the folder, where a full disk is found, and then moved into place as a
/// ``SiteChange``: what fails is undone at once, what was killed by the next call.
///
/// - Parameters:
///   - folder: what the paths are relative to; everything below it is on one disk.
///   - replacing: whether the files are there already. Without it, a file that is there is an error; with it, one that is
///     not.
public func writeTogether(
    _ files: [WrittenFile], in folder: String, replacing: Bool
) throws(PublishError) {
    let own = folder + "/" + OutputPath.ownFolder, staging = own + "/change", lockPath = own + "/change.lock"
    let made = try makeFolder(own)
    defer { for folder in made.reversed() where uninterrupted({ rmdir(folder) }) == 0 {} }
    guard let lock = try FolderLock(path: lockPath, folder: folder, holder: "\(getpid())") else {
        throw .system(action: "lock", path: lockPath, code: ENOENT)
    }
    defer { lock.removeFile() }
    if let change = try SiteChange.unfinished(site: folder, staging: staging) { try change.undo() }
    try removeTree(staging)
    var steps: [SiteChange.Step] = []
    for file in files.sorted(by: { $0.path < $1.path }) {
        do throws(OutputPath.Problem) {
            _ = try OutputPath(file.path)
        } catch {
            throw .impossiblePath(file.path, reason: error.reason)
        }
        let place = folder + "/" + file.path, kind = try FileKind(path: place)
        switch (replacing, kind) {
        case (true, .file), (false, nil): break
        case (true, nil): throw .system(action: "write", path: place, code: ENOENT)
        case (true, .some), (false, .some): throw .foreignFiles([place])
        }
        steps.append(.init(path: file.path, kind: replacing ? .replaced : .added, hash: sha256(file.bytes)))
    }
    let change = SiteChange(site: folder, staging: staging, steps: steps)
    do throws(PublishError) {
        for file in files {
            let place = change.staged(file.path)
            try makeFolder(parentFolder(place))
            try writeNewFile(place, file.bytes)
        }
        try change.make()
    } catch {
        // What could not be undone is needed by the next call.
        if case .halfway = error { throw error }
        try? removeTree(staging)
        throw error
    }
    try? removeTree(staging)
}
