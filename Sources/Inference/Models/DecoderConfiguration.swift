/// The shape of a decoder of the Llama family, as a GGUF file states it.
public struct DecoderConfiguration: Sendable, Equatable {
    /// The families whose differences the forward pass knows.
    public enum Architecture: String, Sendable, CaseIterable {
        /// Llama, SmolLM2, Mistral: rotary pairs are neighbours.
        case llama
        /// Qwen2 and Qwen2.5: biases on queries, keys and values.
        case qwen2
        /// Qwen3: queries and keys are normalized per head.
        case qwen3

        /// Whether rotary pairs take one element of each half of a head, instead of neighbours.
        var pairsHalves: Bool { self != .llama }
    }

    public var architecture: Architecture
    public var layers: Int
    /// Columns of the hidden state.
    public var width: Int
    /// Columns between the two halves of the feed-forward network.
    public var feedForwardWidth: Int
    public var heads: Int
    /// Key and value heads; query heads share them in equal groups.
    public var keyHeads: Int
    public var headSize: Int
    public var vocabulary: Int
    /// Positions that the model was trained for.
    public var contextLength: Int
    public var normEpsilon: Float
    public var rotary: RotaryConfiguration

    var queryWidth: Int { heads * headSize }
    var keyWidth: Int { keyHeads * headSize }

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
        layers = try count("block_count", 1...1024)
        width = try count("embedding_length", 16...32_768)
        feedForwardWidth = try count("feed_forward_length", 16...131_072)
        heads = try count("attention.head_count", 1...1024)
        keyHeads = try count("attention.head_count_kv", 1...1024, default: heads)
        headSize = try count("attention.key_length", 16...1024, default: width / heads)
        contextLength = try count("context_length", 1...1 << 24)
        normEpsilon = Float(try gguf.number("\(name).attention.layer_norm_rms_epsilon") ?? 1e-5)
        let embedding = try gguf.tensor("token_embd.weight")
        vocabulary = embedding.rows
        guard heads % keyHeads == 0 else {
            throw refuse("\(heads) query heads do not share \(keyHeads) key heads in equal groups")
        }
        guard headSize % 16 == 0 else { throw refuse("its heads have \(headSize) columns; a multiple of 16 is needed") }
        guard try count("attention.value_length", 1...1024, default: headSize) == headSize else {
            throw refuse("heads of keys and of values differ in size, which is not supported")
        }
        guard try count("expert_count", 0...1 << 16, default: 0) == 0 else {
            throw refuse("it is a mixture of experts, which is not supported")
        }
        rotary = try RotaryConfiguration(gguf, architecture: name, headSize: headSize)
    }
}
