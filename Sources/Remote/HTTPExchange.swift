import Platform

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

/// Takes in the answer to one request.
final class HTTPExchange: Transfer.Receiver {
    /// Longer answers are refused, in bytes: the embeddings of 64 texts, 4096 numbers each, take six million.
    static let maximumLength = 8 << 20

    private let url: URL
    private var head: Transfer.Head?
    private var bytes: [UInt8] = []
    private var isTooLong = false
    /// Where the server wanted the request to go on to.
    private var otherPlace: String?

    private init(_ url: URL) { self.url = url }

    /// Sends a request and blocks until its outcome is known, at most for `timeout` seconds: a server that sends a byte
    /// a minute is cut off.
    static func run(_ request: Transfer) -> HTTPOutcome {
        let exchange = HTTPExchange(request.url)
        return exchange.outcome(request.run(exchange), timeout: request.seconds)
    }

    private func outcome(_ ending: Transfer.Ending, timeout: Double) -> HTTPOutcome {
        if let otherPlace {
            return .refused(
                "the server sends the request on to \(otherPlace), which was not followed, since it would get the "
                    + "key too; if that is the right address, name it instead")
        }
        if isTooLong { return .refused("the answer is longer than \(Self.maximumLength >> 20) MiB") }
        switch ending {
        case .impossible(let reason): return .refused(reason)
        case .tooSlow: return .later("no complete answer within \(timeout.formatted) seconds", pause: nil)
        case .lost(let reason): return .later(reason, pause: nil)
        case .stopped, .wrongRedirect: return .later("no answer", pause: nil)
        case .done:
            guard let head else { return .later("no answer", pause: nil) }
            return HTTPOutcome(status: head.status, retryAfter: head["retry-after"], data: Data(bytes))
        }
    }

    var isPatient: Bool { true }

    /// A redirect is never followed: the request's header holds the key, its body the portal's text.
    func begin(_ head: Transfer.Head) -> Bool {
        self.head = head
        if (300..<400).contains(head.status), let location = head["location"] {
            otherPlace = URL(string: location, relativeTo: url).map { Self.origin($0.absoluteURL) } ?? "another address"
        }
        isTooLong = head.length ?? 0 > Self.maximumLength
        return otherPlace == nil && !isTooLong
    }

    func take(_ more: [UInt8]) -> Bool {
        isTooLong = more.count > Self.maximumLength - bytes.count
        if !isTooLong { bytes += more }
        return !isTooLong
    }

    /// Scheme, host and port, nothing that could be secret.
    private static func origin(_ url: URL) -> String {
        "\(url.scheme ?? "")://\(url.host ?? "")" + (url.port.map { ":\($0)" } ?? "")
    }
}

extension Double {
    /// `30` for 30.0, `0.5` for 0.5.
    fileprivate var formatted: String { Int(exactly: self).map(String.init) ?? String(self) }
}
