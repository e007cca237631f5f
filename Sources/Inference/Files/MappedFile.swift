import Foundation

/// A file's bytes, read only, mapped into memory: nothing is copied until it is looked at, and what several
/// processes look at is there once.
///
/// A file that is cut short while it is mapped ends the process when the missing part is read (`SIGBUS`), as with every
/// mapped file; downloads therefore land by rename and are never written in place.
public final class MappedFile: @unchecked Sendable {
    public let path: String
    public let bytes: UnsafeRawBufferPointer

    /// Throws where the path is no readable, regular file, or an empty one.
    public init(path: String) throws(ModelError) {
        self.path = path
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ModelError(file: path, "cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
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
