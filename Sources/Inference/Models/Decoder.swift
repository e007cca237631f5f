import CTensor

/// A decoder of the Llama family, ready to read and write text.
///
/// Sources: Touvron et al., "LLaMA" (2023); Jiang et al., "Mistral 7B" (2023); Qwen Team, "Qwen2" (2024), "Qwen3" (2025).
public final class Decoder: @unchecked Sendable {
    public let configuration: DecoderConfiguration
    public let processor: Processor
    private let embeddings: Tensor
    private let weights: DecoderWeights
    private var rotary: RotaryTable
    private let work: Workspace

    /// Tokens that are worked on together: enough for the kernels, few enough for the caches.
    static let rowsAtOnce = 256
    /// Rows of logits that are worked on together.
    private static let logitsAtOnce = 16

    /// Reads the weights and packs them for this CPU.
    public init(_ gguf: GGUFFile, adapters: [Adapter] = [], processor: Processor) throws(ModelError) {
        let shape = try DecoderConfiguration(gguf)
        for adapter in adapters {
            guard let family = try adapter.architecture(), family != shape.architecture.rawValue else { continue }
            throw ModelError(
                file: adapter.path, "it was trained for \(family), the model is \(shape.architecture.rawValue)")
        }
        configuration = shape
        self.processor = processor
        embeddings = try gguf.tensor("token_embd.weight")
        guard embeddings.columns == shape.width else {
            throw ModelError(
                file: gguf.file.path,
                "tensor token_embd.weight: its shape is \(embeddings.shape), expected \(shape.width) columns")
        }
        weights = try DecoderWeights(gguf, shape, adapters: adapters, processor: processor)
        rotary = RotaryTable(shape.rotary)
        work = try Workspace(shape, rows: Self.rowsAtOnce, logits: Self.logitsAtOnce)
    }

    /// A run of tokens that a sequence goes on with.
    public struct Input {
        public var sequence: Sequence
        public var tokens: [Int]
        /// The tokens, counted in `tokens`, after which the logits of the next one are wanted.
        public var wanted: Range<Int>

        public init(_ sequence: Sequence, _ tokens: [Int], wanted: Range<Int>) {
            self.sequence = sequence
            self.tokens = tokens
            self.wanted = wanted
        }

        /// Wants what comes after the last token.
        public init(_ sequence: Sequence, _ tokens: [Int]) {
            self.init(sequence, tokens, wanted: max(0, tokens.count - 1)..<tokens.count)
        }
    }

    /// Reads the inputs, each sequence at most once, and visits the logits that are wanted, in order: for the token at a
    /// place of an input, a number for each word of the vocabulary. The visitor may change them; they are gone after it.
    public func read(
        _ inputs: [Input], visit: (_ input: Int, _ token: Int, _ logits: UnsafeMutableBufferPointer<Float>) -> Void
    ) throws(ModelError) {
        for input in inputs {
            for token in input.tokens where !(0..<configuration.vocabulary).contains(token) {
                throw ModelError("token \(token) is not in the vocabulary of \(configuration.vocabulary)")
            }
            guard input.wanted.lowerBound >= 0, input.wanted.upperBound <= input.tokens.count else {
                throw ModelError("logits are wanted for tokens \(input.wanted) of \(input.tokens.count)")
            }
        }
        try processor.run { () throws(ModelError) in
            var rows: [Row] = []
            for (index, input) in inputs.enumerated() {
                for (place, token) in input.tokens.enumerated() {
                    rows.append(
                        Row(
                            input: index, place: place, token: token, sequence: input.sequence,
                            isWanted: input.wanted.contains(place)))
                    if rows.count == Self.rowsAtOnce { try step(&rows, visit) }
                }
            }
            if !rows.isEmpty { try step(&rows, visit) }
        }
    }

    /// One token on its way through the model.
    private struct Row {
        var input: Int
        var place: Int
        var token: Int
        var sequence: Sequence
        var isWanted: Bool
    }

