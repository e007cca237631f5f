import Platform

/// A file's bytes, mapped into memory read-only: pages are loaded on first access, and processes that map the same file
/// share them.
///
/// If a mapped file is truncated, reading the missing part ends the process (`SIGBUS`). Model files must therefore be
/// replaced by renaming, never written in place.
public final class MappedFile: @unchecked Sendable {
    public let path: String
    /// Valid for as long as this object lives.
    public let bytes: UnsafeRawBufferPointer

    /// Maps a file. Throws a `ModelError` if it cannot be opened or mapped, is not a regular file, or is empty.
    public init(path: String) throws(ModelError) {
        self.path = path
        let descriptor = uninterrupted { open(path, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else {
            throw ModelError(file: path, "cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard uninterrupted({ fstat(descriptor, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw ModelError(file: path, "is not a regular file")
        }
        guard status.st_size > 0, let count = Int(exactly: status.st_size) else {
            throw ModelError(file: path, "is empty")
        }
        guard let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
            throw ModelError(file: path, "cannot be mapped: \(String(cString: strerror(errno)))")
        }
        bytes = UnsafeRawBufferPointer(start: address, count: count)
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
