import CTensor

/// A decoder-only transformer of the Llama family: reads tokens and gives the logits of the next one.
///
/// ``forward(_:visit:)`` is the whole model, and `step` one forward pass over a batch, in the papers' own words. Passes
/// of decoders that share a ``Backend`` take turns, so a decoder may be used from several threads.
///
/// Sources: Touvron et al., "LLaMA" (2023); Jiang et al., "Mistral 7B" (2023); Qwen Team, "Qwen2" (2024), "Qwen3"
/// (2025).
public final class TextDecoder: @unchecked Sendable {
    public let configuration: TextDecoderConfiguration
    public let backend: Backend
    /// `[vocabulary, hidden size]`, as the file holds them.
    private let embeddings: Tensor
    private let weights: TextDecoderWeights
    private var ropeTable: RotaryTable
    private let work: DecoderWorkspace

    /// Most tokens of a forward pass: enough to keep the kernels busy, few enough to stay in the CPU's caches.
    static let batchSize = 256
    /// Most rows of logits that are computed together.
    private static let logitBatchSize = 16

    /// Reads the weights, merges adapters into them, and packs them for the CPU. Throws a `ModelError` that names the
    /// tensor or key that is missing, malformed or not supported, or the adapter that does not fit.
    public init(_ gguf: GGUFFile, adapters: [Adapter] = [], backend: Backend) throws(ModelError) {
        let shape = try TextDecoderConfiguration(gguf)
        for adapter in adapters {
            guard let family = try adapter.architecture(), family != shape.architecture.rawValue else { continue }
            throw ModelError(
                file: adapter.path, "it was trained for \(family), but the model is \(shape.architecture.rawValue)")
        }
        configuration = shape
        self.backend = backend
        embeddings = try gguf.tensor("token_embd.weight")
        guard embeddings.columns == shape.hiddenSize else {
            throw ModelError(
                file: gguf.file.path,
                "tensor token_embd.weight: its shape is \(embeddings.shape), expected \(shape.hiddenSize) columns")
        }
        weights = try TextDecoderWeights(gguf, shape, adapters: adapters, backend: backend)
        ropeTable = RotaryTable(shape.rotary)
        work = try DecoderWorkspace(shape, rows: Self.batchSize, logitRows: Self.logitBatchSize)
    }

    /// Tokens that continue a sequence.
    public struct Input {
        /// What the tokens continue; ``TextDecoder/forward(_:visit:)`` appends them to it.
        public var sequence: TokenSequence
        public var tokens: [Int]
        /// The tokens, as indices of `tokens`, after which the logits of the next token are needed.
        public var logitRange: Range<Int>

        /// Needs the logits after the tokens in a range.
        public init(_ sequence: TokenSequence, _ tokens: [Int], logitRange: Range<Int>) {
            self.sequence = sequence
            self.tokens = tokens
            self.logitRange = logitRange
        }

        /// Needs the logits after the last token.
        public init(_ sequence: TokenSequence, _ tokens: [Int]) {
            self.init(sequence, tokens, logitRange: max(0, tokens.count - 1)..<tokens.count)
        }
    }

    /// Reads the inputs, in which each sequence occurs at most once, and appends their tokens to the sequences.
    ///
    /// - Parameters:
    ///   - inputs: What to read. What is computed for one input does not depend on the others.
    ///   - visit: Called in order for each token whose logits are needed, with the index of its input, its index there,
    ///     and the logits `[vocabulary]` of the next token. It may change them; they are valid during the call only.
    /// - Throws: A `ModelError` if a token is not in the vocabulary, a range is out of bounds, or memory runs out.
    ///
    /// Takes time in proportion to the tokens times (parameters + layers x attention width x positions before them).
    public func forward(
        _ inputs: [Input],
        visit: @escaping (_ input: Int, _ token: Int, _ logits: UnsafeMutableBufferPointer<Float>) -> Void
    ) throws(ModelError) {
        try read(inputs, visitsConcurrently: false, visit)
    }

    /// As ``forward(_:visit:)``, but `visit` is called on all threads of the backend, for several tokens at once and in
    /// any order: it may change only what belongs to its token.
    func forwardVisitingConcurrently(
        _ inputs: [Input],
        visit: @escaping @Sendable (_ input: Int, _ token: Int, _ logits: UnsafeMutableBufferPointer<Float>) -> Void
    ) throws(ModelError) {
        try read(inputs, visitsConcurrently: true, visit)
    }

    private typealias LogitVisit = (Int, Int, UnsafeMutableBufferPointer<Float>) -> Void

