/// The shape of a decoder of the Llama family, as the metadata of a GGUF file states it.
///
/// Source: "GGUF", ggml's docs/gguf.md, "LLM".
public struct TextDecoderConfiguration: Sendable, Equatable {
    /// The model families that the forward pass supports.
    public enum Architecture: String, Sendable, CaseIterable {
        /// Llama, SmolLM2, Mistral: rotary pairs are neighbouring columns.
        case llama
        /// Qwen2 and Qwen2.5: biases on queries, keys and values.
        case qwen2
        /// Qwen3: queries and keys are normalized per head.
        case qwen3

        /// Whether a rotary pair is a column of the first half of a head with one of the second, as in GPT-NeoX,
        /// instead of two neighbours.
        var usesNeoXRope: Bool { self != .llama }
    }

    public var architecture: Architecture
    /// Transformer blocks (`block_count`).
    public var layerCount: Int
    /// Columns of the hidden state (`embedding_length`).
    public var hiddenSize: Int
    /// Columns of the feed-forward network's inner layer (`feed_forward_length`).
    public var feedForwardSize: Int
    /// Query heads.
    public var headCount: Int
    /// Key and value heads; equal groups of query heads share one (grouped-query attention).
    public var kvHeadCount: Int
    /// Columns of a head, a multiple of 16.
    public var headSize: Int
    /// Tokens of the vocabulary: rows of the embeddings.
    public var vocabularySize: Int
    /// Positions that the model was trained for.
    public var contextLength: Int
    /// Added to the mean square before its root is taken, in RMS norms.
    public var normEpsilon: Float
    public var rotary: RotaryConfiguration

    /// Columns of all query heads, and of all key heads.
    var queryWidth: Int { headCount * headSize }
    var kvWidth: Int { kvHeadCount * headSize }

    /// Throws a `ModelError` that names the key that is missing, out of range or not supported.
    init(_ gguf: GGUFFile) throws(ModelError) {
        let name = try gguf.string("general.architecture") ?? "none"
        guard let architecture = Architecture(rawValue: name) else {
            throw ModelError(
                file: gguf.file.path,
                "its architecture is \(name); supported: \(Architecture.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        func count(_ key: String, _ allowed: ClosedRange<Int>, default fallback: Int? = nil) throws(ModelError) -> Int {
            guard let value = try gguf.integer("\(name).\(key)") ?? fallback else {
                throw ModelError(file: gguf.file.path, "\(name).\(key) is missing")
            }
            guard allowed.contains(value) else {
                throw ModelError(
                    file: gguf.file.path,
                    "\(name).\(key) is \(value), expected \(allowed.lowerBound) to \(allowed.upperBound)")
            }
            return value
        }
        func refuse(_ message: String) -> ModelError { ModelError(file: gguf.file.path, message) }

        self.architecture = architecture
        layerCount = try count("block_count", 1...1024)
        hiddenSize = try count("embedding_length", 16...32_768)
        feedForwardSize = try count("feed_forward_length", 16...131_072)
        headCount = try count("attention.head_count", 1...1024)
        kvHeadCount = try count("attention.head_count_kv", 1...1024, default: headCount)
        headSize = try count("attention.key_length", 16...1024, default: hiddenSize / headCount)
        contextLength = try count("context_length", 1...1 << 24)
        normEpsilon = Float(try gguf.number("\(name).attention.layer_norm_rms_epsilon") ?? 1e-5)
        let embedding = try gguf.tensor("token_embd.weight")
        vocabularySize = embedding.rows
        guard headCount % kvHeadCount == 0 else {
            throw refuse("\(headCount) query heads cannot share \(kvHeadCount) key heads in equal groups")
        }
        guard headSize % 16 == 0 else {
            throw refuse("its heads have \(headSize) columns; only multiples of 16 are supported")
        }
        guard try count("attention.value_length", 1...1024, default: headSize) == headSize else {
            throw refuse("key heads and value heads differ in size, which is not supported")
        }
        guard try count("expert_count", 0...1 << 16, default: 0) == 0 else {
            throw refuse("it is a mixture of experts, which is not supported")
        }
        rotary = try RotaryConfiguration(gguf, architecture: name, headSize: headSize)
    }
}
