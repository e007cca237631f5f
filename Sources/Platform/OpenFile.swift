/// A file that is open, closed when nobody holds it any more. Interrupted calls are made again.
package final class OpenFile: @unchecked Sendable {
    private let descriptor: Int32
    private let isOwn: Bool

    package static let standardOutput = OpenFile(descriptor: STDOUT_FILENO)
    package static let standardError = OpenFile(descriptor: STDERR_FILENO)

    private init(descriptor: Int32) {
        self.descriptor = descriptor
        isOwn = false
    }

    /// nil, with `errno`, where the file cannot be read.
    package init?(reading path: String) {
        descriptor = uninterrupted { open(path, O_RDONLY | O_CLOEXEC) }
        isOwn = true
        if descriptor < 0 { return nil }
    }

    /// A file to write to, made where it is missing; nil, with `errno`, where that cannot be.
    ///
    /// - Parameter empties: whether what stands in it goes; otherwise writing goes on at its end.
    package init?(writing path: String, empties: Bool) {
        descriptor = uninterrupted {
            open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (empties ? O_TRUNC : O_APPEND), 0o644)
        }
        isOwn = true
        if descriptor < 0 { return nil }
    }

    deinit {
        guard isOwn, descriptor >= 0 else { return }
        let code = errno
        _ = close(descriptor)
        errno = code
    }

    /// How long it is, in bytes; nil where that cannot be said.
    package var byteCount: Int? {
        var information = stat()
        return uninterrupted { fstat(descriptor, &information) } == 0 ? Int(information.st_size) : nil
    }

    /// Writes all bytes.
    ///
    /// - Returns: whether that went well; if not, `errno` says why.
    @discardableResult
    package func write(_ bytes: some Collection<UInt8>) -> Bool {
        let all = Array(bytes)
        return all.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = uninterrupted {
                    Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
                }
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }

    /// The next bytes, at most so many; empty at the end, nil, with `errno`, where they cannot be read.
    package func read(atMost limit: Int) -> [UInt8]? {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, initialized in
            count = uninterrupted { Glibc.read(descriptor, buffer.baseAddress, limit) }
            initialized = max(0, count)
        }
        return count < 0 ? nil : bytes
    }

    /// Makes it empty. Returns whether that went well.
    package func empty() -> Bool { uninterrupted { ftruncate(descriptor, 0) } == 0 }
}
