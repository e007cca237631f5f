import CTensor

/// An encoder of the BERT family: turns texts into embeddings, vectors of length 1 whose dot product is the similarity
/// of two texts.
///
/// Passes of models that share a ``Backend`` take turns, so an encoder may be used from several threads.
///
/// Sources: Devlin et al., "BERT" (2019); Reimers, Gurevych, "Sentence-BERT" (2019).
public final class TextEncoder: @unchecked Sendable {
    public let configuration: TextEncoderConfiguration
    public let tokenizer: WordPieceTokenizer
    public let backend: Backend
    /// `[vocabulary, hidden size]`, as the file holds them.
    private let wordEmbeddings: Tensor
    /// `[position, hidden size]`
    private let positionEmbeddings: [Float]
    /// `[hidden size]`: every token belongs to the first segment of BERT's two.
    private let tokenTypeEmbedding: [Float]
    private let embeddingNorm: LayerNorm
    private let layers: [Layer]

    /// Most tokens of a forward pass, unless a single text has more.
    private static let batchSize = 256

    /// `[hidden size]` each.
    private struct LayerNorm {
        let weight: FloatBuffer
        let bias: FloatBuffer
    }

    /// `[output, input]` and `[output]`.
    private struct Linear {
        let weight: PackedMatrix
        let bias: FloatBuffer
    }

    private struct Layer {
        let query: Linear
        let key: Linear
        let value: Linear
        let attentionOutput: Linear
        let attentionNorm: LayerNorm
        let up: Linear
        let down: Linear
        let outputNorm: LayerNorm
    }

    /// Opens a model's folder with `config.json`, `tokenizer.json` and `model.safetensors`, and packs the weights.
    /// Throws a `ModelError` that names the file and the tensor or value that is missing, malformed or not supported.
    public init(folder: String, backend: Backend) throws(ModelError) {
        let shape = try TextEncoderConfiguration(folder: folder)
        let file = try SafeTensorsFile(path: folder + "/model.safetensors")
        tokenizer = try WordPieceTokenizer(path: folder + "/tokenizer.json")
        guard tokenizer.vocabularySize <= shape.vocabularySize else {
            throw ModelError(
                file: folder,
                "the tokenizer has \(tokenizer.vocabularySize) tokens, but the model only \(shape.vocabularySize)")
        }
        // Some files prefix every name with "bert.".
        let root = file.tensors["bert.embeddings.word_embeddings.weight"] == nil ? "" : "bert."
        func norm(_ name: String) throws(ModelError) -> LayerNorm {
            LayerNorm(
                weight: FloatBuffer(try file.tensor(root + name + ".weight", [shape.hiddenSize]).floats()),
                bias: FloatBuffer(try file.tensor(root + name + ".bias", [shape.hiddenSize]).floats()))
        }
        func linear(_ name: String, rows: Int, columns: Int) throws(ModelError) -> Linear {
            let weight = try file.tensor(root + name + ".weight", [columns, rows])
            return Linear(
                weight: try PackedMatrix(weight, rows: rows, columns: columns, backend: backend),
                bias: FloatBuffer(try file.tensor(root + name + ".bias", [rows]).floats()))
        }
        let hidden = shape.hiddenSize, inner = shape.feedForwardSize
        wordEmbeddings = try file.tensor(root + "embeddings.word_embeddings.weight", [hidden, shape.vocabularySize])
        guard let table = file.tensors[root + "embeddings.position_embeddings.weight"], table.columns == hidden,
            table.rows >= shape.contextLength
        else { throw ModelError(file: file.file.path, "position embeddings are missing or of the wrong shape") }
        positionEmbeddings = table.floats(rows: 0..<shape.contextLength)
        guard let types = file.tensors[root + "embeddings.token_type_embeddings.weight"], types.columns == hidden else {
            throw ModelError(file: file.file.path, "token type embeddings are missing or of the wrong shape")
        }
        tokenTypeEmbedding = types.floats(rows: 0..<1)
        embeddingNorm = try norm("embeddings.LayerNorm")
        var layers: [Layer] = []
        for index in 0..<shape.layerCount {
            let name = "encoder.layer.\(index)."
            layers.append(
                Layer(
                    query: try linear(name + "attention.self.query", rows: hidden, columns: hidden),
                    key: try linear(name + "attention.self.key", rows: hidden, columns: hidden),
                    value: try linear(name + "attention.self.value", rows: hidden, columns: hidden),
                    attentionOutput: try linear(name + "attention.output.dense", rows: hidden, columns: hidden),
                    attentionNorm: try norm(name + "attention.output.LayerNorm"),
                    up: try linear(name + "intermediate.dense", rows: inner, columns: hidden),
                    down: try linear(name + "output.dense", rows: hidden, columns: inner),
                    outputNorm: try norm(name + "output.LayerNorm")))
        }
        self.layers = layers
        configuration = shape
        self.backend = backend
    }

