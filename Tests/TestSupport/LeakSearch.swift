import Foundation

/// Looks for what must not leave the machine in files that do: every line and every four words in a row of the secret files,
/// and every part of those that are not text, unless files that anybody may see hold them too.
public struct LeakSearch {
    /// What is looked for byte by byte, and the file that it comes from.
    public private(set) var bytes: [[UInt8]: String] = [:]
    /// Four words in a row, in lower case, and the file that they come from.
    public private(set) var words: [String: String] = [:]

    /// Lines shorter than this are on any page.
    private static let shortestLine = 10
    /// Words in a row that are shorter in all are common English.
    private static let shortestPhrase = 18
    private static let wordCount = 4
    private static let partByteCount = 24

    /// - Parameters:
    ///   - secret: files by name that must not be found.
    ///   - open: files that may be found.
    public init(secret: [String: Data], open: [Data]) {
        // What several files hold is told of the one with the shortest name.
        for (name, data) in secret.sorted(by: { ($0.key.utf8.count, $0.key) > ($1.key.utf8.count, $1.key) }) {
            let isText = String(validating: data, as: UTF8.self) != nil && !data.contains(0)
            for part in isText ? Self.lines(of: data) : Self.parts(of: data) { bytes[part] = name }
            if isText { for phrase in Self.phrases(of: data) { words[phrase] = name } }
        }
        for data in open {
            for part in Self.found(bytes.keys, in: data) { bytes[part] = nil }
            for phrase in Self.phrases(of: data) { words[phrase] = nil }
        }
    }

    /// What the files hold of it: `site/a.html holds '…' of secret.md`.
    public func leaks(in files: [String: Data]) -> [String] {
        files.sorted { $0.key < $1.key }.flatMap { path, data in
            // A file that is one line is read with and without what looks like tags.
            let phrases = Set(Self.phrases(of: data) + Self.phrases(of: Self.withoutTags(data)))
            let lines = Self.found(bytes.keys, in: data).map { (String(decoding: $0, as: UTF8.self), bytes[$0] ?? "") }
            let found = lines + phrases.compactMap { phrase in words[phrase].map { (phrase, $0) } }
            return found.sorted { $0 < $1 }.map { "\(path) holds '\($0)' of \($1)" }
        }
    }

    /// Which of the parts a file holds. Each part has at least eight bytes, by which it is looked up.
    private static func found(_ parts: some Sequence<[UInt8]>, in data: Data) -> Set<[UInt8]> {
        func key(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        let byStart = Dictionary(grouping: parts) { key($0.prefix(8)) }
        let all = [UInt8](data)
        var found: Set<[UInt8]> = [], last: UInt64 = 0
        for (index, byte) in all.enumerated() {
            last = last << 8 | UInt64(byte)
            guard index >= 7, let candidates = byStart[last] else { continue }
            for part in candidates where all[(index - 7)...].starts(with: part) { found.insert(part) }
        }
        return found
    }

    private static func lines(of data: Data) -> [[UInt8]] {
        data.split(separator: UInt8(ascii: "\n")).map { line in
            let isSpace: (UInt8) -> Bool = { $0 == 32 || $0 == 9 || $0 == 13 }
            return line.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        }.filter { $0.count >= shortestLine }
    }

    private static func parts(of data: Data) -> [[UInt8]] {
        stride(from: 0, through: max(0, data.count - partByteCount), by: partByteCount / 2).map {
            Array(data.dropFirst($0).prefix(partByteCount))
        }.filter { $0.count >= 8 }
    }

    private static func phrases(of data: Data) -> [String] {
        let words = data.split { !($0 | 0x20 >= 97 && $0 | 0x20 <= 122 || $0 >= 48 && $0 <= 57 || $0 >= 128) }
            .map { String(decoding: $0.map { (65...90).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self) }
        guard words.count >= wordCount else { return [] }
        return (0...(words.count - wordCount)).map { words[$0..<($0 + wordCount)].joined(separator: " ") }
            .filter { $0.utf8.count >= shortestPhrase }
    }

    private static func withoutTags(_ data: Data) -> Data {
        var isInTag = false
        return Data(
            data.map { byte in
                if byte == UInt8(ascii: "<") { isInTag = true }
                defer { if byte == UInt8(ascii: ">") { isInTag = false } }
                return isInTag ? 32 : byte
            })
    }
}
