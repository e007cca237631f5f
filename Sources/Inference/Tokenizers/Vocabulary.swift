/// The tokens of a model: their texts and types.
struct Vocabulary: Sendable {
    /// With GGUF's numbers.
    enum TokenType: Int, Sendable { case normal = 1, unknown, control, userDefined, unused, byte }

    /// `[token]`
    let texts: [String]
    /// `[token]`
    let types: [TokenType]
    /// The first token with a text.
    let tokenOfText: [String: Int]
    /// Tokens that their text stands for wherever it occurs, by its first byte, the longest text first.
    private let special: [UInt8: [(text: [UInt8], token: Int)]]

    init(texts: [String], types: [TokenType]) {
        self.texts = texts
        self.types = types
        var tokenOfText: [String: Int] = Dictionary(minimumCapacity: texts.count)
        for (token, text) in texts.enumerated() where tokenOfText[text] == nil { tokenOfText[text] = token }
        self.tokenOfText = tokenOfText
        var special: [UInt8: [(text: [UInt8], token: Int)]] = [:]
        for (token, type) in types.enumerated() where type == .control || type == .userDefined || type == .unknown {
            let bytes = Array(texts[token].utf8)
            if let first = bytes.first { special[first, default: []].append((bytes, token)) }
        }
        self.special = special.mapValues { $0.sorted { $0.text.count > $1.text.count } }
    }

    /// A part of a text: bytes to tokenize, or a special token.
    enum Part: Equatable {
        case text(Range<Int>)
        case token(Int)
    }

    /// Splits text at its special tokens; user-defined tokens always count, others only if `parsesSpecial` is true.
    func split(_ bytes: [UInt8], parsesSpecial: Bool) -> [Part] {
        var parts: [Part] = []
        var start = 0, index = 0
        while index < bytes.count {
            let found = special[bytes[index]]?.first { candidate in
                (parsesSpecial || types[candidate.token] == .userDefined)
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
    /// Reads the vocabulary of a GGUF file. Throws a `ModelError` if it is missing or malformed.
    init(_ gguf: GGUFFile) throws(ModelError) {
        guard case .array(let array)? = gguf.metadata["tokenizer.ggml.tokens"], let texts = array.strings,
            !texts.isEmpty
        else {
            throw ModelError(file: gguf.file.path, "tokenizer.ggml.tokens, the vocabulary, is missing")
        }
        var types = [TokenType](repeating: .normal, count: texts.count)
        if case .array(let array)? = gguf.metadata["tokenizer.ggml.token_type"], let numbers = array.integers {
            guard numbers.count == texts.count else {
                throw ModelError(
                    file: gguf.file.path,
                    "tokenizer.ggml.token_type has \(numbers.count) entries for \(texts.count) tokens")
            }
            types = numbers.map { TokenType(rawValue: $0) ?? .normal }
        }
        self.init(texts: texts, types: types)
    }
}