    /// The embeddings `[text, hidden size]` of texts, each of length 1. Texts are truncated to the model's context
    /// length. Throws a `ModelError` if memory runs out. An embedding does not depend on the other texts.
    public func embed(_ texts: [String]) throws(ModelError) -> [[Float]] {
        let tokens = texts.map { tokenizer.encode($0, maximumLength: configuration.contextLength) }
        var results = [[Float]](repeating: [], count: texts.count)
        try backend.run { () throws(ModelError) in
            // Texts of similar length go together, so that the threads get similar shares.
            var batch: [Int] = [], rows = 0
            for index in tokens.indices.sorted(by: { (tokens[$0].count, $0) < (tokens[$1].count, $1) }) {
                if !batch.isEmpty, rows + tokens[index].count > Self.batchSize {
                    try embed(batch, tokens, &results)
                    (batch, rows) = ([], 0)
                }
                batch.append(index)
                rows += tokens[index].count
            }
            if !batch.isEmpty { try embed(batch, tokens, &results) }
        }
        return results
    }

    private func embed(_ batch: [Int], _ tokens: [[Int]], _ results: inout [[Float]]) throws(ModelError) {
        let shape = configuration, width = shape.hiddenSize
        let texts = batch.map { tokens[$0] }
        let work = try EncoderWorkspace(shape, texts: texts.map(\.count))
        embedTokens(texts, work)
        for layer in layers {
            try attend(layer, work)
            feedForward(layer, work)
        }
        var first = 0
        for (index, text) in zip(batch, texts) {
            results[index] = pool(work.hidden.start + first * width, rows: text.count)
            first += text.count
        }
    }

    /// hidden = norm(word embedding + position embedding + token type embedding)
    private func embedTokens(_ texts: [[Int]], _ work: EncoderWorkspace) {
        let size = configuration.hiddenSize
        guard let start = wordEmbeddings.bytes.baseAddress else { return }
        var row = work.hidden.start
        for text in texts {
            for (position, token) in text.enumerated() {
                ct_dequantize(
                    wordEmbeddings.type.raw,
                    start + token * size / wordEmbeddings.type.blockElements * wordEmbeddings.type.blockBytes, row, size
                )
                for column in 0..<size {
                    row[column] += positionEmbeddings[position * size + column] + tokenTypeEmbedding[column]
                }
                row += size
            }
        }
        normalize(embeddingNorm, work)
    }

    /// hidden = norm(hidden + output(attention(hidden)))
    private func attend(_ layer: Layer, _ work: EncoderWorkspace) throws(ModelError) {
        let shape = configuration, width = shape.hiddenSize, tokens = Int32(work.rows)
        let size = Int32(shape.headSize), heads = Int32(shape.headCount), stride = Int32(width * 3)
        let queries = work.qkv.start, keys = queries + width, values = keys + width
        multiplyWithResidual(
            work.normalized, work.residual, [(layer.query, queries), (layer.key, keys), (layer.value, values)],
            stride: width * 3
        )
        let hasMemory = work.batch.withLayer(0) { slots, views in
            ct_store_kv(backend.raw, keys, values, stride, tokens, heads, size, slots)
            return ct_attention(backend.raw, queries, stride, views, tokens, heads, heads, size, work.attention.start)
        }
        guard hasMemory else { throw ModelError("there is not enough memory for the attention of \(work.rows) tokens") }
        ct_quantize(backend.raw, work.attention.start, Int32(width), tokens, Int32(width), work.normalized.raw)
        multiply(work.normalized, [(layer.attentionOutput, work.hidden.start)], stride: width, accumulates: true)
        normalize(layer.attentionNorm, work)
    }

    /// hidden = norm(hidden + down(gelu(up(hidden))))
    private func feedForward(_ layer: Layer, _ work: EncoderWorkspace) {
        let inner = configuration.feedForwardSize
        multiplyWithResidual(work.normalized, work.residual, [(layer.up, work.inner.start)], stride: inner)
        ct_gelu(backend.raw, work.inner.start, Int32(work.rows), Int32(inner), work.activated.raw)
        ct_quantize_residual(
            backend.raw, work.inner.start, Int32(inner), Int32(work.rows), Int32(inner), work.activated.raw,
            work.activatedResidual.raw)
        multiplyWithResidual(
            work.activated, work.activatedResidual, [(layer.down, work.hidden.start)], stride: configuration.hiddenSize,
            accumulates: true)
        normalize(layer.outputNorm, work)
    }

