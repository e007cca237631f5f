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
            self = .later(message, pause: retryAfter.flatMap(Double.init).flatMap { $0.isNaN ? nil : max(0, $0) })
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
    /// Longer answers are refused, in bytes: the embeddings of 64 texts, 4096 numbers each, take six million.
    static let maximumLength = 8 << 20

    private let finished = DispatchSemaphore(value: 0)
    private let lock = NSLock()
    private var data = Data()
    private var isTooLong = false
    /// Where the server wanted the request to go on to.
    private var otherPlace: String?

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
        let (data, isTooLong, otherPlace) = lock.withLock { (self.data, self.isTooLong, self.otherPlace) }
        if let otherPlace {
            return .refused(
                "the server sends the request on to \(otherPlace), which was not followed, since it would get the "
                    + "key too; if that is the right address, name it instead")
        }
        if isTooLong { return .refused("the answer is longer than \(Self.maximumLength >> 20) MiB") }
        if let error = task.error { return .later(error.localizedDescription, pause: nil) }
        guard let response = task.response as? HTTPURLResponse else { return .later("no answer", pause: nil) }
        return HTTPOutcome(
            status: response.statusCode, retryAfter: response.value(forHTTPHeaderField: "Retry-After"), data: data)
    }

    /// A redirect is never followed: the request's header holds the key, its body the portal's text.
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        lock.withLock { otherPlace = request.url.map(Self.origin) ?? "another address" }
        completionHandler(nil)
        task.cancel()
    }

    /// Scheme, host and port, nothing that could be secret.
    private static func origin(_ url: URL) -> String {
        "\(url.scheme ?? "")://\(url.host ?? "")" + (url.port.map { ":\($0)" } ?? "")
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        let isTooLong = response.expectedContentLength > Int64(Self.maximumLength)
        lock.withLock { self.isTooLong = isTooLong }
        completionHandler(isTooLong ? .cancel : .allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive part: Data) {
        let isTooLong = lock.withLock {
            guard data.count + part.count <= Self.maximumLength else {
                data = Data()
                self.isTooLong = true
                return true
            }
            if !self.isTooLong { data.append(part) }
            return self.isTooLong
        }
        if isTooLong { dataTask.cancel() }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        finished.signal()
    }
}

extension Double {
    /// `30` for 30.0, `0.5` for 0.5.
    fileprivate var formatted: String { Int(exactly: self).map(String.init) ?? String(self) }
}
