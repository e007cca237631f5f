import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A server that speaks OpenAI's protocol (llama-server, vLLM, Ollama): where it is and how patiently it is asked.
///
/// Requests that fail for want of a connection, in time, or with a status that says "later" (408, 429, 500, 502, 503, 504)
/// are sent again after a pause that doubles, or as long as the server's `Retry-After` says.
public struct Endpoint: Sendable {
    /// Up to the version, such as `http://127.0.0.1:8080/v1`.
    public var address: String
    /// The model's name as the server knows it.
    public var model: String
    /// Sent as a bearer token; never part of a message.
    public var key: String?
    /// Seconds for an answer to come whole.
    public var timeout: Double
    /// How often a request is sent again.
    public var retries: Int
    /// Requests at the same time at most.
    public var concurrency: Int

    public init(
        address: String, model: String = "default", key: String? = nil, timeout: Double = 120, retries: Int = 4,
        concurrency: Int = 4
    ) {
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.model = model
        self.key = key
        self.timeout = timeout
        self.retries = max(0, retries)
        self.concurrency = max(1, concurrency)
    }

    /// An answer larger than this is none of ours.
    static let largestAnswer = 256 << 20
    private static let longestPause = 60.0

    /// Sends each body to a path below the address, several at a time, and gives the answers in the same order.
    /// Throws a `ModelError` of the first that failed for good; those not yet sent are then left out.
    func post<Body: Encodable & Sendable, Answer: Decodable & Sendable>(
        _ bodies: [Body], to path: String, expecting: Answer.Type
    ) throws(ModelError) -> [Answer] {
        let gathered = Gathered<Answer>(count: bodies.count)
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = concurrency
        for (index, body) in bodies.enumerated() {
            queue.addOperation {
                guard !gathered.hasFailed else { return }
                gathered.put(index, Result { () throws(ModelError) in try post(body, to: path) })
            }
        }
        queue.waitUntilAllOperationsAreFinished()
        return try gathered.all()
    }

    private func post<Body: Encodable, Answer: Decodable>(_ body: Body, to path: String) throws(ModelError) -> Answer {
        let place = address + path
        guard let url = URL(string: place), url.scheme == "http" || url.scheme == "https", url.host != nil else {
            throw ModelError("'\(address)' is no address of a server, such as http://127.0.0.1:8080/v1")
        }
        var request = URLRequest(url: url, timeoutInterval: timeout)
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        if let key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
        do {
            request.httpBody = try JSONEncoder().encode(body)
        } catch {
            throw ModelError("\(place): the request cannot be written as JSON: \(error)")
        }
        var reason = ""
        for attempt in 0...retries {
            switch Exchange.run(request, timeout: timeout) {
            case .answer(let data): return try decode(data, from: place)
            case .refused(let message): throw ModelError("\(place): \(message)")
            case .later(let message, let pause):
                reason = message
                let wait = min(pause ?? 0.5 * Double(1 << min(attempt, 10)), Self.longestPause)
                if attempt < retries { Thread.sleep(forTimeInterval: wait) }
            }
        }
        throw ModelError("\(place): \(reason); tried \(retries + 1) times")
    }

    private func decode<Answer: Decodable>(_ data: Data, from place: String) throws(ModelError) -> Answer {
        do {
            return try JSONDecoder().decode(Answer.self, from: data)
        } catch {
            let start = String(decoding: data.prefix(200), as: UTF8.self)
            throw ModelError("\(place): the answer is not what the protocol says: \(start)")
        }
    }
}

/// Answers of requests that run at the same time, in the requests' order.
private final class Gathered<Answer: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var results: [Result<Answer, ModelError>?]

    init(count: Int) { results = Array(repeating: nil, count: count) }

    var hasFailed: Bool {
        lock.withLock { results.contains { if case .failure? = $0 { true } else { false } } }
    }

    func put(_ index: Int, _ result: Result<Answer, ModelError>) { lock.withLock { results[index] = result } }

    func all() throws(ModelError) -> [Answer] {
        let results: [Result<Answer, ModelError>] = lock.withLock { self.results.compactMap { $0 } }
        // A failure leaves later requests out, so it is looked for first.
        for case .failure(let error) in results { throw error }
        var answers: [Answer] = []
        for result in results { answers.append(try result.get()) }
        return answers
    }
}

/// One request and what came of it.
private final class Exchange: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    enum Ending {
        case answer(Data)
        /// Asking again does not help.
        case refused(String)
        /// Asking again may help, after so many seconds where the server says so.
        case later(String, pause: Double?)
    }

    private let finished = DispatchSemaphore(value: 0)
    private var data = Data()
    private var isTooLong = false

    /// Sends a request and waits. The time is that of the whole exchange: a server that sends a byte a minute is cut off.
    static func run(_ request: URLRequest, timeout: Double) -> Ending {
        let exchange = Exchange()
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForResource = timeout
        let session = URLSession(configuration: configuration, delegate: exchange, delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        let task = session.dataTask(with: request)
        task.resume()
        if exchange.finished.wait(timeout: .now() + timeout) == .timedOut {
            return .later("no whole answer in \(timeout.formatted) seconds", pause: nil)
        }
        return exchange.ending(of: task)
    }

    private func ending(of task: URLSessionTask) -> Ending {
        if isTooLong { return .refused("the answer is longer than \(Endpoint.largestAnswer >> 20) MiB") }
        if let error = task.error { return .later(error.localizedDescription, pause: nil) }
        guard let response = task.response as? HTTPURLResponse else { return .later("no answer", pause: nil) }
        guard !(200..<300).contains(response.statusCode) else { return .answer(data) }
        let message = "the server answers \(response.statusCode): \(Self.message(in: data))"
        switch response.statusCode {
        case 408, 429, 500, 502, 503, 504:
            let seconds = response.value(forHTTPHeaderField: "Retry-After").flatMap(Double.init)
            return .later(message, pause: seconds.map { max(0, $0) })
        default: return .refused(message)
        }
    }

    private struct Failure: Decodable {
        struct Reason: Decodable { var message: String }
        var error: Reason
    }

    /// The server's own words, where it gives any.
    private static func message(in data: Data) -> String {
        if let failure = try? JSONDecoder().decode(Failure.self, from: data) { return failure.error.message }
        let text = String(decoding: data.prefix(200), as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
        return text.isEmpty ? "no reason given" : String(text)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive part: Data) {
        data.append(part)
        if data.count > Endpoint.largestAnswer {
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
