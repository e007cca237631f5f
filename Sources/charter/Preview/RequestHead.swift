/// The request line and the header fields of an HTTP request, as far as a preview needs them. Nothing is decoded yet:
/// who asks is looked at before what is asked for.
///
/// Source: RFC 9112, sections 2.2 to 5.
struct RequestHead: Equatable {
    /// `GET`.
    var method: String
    /// As it was sent: `/policies/?q=1`.
    var target: String
    /// The field `Host`.
    var host: String

    /// The most bytes that a head may have.
    static let longest = 16 << 10

    /// Why a head is not answered, with the status of HTTP.
    enum Problem: Error, Equatable {
        /// 414
        case longLine
        /// 431
        case longFields
        /// 400
        case malformed
    }

    /// The number of bytes up to the empty line that ends a head; nil where it has not arrived.
    ///
    /// - Parameter known: bytes in which it was looked for before.
    static func length(in bytes: [UInt8], known: Int) -> Int? {
        let newline = UInt8(ascii: "\n"), ret = UInt8(ascii: "\r")
        var index = max(0, known - 3)
        while index < bytes.count {
            defer { index += 1 }
            guard bytes[index] == newline, index > 0 else { continue }
            if bytes[index - 1] == newline { return index + 1 }
            if index > 1, bytes[index - 1] == ret, bytes[index - 2] == newline { return index + 1 }
        }
        return nil
    }

    /// What is wrong with a head that has grown to ``longest`` without an end.
    static func problem(of bytes: [UInt8]) -> Problem { bytes.contains(UInt8(ascii: "\n")) ? .longFields : .longLine }

}

extension RequestHead {
    /// Reads a whole head.
    init(_ bytes: ArraySlice<UInt8>) throws(Problem) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        }[...]
        // An empty line before the request is passed over.
        while let first = lines.first, first.isEmpty { lines = lines.dropFirst() }
        guard let request = lines.popFirst(), request.allSatisfy({ $0 > 0x1f && $0 < 0x7f }) else { throw .malformed }
        let words = request.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 3, words[2].starts(with: "HTTP/1.".utf8), !words[0].isEmpty else { throw .malformed }
        let hosts = lines.compactMap { line -> ArraySlice<UInt8>? in
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
                line[..<colon].count == 4, String(decoding: line[..<colon], as: UTF8.self).lowercased() == "host"
            else { return nil }
            return line[(colon + 1)...]
        }
        guard hosts.count == 1, let host = hosts.first else { throw .malformed }
        let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]
        let start = host.drop { blanks.contains($0) }
        let end = start.lastIndex { !blanks.contains($0) }.map { start[...$0] } ?? []
        method = String(decoding: words[0], as: UTF8.self)
        target = String(decoding: words[1], as: UTF8.self)
        self.host = String(decoding: end, as: UTF8.self)
    }

    /// The path's parts after percent-decoding, joined by slashes, without the first slash; nil where it is not a
    /// path.
    var path: String? {
        let path = target.prefix { $0 != "?" && $0 != "#" }
        guard path.hasPrefix("/") else { return nil }
        return percentDecoded(path.dropFirst())
    }

    /// A number of the query: `12` of `?after=12`.
    func number(_ name: String) -> Int? {
        let query = target.drop { $0 != "?" }.dropFirst()
        let pair = query.split(separator: "&").first { $0.hasPrefix(name + "=") }
        return pair.flatMap { Int($0.dropFirst(name.count + 1)) }
    }

    private func percentDecoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16) else {
                return nil
            }
            rest = rest.dropFirst(2)
            bytes.append(value)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