    private func normalize(_ norm: LayerNorm, _ work: EncoderWorkspace) {
        ct_layer_norm(
            backend.raw, work.hidden.start, norm.weight.start, norm.bias.start, configuration.normEpsilon,
            Int32(work.rows),
            Int32(configuration.hiddenSize), work.normalized.raw)
        ct_quantize_residual(
            backend.raw, work.hidden.start, Int32(configuration.hiddenSize), Int32(work.rows),
            Int32(configuration.hiddenSize),
            work.normalized.raw, work.residual.raw)
    }

    /// As ``multiply(_:_:stride:accumulates:hasBias:)``, and accumulates the products of the quantization residual: a
    /// few large columns dominate the states of encoders, and 8 bits alone would cost a cosine of 0.001.
    private func multiplyWithResidual(
        _ x: ActivationBuffer, _ residual: ActivationBuffer, _ layers: [(Linear, UnsafeMutablePointer<Float>)],
        stride: Int,
        accumulates: Bool = false
    ) {
        multiply(x, layers, stride: stride, accumulates: accumulates)
        multiply(residual, layers, stride: stride, accumulates: true, hasBias: false)
    }

    /// Linear layers (layer, y) of the same activations; rows of y are `stride` apart.
    private func multiply(
        _ x: ActivationBuffer, _ layers: [(Linear, UnsafeMutablePointer<Float>)], stride: Int,
        accumulates: Bool = false,
        hasBias: Bool = true
    ) {
        let raw = layers.map { linear, y in
            ct_linear(weights: linear.weight.raw, bias: hasBias ? linear.bias.start : nil, y: y, stride: Int32(stride))
        }
        ct_matmul(backend.raw, x.raw, raw, Int32(raw.count), accumulates)
    }

    /// The mean of a text's states `[row, hidden size]`, or the first of them, scaled to length 1.
    private func pool(_ states: UnsafeMutablePointer<Float>, rows: Int) -> [Float] {
        let width = configuration.hiddenSize
        var sums = [Double](repeating: 0, count: width)
        for row in 0..<(configuration.pooling == .mean ? rows : 1) {
            for column in 0..<width { sums[column] += Double(states[row * width + column]) }
        }
        let length = sums.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return sums.map { Float(length > 0 ? $0 / length : 0) }
    }
}

/// The buffers of a forward pass over some texts, and the slots of their keys and values: each token attends to its
/// whole text.
private final class EncoderWorkspace {
    let rows: Int
    /// `[row, hidden size]`
    let hidden: FloatBuffer
    /// `[row, queries then keys then values]`
    let qkv: FloatBuffer
    /// `[row, head, head size]`
    let attention: FloatBuffer
    /// `[row, feed-forward size]`
    let inner: FloatBuffer
    /// `[row, hidden size]`: normalized states in 8 bits, and their quantization residual in 8 more.
    let normalized: ActivationBuffer
    let residual: ActivationBuffer
    /// `[row, feed-forward size]`, likewise.
    let activated: ActivationBuffer
    let activatedResidual: ActivationBuffer
    let batch = AttentionBatch()

    init(_ shape: TextEncoderConfiguration, texts: [Int]) throws(ModelError) {
        rows = texts.reduce(0, +)
        hidden = FloatBuffer(rows * shape.hiddenSize)
        qkv = FloatBuffer(rows * shape.hiddenSize * 3)
        attention = FloatBuffer(rows * shape.hiddenSize)
        inner = FloatBuffer(rows * shape.feedForwardSize)
        normalized = try ActivationBuffer(tokens: rows, columns: shape.hiddenSize)
        residual = try ActivationBuffer(tokens: rows, columns: shape.hiddenSize)
        activated = try ActivationBuffer(tokens: rows, columns: shape.feedForwardSize)
        activatedResidual = try ActivationBuffer(tokens: rows, columns: shape.feedForwardSize)
        for count in texts {
            let segment = try KeyValueSegment(
                layerCount: 1, kvHeadCount: shape.headCount, headSize: shape.headSize, capacity: count)
            segment.fill(count)
            batch.add([(segment, count)], (0..<count).map { (0, $0) }, isCausal: false)
        }
    }
}
