/// What was added and removed between two texts, word by word, for people to read.
public struct WordDifference: Sendable {
    /// A run of words of one kind.
    public struct Piece: Sendable, Hashable {
        /// What happened to the words; a gap stands for unchanged words that are left out.
        public enum Kind: Sendable { case same, added, removed, gap }
        /// What happened to the words.
        public var kind: Kind
        /// The words with the white space after them; an ellipsis for a gap.
        public var text: String
    }

    /// The newer text with what was removed from the older one, in reading order.
    public let pieces: [Piece]

    /// Texts with more words in all are compared line by line, texts with more lines as a whole: the time grows with the square.
    private static let longest = 8000
    /// Words that are kept around a change.
    private static let around = 12

    /// Whether nothing was changed but white space.
    public var isEmpty: Bool { pieces.allSatisfy { $0.kind == .same || $0.kind == .gap } }

    /// Compares two texts. What did not change is cut to a few words around what did.
    public init(from old: Substring, to new: Substring) {
        var a = Self.words(old), b = Self.words(new)
        if a.count + b.count > Self.longest { (a, b) = (Self.lines(old), Self.lines(new)) }
        if a.count + b.count > Self.longest { (a, b) = ([old], [new]) }
        let difference = b.difference(from: a)
        var removed = Set<Int>(), added = Set<Int>()
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var pieces: [Piece] = []
        func add(_ kind: Piece.Kind, _ word: Substring) {
            if pieces.last?.kind == kind {
                pieces[pieces.count - 1].text += word
            } else {
                pieces.append(Piece(kind: kind, text: String(word)))
            }
        }
        var i = 0, j = 0
        while i < a.count || j < b.count {
            if i < a.count, removed.contains(i) {
                add(.removed, a[i])
                i += 1
            } else if j < b.count, added.contains(j) {
                add(.added, b[j])
                j += 1
            } else if i < a.count {
                add(.same, b.indices.contains(j) ? b[j] : a[i])
                i += 1
                j += 1
            } else {
                break
            }
        }
        self.pieces = Self.shortened(pieces)
    }

    /// Words with the white space after them; a blank line stays visible.
    private static func words(_ text: Substring) -> [Substring] {
        var words: [Substring] = []
        let scalars = text.unicodeScalars
        var start = scalars.startIndex, isAfterSpace = false
        for index in scalars.indices {
            let isSpace = scalars[index].isWhiteSpace
            if isAfterSpace, !isSpace {
                words.append(text[start..<index])
                start = index
            }
            isAfterSpace = isSpace
        }
        if start < scalars.endIndex { words.append(text[start...]) }
        return words
    }

    private static func lines(_ text: Substring) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0 + "\n" }
    }

    /// Long runs without a change cut to what stands beside changes.
    private static func shortened(_ pieces: [Piece]) -> [Piece] {
        var result: [Piece] = []
        for (index, piece) in pieces.enumerated() {
            let all = piece.kind == .same ? words(piece.text[...]) : []
            let before = index == 0 ? 0 : around, after = index == pieces.count - 1 ? 0 : around
            guard piece.kind == .same, all.count > before + after + 8 else {
                result.append(piece)
                continue
            }
            if before > 0 { result.append(Piece(kind: .same, text: all.prefix(before).joined())) }
            result.append(Piece(kind: .gap, text: "…"))
            if after > 0 { result.append(Piece(kind: .same, text: all.suffix(after).joined())) }
        }
        return result
    }
}

extension Unicode.Scalar {
    /// Looking a property up takes longer than all else that is done with a word.
    fileprivate var isWhiteSpace: Bool {
        isASCII ? (0x09...0x0D).contains(value) || value == 0x20 : properties.isWhitespace
    }
}
