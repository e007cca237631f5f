/// A decoder and its tokenizer, from one GGUF file.
public struct LanguageModel: Sendable {
    public let gguf: GGUFFile
    public let decoder: TextDecoder
    public let tokenizer: any Tokenizer

    /// Opens a GGUF file and packs its weights. Throws a `ModelError` that says what is wrong with the file or an
    /// adapter.
    public init(path: String, adapters: [Adapter] = [], backend: Backend) throws(ModelError) {
        gguf = try GGUFFile(path: path)
        tokenizer = try makeTokenizer(gguf)
        decoder = try TextDecoder(gguf, adapters: adapters, backend: backend)
        guard tokenizer.vocabularySize <= decoder.configuration.vocabularySize else {
            throw ModelError(
                file: path,
                "the tokenizer has \(tokenizer.vocabularySize) tokens, but the model only \(decoder.configuration.vocabularySize)"
            )
        }
    }
}
