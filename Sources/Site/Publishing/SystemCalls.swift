import Platform

// The calls that the publisher makes of the system. A signal interrupts none of them for good, none creates or empties a
// file through a symbolic link, and none that fails goes unnoticed.

/// The bytes of a regular file; nil where there is none.
///
/// - Parameter followsLinks: whether the file may be a symbolic link to one.
func readFile(_ path: String, followsLinks: Bool = false) throws(PublishError) -> [UInt8]? {
    // A pipe in the file's place would otherwise wait for a writer.
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLinks ? 0 : O_NOFOLLOW)
    let descriptor = uninterrupted { open(path, flags) }
    guard descriptor >= 0 else {
        if errno == ENOENT { return nil }
        throw .system(action: "read", path: path, code: errno)
    }
    defer { close(descriptor) }
    var information = stat()
    guard uninterrupted({ fstat(descriptor, &information) }) == 0 else {
        throw .system(action: "read", path: path, code: errno)
    }
    guard information.st_mode & S_IFMT == S_IFREG else { throw .system(action: "read", path: path, code: EISDIR) }
    var bytes: [UInt8] = []
    var error: Int32 = 0
    // A byte more than the file has, so that the last read finds its end.
    var buffer = [UInt8](repeating: 0, count: min(max(Int(information.st_size) + 1, 4096), 1 << 22))
    while true {
        let count = buffer.withUnsafeMutableBytes { buffer in
            uninterrupted { read(descriptor, buffer.baseAddress, buffer.count) }
        }
        if count < 0 { error = errno }
        guard count > 0 else { break }
        bytes.append(contentsOf: buffer[..<count])
    }
    guard error == 0 else { throw .system(action: "read", path: path, code: error) }
    return bytes
}

/// Writes a file that is not there yet, and nothing through a link.
func writeNewFile(_ path: String, _ bytes: [UInt8]) throws(PublishError) {
    let descriptor = uninterrupted { open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o644) }
    guard descriptor >= 0 else { throw .system(action: "write", path: path, code: errno) }
    var offset = 0
    var error: Int32 = 0
    while offset < bytes.count {
        let count = bytes.withUnsafeBytes { bytes in
            uninterrupted { write(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset) }
        }
        guard count > 0 else {
            error = count == 0 ? EIO : errno
            break
        }
        offset += count
    }
    // Some file systems tell only here that the bytes did not arrive. After a signal the file is closed all the same.
    if close(descriptor) != 0, error == 0, errno != EINTR { error = errno }
    guard error == 0 else { throw .system(action: "write", path: path, code: error) }
}

/// Writes a file whole: to a new name beside it, then renamed.
///
/// - Parameter isHeld: whether nobody else can write the file now. The new name is then always the same, so that what a
///   killed process left is found and does not pile up.
public func writeFileAtomically(
    _ path: String, _ bytes: [UInt8], isHeld: Bool = false
) throws(PublishError) {
    try makeFolder(parentFolder(path))
    let temporary = path + (isHeld ? ".tmp" : ".\(getpid()).tmp")
    // What a killed process, or one of our number, left.
    try removeFile(temporary)
    do throws(PublishError) {
        try writeNewFile(temporary, bytes)
        try moveFile(temporary, to: path)
    } catch {
        _ = uninterrupted { unlink(temporary) }
        throw error
    }
}

/// Gives a file or folder another name, in one step.
func moveFile(_ from: String, to path: String) throws(PublishError) {
    guard uninterrupted({ rename(from, path) }) == 0 else { throw .system(action: "write", path: path, code: errno) }
}

/// Removes a file or a link, not what the link leads to; nothing where there is none.
func removeFile(_ path: String) throws(PublishError) {
    guard uninterrupted({ unlink(path) }) == 0 || errno == ENOENT else {
        throw .system(action: "remove", path: path, code: errno)
    }
}

/// Lets `copy` hold the bytes of a file, whatever becomes of the file's name; by a second name for it where the file system
/// has such.
func keepFile(_ path: String, as copy: String) throws(PublishError) {
    if try linkFile(path, as: copy) { return }
    guard let bytes = try readFile(path) else { throw .system(action: "keep", path: path, code: ENOENT) }
    try writeNewFile(copy, bytes)
}

/// Gives a file a second name.
///
/// - Returns: false where the file system has no such names, or no more of them for this file.
func linkFile(_ path: String, as copy: String) throws(PublishError) -> Bool {
    if uninterrupted({ link(path, copy) }) == 0 { return true }
    guard errno != EIO, errno != ENOSPC, errno != EDQUOT else {
        throw .system(action: "keep", path: path, code: errno)
    }
    return false
}

