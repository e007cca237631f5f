import Platform

/// A socket on 127.0.0.1 whose connections are served by a bounded number of threads, one request each.
///
/// It is made before the first build, so that a port which is taken is known at once.
final class PreviewListener: Sendable {
    /// The port, also where any was asked for.
    let port: UInt16
    private let descriptor: Int32

    /// How long the parts of an exchange may take, in seconds, and how many there may be at once.
    struct Limits {
        /// Until a request's head has arrived, from its first byte or without one.
        var head = 10.0
        /// Until an answer is taken.
        var answer = 30.0
        /// Connections at the same time; others wait to be accepted.
        var connections = 256

        /// As many connections as the system's limit leaves descriptors for, with some kept back for building.
        static var system: Limits {
            var limits = Limits()
            var files = rlimit()
            #if os(Linux)
                let descriptors = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
            #else
                let descriptors = RLIMIT_NOFILE
            #endif
            guard getrlimit(descriptors, &files) == 0 else { return limits }
            limits.connections = max(4, min(limits.connections, Int(clamping: files.rlim_cur) - 48))
            return limits
        }
    }

    /// A failure to listen, in words for the person at the terminal.
    struct Failure: Error {
        var message: String
    }

    /// Takes a port; 0 for any that is free.
    init(port: UInt16) throws(Failure) {
        #if os(Linux)
            let stream = Int32(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        let descriptor = socket(AF_INET, stream, 0)
        guard descriptor >= 0 else { throw Failure(message: "no socket can be made: \(Self.reason)") }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && listen(descriptor, 128) == 0
                    && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard isBound else {
            let code = errno, reason = Self.reason
            close(descriptor)
            switch code {
            case EADDRINUSE:
                throw Failure(
                    message: "port \(port) on 127.0.0.1 is taken; choose another with --port, or any with --port 0")
            case EACCES:
                throw Failure(message: "port \(port) is for the system only; choose one above 1023 with --port")
            default: throw Failure(message: "127.0.0.1:\(port) cannot be listened on: \(reason)")
            }
        }
        self.descriptor = descriptor
        self.port = UInt16(bigEndian: address.sin_port)
    }

    /// Answers requests for as long as the process lives; returns only where the socket fails, with the reason.
    func serve(limits: Limits = .system, _ answer: @escaping @Sendable (RequestHead) -> PreviewResponse) -> Failure {
        // A reader who goes away must not end the preview.
        signal(SIGPIPE, SIG_IGN)
        let free = DispatchSemaphore(value: limits.connections)
        while true {
            free.wait()
            let connection = accept(descriptor, nil, nil)
            guard connection >= 0 else {
                free.signal()
                switch errno {
                case EINTR, ECONNABORTED, EAGAIN, EPROTO: continue
                case EMFILE, ENFILE, ENOBUFS, ENOMEM:
                    // Who is being served leaves soon, or the system recovers.
                    pause(seconds: 0.1)
                    continue
                default: return Failure(message: Self.reason)
                }
            }
            startThread(stackSize: 1 << 20) {
                PreviewConnection(connection, limits).run(answer)
                free.signal()
            }
        }
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
