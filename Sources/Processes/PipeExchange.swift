import Platform

/// A child's standard streams as pipes, closed when nobody holds them any more.
final class ChildPipes {
    /// Its input, output and errors, as this program holds them; -1 where closed.
    private(set) var own: [Int32] = []
    /// The other ends, in the order of the child's descriptors.
    private(set) var childs: [Int32] = []

    var output: Int32 { own[1] }
    var errors: Int32 { own[2] }

    /// Three pipes; nil, with `errno`, where there are no descriptors left.
    init?() {
        for index in 0..<3 {
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { return nil }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            if index == 0 { ends.swapAt(0, 1) }
            _ = fcntl(ends[0], F_SETFL, fcntl(ends[0], F_GETFL) | O_NONBLOCK)
            #if !os(Linux)
                _ = fcntl(ends[0], F_SETNOSIGPIPE, 1)
            #endif
            own.append(ends[0])
            childs.append(ends[1])
        }
    }

    deinit {
        let code = errno
        for end in own + childs where end >= 0 { _ = close(end) }
        errno = code
    }

    func closeChilds() {
        for end in childs { _ = close(end) }
        childs = []
    }

    /// The child reads to the end of its input.
    func closeInput() {
        _ = close(own[0])
        own[0] = -1
    }

    var input: Int32 { own[0] }
}

/// Moves bytes between this program and a child until it has closed its output and errors.
struct PipeExchange {
    /// The beginning of what the child wrote to its errors.
    private(set) var errors: [UInt8] = []

    private let pipes: ChildPipes
    private var input: ArraySlice<UInt8>
    private let taker: any OutputTaker

    init(_ pipes: ChildPipes, input: [UInt8], taker: any OutputTaker) {
        self.pipes = pipes
        self.input = input[...]
        self.taker = taker
    }

    /// How often the taker is asked whether it waits on, in milliseconds.
    private static let pulse: Int32 = 250

    /// Throws why the child has to be killed.
    mutating func run(until deadline: Deadline, of process: Subprocess) throws(Subprocess.Failure) {
        var isReading = true, isReadingErrors = true
        while isReading || isReadingErrors {
            if input.isEmpty, pipes.input >= 0 { pipes.closeInput() }
            var waiting = [
                pollfd(fd: isReading ? pipes.output : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isReadingErrors ? pipes.errors : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: pipes.input, events: Int16(POLLOUT), revents: 0),
            ]
            let ready = poll(&waiting, nfds_t(waiting.count), min(Self.pulse, deadline.milliseconds))
            if ready < 0, errno == EINTR { continue }
            guard taker.isPatient else { throw .stopped(process.program) }
            if ready == 0, !deadline.hasPassed { continue }
            guard ready > 0, !deadline.hasPassed else { throw .tooSlow(process.program, seconds: process.seconds) }
            if waiting[0].revents != 0 { isReading = try readOutput(of: process) }
            if waiting[1].revents != 0 {
                let bytes = read(pipes.errors)
                isReadingErrors = bytes != nil
                errors += (bytes ?? []).prefix(max(0, 64 << 10 - errors.count))
            }
            if waiting[2].revents != 0 { write() }
        }
    }

    /// - Returns: whether there may be more.
    private mutating func readOutput(of process: Subprocess) throws(Subprocess.Failure) -> Bool {
        guard let bytes = read(pipes.output) else { return false }
        if taker.take(bytes) { return true }
        let code = errno
        switch taker {
        case let memory as CollectedOutput: throw .tooLong(process.program, limit: memory.limit)
        case let file as FileOutput where file.isTooLong: throw .tooLong(process.program, limit: file.limit)
        case is FileOutput: throw .system(action: "the output of \(process.program) cannot be written", code: code)
        default: throw .stopped(process.program)
        }
    }

    /// What has arrived, empty for nothing yet; nil at the end.
    private func read(_ descriptor: Int32) -> [UInt8]? {
        var isEnded = false
        let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, initialized in
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            isEnded = count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)
            initialized = max(0, count)
        }
        return isEnded ? nil : bytes
    }

    /// Writes what the pipe takes; a child that reads no further gets no further.
    private mutating func write() {
        let count = withoutPipeSignal {
            input.withUnsafeBytes { Glibc.write(pipes.input, $0.baseAddress, $0.count) }
        }
        if count > 0 {
            input = input.dropFirst(count)
        } else if count < 0, errno != EAGAIN, errno != EINTR {
            input = []
        }
    }
}

/// Writes to a pipe that the other side may have closed: an error, not the end of the process.
///
/// The signal is held back on this thread only, since elsewhere it has its use: `charter search | head` ends by it.
private func withoutPipeSignal(_ write: () -> Int) -> Int {
    #if os(Linux)
        var signals = sigset_t(), former = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, &former)
        let count = write()
        let code = errno
        if count < 0, code == EPIPE {
            var now = timespec()
            while sigtimedwait(&signals, nil, &now) < 0, errno == EINTR {}
        }
        pthread_sigmask(SIG_SETMASK, &former, nil)
        errno = code
        return count
    #else
        return write()
    #endif
}
