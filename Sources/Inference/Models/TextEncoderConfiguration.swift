import Platform

/// The shape of an encoder of the BERT family, as its `config.json` states it.
///
/// Source: Hugging Face Transformers, `BertConfig`; Sentence Transformers, `1_Pooling/config.json`.
public struct TextEncoderConfiguration: Sendable, Equatable {
    /// How the tokens' hidden states become one embedding: their mean, or the state of the first token, `[CLS]`.
    public enum Pooling: String, Sendable { case mean, cls }

    /// Transformer blocks (`num_hidden_layers`).
    public var layerCount: Int
    /// Columns of the hidden state and of an embedding.
    public var hiddenSize: Int
    /// Columns of the feed-forward network's inner layer (`intermediate_size`).
    public var feedForwardSize: Int
    public var headCount: Int
    public var vocabularySize: Int
    /// Most tokens of a text, `[CLS]` and `[SEP]` included.
    public var contextLength: Int
    /// Added to the variance before its root is taken, in layer norms.
    public var normEpsilon: Float
    public var pooling: Pooling

    var headSize: Int { hiddenSize / headCount }

    private struct File: Decodable {
        var model_type: String?
        var hidden_size: Int
        var intermediate_size: Int
        var num_attention_heads: Int
        var num_hidden_layers: Int
        var vocab_size: Int
        var max_position_embeddings: Int
        var layer_norm_eps: Double?
        var hidden_act: String?
        var position_embedding_type: String?
    }

    private struct PoolingFile: Decodable { var pooling_mode_cls_token: Bool? }
    private struct SentenceFile: Decodable { var max_seq_length: Int? }

    /// Reads a model's folder: `config.json`, and Sentence Transformers' `1_Pooling/config.json` and
    /// `sentence_bert_config.json` if they exist. Throws a `ModelError` that names the file and the value that is
    /// missing, out of range or not supported.
    init(folder: String) throws(ModelError) {
        func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws(ModelError) -> Value? {
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { return nil }
            do {
                return try JSONDecoder().decode(type, from: data)
            } catch {
                throw ModelError(
                    file: folder + "/" + name, "does not hold what is expected: \(Self.reason(error))")
            }
        }
        let path = folder + "/config.json"
        guard let file = try decode(File.self, "config.json") else { throw ModelError(file: path, "cannot be read") }
        func check(_ isValid: Bool, _ message: @autoclosure () -> String) throws(ModelError) {
            if !isValid { throw ModelError(file: path, message()) }
        }
        try check(file.model_type == "bert", "its model_type is \(file.model_type ?? "none"); only bert is supported")
        try check(
            file.hidden_act ?? "gelu" == "gelu", "its hidden_act is \(file.hidden_act ?? ""); only gelu is supported")
        try check(
            file.position_embedding_type ?? "absolute" == "absolute",
            "its position_embedding_type is \(file.position_embedding_type ?? ""); only absolute is supported")
        for (name, value, maximum) in [
            ("hidden_size", file.hidden_size, 32_768), ("intermediate_size", file.intermediate_size, 131_072),
            ("num_attention_heads", file.num_attention_heads, 1024),
            ("num_hidden_layers", file.num_hidden_layers, 1024),
            ("vocab_size", file.vocab_size, 1 << 24),
            ("max_position_embeddings", file.max_position_embeddings, 1 << 16),
        ] {
            try check((1...maximum).contains(value), "\(name) is \(value), expected 1 to \(maximum)")
        }
        try check(
            file.hidden_size % file.num_attention_heads == 0 && file.hidden_size / file.num_attention_heads % 16 == 0,
            "\(file.num_attention_heads) heads of \(file.hidden_size) columns in all; a head must have a multiple of 16 columns"
        )
        layerCount = file.num_hidden_layers
        hiddenSize = file.hidden_size
        feedForwardSize = file.intermediate_size
        headCount = file.num_attention_heads
        vocabularySize = file.vocab_size
        normEpsilon = Float(file.layer_norm_eps ?? 1e-12)
        pooling = try decode(PoolingFile.self, "1_Pooling/config.json")?.pooling_mode_cls_token == true ? .cls : .mean
        let limit =
            try decode(SentenceFile.self, "sentence_bert_config.json")?.max_seq_length ?? file.max_position_embeddings
        contextLength = min(file.max_position_embeddings, max(2, limit))
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "\(key.stringValue) is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "\(context.codingPath.map(\.stringValue).joined(separator: ".")) has the wrong type"
        default: "it is not a JSON object"
        }
    }
}
