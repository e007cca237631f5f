import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What came of a request.
enum HTTPOutcome: Equatable {
    case answer(Data)
    /// Sending it again does not help.
    case refused(String)
    /// Sending it again may help, after this many seconds if the server says so.
    case later(String, pause: Double?)

    /// Judges a response by its status, its `Retry-After` header and its body.
    init(status: Int, retryAfter: String?, data: Data) {
        guard !(200..<300).contains(status) else {
            self = .answer(data)
            return
        }
        let message = "the server answers \(status): \(Self.reason(in: data))"
        switch status {
        case 408, 429, 500, 502, 503, 504:
            self = .later(message, pause: retryAfter.flatMap(Double.init).map { max(0, $0) })
        default: self = .refused(message)
        }
    }

    private struct Failure: Decodable {
        struct Reason: Decodable { var message: String }
        var error: Reason
    }

    /// The server's own words, if it gives any.
    private static func reason(in data: Data) -> String {
        if let failure = try? JSONDecoder().decode(Failure.self, from: data) { return failure.error.message }
        let text = String(decoding: data.prefix(200), as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
        return text.isEmpty ? "no reason given" : String(text)
    }
}

/// Sends one request and waits for its outcome.
final class HTTPExchange: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    /// Longer answers are refused, in bytes.
    private static let maximumLength = 256 << 20

    private let finished = DispatchSemaphore(value: 0)
    private var data = Data()
    private var isTooLong = false

    /// Sends a request and blocks until its outcome is known, at most for `timeout` seconds: a server that sends a byte
    /// a minute is cut off.
    static func run(_ request: URLRequest, timeout: Double) -> HTTPOutcome {
        let exchange = HTTPExchange()
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForResource = timeout
        let session = URLSession(configuration: configuration, delegate: exchange, delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        let task = session.dataTask(with: request)
        task.resume()
        if exchange.finished.wait(timeout: .now() + timeout) == .timedOut {
            return .later("no complete answer within \(timeout.formatted) seconds", pause: nil)
        }
        return exchange.outcome(of: task)
    }

    private func outcome(of task: URLSessionTask) -> HTTPOutcome {
        if isTooLong { return .refused("the answer is longer than \(Self.maximumLength >> 20) MiB") }
        if let error = task.error { return .later(error.localizedDescription, pause: nil) }
        guard let response = task.response as? HTTPURLResponse else { return .later("no answer", pause: nil) }
        return HTTPOutcome(
            status: response.statusCode, retryAfter: response.value(forHTTPHeaderField: "Retry-After"), data: data)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive part: Data) {
        data.append(part)
        if data.count > Self.maximumLength {
            isTooLong = true
            dataTask.cancel()
        }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        finished.signal()
    }
}

extension Double {
    /// `30` for 30.0, `0.5` for 0.5.
    fileprivate var formatted: String { self == rounded() ? String(Int(self)) : String(self) }
}
