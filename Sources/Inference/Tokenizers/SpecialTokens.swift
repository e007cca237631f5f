/// Finds the tokens that end a text.
enum SpecialTokens {
    /// Names of tokens with which models end a text or a turn, besides the ones that a file names.
    private static let endNames = [
        "<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<|end_of_text|>", "<|eom_id|>", "</s>",
    ]

    /// The control tokens with such a name, and the file's `eos_token_id` and `eot_token_id`.
    static func endOfGeneration(_ gguf: GGUFFile, _ vocabulary: Vocabulary) throws(ModelError) -> Set<Int> {
        var tokens = Set(
            endNames.compactMap { vocabulary.tokenOfText[$0] }.filter { vocabulary.types[$0] == .control })
        for key in ["tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id"] {
            if let token = try gguf.integer(key) { tokens.insert(token) }
        }
        return tokens
    }
}
