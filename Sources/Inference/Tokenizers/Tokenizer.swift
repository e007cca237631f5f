/// Turns text into a model's tokens and back.
public protocol Tokenizer: Sendable {
    /// Words of the vocabulary.
    var count: Int { get }
    /// The token that a text starts with, and whether models of this kind want it.
    var startToken: Int? { get }
    var addsStart: Bool { get }
    /// Tokens that end a text or a turn.
    var endTokens: Set<Int> { get }

    /// The tokens of a text, without a start token. Texts of control tokens (`<|im_end|>`) become those tokens only where
    /// `allowsControl`: never allow that in text that was not written by you.
    func tokens(_ text: String, allowsControl: Bool) -> [Int]
    /// The bytes that a token stands for; none for control tokens. A character's bytes may be spread over tokens.
    func bytes(_ token: Int) -> [UInt8]
}

extension Tokenizer {
    /// The tokens of a whole text, with the start token if models of this kind want it.
    public func encode(_ text: String, allowsControl: Bool = false) -> [Int] {
        (addsStart ? [startToken].compactMap(\.self) : []) + tokens(text, allowsControl: allowsControl)
    }

    /// The text of tokens; bytes that are no UTF-8 become replacement characters.
    public func decode(_ tokens: [Int]) -> String { String(decoding: tokens.flatMap(bytes), as: UTF8.self) }
}

/// Opens the tokenizer of a GGUF file.
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