    private func read(
        _ inputs: [Input], visitsConcurrently: Bool, _ visit: @escaping LogitVisit
    ) throws(ModelError) {
        for input in inputs {
            for token in input.tokens where !(0..<configuration.vocabularySize).contains(token) {
                throw ModelError("token \(token) is not in the vocabulary of \(configuration.vocabularySize)")
            }
            guard input.logitRange.lowerBound >= 0, input.logitRange.upperBound <= input.tokens.count else {
                throw ModelError("logits were requested for tokens \(input.logitRange) of \(input.tokens.count)")
            }
        }
        try backend.run { () throws(ModelError) in
            var rows: [Row] = []
            for (inputIndex, input) in inputs.enumerated() {
                for (index, token) in input.tokens.enumerated() {
                    rows.append(
                        Row(
                            input: inputIndex, index: index, token: token, sequence: input.sequence,
                            needsLogits: input.logitRange.contains(index)))
                    if rows.count == Self.batchSize { try step(&rows, visitsConcurrently, visit) }
                }
            }
            if !rows.isEmpty { try step(&rows, visitsConcurrently, visit) }
        }
    }

    /// One token on its way through the model.
    private struct Row {
        /// The index of its input, and its own index there.
        var input: Int
        var index: Int
        var token: Int
        var sequence: TokenSequence
        var needsLogits: Bool
    }

    /// One forward pass.
    private func step(
        _ rows: inout [Row], _ visitsConcurrently: Bool, _ visit: @escaping LogitVisit
    ) throws(ModelError) {
        let batch = try reserveSlots(for: rows)
        embed(rows)
        for (index, layer) in weights.layers.enumerated() {
            projectQKV(layer, index, batch, rows.count)
            // After its keys and values, the last layer is only needed for logits.
            if index == weights.layers.count - 1 { keepRowsWithLogits(&rows, batch) }
            if rows.isEmpty { break }
            try attend(layer, index, batch, rows.count)
            feedForward(layer, rows.count)
        }
        visitLogits(rows, visitsConcurrently, visit)
        rows.removeAll(keepingCapacity: true)
    }

    /// hidden = embeddings[token]
    private func embed(_ rows: [Row]) {
        let size = configuration.hiddenSize
        let rowBytes = size / embeddings.type.blockElements * embeddings.type.blockBytes
        guard let start = embeddings.bytes.baseAddress else { return }
        for (index, row) in rows.enumerated() {
            ct_dequantize(embeddings.type.raw, start + row.token * rowBytes, work.hidden.start + index * size, size)
        }
    }

    /// Keeps the rows whose logits are needed, and moves their hidden states and queries up.
    private func keepRowsWithLogits(_ rows: inout [Row], _ batch: AttentionBatch) {
        let kept = rows.indices.filter { rows[$0].needsLogits }
        guard kept.count < rows.count else { return }
        for (target, row) in kept.enumerated() where target != row {
            let size = configuration.hiddenSize
            (work.hidden.start + target * size).update(from: work.hidden.start + row * size, count: size)
            (work.qkv.start + target * work.qkvWidth).update(
                from: work.qkv.start + row * work.qkvWidth, count: configuration.queryWidth)
        }
        rows = kept.map { rows[$0] }
        batch.keep(kept)
    }

    /// q, k, v = projections of norm(hidden), q and k rotated; k and v go into the cache.
    private func projectQKV(_ layer: DecoderLayer, _ index: Int, _ batch: AttentionBatch, _ count: Int) {
        let shape = configuration, tokens = Int32(count)
        let stride = Int32(work.qkvWidth), size = Int32(shape.headSize)
        let queries = work.qkv.start, keys = queries + shape.queryWidth, values = keys + shape.kvWidth
        ct_rms_norm(
            backend.raw, work.hidden.start, layer.attentionNorm.start, shape.normEpsilon, tokens,
            Int32(shape.hiddenSize), work.normalized.raw)
        let bias = layer.bias?.start
        multiply(
            work.normalized,
            [
                (layer.query, bias, queries), (layer.key, bias.map { $0 + shape.queryWidth }, keys),
                (layer.value, bias.map { $0 + shape.queryWidth + shape.kvWidth }, values),
            ], stride: work.qkvWidth)
        if let queryNorm = layer.queryNorm, let keyNorm = layer.keyNorm {
            ct_head_norm(
                backend.raw, queries, queryNorm.start, shape.normEpsilon, tokens, stride, Int32(shape.headCount), size)
            ct_head_norm(
                backend.raw, keys, keyNorm.start, shape.normEpsilon, tokens, stride, Int32(shape.kvHeadCount), size)
        }
        // Queries and keys are side by side, so that one call rotates both.
        ct_rope(
            backend.raw, queries, stride, tokens, Int32(shape.headCount + shape.kvHeadCount), size,
            work.ropeAngles.start, shape.architecture.usesNeoXRope)
        batch.withLayer(index) { slots, _ in
            ct_store_kv(backend.raw, keys, values, stride, tokens, Int32(shape.kvHeadCount), size, slots)
        }
    }

