import Foundation

/// The shape of an encoder of the BERT family, as its `config.json` states it.
public struct EncoderConfiguration: Sendable, Equatable {
    /// How the tokens' states become one embedding.
    public enum Pooling: String, Sendable { case mean, cls }

    public var layers: Int
    public var width: Int
    public var feedForwardWidth: Int
    public var heads: Int
    public var vocabulary: Int
    /// Tokens of a text at most, its start and end included.
    public var contextLength: Int
    public var normEpsilon: Float
    public var pooling: Pooling

    var headSize: Int { width / heads }

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

    /// Reads a model's folder: `config.json`, and from Sentence Transformers `1_Pooling/config.json` and
    /// `sentence_bert_config.json` where they are.
    init(folder: String) throws(ModelError) {
        func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws(ModelError) -> Value? {
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { return nil }
            do {
                return try JSONDecoder().decode(type, from: data)
            } catch {
                throw ModelError(
                    file: folder + "/" + name, "does not say what is expected of it: \(Self.reason(error))")
            }
        }
        let path = folder + "/config.json"
        guard let file = try decode(File.self, "config.json") else { throw ModelError(file: path, "cannot be read") }
        func check(_ isRight: Bool, _ message: @autoclosure () -> String) throws(ModelError) {
            if !isRight { throw ModelError(file: path, message()) }
        }
        try check(file.model_type == "bert", "its model_type is \(file.model_type ?? "none"); only bert is supported")
        try check(
            file.hidden_act ?? "gelu" == "gelu", "its hidden_act is \(file.hidden_act ?? ""); only gelu is supported")
        try check(
            file.position_embedding_type ?? "absolute" == "absolute",
            "its position_embedding_type is \(file.position_embedding_type ?? ""); only absolute is supported")
        for (name, value, most) in [
            ("hidden_size", file.hidden_size, 32_768), ("intermediate_size", file.intermediate_size, 131_072),
            ("num_attention_heads", file.num_attention_heads, 1024),
            ("num_hidden_layers", file.num_hidden_layers, 1024),
            ("vocab_size", file.vocab_size, 1 << 24),
            ("max_position_embeddings", file.max_position_embeddings, 1 << 16),
        ] {
            try check((1...most).contains(value), "\(name) is \(value), expected 1 to \(most)")
        }
        try check(
            file.hidden_size % file.num_attention_heads == 0 && file.hidden_size / file.num_attention_heads % 16 == 0,
            "\(file.num_attention_heads) heads of \(file.hidden_size) columns; heads need a multiple of 16 columns")
        layers = file.num_hidden_layers
        width = file.hidden_size
        feedForwardWidth = file.intermediate_size
        heads = file.num_attention_heads
        vocabulary = file.vocab_size
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
        default: "it is no JSON object"
        }
    }
}