    /// The forward pass of some rows.
    private func step(
        _ rows: inout [Row], _ visit: (Int, Int, UnsafeMutableBufferPointer<Float>) -> Void
    ) throws(ModelError) {
        let batch = try place(rows)
        embed(rows)
        for (index, layer) in weights.layers.enumerated() {
            writeState(layer, index, batch, rows.count)
            // What the last layer makes of a row, beside its keys and values, is for its logits only.
            if index == weights.layers.count - 1 { keepWanted(&rows, batch) }
            if rows.isEmpty { break }
            try attend(layer, index, batch, rows.count)
            feedForward(layer, rows.count)
        }
        visitLogits(rows, visit)
        rows.removeAll(keepingCapacity: true)
    }

    private func embed(_ rows: [Row]) {
        let width = configuration.width
        let rowBytes = width / embeddings.type.blockElements * embeddings.type.blockBytes
        guard let start = embeddings.bytes.baseAddress else { return }
        for (index, row) in rows.enumerated() {
            ct_dequantize(embeddings.type.raw, start + row.token * rowBytes, work.hidden.start + index * width, width)
        }
    }

    /// Leaves the rows whose logits are wanted, their hidden states and queries moved up.
    private func keepWanted(_ rows: inout [Row], _ batch: CacheBatch) {
        let wanted = rows.indices.filter { rows[$0].isWanted }
        guard wanted.count < rows.count else { return }
        for (target, row) in wanted.enumerated() where target != row {
            let width = configuration.width
            (work.hidden.start + target * width).update(from: work.hidden.start + row * width, count: width)
            (work.state.start + target * work.stateWidth).update(
                from: work.state.start + row * work.stateWidth, count: configuration.queryWidth)
        }
        rows = wanted.map { rows[$0] }
        batch.keep(wanted)
    }

    /// Queries of norm(hidden), and its keys and values into the cache.
    private func writeState(_ layer: DecoderLayer, _ index: Int, _ batch: CacheBatch, _ count: Int) {
        let shape = configuration, engine = processor.engine, tokens = Int32(count)
        let stride = Int32(work.stateWidth), size = Int32(shape.headSize)
        let queries = work.state.start, keys = queries + shape.queryWidth, values = keys + shape.keyWidth
        ct_rms_norm(
            engine, work.hidden.start, layer.attentionNorm.start, shape.normEpsilon, tokens, Int32(shape.width),
            work.input.raw)
        let bias = layer.bias?.start
        multiply(
            work.input,
            [
                (layer.query, bias, queries), (layer.key, bias.map { $0 + shape.queryWidth }, keys),
                (layer.value, bias.map { $0 + shape.queryWidth + shape.keyWidth }, values),
            ], stride: work.stateWidth)
        if let queryNorm = layer.queryNorm, let keyNorm = layer.keyNorm {
            ct_head_norm(engine, queries, queryNorm.start, shape.normEpsilon, tokens, stride, Int32(shape.heads), size)
            ct_head_norm(engine, keys, keyNorm.start, shape.normEpsilon, tokens, stride, Int32(shape.keyHeads), size)
        }
        // Queries and keys stand side by side and turn alike.
        ct_rotate(
            engine, queries, stride, tokens, Int32(shape.heads + shape.keyHeads), size, work.angles.start,
            shape.architecture.pairsHalves)
        batch.withLayer(index) { places, _ in
            ct_store(engine, keys, values, stride, tokens, Int32(shape.keyHeads), size, places)
        }
    }

    /// hidden += output(attention of the queries)
    private func attend(_ layer: DecoderLayer, _ index: Int, _ batch: CacheBatch, _ count: Int) throws(ModelError) {
        let shape = configuration, engine = processor.engine, tokens = Int32(count)
        let hasMemory = batch.withLayer(index) { _, views in
            ct_attend(
                engine, work.state.start, Int32(work.stateWidth), views, tokens, Int32(shape.heads),
                Int32(shape.keyHeads), Int32(shape.headSize), work.attended.start)
        }
        guard hasMemory else { throw ModelError("no memory for the attention of \(count) tokens") }
        ct_quantize(
            engine, work.attended.start, Int32(shape.queryWidth), tokens, Int32(shape.queryWidth), work.mixed.raw)
        multiply(work.mixed, [(layer.attentionOutput, nil, work.hidden.start)], stride: shape.width, adds: true)
    }

