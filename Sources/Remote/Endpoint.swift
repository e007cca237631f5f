import Platform
import Primitives

/// A server that speaks OpenAI's protocol (llama-server, vLLM, Ollama), and how patiently it is asked.
///
/// A request that gets no connection, no answer in time, or a status that means "later" (408, 429, 500, 502, 503, 504)
/// is sent again after a pause: half a second, doubled each time, or what the server's `Retry-After` says; at most a
/// minute.
public struct Endpoint: Sendable {
    /// The URL up to the version, such as `http://127.0.0.1:8080/v1`.
    public var address: String
    /// The model's name as the server knows it.
    public var model: String
    /// Sent as a bearer token; never part of a message.
    public var key: String?
    /// Seconds within which the whole answer must arrive.
    public var timeout: Double
    /// How often a failed request is sent again.
    public var retries: Int
    /// Most requests at the same time.
    public var concurrency: Int

    /// An endpoint; a slash at the end of the address is dropped, and limits outside of what makes sense are moved to
    /// its edge: a day for an answer, a hundred retries, 64 requests at the same time.
    public init(
        address: String, model: String = "default", key: String? = nil, timeout: Double = 120, retries: Int = 4,
        concurrency: Int = 4
    ) {
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.model = model
        self.key = key
        self.timeout = timeout.isNaN ? 120 : min(max(0.001, timeout), 86_400)
        self.retries = min(max(0, retries), 100)
        self.concurrency = min(max(1, concurrency), 64)
    }

    /// The longest pause before a request is sent again, in seconds.
    private static let maximumPause = 60.0

    /// Sends each body to a path below the address, several at a time, and returns the answers in the same order.
    /// Blocks until all have arrived. Throws the `RemoteError` of the first request that failed for good; requests that
    /// were not yet sent are then skipped.
    func post<Body: Encodable & Sendable, Answer: Decodable & Sendable>(
        _ bodies: [Body], to path: String, expecting: Answer.Type
    ) throws(RemoteError) -> [Answer] {
        let failures = FailureFlag()
        let results = concurrentMap(bodies, threadCount: concurrency, batchSize: 1) {
            body -> Result<Answer, RemoteError>? in
            guard !failures.isRaised else { return nil }
            let result: Result<Answer, RemoteError> = Result { () throws(RemoteError) in try post(body, to: path) }
            if case .failure = result { failures.raise() }
            return result
        }
        for case .failure(let error)? in results { throw error }
        var answers: [Answer] = []
        for result in results { if let result { answers.append(try result.get()) } }
        return answers
    }

    private func post<Body: Encodable, Answer: Decodable>(_ body: Body, to path: String) throws(RemoteError) -> Answer {
        let location = address + path
        let request = try request(body, to: location)
        var reason = ""
        for attempt in 0...retries {
            switch HTTPExchange.run(request) {
            case .answer(let data): return try decode(data, from: location)
            case .refused(let message): throw RemoteError("\(location): \(message)")
            case .later(let message, let pause):
                reason = message
                let wait = min(pause ?? 0.5 * Double(1 << min(attempt, 10)), Self.maximumPause)
                if attempt < retries { Platform.pause(seconds: wait) }
            }
        }
        throw RemoteError("\(location): \(reason); tried \(retries == 0 ? "once" : "\(retries + 1) times")")
    }

    private func request(_ body: some Encodable, to location: String) throws(RemoteError) -> Transfer {
        guard let url = URL(string: location), url.scheme == "http" || url.scheme == "https", url.host != nil else {
            throw RemoteError("'\(address)' is not a server's address, such as http://127.0.0.1:8080/v1")
        }
        var request = Transfer(url: url, seconds: timeout)
        request.headers = [("Content-Type", "application/json")]
        if let key { request.headers.append(("Authorization", "Bearer \(key)")) }
        do {
            request.body = Array(try JSONEncoder().encode(body))
        } catch {
            throw RemoteError("\(location): the request cannot be written as JSON: \(error)")
        }
        return request
    }

    private func decode<Answer: Decodable>(_ data: Data, from location: String) throws(RemoteError) -> Answer {
        do {
            return try JSONDecoder().decode(Answer.self, from: data)
        } catch {
            let start = String(decoding: data.prefix(200), as: UTF8.self)
            throw RemoteError("\(location): the answer does not follow OpenAI's protocol: \(start)")
        }
    }
}

/// Whether any of several threads has failed.
private final class FailureFlag: @unchecked Sendable {
    private let lock = Lock()
    private var hasFailed = false

    var isRaised: Bool { lock.withLock { hasFailed } }

    func raise() { lock.withLock { hasFailed = true } }
}
