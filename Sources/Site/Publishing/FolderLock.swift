import Platform

/// Holds a folder for one build. The system lets go of it when the process ends, however it ends.
final class FolderLock: Sendable {
    private let path: String
    private let descriptor: Int32

    /// How much is read of what another build wrote about itself, in bytes.
    private static let maximumHolderByteCount = 200

    /// Takes the lock; nil where the folder for its file is gone.
    ///
    /// - Parameters:
    ///   - path: the lock's file, which stays when the lock is given back.
    ///   - folder: what is locked, for messages.
    ///   - holder: who takes it, for those who find it taken.
    init?(path: String, folder: String, holder: String) throws(PublishError) {
        self.path = path
        guard let descriptor = try Self.take(path, folder: folder) else { return nil }
        self.descriptor = descriptor
        sign(holder)
    }

    /// Writes who holds the lock: a courtesy, the lock holds without. A file that has another name, or is longer than we
    /// write, is somebody's who put it there.
    private func sign(_ holder: String) {
        var information = stat()
        guard uninterrupted({ fstat(descriptor, &information) }) == 0, information.st_mode & S_IFMT == S_IFREG,
            information.st_nlink == 1,
            information.st_size <= Self.maximumHolderByteCount, uninterrupted({ ftruncate(descriptor, 0) }) == 0
        else { return }
        let line = Array((holder + "\n").utf8.prefix(Self.maximumHolderByteCount))
        _ = line.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    deinit { close(descriptor) }

    /// Removes the lock's file while the lock is held; who opened it in between takes a new one.
    func removeFile() { _ = uninterrupted { unlink(path) } }

    private static func take(_ path: String, folder: String) throws(PublishError) -> Int32? {
        while true {
            let descriptor = uninterrupted {
                open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o644)
            }
            guard descriptor >= 0 else {
                if errno == ENOENT { return nil }
                let code = errno
                if try FileKind(path: path) == .link { throw .foreignFiles([path]) }
                throw .system(action: "open", path: path, code: code)
            }
            guard uninterrupted({ flock(descriptor, LOCK_EX | LOCK_NB) }) == 0 else {
                let code = errno
                defer { close(descriptor) }
                guard code == EWOULDBLOCK else { throw .system(action: "lock", path: path, code: code) }
                throw .locked(folder, holder: holder(descriptor))
            }
            if isStill(path, descriptor) { return descriptor }
            close(descriptor)
        }
    }

    /// Whether the file that was locked is the one that others find: its last holder may have removed it.
    private static func isStill(_ path: String, _ descriptor: Int32) -> Bool {
        var locked = stat(), found = stat()
        return uninterrupted { fstat(descriptor, &locked) } == 0 && uninterrupted { lstat(path, &found) } == 0
            && locked.st_dev == found.st_dev
            && locked.st_ino == found.st_ino
    }

    /// What the holder wrote, letters only: the file may hold anything.
    private static func holder(_ descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: maximumHolderByteCount)
        let count = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        return String(decoding: buffer.prefix(max(0, count)).filter { (32..<127).contains($0) }, as: UTF8.self)
    }
}