    /// hidden += down(silu(gate(norm(hidden))) * up(norm(hidden)))
    private func feedForward(_ layer: DecoderLayer, _ count: Int) {
        let shape = configuration, engine = processor.engine, tokens = Int32(count), inner = shape.feedForwardWidth
        ct_rms_norm(
            engine, work.hidden.start, layer.feedForwardNorm.start, shape.normEpsilon, tokens, Int32(shape.width),
            work.input.raw)
        multiply(
            work.input, [(layer.gate, nil, work.inner.start), (layer.up, nil, work.inner.start + inner)],
            stride: inner * 2)
        ct_swiglu(engine, work.inner.start, tokens, Int32(inner), work.gated.raw)
        multiply(work.gated, [(layer.down, nil, work.hidden.start)], stride: shape.width, adds: true)
    }

    /// Visits the logits of the rows, all of them wanted.
    private func visitLogits(_ rows: [Row], _ visit: (Int, Int, UnsafeMutableBufferPointer<Float>) -> Void) {
        let shape = configuration, engine = processor.engine
        var rest = rows.indices[...]
        while !rest.isEmpty {
            let now = rest.prefix(Self.logitsAtOnce)
            rest = rest.dropFirst(now.count)
            for (target, row) in now.enumerated() {
                (work.chosen.start + target * shape.width).update(
                    from: work.hidden.start + row * shape.width, count: shape.width)
            }
            ct_rms_norm(
                engine, work.chosen.start, weights.outputNorm.start, shape.normEpsilon, Int32(now.count),
                Int32(shape.width),
                work.input.raw)
            multiply(work.input, [(weights.output, nil, work.logits.start)], stride: shape.vocabulary)
            for (target, row) in now.enumerated() {
                let start = work.logits.start + target * shape.vocabulary
                visit(
                    rows[row].input, rows[row].place, UnsafeMutableBufferPointer(start: start, count: shape.vocabulary))
            }
        }
    }

    private func multiply(
        _ x: ActivationBuffer, _ products: [(Matrix, UnsafeMutablePointer<Float>?, UnsafeMutablePointer<Float>)],
        stride: Int,
        adds: Bool = false
    ) {
        let products = products.map { ct_product(weights: $0.0.raw, bias: $0.1, y: $0.2, stride: Int32(stride)) }
        ct_multiply(processor.engine, x.raw, products, Int32(products.count), adds)
    }

    /// Finds room for the rows' keys and values, and turns their positions into angles.
    private func place(_ rows: [Row]) throws(ModelError) -> CacheBatch {
        let batch = CacheBatch()
        var positions: [Int] = []
        var first = 0
        while first < rows.count {
            let sequence = rows[first].sequence
            var end = first + 1
            while end < rows.count, rows[end].sequence === sequence { end += 1 }
            positions.append(contentsOf: sequence.length..<sequence.length + end - first)
            let places = try sequence.extend(by: end - first, configuration: configuration)
            batch.add(sequence.segments, places)
            first = end
        }
        rotary.write(positions, to: work.angles.start)
        return batch
    }
}

/// The buffers of a forward pass, for so many rows.
private final class Workspace {
    let hidden: FloatBuffer
    /// Queries, keys and values of each row, side by side.
    let state: FloatBuffer
    let stateWidth: Int
    let angles: FloatBuffer
    let attended: FloatBuffer
    /// Gates and ups of each row, side by side.
    let inner: FloatBuffer
    let chosen: FloatBuffer
    let logits: FloatBuffer
    let input: ActivationBuffer
    let mixed: ActivationBuffer
    let gated: ActivationBuffer

    init(_ shape: DecoderConfiguration, rows: Int, logits logitRows: Int) throws(ModelError) {
        stateWidth = shape.queryWidth + 2 * shape.keyWidth
        hidden = FloatBuffer(rows * shape.width)
        state = FloatBuffer(rows * stateWidth)
        angles = FloatBuffer(rows * shape.headSize)
        attended = FloatBuffer(rows * shape.queryWidth)
        inner = FloatBuffer(rows * shape.feedForwardWidth * 2)
        chosen = FloatBuffer(logitRows * shape.width)
        logits = FloatBuffer(logitRows * shape.vocabulary)
        input = try ActivationBuffer(tokens: rows, columns: shape.width)
        mixed = try ActivationBuffer(tokens: rows, columns: shape.queryWidth)
        gated = try ActivationBuffer(tokens: rows, columns: shape.feedForwardWidth)
    }
}
