/// A piece of a section's text around what matched.
public struct Excerpt: Sendable, Equatable {
    /// One line, with `…` where text was cut off.
    public var text: String
    /// The ranges of matched words in `text`, ascending, in Unicode scalars.
    public var marks: [Range<Int>]
}

/// Cuts excerpts and marks matches.
struct ExcerptCutter {
    /// The group of each form that counts as matched.
    let matched: [[UInt8]: [UInt8]]
    let analyzer: TextAnalyzer
    /// Whether a compound that begins or ends with a matched form counts as matched.
    var marksCompounds = false

    /// The most words of an excerpt.
    static let wordCount = 32

    /// The stretch of the text that holds the most different matched words, then the most of them, then the first.
    func cut(_ text: String) -> Excerpt {
        var words: [(range: Range<Int>, group: [UInt8]?)] = []
        let bytes = Array(text.utf8)
        analyzer.forEachWord(in: bytes) { form, role, range in
            let group = matched[Array(form)] ?? (role == .part ? groupOfPart(form) : nil)
            switch role {
            case .part: words.append((range, group))
            // A piece or a whole that matched marks the words it is made of.
            case .piece:
                if let group, !words.isEmpty, words[words.count - 1].group == nil {
                    words[words.count - 1].group = group
                }
            case .whole: break
            }
        }
        guard !words.isEmpty else { return Excerpt(text: "", marks: []) }
        let start = bestStart(words.map(\.group))
        let end = min(words.count, start + Self.wordCount)
        let textStart = start == 0 ? 0 : words[start].range.lowerBound
        let textEnd = end == words.count ? bytes.count : words[end - 1].range.upperBound
        return excerpt(
            bytes, textStart..<textEnd, words[start..<end].filter { $0.group != nil }.map(\.range))
    }

    /// The least letters of a compound, and of the part of it that was looked for.
    private static let shortestCompound = 8
    private static let shortestPart = 4

    /// The group of the longest matched form that a compound begins or ends with; of equally long ones the first.
    private func groupOfPart(_ form: ArraySlice<UInt8>) -> [UInt8]? {
        guard marksCompounds, form.count >= Self.shortestCompound, form.allSatisfy({ $0 < 0x80 }) else { return nil }
        let found = matched.keys.filter { part in
            part.count >= Self.shortestPart && part.count < form.count
                && (form.starts(with: part) || form.suffix(part.count).elementsEqual(part))
        }
        return found.min { $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1) }
            .flatMap { matched[$0] }
    }

    private func bestStart(_ groups: [[UInt8]?]) -> Int {
        var best = 0
        var bestScore = -1
        var start = 0
        while start < groups.count {
            let window = groups[start..<min(groups.count, start + Self.wordCount)]
            let found = window.compactMap { $0 }
            let score = Set(found).count * 100 + min(found.count, 99)
            if score > bestScore {
                bestScore = score
                best = start
            }
            start += 4
        }
        return groups.count <= Self.wordCount ? 0 : best
    }

    private func excerpt(_ bytes: [UInt8], _ range: Range<Int>, _ marks: [Range<Int>]) -> Excerpt {
        var text = range.lowerBound > 0 ? "… " : ""
        var ranges: [Range<Int>] = []
        var position = range.lowerBound
        func append(_ end: Int) {
            text += String(decoding: bytes[position..<end], as: UTF8.self).split(
                separator: "\n", omittingEmptySubsequences: false
            ).joined(separator: " ")
            position = end
        }
        for mark in marks {
            append(mark.lowerBound)
            let start = text.unicodeScalars.count
            append(mark.upperBound)
            ranges.append(start..<text.unicodeScalars.count)
        }
        append(range.upperBound)
        if range.upperBound < bytes.count { text += " …" }
        return Excerpt(text: text, marks: ranges)
    }
}
