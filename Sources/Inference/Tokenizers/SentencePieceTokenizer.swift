/// Byte-pair encoding over characters, ranked by scores, as SentencePiece does it for Llama 2 and the first Mistral.
/// Characters that are not in the vocabulary become tokens of their bytes. Takes n log n steps for n characters.
///
/// Source: Kudo, Richardson, "SentencePiece" (2018).
public struct SentencePieceTokenizer: Tokenizer {
    private let vocabulary: Vocabulary
    /// `[token]`: pairs merge into the token of the highest score first.
    private let scores: [Double]
    /// `[byte]`: the token of each byte, -1 if there is none.
    private let byteTokens: [Int]
    private let unknownToken: Int
    /// Whether a space is put before a text.
    private let addsSpacePrefix: Bool
    public let bosToken: Int?
    public let addsBOS: Bool
    public let endOfGenerationTokens: Set<Int>

    /// The vocabulary's character for a space.
    private static let space = "\u{2581}"

    /// Throws a `ModelError` that names the key that is missing or malformed.
    init(_ gguf: GGUFFile) throws(ModelError) {
        vocabulary = try Vocabulary(gguf)
        guard case .array(let array)? = gguf.metadata["tokenizer.ggml.scores"], let scores = array.numbers,
            scores.count == vocabulary.texts.count
        else {
            throw ModelError(
                file: gguf.file.path, "tokenizer.ggml.scores is missing or does not have one score for each token")
        }
        self.scores = scores
        let tokenOfText = vocabulary.tokenOfText
        unknownToken = try gguf.integer("tokenizer.ggml.unknown_token_id") ?? 0
        byteTokens = (0..<256).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return tokenOfText["<0x\(digits.count < 2 ? "0" : "")\(digits)>"] ?? -1
        }
        addsSpacePrefix = gguf.boolean("tokenizer.ggml.add_space_prefix") ?? true
        bosToken = try gguf.integer("tokenizer.ggml.bos_token_id")
        addsBOS = gguf.boolean("tokenizer.ggml.add_bos_token") ?? (bosToken != nil)
        endOfGenerationTokens = try SpecialTokens.endOfGeneration(gguf, vocabulary)
    }

    public var vocabularySize: Int { vocabulary.texts.count }

    public func tokenize(_ text: String, parsesSpecial: Bool) -> [Int] {
        let bytes = Array(text.utf8)
        var result: [Int] = []
        var isAfterSpecial = true
        for part in vocabulary.split(bytes, parsesSpecial: parsesSpecial) {
            switch part {
            case .token(let token):
                result.append(token)
                isAfterSpecial = true
            case .text(let range):
                let text =
                    (addsSpacePrefix && isAfterSpecial ? " " : "") + String(decoding: bytes[range], as: UTF8.self)
                appendTokens(of: text, to: &result)
                isAfterSpecial = false
            }
        }
        return result
    }

    private func appendTokens(of text: String, to result: inout [Int]) {
        // Symbols are tokens, or negative numbers for characters that are not in the vocabulary, which never merge.
        let symbols = text.unicodeScalars.map { scalar in
            vocabulary.tokenOfText[scalar == " " ? Self.space : String(scalar)] ?? -1 - Int(scalar.value)
        }
        var queue = MergeQueue<Double>(symbols) { left, right in
            guard left >= 0, right >= 0 else { return nil }
            return vocabulary.tokenOfText[vocabulary.texts[left] + vocabulary.texts[right]].map { (-scores[$0], $0) }
        }
        for symbol in queue.run() {
            guard symbol < 0, let scalar = Unicode.Scalar(UInt32(-1 - symbol)) else {
                result.append(symbol)
                continue
            }
            for byte in String(scalar).utf8 {
                result.append(byteTokens[Int(byte)] >= 0 ? byteTokens[Int(byte)] : unknownToken)
            }
        }
    }

    public func bytes(of token: Int) -> [UInt8] {
        guard vocabulary.texts.indices.contains(token), vocabulary.types[token] != .control else { return [] }
        if vocabulary.types[token] == .byte { return byteTokens.firstIndex(of: token).map { [UInt8($0)] } ?? [] }
        return Array(vocabulary.texts[token].replacing(Self.space, with: " ").utf8)
    }
}
