import Platform
import Processes

/// What a request is answered with.
struct PreviewResponse {
    /// `200 OK`.
    var status: String
    var fields: [(name: String, value: String)]
    var body: [UInt8]
}

extension PreviewResponse {
    /// A line of text, for what cannot be shown.
    init(_ status: String, text: String) {
        self.init(
            status: status, fields: [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")],
            body: Array((text + "\n").utf8))
    }
}

/// A connection with a reader: one request, one answer, both within limits of size and time.
struct PreviewConnection {
    private let descriptor: Int32
    private let limits: PreviewListener.Limits

    /// Takes over an accepted socket.
    init(_ descriptor: Int32, _ limits: PreviewListener.Limits) {
        self.descriptor = descriptor
        self.limits = limits
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        #if !os(Linux)
            var on: Int32 = 1
            setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
        #endif
    }

    /// Reads, answers and closes.
    func run(_ answer: (RequestHead) -> PreviewResponse) {
        defer { close(descriptor) }
        do {
            guard let head = try readHead() else { return }
            send(answer(head), isBodyLeftOut: head.method == "HEAD")
        } catch {
            send(Self.refusal(of: error), isBodyLeftOut: false)
        }
        // What the reader still sends is taken, so that the system does not throw the answer away with it.
        shutdown(descriptor, Int32(SHUT_WR))
        var rest = 256 << 10
        let deadline = Deadline(seconds: 1)
        while rest > 0, let part = receive(at: 16 << 10, until: deadline), !part.isEmpty { rest -= part.count }
    }

    private static func refusal(of problem: RequestHead.Problem) -> PreviewResponse {
        switch problem {
        case .longLine: PreviewResponse("414 URI Too Long", text: "The address is too long.")
        case .longFields: PreviewResponse("431 Request Header Fields Too Large", text: "The header is too long.")
        case .malformed: PreviewResponse("400 Bad Request", text: "This is not a request.")
        }
    }

    /// The request's head; nil where it does not arrive in time or the reader has gone.
    private func readHead() throws(RequestHead.Problem) -> RequestHead? {
        let deadline = Deadline(seconds: limits.head)
        var bytes: [UInt8] = []
        while true {
            guard let part = receive(at: RequestHead.longest - bytes.count, until: deadline), !part.isEmpty else {
                return nil
            }
            let known = bytes.count
            bytes += part
            if let length = RequestHead.length(in: bytes, known: known) { return try RequestHead(bytes[..<length]) }
            guard bytes.count < RequestHead.longest else { throw RequestHead.problem(of: bytes) }
        }
    }

    /// What has arrived, at most so many bytes; empty at the end, nil where nothing came in time.
    private func receive(at most: Int, until deadline: Deadline) -> [UInt8]? {
        while isReady(for: POLLIN, until: deadline) {
            var isFailed = false
            let part = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
                let received = recv(descriptor, buffer.baseAddress, buffer.count, 0)
                isFailed = received < 0
                count = max(0, received)
            }
            if !isFailed { return part }
            guard errno == EAGAIN || errno == EINTR else { return nil }
        }
        return nil
    }

    private func send(_ response: PreviewResponse, isBodyLeftOut: Bool) {
        var head = "HTTP/1.1 \(response.status)\r\nConnection: close\r\nContent-Length: \(response.body.count)\r\n"
        for field in response.fields { head += "\(field.name): \(field.value)\r\n" }
        let deadline = Deadline(seconds: limits.answer)
        guard send(Array((head + "\r\n").utf8), until: deadline), !isBodyLeftOut else { return }
        _ = send(response.body, until: deadline)
    }

    private func send(_ bytes: [UInt8], until deadline: Deadline) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent, 0)
            }
            if count > 0 {
                sent += count
            } else if errno == EAGAIN || errno == EINTR {
                guard isReady(for: POLLOUT, until: deadline) else { return false }
            } else {
                return false
            }
        }
        return true
    }

    private func isReady(for event: Int32, until deadline: Deadline) -> Bool {
        while !deadline.hasPassed {
            var waiting = pollfd(fd: descriptor, events: Int16(event), revents: 0)
            let ready = poll(&waiting, 1, deadline.milliseconds)
            if ready > 0 { return true }
            if ready == 0 || errno != EINTR { return false }
        }
        return false
    }
}
