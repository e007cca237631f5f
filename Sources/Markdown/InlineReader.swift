import Diagnostics
import Primitives

/// What the inline extensions need to know of the whole text.
struct InlineReader {
    let footnoteLabels: Set<String>
    /// Whether the text holds a tilde, a bracket pair or something like a URL at all.
    let mayHoldExtensions: Bool

    init(source: UnsafeBufferPointer<UInt8>, footnoteLabels: Set<String>) {
        self.footnoteLabels = footnoteLabels
        var found = !footnoteLabels.isEmpty
        var previous: UInt8 = 0
        if !found {
            for byte in source {
                switch byte {
                case UInt8(ascii: "~"), UInt8(ascii: "@"): found = true
                case UInt8(ascii: "["): found = previous == byte
                case UInt8(ascii: "/"): found = previous == byte
                case UInt8(ascii: "w"), UInt8(ascii: "W"): found = previous | 0x20 == byte | 0x20
                default: break
                }
                if found { break }
                previous = byte
            }
        }
        mayHoldExtensions = found
    }
}

/// Gathers the inlines of one parent, joins neighbouring text and finds the extensions in it.
///
struct InlineCollector {
    private let reader: InlineReader?
    private let inLink: Bool
    /// What was found so far, where there may be extensions.
    private var items: [Item] = []
    /// What was found so far, where there are none in the whole text: nothing is looked for.
    private var plain: [Inline] = []
    private var run: TextRun?
    private var hasTildes = false

    /// Finished text, or a run of tildes that may yet become strikethrough.
    enum Item {
        case inline(Inline)
        case tildes(count: Int, opens: Bool, closes: Bool, range: SourceRange)
    }

    init(reader: InlineReader?, inLink: Bool) {
        self.reader = reader.flatMap { $0.mayHoldExtensions ? $0 : nil }
        self.inLink = inLink
    }

    /// Adds text; `opaque` is asked only where extensions may be found.
    mutating func append(text: String, range: SourceRange, opaque: () -> [Range<Int>]) {
        guard reader != nil else { return appendPlain(text, range: range) }
        if run == nil {
            run = TextRun(text: text, range: range, opaque: opaque(), previous: items.last?.precedingContext ?? .start)
        } else {
            run?.append(text, opaque: opaque(), range: range)
        }
    }

    private mutating func appendPlain(_ text: String, range: SourceRange) {
        plain.appendJoiningText(Inline(.text(text), range: range))
    }

    mutating func append(_ inline: Inline) {
        guard reader != nil else { return plain.append(inline) }
        endRun(next: inline.kind.isBreak ? .space : .punctuation)
        items.append(.inline(inline))
    }

    mutating func finish() -> [Inline] {
        guard reader != nil else { return plain }
        endRun(next: .start)
        return hasTildes ? resolveStrikethrough(items[...]) : items.map(\.inline)
    }

    private mutating func endRun(next: TextRun.Neighbour) {
        guard let run else { return }
        self.run = nil
        guard let reader, run.mayHoldExtension else {
            items.append(.inline(Inline(.text(run.text), range: run.range)))
            return
        }
        var scanner = TextScanner(run: run, next: next, footnoteLabels: reader.footnoteLabels, inLink: inLink)
        let found = scanner.scan()
        hasTildes = hasTildes || scanner.hasTildes
        items += found
    }
}

/// Neighbouring text nodes joined, with what is known of their source.
struct TextRun {
    /// What stands beside a run: decides whether a delimiter may open or close.
    enum Neighbour { case start, space, punctuation }

    var text: String
    var range: SourceRange
    /// Byte ranges that came from escapes and entities.
    var opaque: [Range<Int>]
    /// Where in the source the pieces start, by byte offset in the run; the first piece starts at `range.start`.
    var pieces: [(offset: Int, start: SourcePosition)] = []
    let previous: Neighbour

    init(text: String, range: SourceRange, opaque: [Range<Int>], previous: Neighbour) {
        self.text = text
        self.range = range
        self.opaque = opaque
        self.previous = previous
    }

