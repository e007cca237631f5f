import Primitives

/// A licence's text as quotations are looked up in it: each run of white space is one space, quotation marks of all
/// kinds are one. The front matter that a collection of texts puts before each is left aside.
package struct LicenceWording: Sendable, Hashable {
    /// UTF-8 of the text.
    let bytes: [UInt8]
    private let outline: SectionOutline

    /// Reads a text as it is stored.
    package init(_ text: String) {
        var bytes: [UInt8] = []
        var outline = SectionOutline()
        for line in Self.withoutFrontMatter(text) {
            let plain = Self.plain(line)
            guard !plain.isEmpty else { continue }
            if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
            outline.add(line: plain, indent: line.prefix(while: \.isWhitespace).count, at: bytes.count)
            bytes += Array(plain.utf8)
        }
        self.bytes = bytes
        self.outline = outline
    }

    /// What was found of a quotation.
    package enum Finding: Sendable, Hashable {
        /// It stands there, in its section as far as the text's numbers tell.
        case found
        /// It stands there, but in another section: below this line.
        case elsewhere(heading: String)
        /// It does not stand there; see ``LicenceWording/nearest(to:)``.
        case absent
    }

    /// Looks a quotation up, word for word.
    ///
    /// - Parameter section: where it is said to stand.
    package func find(_ quote: String, in section: String) -> Finding {
        let places = places(of: Array(Self.plain(quote).utf8))
        guard let first = places.first else { return .absent }
        let number = SectionNumber(section)
        if places.contains(where: { outline.stands(at: $0, in: number) }) { return .found }
        return .elsewhere(heading: outline.last(before: first).map { heading(at: $0.offset) } ?? "the beginning")
    }

    /// Where whole words stand, in bytes.
    private func places(of words: [UInt8]) -> [Int] {
        guard let first = words.first, words.count <= bytes.count else { return [] }
        func isWordByte(_ index: Int) -> Bool {
            guard bytes.indices.contains(index) else { return false }
            let byte = bytes[index]
            return byte >= 0x80 || Unicode.Scalar(byte).properties.isAlphabetic || (0x30...0x39).contains(byte)
        }
        return (0...(bytes.count - words.count)).filter { start in
            guard bytes[start] == first, bytes[start..<(start + words.count)].elementsEqual(words) else { return false }
            let end = start + words.count
            return !(isWordByte(start) && isWordByte(start - 1)) && !(isWordByte(end - 1) && isWordByte(end))
        }
    }

    private func heading(at offset: Int) -> String {
        String(decoding: bytes[offset...].prefix(120), as: UTF8.self).shortened(to: 50)
    }

    /// As many words in a row as the quotation has, those that share most with it; nil where nothing is near.
    package func nearest(to quote: String) -> String? {
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        let wanted = Self.plain(quote).split(separator: " ").map(Self.core)
        guard !wanted.isEmpty, words.count >= wanted.count else { return nil }
        var missing: [String: Int] = [:]
        for word in wanted { missing[word, default: 0] += 1 }
        let cores = words.map(Self.core)
        var shared = 0
        var best = (shared: 0, start: 0)
        for end in cores.indices {
            if let count = missing[cores[end]] {
                missing[cores[end]] = count - 1
                if count > 0 { shared += 1 }
            }
            let start = end - wanted.count
            if start >= 0, let count = missing[cores[start]] {
                missing[cores[start]] = count + 1
                if count >= 0 { shared -= 1 }
            }
            // Of equals the one that begins as the quotation does.
            let isBetter = shared > best.shared || (shared == best.shared && cores[max(0, start + 1)] == wanted[0])
            if start >= -1, isBetter { best = (shared, start + 1) }
        }
        guard best.shared * 2 >= wanted.count else { return nil }
        return words[best.start..<(best.start + wanted.count)].joined(separator: " ")
    }

    /// A word without what punctuates it.
    private static func core(_ word: Substring) -> String { word.lowercased().filter { $0.isLetter || $0.isNumber } }

    /// With single spaces and one kind of quotation marks.
    private static func plain(_ text: some StringProtocol) -> String {
        let marks = String(
            text.map { character -> Character in
                switch character {
                case "“", "”", "„", "‟", "«", "»", "″": "\""
                case "‘", "’", "‚", "‛", "′": "'"
                default: character
                }
            })
        return marks.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The lines below front matter, where there is any.
    private static func withoutFrontMatter(_ text: String) -> ArraySlice<Substring> {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...]
        guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else { return lines }
        return lines[(end + 1)...]
    }
}
