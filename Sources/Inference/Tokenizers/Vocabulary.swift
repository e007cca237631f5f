/// The words of a model: texts and kinds by token.
struct Vocabulary: Sendable {
    enum Kind: Int, Sendable { case normal = 1, unknown, control, userDefined, unused, byte }

    let texts: [String]
    let kinds: [Kind]
    let tokens: [String: Int]
    /// Texts that stand for one token wherever they occur, by their first byte, the longest first.
    private let special: [UInt8: [(text: [UInt8], token: Int)]]

    init(texts: [String], kinds: [Kind]) {
        self.texts = texts
        self.kinds = kinds
        var tokens: [String: Int] = Dictionary(minimumCapacity: texts.count)
        for (token, text) in texts.enumerated() where tokens[text] == nil { tokens[text] = token }
        self.tokens = tokens
        var special: [UInt8: [(text: [UInt8], token: Int)]] = [:]
        for (token, kind) in kinds.enumerated() where kind == .control || kind == .userDefined || kind == .unknown {
            let bytes = Array(texts[token].utf8)
            if let first = bytes.first { special[first, default: []].append((bytes, token)) }
        }
        self.special = special.mapValues { $0.sorted { $0.text.count > $1.text.count } }
    }

    enum Part: Equatable {
        case text(Range<Int>)
        case token(Int)
    }

    /// Cuts text at its special tokens; control tokens count only where the text is trusted to hold them.
    func parts(_ bytes: [UInt8], allowsControl: Bool) -> [Part] {
        var parts: [Part] = []
        var start = 0, index = 0
        while index < bytes.count {
            let found = special[bytes[index]]?.first { candidate in
                (allowsControl || kinds[candidate.token] == .userDefined)
                    && bytes[index...].starts(with: candidate.text)
            }
            guard let found else {
                index += 1
                continue
            }
            if start < index { parts.append(.text(start..<index)) }
            parts.append(.token(found.token))
            index += found.text.count
            start = index
        }
        if start < bytes.count { parts.append(.text(start..<bytes.count)) }
        return parts
    }
}

extension Vocabulary {
    /// Reads the words of a GGUF file.
    init(_ gguf: GGUFFile) throws(ModelError) {
        guard case .array(let array)? = gguf.metadata["tokenizer.ggml.tokens"], let texts = array.strings,
            !texts.isEmpty
        else {
            throw ModelError(file: gguf.file.path, "tokenizer.ggml.tokens, the vocabulary, is missing")
        }
        var kinds = [Kind](repeating: .normal, count: texts.count)
        if case .array(let array)? = gguf.metadata["tokenizer.ggml.token_type"], let numbers = array.integers {
            guard numbers.count == texts.count else {
                throw ModelError(
                    file: gguf.file.path,
                    "tokenizer.ggml.token_type has \(numbers.count) entries for \(texts.count) tokens")
            }
            kinds = numbers.map { Kind(rawValue: $0) ?? .normal }
        }
        self.init(texts: texts, kinds: kinds)
    }
}