    /// hidden += output(softmax(q * k / sqrt(head size)) * v)
    private func attend(
        _ layer: DecoderLayer, _ index: Int, _ batch: AttentionBatch, _ count: Int
    ) throws(ModelError) {
        let shape = configuration, tokens = Int32(count)
        let hasMemory = batch.withLayer(index) { _, views in
            ct_attention(
                backend.raw, work.qkv.start, Int32(work.qkvWidth), views, tokens, Int32(shape.headCount),
                Int32(shape.kvHeadCount), Int32(shape.headSize), work.attention.start)
        }
        guard hasMemory else { throw ModelError("there is not enough memory for the attention of \(count) tokens") }
        ct_quantize(
            backend.raw, work.attention.start, Int32(shape.queryWidth), tokens, Int32(shape.queryWidth),
            work.quantizedAttention.raw)
        multiply(
            work.quantizedAttention, [(layer.attentionOutput, nil, work.hidden.start)], stride: shape.hiddenSize,
            accumulates: true)
    }

    /// hidden += down(silu(gate(norm(hidden))) * up(norm(hidden)))
    private func feedForward(_ layer: DecoderLayer, _ count: Int) {
        let shape = configuration, tokens = Int32(count), size = shape.feedForwardSize
        ct_rms_norm(
            backend.raw, work.hidden.start, layer.feedForwardNorm.start, shape.normEpsilon, tokens,
            Int32(shape.hiddenSize), work.normalized.raw)
        multiply(
            work.normalized, [(layer.gate, nil, work.gateUp.start), (layer.up, nil, work.gateUp.start + size)],
            stride: size * 2)
        ct_swiglu(backend.raw, work.gateUp.start, tokens, Int32(size), work.activated.raw)
        multiply(
            work.activated, [(layer.down, nil, work.hidden.start)], stride: shape.hiddenSize, accumulates: true)
    }

    /// logits = output(norm(hidden)) of all rows, some at a time.
    private func visitLogits(_ rows: [Row], _ visitsConcurrently: Bool, _ visit: @escaping LogitVisit) {
        let shape = configuration
        var rest = rows.indices[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Self.logitBatchSize)
            rest = rest.dropFirst(batch.count)
            for (target, row) in batch.enumerated() {
                (work.outputHidden.start + target * shape.hiddenSize).update(
                    from: work.hidden.start + row * shape.hiddenSize, count: shape.hiddenSize)
            }
            ct_rms_norm(
                backend.raw, work.outputHidden.start, weights.outputNorm.start, shape.normEpsilon,
                Int32(batch.count), Int32(shape.hiddenSize), work.normalized.raw)
            multiply(
                work.normalized, [(weights.output, nil, work.logits.start)], stride: shape.vocabularySize)
            func visitLogits(of target: Int) {
                let start = work.logits.start + target * shape.vocabularySize, row = rows[batch.startIndex + target]
                visit(row.input, row.index, UnsafeMutableBufferPointer(start: start, count: shape.vocabularySize))
            }
            if visitsConcurrently {
                backend.forEach(batch.count, visitLogits)
            } else {
                for target in 0..<batch.count { visitLogits(of: target) }
            }
        }
    }

    /// Linear layers (weights, bias, y) of the same activations; rows of y are `stride` apart.
    private func multiply(
        _ x: ActivationBuffer,
        _ layers: [(PackedMatrix, UnsafeMutablePointer<Float>?, UnsafeMutablePointer<Float>)], stride: Int,
        accumulates: Bool = false
    ) {
        let raw = layers.map { ct_linear(weights: $0.0.raw, bias: $0.1, y: $0.2, stride: Int32(stride)) }
        ct_matmul(backend.raw, x.raw, raw, Int32(raw.count), accumulates)
    }

    /// Reserves the rows' slots in the cache and looks up the rotary angles of their positions.
    private func reserveSlots(for rows: [Row]) throws(ModelError) -> AttentionBatch {
        let batch = AttentionBatch()
        var positions: [Int] = []
        var first = 0
        while first < rows.count {
            let sequence = rows[first].sequence
            var end = first + 1
            while end < rows.count, rows[end].sequence === sequence { end += 1 }
            positions.append(contentsOf: sequence.length..<sequence.length + end - first)
            let slots = try sequence.extend(by: end - first, configuration: configuration)
            batch.add(sequence.segments, slots)
            first = end
        }
        ropeTable.write(positions, to: work.ropeAngles.start)
        return batch
    }
}
