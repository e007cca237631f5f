import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A failure to fetch or keep a model's file, in words for the person at the terminal.
struct FetchError: Error, CustomStringConvertible {
    var description: String
    /// What the server answered, where it refused: 404 where it has no such file.
    var status: Int?

    init(_ description: String, status: Int? = nil) {
        self.description = description
        self.status = status
    }
}

/// How much a download may take.
struct DownloadLimits {
    /// The most that a file may have, in bytes.
    var bytes: Int
    /// What to do about a longer one.
    var wayOut = "if it is right, say its size: in charter.yaml"
    /// How long it may take in all, in seconds.
    var seconds = 6.0 * 3600
    /// At least ``slowest`` bytes must arrive in this many seconds.
    var window = 30.0
    var slowest = 32 << 10
    /// Whether the server may send on to another address.
    var followsRedirects = true
    /// Whether what has arrived stays for the next run when the rest does not come.
    var keepsBeginning = true

    /// What helps where the rest does not come.
    fileprivate var afterwards: String {
        keepsBeginning ? "what has arrived is kept; run the command again to resume" : "run the command again"
    }

    /// For a file of which nothing is known.
    static let unknown = DownloadLimits(bytes: 4 << 30)
}

/// Fetches a file and goes on where an earlier try was cut off: what has arrived so far is kept beside the target,
/// unless it is of no use: too large, not what was asked for, or in the way on a full disk.
final class Download: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    private let partial: String
    private let limits: DownloadLimits
    /// The bytes that are wanted; nil for all.
    private let part: Range<Int>?
    private let onProgress: (_ done: Int, _ total: Int?) -> Void
    private let finished = DispatchSemaphore(value: 0)
    /// Guards what follows, which the session's queue writes.
    private let lock = NSLock()
    private var handle: FileHandle?
    private var done = 0
    private var total: Int?
    /// How long the whole file is of which a part was sent.
    private var wholeLength: Int?
    private var failure: Ending?

    private init(
        partial: String, limits: DownloadLimits, part: Range<Int>? = nil, onProgress: @escaping (Int, Int?) -> Void
    ) {
        self.partial = partial
        self.limits = limits
        self.part = part
        self.onProgress = onProgress
    }

    /// Fetches an address into `partial`, which may hold its beginning. Tries again where the connection is lost.
    static func fetch(
        _ address: String, into partial: String, limits: DownloadLimits,
        onProgress: @escaping (_ done: Int, _ total: Int?) -> Void
    ) throws(FetchError) {
        _ = try fetch(address, part: nil, into: partial, limits: limits, onProgress: onProgress)
    }

    /// Fetches some bytes of an address.
    ///
    /// - Returns: the bytes, and how many there are in all; nil where the server sends no parts.
    static func fetch(
        _ part: Range<Int>, of address: String, into partial: String
    ) throws(FetchError) -> (bytes: [UInt8], length: Int)? {
        try? FileManager.default.removeItem(atPath: partial)
        defer { try? FileManager.default.removeItem(atPath: partial) }
        var limits = DownloadLimits(bytes: part.count)
        limits.keepsBeginning = false
        guard let length = try fetch(address, part: part, into: partial, limits: limits, onProgress: { _, _ in })
        else { return nil }
        let bytes = FileManager.default.contents(atPath: partial).map { [UInt8]($0) } ?? []
        guard bytes.count == part.count else {
            throw FetchError("\(withoutUser(address)): the server sent \(bytes.count) of \(part.count) bytes")
        }
        return (bytes, length)
    }

    /// - Returns: how long the file is of which a part was asked for; nil where all of it was, or no part was sent.
    private static func fetch(
        _ address: String, part: Range<Int>?, into partial: String, limits: DownloadLimits,
        onProgress: @escaping (_ done: Int, _ total: Int?) -> Void
    ) throws(FetchError) -> Int? {
        let shown = withoutUser(address)
        guard let url = URL(string: address) else { throw FetchError("'\(shown)' is not an address") }
        var reason = ""
        for attempt in 0..<4 {
            if attempt > 0 { usleep(UInt32(250_000 << attempt)) }
            let download = Download(partial: partial, limits: limits, part: part, onProgress: onProgress)
            switch download.run(url) {
            case .done: return download.wholeLength
            case .withoutParts: return nil
            case .useless(let message):
                try? FileManager.default.removeItem(atPath: partial)
                throw FetchError("\(shown): \(message); it was not kept")
            case .failed(let message): throw FetchError("\(shown): \(message)")
            case .refused(let status): throw FetchError("\(shown): the server answered \(status)", status: status)
            case .lost(let message): reason = message
            }
        }
        throw FetchError("\(shown): \(reason); \(limits.afterwards)")
    }

    /// An address for messages: without the name and password that an index may ask for.
    static func withoutUser(_ address: String) -> String {
        guard let start = address.firstRange(of: "://")?.upperBound else { return address }
        let host = address[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = host.lastIndex(of: "@") else { return address }
        return String(address[..<start] + address[address.index(after: at)...])
    }

    private enum Ending {
        case done
        /// Trying again does not help, and what has arrived is of no use.
        case useless(String)
        /// Trying again does not help now.
        case failed(String)
        /// The server answered something else than the file.
        case refused(Int)
        case lost(String)
        /// The server would send all, where a part was asked for.
        case withoutParts
    }

    private func run(_ url: URL) -> Ending {
        if !FileManager.default.fileExists(atPath: partial) {
            _ = FileManager.default.createFile(atPath: partial, contents: nil)
        }
        guard let handle = FileHandle(forWritingAtPath: partial), let end = try? handle.seekToEnd(),
            let length = Int(exactly: end)
        else { return .failed("cannot write \(partial)") }
        defer { try? handle.close() }
        guard length <= limits.bytes else { return .useless(tooLong) }
        self.handle = handle
        done = length
        var request = URLRequest(url: url, timeoutInterval: max(1, min(60, limits.window * 2)))
        if let part {
            request.setValue("bytes=\(part.lowerBound + length)-\(part.upperBound - 1)", forHTTPHeaderField: "Range")
        } else if length > 0 {
            request.setValue("bytes=\(length)-", forHTTPHeaderField: "Range")
        }
        let session = URLSession(configuration: .ephemeral, delegate: self, delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        let task = session.dataTask(with: request)
        task.resume()
        wait(for: task)
        return lock.withLock {
            // What still comes is not written.
            self.handle = nil
            if let failure { return failure }
            if let error = task.error { return .lost(error.localizedDescription) }
            if let total, done < total { return .lost("the connection ended after \(done) of \(total) bytes") }
            return .done
        }
    }

    /// Waits for the end, and brings it about where too little arrives.
    private func wait(for task: URLSessionTask) {
        let deadline = Deadline(seconds: limits.seconds)
        var last = lock.withLock { done }
        let start = last
        while !wait(for: task, seconds: limits.window, room: limits.bytes - start) {
            let now = lock.withLock { done }
            let reason =
                deadline.hasPassed
                ? "it takes longer than \(Int(limits.seconds)) s"
                : now - last < limits.slowest
                    ? "fewer than \(limits.slowest) bytes arrived in \(Int(limits.window.rounded(.up))) s" : nil
            last = now
            guard let reason else { continue }
            end(.failed("\(reason); \(limits.afterwards)"))
            task.cancel()
            return
        }
    }

    /// Waits for the end, or until more has arrived than there is room for: a flood reaches the delegate long after it has
    /// reached this machine's memory, so the count is looked at here.
    ///
    /// - Returns: whether it ended.
    private func wait(for task: URLSessionTask, seconds: Double, room: Int) -> Bool {
        let window = Deadline(seconds: seconds)
        while finished.wait(timeout: .now() + .milliseconds(2)) == .timedOut {
            if task.countOfBytesReceived > Int64(clamping: room) {
                end(.useless(tooLong))
                task.cancel()
                return true
            }
            if window.hasPassed { return false }
        }
        return true
    }

    private var tooLong: String {
        "it is longer than \(limits.bytes) bytes, the most that is fetched; \(limits.wayOut)"
    }

    /// The first reason counts.
    private func end(_ ending: Ending) { lock.withLock { failure = failure ?? ending } }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        let (isWanted, hasFailed) = lock.withLock { (begin(response), failure != nil) }
        completionHandler(isWanted ? .allow : .cancel)
        if hasFailed { finished.signal() }
    }

    /// - Returns: whether the body is wanted.
    private func begin(_ response: URLResponse) -> Bool {
        let length = response.expectedContentLength >= 0 ? Int(clamping: response.expectedContentLength) : nil
        guard let response = response as? HTTPURLResponse else {
            total = length
            return true
        }
        switch response.statusCode {
        case 206:
            let range = response.value(forHTTPHeaderField: "Content-Range") ?? ""
            let start = (part?.lowerBound ?? 0) + done
            guard range.hasPrefix("bytes \(start)-") || (range.isEmpty && part == nil) else {
                failure = .useless("the server sent another part than was asked for")
                return false
            }
            wholeLength = part == nil ? nil : range.split(separator: "/").last.flatMap { Int($0) }
            total = length.map { done + min($0, Int.max - done) }
        case 200 where part != nil, 416 where part != nil: failure = .withoutParts
        case 200:
            // The whole file: what was there is replaced.
            do {
                try handle?.truncate(atOffset: 0)
            } catch {
                failure = .failed("cannot write \(partial)")
            }
            done = 0
            total = length
        case 416:
            // Nothing is left to fetch; the hash decides whether it is right.
            return false
        default: failure = .refused(response.statusCode)
        }
        if failure == nil, let total { failure = obstacle(to: total) }
        return failure == nil
    }

    /// Why a file of this length cannot be fetched.
    private func obstacle(to total: Int) -> Ending? {
        guard total <= limits.bytes else { return .useless(tooLong) }
        var system = statvfs()
        guard statvfs(partial, &system) == 0 else { return nil }
        let (free, overflows) = Int(clamping: system.f_bavail).multipliedReportingOverflow(
            by: Int(clamping: system.f_frsize))
        guard !overflows, free < total - done else { return nil }
        return .failed("it needs \((total - done) >> 20) MiB, but only \(free >> 20) MiB are free for \(partial)")
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let (done, total, failure) = lock.withLock {
            take(data)
            return (self.done, self.total, self.failure)
        }
        if failure == nil {
            onProgress(done, total)
        } else {
            dataTask.cancel()
            // A task that is flooded takes seconds, and all that still comes, to notice that it was cancelled.
            finished.signal()
        }
    }

    private func take(_ data: Data) {
        guard failure == nil, let handle else { return }
        guard data.count <= limits.bytes - done else {
            failure = .useless(tooLong)
            return
        }
        do {
            try handle.write(contentsOf: data)
            done += data.count
        } catch {
            failure = .useless("cannot write \(partial): \(error.localizedDescription)")
        }
    }

    /// No way leads from a protected connection to an open one, and none on where none is wanted.
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        let isExposed = task.originalRequest?.url?.scheme == "https" && request.url?.scheme != "https"
        guard isExposed || !limits.followsRedirects else { return completionHandler(request) }
        end(isExposed ? .failed("the server sends on to an address without https") : .refused(response.statusCode))
        completionHandler(nil)
        task.cancel()
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        finished.signal()
    }
}
