import CTensor

/// An encoder of the BERT family, which turns texts into embeddings: vectors of length 1 whose products say how alike
/// two texts are.
///
/// Sources: Devlin et al., "BERT" (2019); Reimers, Gurevych, "Sentence-BERT" (2019).
public final class Encoder: @unchecked Sendable {
    public let configuration: EncoderConfiguration
    public let tokenizer: WordPieceTokenizer
    public let processor: Processor
    private let words: Tensor
    private let positions: [Float]
    private let firstType: [Float]
    private let embeddingNorm: LayerNorm
    private let layers: [Layer]

    /// Tokens that are worked on together, unless one text has more.
    private static let rowsAtOnce = 256

    private struct LayerNorm {
        let weight: FloatBuffer
        let bias: FloatBuffer
    }

    private struct Linear {
        let weight: Matrix
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

    /// Opens a model's folder with `config.json`, `tokenizer.json` and `model.safetensors`.
    public init(folder: String, processor: Processor) throws(ModelError) {
        let shape = try EncoderConfiguration(folder: folder)
        let file = try SafeTensorsFile(path: folder + "/model.safetensors")
        tokenizer = try WordPieceTokenizer(path: folder + "/tokenizer.json")
        guard tokenizer.count <= shape.vocabulary else {
            throw ModelError(
                file: folder, "the tokenizer has \(tokenizer.count) words, the model only \(shape.vocabulary)")
        }
        // Some files name everything within "bert.".
        let root = file.tensors["bert.embeddings.word_embeddings.weight"] == nil ? "" : "bert."
        func norm(_ name: String) throws(ModelError) -> LayerNorm {
            LayerNorm(
                weight: FloatBuffer(try file.tensor(root + name + ".weight", [shape.width]).floats()),
                bias: FloatBuffer(try file.tensor(root + name + ".bias", [shape.width]).floats()))
        }
        func linear(_ name: String, rows: Int, columns: Int) throws(ModelError) -> Linear {
            let weight = try file.tensor(root + name + ".weight", [columns, rows])
            return Linear(
                weight: try Matrix(weight, rows: rows, columns: columns, processor: processor),
                bias: FloatBuffer(try file.tensor(root + name + ".bias", [rows]).floats()))
        }
        let width = shape.width, inner = shape.feedForwardWidth
        words = try file.tensor(root + "embeddings.word_embeddings.weight", [width, shape.vocabulary])
        guard let table = file.tensors[root + "embeddings.position_embeddings.weight"], table.columns == width,
            table.rows >= shape.contextLength
        else { throw ModelError(file: file.file.path, "position embeddings are missing or of the wrong shape") }
        positions = table.floats(rows: 0..<shape.contextLength)
        guard let types = file.tensors[root + "embeddings.token_type_embeddings.weight"], types.columns == width else {
            throw ModelError(file: file.file.path, "token type embeddings are missing or of the wrong shape")
        }
        firstType = types.floats(rows: 0..<1)
        embeddingNorm = try norm("embeddings.LayerNorm")
        var layers: [Layer] = []
        for index in 0..<shape.layers {
            let name = "encoder.layer.\(index)."
            layers.append(
                Layer(
                    query: try linear(name + "attention.self.query", rows: width, columns: width),
                    key: try linear(name + "attention.self.key", rows: width, columns: width),
                    value: try linear(name + "attention.self.value", rows: width, columns: width),
                    attentionOutput: try linear(name + "attention.output.dense", rows: width, columns: width),
                    attentionNorm: try norm(name + "attention.output.LayerNorm"),
                    up: try linear(name + "intermediate.dense", rows: inner, columns: width),
                    down: try linear(name + "output.dense", rows: width, columns: inner),
                    outputNorm: try norm(name + "output.LayerNorm")))
        }
        self.layers = layers
        configuration = shape
        self.processor = processor
    }

