import Platform

/// Another program, run to its end: the one place where Charter starts any.
///
/// It is started by `posix_spawn` and waited for by `waitpid`: Foundation's `Process` needs a loopback interface, and
/// without one waits for ever. It gets no terminal, the environment of ``environment``, and no more than ``seconds``.
package struct Subprocess {
    /// A name that is looked for on `PATH`.
    package var program: String
    package var arguments: [String]
    /// Bytes for its standard input.
    package var input: [UInt8] = []
    /// Where its standard output goes.
    package var output = Output.memory(limit: 256 << 20)
    /// How long it may take, in seconds; then it is killed, with all that it started.
    package var seconds: Double
    /// Variables beside those that are inherited.
    package var variables: [String: String] = [:]

    /// Where standard output goes, and how many bytes of it are taken.
    package enum Output {
        case memory(limit: Int)
        /// A file that is made or emptied.
        case file(String, limit: Int)
        /// What takes it in as it comes.
        case taker(any OutputTaker)
    }

    /// How it ended.
    package struct Outcome: Sendable {
        /// As a shell has it: 128 and the signal's number, where one ended it.
        package var status: Int32
        /// Empty where it went to a file.
        package var output: [UInt8]
        /// The beginning of what it wrote to standard error, at most 64 KiB.
        package var errors: String
    }

    /// Why it did not end by itself, or never began.
    package enum Failure: Error, Equatable, CustomStringConvertible {
        case missing(String)
        case system(action: String, code: Int32)
        case tooSlow(String, seconds: Double)
        case tooLong(String, limit: Int)
        /// What takes its output in wants no more.
        case stopped(String)

        package var description: String {
            switch self {
            case .missing(let program): "\(program) is not installed, or not on PATH"
            case .system(let action, let code): "\(action): \(String(cString: strerror(code)))"
            case .tooSlow(let program, let seconds): "\(program) did not end within \(Int(seconds.rounded(.up))) s"
            case .tooLong(let program, let limit): "\(program) wrote more than \(limit) bytes"
            case .stopped(let program): "\(program) was stopped"
            }
        }
    }

    /// What programs inherit: where things are, and git's settings; nothing that changes what they print.
    package static func environment(from whole: [String: String]) -> [String: String] {
        let names: Set<String> = [
            "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "SUDO_UID", "XDG_CONFIG_HOME", "GIT_CEILING_DIRECTORIES",
        ]
        var kept = whole.filter { names.contains($0.key) || $0.key.hasPrefix("GIT_CONFIG_") }
        kept["LC_ALL"] = "C.UTF-8"
        return kept
    }

    /// The variables of this program's own environment whose names are wanted.
    package static func inherited(_ isWanted: (String) -> Bool) -> [String: String] {
        ProcessInfo.processInfo.environment.filter { isWanted($0.key) }
    }

    /// Runs it. Blocks until it has ended or was killed.
    package func run() throws(Failure) -> Outcome {
        let deadline = Deadline(seconds: seconds)
        let taker = try openOutput()
        let (child, pipes) = try start()
        var exchange = PipeExchange(pipes, input: input, taker: taker)
        do throws(Failure) {
            try exchange.run(until: deadline, of: self)
        } catch {
            end(child)
            throw error
        }
        guard let status = status(of: child, until: deadline) else { throw .tooSlow(program, seconds: seconds) }
        return Outcome(
            status: status, output: (taker as? CollectedOutput)?.bytes ?? [],
            errors: String(decoding: exchange.errors, as: UTF8.self))
    }

    private func openOutput() throws(Failure) -> any OutputTaker {
        switch output {
        case .memory(let limit): return CollectedOutput(limit: limit)
        case .taker(let taker): return taker
        case .file(let path, let limit):
            guard let file = OpenFile(writing: path, empties: true) else {
                throw .system(action: "\(path) cannot be written", code: errno)
            }
            return FileOutput(file, limit: limit)
        }
    }

    package init(
        program: String, arguments: [String], input: [UInt8] = [], output: Output = .memory(limit: 256 << 20),
        seconds: Double, variables: [String: String] = [:]
    ) {
        self.program = program
        self.arguments = arguments
        self.input = input
        self.output = output
        self.seconds = seconds
        self.variables = variables
    }

    // MARK: Start

    /// Between making pipes and marking them, no other program may start, which would hold them open.
    private static let starting = Lock()

    private func start() throws(Failure) -> (child: pid_t, pipes: ChildPipes) {
        try Self.starting.withLock { () throws(Failure) in try startAlone() }
    }

    private func startAlone() throws(Failure) -> (child: pid_t, pipes: ChildPipes) {
        guard let pipes = ChildPipes() else { throw .system(action: "a pipe cannot be made", code: errno) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (index, descriptor) in pipes.childs.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(index))
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own can be killed whole; signals mean what they mean by default.
        var none = sigset_t(), broken = sigset_t()
        sigemptyset(&none)
        sigemptyset(&broken)
        sigaddset(&broken, SIGPIPE)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &broken)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
        let environment = Self.environment(from: ProcessInfo.processInfo.environment).merging(variables) { $1 }
        var names: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        var settings: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") }
        defer { for text in names + settings { free(text) } }
        names.append(nil)
        settings.append(nil)
        var child: pid_t = 0
        let code = posix_spawnp(&child, program, &actions, &attributes, names, settings)
        pipes.closeChilds()
        guard code == 0 else {
            throw code == ENOENT ? .missing(program) : .system(action: "\(program) cannot be started", code: code)
        }
        return (child, pipes)
    }

    // MARK: End

    /// The status of a child that has closed its output and is about to end; nil where it did not, and was killed.
    private func status(of child: pid_t, until deadline: Deadline) -> Int32? {
        var status: Int32 = 0
        var pause: UInt32 = 200
        while true {
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child { break }
            if ended < 0, errno != EINTR { return nil }
            if deadline.hasPassed {
                end(child)
                return nil
            }
            usleep(pause)
            pause = min(20_000, pause * 2)
        }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    /// Kills a child with all that it started, and waits for its end.
    private func end(_ child: pid_t) {
        kill(-child, SIGKILL)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
    }
}
