/// Converts text to a model's tokens and back.
public protocol Tokenizer: Sendable {
    /// Tokens of the vocabulary; each is a number below it.
    var vocabularySize: Int { get }
    /// The token that starts a text, nil if there is none (`bos_token`; for BERT, `[CLS]`).
    var bosToken: Int? { get }
    /// Whether models with this tokenizer expect the start token.
    var addsBOS: Bool { get }
    /// Tokens with which a model ends a text or a turn.
    var endOfGenerationTokens: Set<Int> { get }

    /// The tokens of a text, without a start token. Names of control tokens (`<|im_end|>`) become those tokens only if
    /// `parsesSpecial` is true: never allow it for text from others, which could forge turns of a conversation.
    func tokenize(_ text: String, parsesSpecial: Bool) -> [Int]
    /// The bytes that a token stands for; none for control tokens and numbers outside of the vocabulary. The bytes of a
    /// character may be spread over several tokens.
    func bytes(of token: Int) -> [UInt8]
}

extension Tokenizer {
    /// The tokens of a whole text, with the start token if models with this tokenizer expect it.
    public func encode(_ text: String, parsesSpecial: Bool = false) -> [Int] {
        (addsBOS ? [bosToken].compactMap(\.self) : []) + tokenize(text, parsesSpecial: parsesSpecial)
    }

    /// The text of tokens; bytes that are not valid UTF-8 become replacement characters.
    public func decode(_ tokens: [Int]) -> String {
        String(decoding: tokens.flatMap { bytes(of: $0) }, as: UTF8.self)
    }
}

/// Makes the tokenizer that a GGUF file describes. Throws a `ModelError` that names the key that is missing, malformed
/// or not supported.
public func makeTokenizer(_ gguf: GGUFFile) throws(ModelError) -> any Tokenizer {
    switch try gguf.string("tokenizer.ggml.model") {
    case "gpt2": try BytePairTokenizer(gguf)
    case "llama": try SentencePieceTokenizer(gguf)
    case let other:
        throw ModelError(
            file: gguf.file.path,
            "its tokenizer is \(other ?? "none"); supported: gpt2 (byte pairs), llama (SentencePiece)")
    }
}