    mutating func append(_ piece: String, opaque: [Range<Int>], range: SourceRange) {
        let offset = text.utf8.count
        self.opaque += opaque.map { ($0.lowerBound + offset)..<($0.upperBound + offset) }
        pieces.append((offset, range.start))
        text += piece
        self.range.end = max(self.range.end, range.end)
    }

    /// The source range of a stretch of the run's bytes.
    func range(of bytes: Range<Int>) -> SourceRange {
        SourceRange(position(of: bytes.lowerBound), position(of: bytes.upperBound))
    }

    private func position(of offset: Int) -> SourcePosition {
        // The piece that holds the offset is the last that starts at or before it.
        let next = pieces.partitioningIndex { $0.offset > offset }
        let piece = next == 0 ? (offset: 0, start: range.start) : pieces[next - 1]
        return SourcePosition(line: piece.start.line, column: piece.start.column + offset - piece.offset)
    }

    /// A quick look for any character that an extension starts with or depends on.
    var mayHoldExtension: Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "~"), UInt8(ascii: "@"), UInt8(ascii: "["): return true
            case UInt8(ascii: "/"): if previous == byte { return true }
            case UInt8(ascii: "w"), UInt8(ascii: "W"): if previous | 0x20 == byte | 0x20 { return true }
            default: break
            }
            previous = byte
        }
        return false
    }
}

extension InlineCollector.Item {
    var inline: Inline {
        switch self {
        case .inline(let inline): inline
        case .tildes(let count, _, _, let range): Inline(.text(String(repeating: "~", count: count)), range: range)
        }
    }

    var precedingContext: TextRun.Neighbour {
        guard case .inline(let inline) = self else { return .punctuation }
        return inline.kind.isBreak ? .space : .punctuation
    }
}

/// Pairs runs of one or two tildes, as GFM 0.29 section 6.5 says: a closer takes the nearest opener of its length.
private func resolveStrikethrough(_ items: ArraySlice<InlineCollector.Item>) -> [Inline] {
    // Every level holds what follows an opener; a closer folds its opener's level into one inline.
    struct Level {
        var opener: (count: Int, range: SourceRange)?
        var content: [Inline]
    }
    var levels = [Level(opener: nil, content: [])]
    var openCounts = [0, 0, 0]

    func fold() {
        let level = levels.removeLast()
        guard let opener = level.opener else { return }
        openCounts[opener.count] -= 1
        let text = Inline(.text(String(repeating: "~", count: opener.count)), range: opener.range)
        levels[levels.count - 1].content += [text] + level.content
    }

    for item in items {
        guard case .tildes(let count, let opens, let closes, let range) = item, count <= 2 else {
            levels[levels.count - 1].content.append(item.inline)
            continue
        }
        if closes, openCounts[count] > 0 {
            while let opener = levels.last?.opener, opener.count != count { fold() }
            let level = levels.removeLast()
            openCounts[count] -= 1
            let start = level.opener?.range.start ?? range.start
            let inline = Inline(.strikethrough(level.content), range: SourceRange(start, range.end))
            levels[levels.count - 1].content.append(inline)
        } else if opens, levels.count < 32 {
            levels.append(Level(opener: (count, range), content: []))
            openCounts[count] += 1
        } else {
            levels[levels.count - 1].content.append(item.inline)
        }
    }
    while levels.count > 1 { fold() }
    return joiningText(levels[0].content)
}

/// Joins neighbouring texts, as unpaired tildes leave them.
private func joiningText(_ inlines: [Inline]) -> [Inline] {
    var joined: [Inline] = []
    for inline in inlines { joined.appendJoiningText(inline) }
    return joined
}

extension [Inline] {
    /// Appends an inline; a text after a text becomes part of it, in place, so that many pieces cost no more than one.
    fileprivate mutating func appendJoiningText(_ inline: Inline) {
        guard let last = indices.last, case .text(let text) = inline.kind, case .text(var joined) = self[last].kind
        else {
            append(inline)
            return
        }
        self[last].kind = .softBreak
        joined += text
        self[last].kind = .text(joined)
        self[last].range.end = Swift.max(self[last].range.end, inline.range.end)
    }
}