/// Makes a folder and those above it.
///
/// - Returns: those that were not there, the outermost first.
@discardableResult
func makeFolder(_ path: String) throws(PublishError) -> [String] {
    guard !path.isEmpty, !isFolder(path) else { return [] }
    if let made = try makeOneFolder(path) { return made ? [path] : [] }
    let above = try makeFolder(parentFolder(path))
    guard let made = try makeOneFolder(path) else { throw .system(action: "create", path: path, code: ENOENT) }
    return made ? above + [path] : above
}

/// Whether the folder was made, or another process was quicker; nil where the folder above it is missing.
private func makeOneFolder(_ path: String) throws(PublishError) -> Bool? {
    if uninterrupted({ mkdir(path, 0o755) }) == 0 { return true }
    let code = errno
    if code == ENOENT { return nil }
    guard code == EEXIST, isFolder(path) else { throw .system(action: "create", path: path, code: code) }
    return false
}

/// Removes a folder with all that is in it; links are removed, not followed.
func removeTree(_ path: String) throws(PublishError) {
    guard try FileKind(path: path) != nil else { return }
    do {
        try FileManager.default.removeItem(atPath: path)
    } catch {
        throw .system(action: "remove", path: path, code: error.systemCode ?? EIO)
    }
}

/// Whether a folder, or a link to one, stands there.
private func isFolder(_ path: String) -> Bool {
    var information = stat()
    return uninterrupted { stat(path, &information) } == 0 && information.st_mode & S_IFMT == S_IFDIR
}

/// The path without its last part; empty where it has only one.
func parentFolder(_ path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }

/// What stands under a name, a link counting as itself.
enum FileKind: Sendable {
    case file, folder, link, other

    /// nil where there is nothing. A disk that does not answer is an error: nothing may be taken for absent that is not.
    init?(path: String) throws(PublishError) {
        var information = stat()
        guard uninterrupted({ lstat(path, &information) }) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .system(action: "look at", path: path, code: errno)
        }
        self =
            switch information.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            default: .other
            }
    }
}

/// A file's size and time of change, to notice that somebody else wrote to it.
public struct FileStamp: Sendable, Hashable {
    public var byteCount: Int
    public var nanoseconds: Int

    /// The stamp of a file, nil where there is none.
    public init?(path: String) {
        var information = stat()
        guard uninterrupted({ lstat(path, &information) }) == 0 else { return nil }
        byteCount = Int(information.st_size)
        #if os(Linux)
            let time = information.st_mtim
        #else
            let time = information.st_mtimespec
        #endif
        // A clock may have been far off when the file was written.
        nanoseconds = Int(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ Int(time.tv_nsec)
    }

    /// A stamp read back from a cache.
    public init(byteCount: Int, nanoseconds: Int) {
        self.byteCount = byteCount
        self.nanoseconds = nanoseconds
    }
}

/// Where a symbolic link leads, as it is written; nil where there is none, or something else.
func linkTarget(_ path: String) throws(PublishError) -> String? {
    guard try FileKind(path: path) == .link else { return nil }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = uninterrupted { readlink(path, &buffer, buffer.count) }
    guard count >= 0 else { throw .system(action: "read", path: path, code: errno) }
    return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// Makes a symbolic link, or leads an old one elsewhere, in one step.
///
/// - Parameter temporary: a name on the same disk that nobody else uses.
func placeLink(_ path: String, to target: String, by temporary: String) throws(PublishError) {
    try removeFile(temporary)
    guard uninterrupted({ symlink(target, temporary) }) == 0 else {
        throw .system(action: "link", path: temporary, code: errno)
    }
    try moveFile(temporary, to: path)
}

/// The names in a folder, sorted; none where there is no such folder.
func names(inFolder path: String) throws(PublishError) -> [String] {
    guard try FileKind(path: path) != nil else { return [] }
    guard let entries = entries(ofFolder: path) else { throw .system(action: "list", path: path, code: errno) }
    return entries.map(\.name).sorted()
}

/// Everything below a folder that is not a folder, by its path from there, sorted; links are named, not followed.
func filesBelow(_ folder: String) throws(PublishError) -> [String] {
    var files: [String] = []
    var waiting = [""]
    while let prefix = waiting.popLast() {
        for name in try names(inFolder: folder + "/" + prefix) {
            let path = prefix + name
            switch try FileKind(path: folder + "/" + path) {
            case .folder: waiting.append(path + "/")
            case .file, .link, .other: files.append(path)
            // Somebody removed it in between.
            case nil: break
            }
        }
    }
    return files.sorted()
}

/// Has the disks take what was written, and on Linux waits until they have: after a loss of power, a name that was put in
/// place must not lead to files without their bytes.
func waitForDisks() { sync() }
