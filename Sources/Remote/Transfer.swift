import Platform
import Processes

/// A request over HTTP, sent by the system's `curl`: the one place where Charter speaks to other machines.
///
/// A library for this would bring thirty others along, which a bare machine does not have; `curl` is on most, and Charter
/// needs it for nothing else. It reads no settings of the user's, and what is secret reaches it on its standard input,
/// never on the command line, which all users of a machine can see.
package struct Transfer: Sendable {
    package var url: URL
    package var headers: [(name: String, value: String)] = []
    /// The body of a POST; nil for a GET.
    package var body: [UInt8]?
    /// Whether it goes on to where the server sends it: from `https` to `https` only.
    package var followsRedirects = false
    /// How long it may take in all.
    package var seconds: Double
    /// How long until there must be a connection.
    package var secondsToConnect = 60.0

    package init(url: URL, seconds: Double) {
        self.url = url
        self.seconds = seconds
    }

    /// What a server says before the body.
    package struct Head: Sendable {
        package let status: Int
        /// By name, in lower case; of several with a name the last.
        let headers: [String: String]

        package subscript(_ name: String) -> String? { headers[name] }

        /// The length of the body, where the server says one.
        package var length: Int? { headers["content-length"].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil } }
    }

    /// What takes an answer in as it comes.
    package protocol Receiver: AnyObject {
        /// - Returns: whether the body is wanted.
        func begin(_ head: Head) -> Bool
        /// - Returns: whether more is wanted.
        func take(_ bytes: [UInt8]) -> Bool
        /// Asked a few times a second: whether to wait on.
        var isPatient: Bool { get }
    }

    /// How it ended.
    package enum Ending: Sendable, Equatable {
        /// All has arrived.
        case done
        /// The receiver wanted no more.
        case stopped
        case tooSlow
        /// Where the server sent it on to has no protection, or it sends on and on.
        case wrongRedirect
        /// The connection was not made, or was lost.
        case lost(String)
        /// There is no `curl`, or it cannot be started.
        case impossible(String)
    }

    /// Sends it and blocks until it has ended.
    package func run(_ receiver: some Receiver) -> Ending {
        var bodyFile: String?
        defer { if let bodyFile { unlink(bodyFile) } }
        if let body {
            guard let file = Self.privateFile(holding: body) else {
                return .impossible("the request cannot be written: \(String(cString: strerror(errno)))")
            }
            bodyFile = file
        }
        let reader = AnswerReader(receiver, followsRedirects: followsRedirects)
        let curl = Subprocess(
            program: "curl", arguments: ["--disable", "--config", "-"],
            input: Array(configuration(bodyFile: bodyFile).utf8), output: .taker(reader), seconds: seconds,
            variables: Self.inherited)
        do throws(Subprocess.Failure) {
            return ending(try curl.run(), reader)
        } catch {
            switch error {
            case .missing:
                return .impossible("curl is not installed, or not on PATH; install it (Debian: apt-get install curl)")
            case .stopped: return reader.isDamaged ? .lost("the answer is not HTTP") : .stopped
            case .tooSlow: return .tooSlow
            case .tooLong, .system: return .impossible("\(error)")
            }
        }
    }

    private func ending(_ outcome: Subprocess.Outcome, _ reader: AnswerReader) -> Ending {
        if outcome.status == 0 { return reader.hasBegun ? .done : .lost("no answer") }
        // curl's exit codes: 1 for a protocol that was ruled out, 47 for too many redirects.
        if reader.isSentOn, [1, 47].contains(outcome.status) { return .wrongRedirect }
        let words = outcome.errors.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
        let reason = words.hasPrefix("curl: (") ? words.drop { $0 != ")" }.dropFirst(2) : words[...]
        return .lost(reason.isEmpty ? "curl ended with \(outcome.status)" : String(reason))
    }

    /// What `curl` may inherit beside what every program does: the way out of this network.
    private static var inherited: [String: String] {
        let names = ["http_proxy", "https_proxy", "all_proxy", "no_proxy"]
        let kept = Set(names + names.map { $0.uppercased() } + ["SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE"])
        return Subprocess.inherited { kept.contains($0) }
    }

    // MARK: Input

    /// The settings of `curl` for this request, as its configuration file has them.
    func configuration(bodyFile: String?) -> String {
        let isSecure = url.scheme == "https"
        var lines = [
            "url = \(Self.quoted(url.absoluteString))", "globoff", "silent", "show-error", "include",
            "no-buffer", "suppress-connect-headers", "proto = \"=http,https\"",
            "connect-timeout = \(String(printf: "%.3f", max(0.001, min(seconds, secondsToConnect))))",
        ]
        if followsRedirects {
            lines += ["location", "max-redirs = 10", "proto-redir = \"=\(isSecure ? "https" : "http,https")\""]
        }
        for header in headers { lines.append("header = \(Self.quoted("\(header.name): \(header.value)"))") }
        // Without it, curl asks first whether a longer body is welcome, and waits a second.
        if let bodyFile { lines += ["header = \"Expect:\"", "data-binary = \(Self.quoted("@" + bodyFile))"] }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A value between quotation marks. Controls, which would end a header or a line, are left out.
    private static func quoted(_ text: String) -> String {
        let plain = String(
            String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
        return "\"" + plain.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// A new file that only this user can read; nil, with `errno`, where none can be written.
    private static func privateFile(holding bytes: [UInt8]) -> String? {
        var path = Array((FileManager.default.temporaryDirectory.path + "/charter-request-XXXXXX").utf8CString)
        let descriptor = path.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkstemp($0) } ?? -1 }
        guard descriptor >= 0 else { return nil }
        _ = close(descriptor)
        let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard let file = OpenFile(writing: name, empties: true), file.write(bytes) else {
            unlink(name)
            return nil
        }
        return name
    }
}

