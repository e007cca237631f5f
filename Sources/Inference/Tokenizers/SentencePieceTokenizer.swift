/// Byte-pair encoding over characters with scores, as SentencePiece does it for Llama 2 and the first Mistral.
/// Source: Kudo, Richardson, "SentencePiece" (2018).
public struct SentencePieceTokenizer: Tokenizer {
    private let vocabulary: Vocabulary
    private let scores: [Double]
    /// The token of each byte, for characters that are no words.
    private let byteTokens: [Int]
    private let unknown: Int
    /// Whether a space is put before a text.
    private let addsSpace: Bool
    public let startToken: Int?
    public let addsStart: Bool
    public let endTokens: Set<Int>

    private static let space = "\u{2581}"

    init(_ gguf: GGUFFile) throws(ModelError) {
        vocabulary = try Vocabulary(gguf)
        guard case .array(let array)? = gguf.metadata["tokenizer.ggml.scores"], let scores = array.numbers,
            scores.count == vocabulary.texts.count
        else {
            throw ModelError(
                file: gguf.file.path, "tokenizer.ggml.scores is missing or has not one score for each token")
        }
        self.scores = scores
        let tokens = vocabulary.tokens
        unknown = try gguf.integer("tokenizer.ggml.unknown_token_id") ?? 0
        byteTokens = (0..<256).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return tokens["<0x\(digits.count < 2 ? "0" : "")\(digits)>"] ?? -1
        }
        addsSpace = gguf.boolean("tokenizer.ggml.add_space_prefix") ?? true
        startToken = try gguf.integer("tokenizer.ggml.bos_token_id")
        addsStart = gguf.boolean("tokenizer.ggml.add_bos_token") ?? (startToken != nil)
        endTokens = try SpecialTokens.ends(gguf, vocabulary)
    }

    public var count: Int { vocabulary.texts.count }

    public func tokens(_ text: String, allowsControl: Bool) -> [Int] {
        let bytes = Array(text.utf8)
        var result: [Int] = []
        var followsToken = true
        for part in vocabulary.parts(bytes, allowsControl: allowsControl) {
            switch part {
            case .token(let token):
                result.append(token)
                followsToken = true
            case .text(let range):
                let text = (addsSpace && followsToken ? " " : "") + String(decoding: bytes[range], as: UTF8.self)
                appendTokens(of: text, to: &result)
                followsToken = false
            }
        }
        return result
    }

    private func appendTokens(of text: String, to result: inout [Int]) {
        // Symbols are tokens, or, for characters that are none, numbers below zero. Merged ones are always tokens.
        let symbols = text.unicodeScalars.map { scalar in
            vocabulary.tokens[scalar == " " ? Self.space : String(scalar)] ?? -1 - Int(scalar.value)
        }
        var queue = MergeQueue<Double>(symbols) { left, right in
            guard left >= 0, right >= 0 else { return nil }
            return vocabulary.tokens[vocabulary.texts[left] + vocabulary.texts[right]].map { (-scores[$0], $0) }
        }
        for symbol in queue.run() {
            guard symbol < 0, let scalar = Unicode.Scalar(UInt32(-1 - symbol)) else {
                result.append(symbol)
                continue
            }
            for byte in String(scalar).utf8 {
                result.append(byteTokens[Int(byte)] >= 0 ? byteTokens[Int(byte)] : unknown)
            }
        }
    }

    public func bytes(_ token: Int) -> [UInt8] {
        guard vocabulary.texts.indices.contains(token), vocabulary.kinds[token] != .control else { return [] }
        if vocabulary.kinds[token] == .byte { return byteTokens.firstIndex(of: token).map { [UInt8($0)] } ?? [] }
        return Array(vocabulary.texts[token].replacing(Self.space, with: " ").utf8)
    }
}