    /// The embeddings of texts, in their order. Texts longer than the model's context are cut.
    public func embed(_ texts: [String]) throws(ModelError) -> [[Float]] {
        let tokens = texts.map { tokenizer.encodeWhole($0, limit: configuration.contextLength) }
        var results = [[Float]](repeating: [], count: texts.count)
        try processor.run { () throws(ModelError) in
            // Texts of like lengths together, so that the threads have like pieces.
            var batch: [Int] = [], rows = 0
            for index in tokens.indices.sorted(by: { (tokens[$0].count, $0) < (tokens[$1].count, $1) }) {
                if !batch.isEmpty, rows + tokens[index].count > Self.rowsAtOnce {
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
        let shape = configuration, width = shape.width
        let texts = batch.map { tokens[$0] }
        let work = try EncoderWorkspace(shape, texts: texts.map(\.count))
        embedWords(texts, work)
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

    private func embedWords(_ texts: [[Int]], _ work: EncoderWorkspace) {
        let width = configuration.width
        guard let start = words.bytes.baseAddress else { return }
        var row = work.hidden.start
        for text in texts {
            for (position, token) in text.enumerated() {
                ct_dequantize(
                    words.type.raw, start + token * width / words.type.blockElements * words.type.blockBytes, row, width
                )
                for column in 0..<width { row[column] += positions[position * width + column] + firstType[column] }
                row += width
            }
        }
        normalize(embeddingNorm, work)
    }

    /// hidden = norm(hidden + output(attention(hidden)))
    private func attend(_ layer: Layer, _ work: EncoderWorkspace) throws(ModelError) {
        let shape = configuration, engine = processor.engine, width = shape.width, tokens = Int32(work.rows)
        let size = Int32(shape.headSize), heads = Int32(shape.heads), stride = Int32(width * 3)
        let queries = work.state.start, keys = queries + width, values = keys + width
        multiplyFinely(
            work.input, work.rest, [(layer.query, queries), (layer.key, keys), (layer.value, values)], stride: width * 3
        )
        let hasMemory = work.batch.withLayer(0) { places, views in
            ct_store(engine, keys, values, stride, tokens, heads, size, places)
            return ct_attend(engine, queries, stride, views, tokens, heads, heads, size, work.attended.start)
        }
        guard hasMemory else { throw ModelError("no memory for the attention of \(work.rows) tokens") }
        ct_quantize(engine, work.attended.start, Int32(width), tokens, Int32(width), work.input.raw)
        multiply(work.input, [(layer.attentionOutput, work.hidden.start)], stride: width, adds: true)
        normalize(layer.attentionNorm, work)
    }

    /// hidden = norm(hidden + down(gelu(up(hidden))))
    private func feedForward(_ layer: Layer, _ work: EncoderWorkspace) {
        let inner = configuration.feedForwardWidth
        multiplyFinely(work.input, work.rest, [(layer.up, work.inner.start)], stride: inner)
        ct_gelu(processor.engine, work.inner.start, Int32(work.rows), Int32(inner), work.activated.raw)
        ct_quantize_rest(
            processor.engine, work.inner.start, Int32(inner), Int32(work.rows), Int32(inner), work.activated.raw,
            work.activatedRest.raw)
        multiplyFinely(
            work.activated, work.activatedRest, [(layer.down, work.hidden.start)], stride: configuration.width,
            adds: true)
        normalize(layer.outputNorm, work)
    }

    private func normalize(_ norm: LayerNorm, _ work: EncoderWorkspace) {
        ct_layer_norm(
            processor.engine, work.hidden.start, norm.weight.start, norm.bias.start, configuration.normEpsilon,
            Int32(work.rows),
            Int32(configuration.width), work.input.raw)
        ct_quantize_rest(
            processor.engine, work.hidden.start, Int32(configuration.width), Int32(work.rows),
            Int32(configuration.width),
            work.input.raw, work.rest.raw)
    }

    /// Products of states that a few large columns dominate: 8 bits cost a cosine of 0.001 here, so that what they leave is
    /// multiplied too.
    private func multiplyFinely(
        _ x: ActivationBuffer, _ rest: ActivationBuffer, _ products: [(Linear, UnsafeMutablePointer<Float>)],
        stride: Int,
        adds: Bool = false
    ) {
        multiply(x, products, stride: stride, adds: adds)
        multiply(rest, products, stride: stride, adds: true, hasBias: false)
    }

    private func multiply(
        _ x: ActivationBuffer, _ products: [(Linear, UnsafeMutablePointer<Float>)], stride: Int, adds: Bool = false,
        hasBias: Bool = true
    ) {
        let raw = products.map { linear, y in
            ct_product(weights: linear.weight.raw, bias: hasBias ? linear.bias.start : nil, y: y, stride: Int32(stride))
        }
        ct_multiply(processor.engine, x.raw, raw, Int32(raw.count), adds)
    }

    /// The mean of a text's states, or its first one, brought to length 1.
    private func pool(_ states: UnsafeMutablePointer<Float>, rows: Int) -> [Float] {
        let width = configuration.width
        var sums = [Double](repeating: 0, count: width)
        for row in 0..<(configuration.pooling == .mean ? rows : 1) {
            for column in 0..<width { sums[column] += Double(states[row * width + column]) }
        }
        let length = sums.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return sums.map { Float(length > 0 ? $0 / length : 0) }
    }
}

/// The buffers of a pass over some texts, and where their keys and values are kept: each text sees itself, whole.
private final class EncoderWorkspace {
    let rows: Int
    let hidden: FloatBuffer
    /// Queries, keys and values of each row, side by side.
    let state: FloatBuffer
    let attended: FloatBuffer
    let inner: FloatBuffer
    /// The normalized states in 8 bits, and what these leave.
    let input: ActivationBuffer
    let rest: ActivationBuffer
    let activated: ActivationBuffer
    let activatedRest: ActivationBuffer
    let batch = CacheBatch()

    init(_ shape: EncoderConfiguration, texts: [Int]) throws(ModelError) {
        rows = texts.reduce(0, +)
        hidden = FloatBuffer(rows * shape.width)
        state = FloatBuffer(rows * shape.width * 3)
        attended = FloatBuffer(rows * shape.width)
        inner = FloatBuffer(rows * shape.feedForwardWidth)
        input = try ActivationBuffer(tokens: rows, columns: shape.width)
        rest = try ActivationBuffer(tokens: rows, columns: shape.width)
        activated = try ActivationBuffer(tokens: rows, columns: shape.feedForwardWidth)
        activatedRest = try ActivationBuffer(tokens: rows, columns: shape.feedForwardWidth)
        for count in texts {
            let segment = try CacheSegment(layers: 1, keyHeads: shape.heads, headSize: shape.headSize, capacity: count)
            segment.fill(count)
            batch.add([(segment, count)], (0..<count).map { (0, $0) }, seesAll: true)
        }
    }
}