/// Takes heads and body apart in what `curl` writes.
private final class AnswerReader: OutputTaker {
    /// No server's head is longer, in bytes.
    private static let longestHead = 256 << 10

    private let receiver: any Transfer.Receiver
    private let followsRedirects: Bool
    private var head: [UInt8] = []
    /// Whether the head of the answer that counts has come.
    private(set) var hasBegun = false
    /// Whether the last head sends on to another place.
    private(set) var isSentOn = false
    private(set) var isDamaged = false

    init(_ receiver: any Transfer.Receiver, followsRedirects: Bool) {
        self.receiver = receiver
        self.followsRedirects = followsRedirects
    }

    var isPatient: Bool { receiver.isPatient }

    func take(_ bytes: [UInt8]) -> Bool {
        if hasBegun { return receiver.take(bytes) }
        head += bytes
        while !hasBegun {
            guard
                let end = head.firstRange(of: [13, 10, 13, 10])?.upperBound
                    ?? head.firstRange(of: [10, 10])?.upperBound
            else {
                isDamaged = head.count > Self.longestHead
                return !isDamaged
            }
            guard let found = Transfer.Head(parsing: head[..<end]) else {
                isDamaged = true
                return false
            }
            head.removeFirst(end)
            isSentOn = (300..<400).contains(found.status) && found["location"] != nil
            // What is only on the way, and what curl goes on from.
            if found.status < 200 || (isSentOn && followsRedirects) { continue }
            hasBegun = true
            guard receiver.begin(found) else { return false }
        }
        let rest = head
        head = []
        return rest.isEmpty || receiver.take(rest)
    }
}

extension Transfer.Head {
    /// The status line and headers; nil where they are none.
    init?(parsing bytes: some Sequence<UInt8>) {
        let lines = String(decoding: Array(bytes), as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let first = lines.first, first.hasPrefix("HTTP/"),
            let status = first.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return nil }
        self.status = status
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { " \t".contains($0) }
            headers[line[..<colon].lowercased()] = String(value)
        }
        self.headers = headers
    }
}
