/// Splits text into the pieces that byte-pair merges do not cross. Equivalent to the models' regular expressions, but
/// written as code: one pass, linear in the text.
///
/// Source: the expressions in llama.cpp, `src/llama-vocab.cpp`.
public enum PreTokenizer: String, Sendable, CaseIterable {
    /// GPT-2. Source: Radford et al., "Language models are unsupervised multitask learners" (2019).
    case gpt2 = "gpt-2"
    /// SmolLM: each digit by itself, the rest as GPT-2.
    case smollm
    /// Llama 3: numbers of up to three digits, words with one character before them.
    case llama3 = "llama-bpe"
    /// Qwen2: as Llama 3, but each digit by itself.
    case qwen2

    private enum Kind: UInt8 { case letter, number, space, newline, other }

    /// The pieces of the scalars, in order and without gaps.
    func pieces(_ scalars: [Unicode.Scalar]) -> [Range<Int>] {
        let kinds = scalars.map(Self.kind)
        var pieces: [Range<Int>] = []
        pieces.reserveCapacity(scalars.count / 3 + 1)
        switch self {
        case .gpt2: Self.splitGPT2(scalars, kinds, 0..<scalars.count, &pieces)
        case .smollm:
            var start = 0
            for index in scalars.indices where kinds[index] == .number {
                Self.splitGPT2(scalars, kinds, start..<index, &pieces)
                pieces.append(index..<index + 1)
                start = index + 1
            }
            Self.splitGPT2(scalars, kinds, start..<scalars.count, &pieces)
        case .llama3: Self.splitLlama3(scalars, kinds, digits: 3, &pieces)
        case .qwen2: Self.splitLlama3(scalars, kinds, digits: 1, &pieces)
        }
        return pieces
    }

    /// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
    private static func splitGPT2(
        _ scalars: [Unicode.Scalar], _ kinds: [Kind], _ range: Range<Int>, _ pieces: inout [Range<Int>]
    ) {
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start + contraction(scalars, start, range.upperBound, foldsCase: false)
            if end == start {
                let first =
                    scalars[start] == " " && start + 1 < range.upperBound && !isSpace(kinds[start + 1])
                    ? start + 1 : start
                if !isSpace(kinds[first]) { end = run(of: kinds[first], kinds, first, range.upperBound) }
            }
            if end == start { end = spaces(kinds, start, range.upperBound) }
            pieces.append(start..<end)
            start = end
        }
    }

    /// `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,digits}|
    /// ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`
    private static func splitLlama3(
        _ scalars: [Unicode.Scalar], _ kinds: [Kind], digits: Int, _ pieces: inout [Range<Int>]
    ) {
        let count = scalars.count
        var start = 0
        while start < count {
            let kind = kinds[start], next = start + 1 < count ? kinds[start + 1] : nil
            var end = start + contraction(scalars, start, count, foldsCase: true)
            if end > start {
            } else if kind == .letter || (kind != .newline && kind != .number && next == .letter) {
                end = run(of: .letter, kinds, kind == .letter ? start : start + 1, count)
            } else if kind == .number {
                end = min(run(of: .number, kinds, start, count), start + digits)
            } else if kind == .other || (scalars[start] == " " && next == .other) {
                end = run(of: .other, kinds, kind == .other ? start : start + 1, count)
                while end < count, kinds[end] == .newline { end += 1 }
            } else {
                end = spaces(kinds, start, count)
                let whole = spaceRun(kinds, start, count)
                if let newline = (start..<whole).last(where: { kinds[$0] == .newline }) { end = newline + 1 }
            }
            pieces.append(start..<end)
            start = end
        }
    }

    /// The length of a contraction (`'s`, `'ll`) at a position; 0 if there is none.
    private static func contraction(_ scalars: [Unicode.Scalar], _ start: Int, _ end: Int, foldsCase: Bool) -> Int {
        guard scalars[start] == "'", start + 1 < end else { return 0 }
        func letter(_ index: Int) -> Unicode.Scalar? {
            guard index < end else { return nil }
            let scalar = scalars[index]
            return foldsCase && ("A"..."Z").contains(scalar) ? Unicode.Scalar(scalar.value + 32) : scalar
        }
        switch (letter(start + 1), letter(start + 2)) {
        case ("s", _), ("t", _), ("m", _), ("d", _): return 2
        case ("r", "e"), ("v", "e"), ("l", "l"): return 3
        default: return 0
        }
    }

    private static func run(of kind: Kind, _ kinds: [Kind], _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, kinds[index] == kind { index += 1 }
        return index
    }

    private static func isSpace(_ kind: Kind) -> Bool { kind == .space || kind == .newline }

    private static func spaceRun(_ kinds: [Kind], _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, isSpace(kinds[index]) { index += 1 }
        return index
    }

    /// The end of `\s+(?!\S)|\s+`: a run of spaces without its last one, which belongs to the next word.
    private static func spaces(_ kinds: [Kind], _ start: Int, _ end: Int) -> Int {
        let whole = spaceRun(kinds, start, end)
        return whole == end || whole == start + 1 ? whole : whole - 1
    }

    private static func kind(_ scalar: Unicode.Scalar) -> Kind {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A: return .letter
        case 0x30...0x39: return .number
        case 0x0A, 0x0D: return .newline
        case 0x20, 0x09, 0x0B, 0x0C: return .space
        case 0..<0x80: return .other
        default: break
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return .letter
        case .decimalNumber, .letterNumber, .otherNumber: return .number
        default: return scalar.properties.isWhitespace ? .space : .other
        }
    }
}
