/// A decoder with its tokenizer, as one file brings them.
public struct LanguageModel: Sendable {
    public let gguf: GGUFFile
    public let decoder: Decoder
    public let tokenizer: any Tokenizer

    /// Opens a GGUF file. Throws a `ModelError` that says what is wrong with it.
    public init(path: String, adapters: [Adapter] = [], processor: Processor) throws(ModelError) {
        gguf = try GGUFFile(path: path)
        tokenizer = try makeTokenizer(gguf)
        decoder = try Decoder(gguf, adapters: adapters, processor: processor)
        guard tokenizer.count <= decoder.configuration.vocabulary else {
            throw ModelError(
                file: path,
                "the tokenizer has \(tokenizer.count) words, the model only \(decoder.configuration.vocabulary)")
        }
    }
}
