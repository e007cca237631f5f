/// The weights of one layer; matrices are `[output, input]`.
struct DecoderLayer {
    /// `[hidden size]`, as is `feedForwardNorm`.
    let attentionNorm: FloatBuffer
    /// `[heads x head size, hidden size]`; key and value: `[kv heads x head size, hidden size]`.
    let query: PackedMatrix
    let key: PackedMatrix
    let value: PackedMatrix
    /// Biases of queries, then keys, then values (Qwen2).
    let bias: FloatBuffer?
    /// `[head size]`, for each query and each key head (Qwen3).
    let queryNorm: FloatBuffer?
    let keyNorm: FloatBuffer?
    /// `[hidden size, heads x head size]`
    let attentionOutput: PackedMatrix
    let feedForwardNorm: FloatBuffer
    /// `[feed-forward size, hidden size]`, as is `up`; down: `[hidden size, feed-forward size]`.
    let gate: PackedMatrix
    let up: PackedMatrix
    let down: PackedMatrix
}

/// A decoder's weights, packed, with adapters merged in.
struct TextDecoderWeights {
    let layers: [DecoderLayer]
    let outputNorm: FloatBuffer
    /// `[vocabulary, hidden size]`: the embeddings if the file has no output matrix of its own (tied weights).
    let output: PackedMatrix

    /// Throws a `ModelError` that names the tensor that is missing or of the wrong shape.
    init(_ gguf: GGUFFile, _ shape: TextDecoderConfiguration, adapters: [Adapter], backend: Backend) throws(ModelError)
    {
        let reader = WeightReader(gguf: gguf, adapters: adapters, backend: backend)
        var layers: [DecoderLayer] = []
        for index in 0..<shape.layerCount { layers.append(try Self.layer("blk.\(index).", reader, shape)) }
        self.layers = layers
        outputNorm = try reader.vector("output_norm.weight", shape.hiddenSize)
        let name = gguf.tensors["output.weight"] == nil ? "token_embd.weight" : "output.weight"
        output = try reader.matrix(name, rows: shape.vocabularySize, columns: shape.hiddenSize)
        let unused = adapters.flatMap(\.weightNames).filter { gguf.tensors[$0] == nil }
        guard unused.isEmpty else {
            throw ModelError(
                file: adapters[0].path, "it changes a weight that the model does not have: \(unused.sorted()[0])")
        }
    }

    private static func layer(
        _ name: String, _ reader: WeightReader, _ shape: TextDecoderConfiguration
    ) throws(ModelError) -> DecoderLayer {
        let normalizesHeads = shape.architecture == .qwen3
        return DecoderLayer(
            attentionNorm: try reader.vector(name + "attn_norm.weight", shape.hiddenSize),
            query: try reader.matrix(name + "attn_q.weight", rows: shape.queryWidth, columns: shape.hiddenSize),
            key: try reader.matrix(name + "attn_k.weight", rows: shape.kvWidth, columns: shape.hiddenSize),
            value: try reader.matrix(name + "attn_v.weight", rows: shape.kvWidth, columns: shape.hiddenSize),
            bias: try reader.bias(name, shape),
            queryNorm: normalizesHeads ? try reader.vector(name + "attn_q_norm.weight", shape.headSize) : nil,
            keyNorm: normalizesHeads ? try reader.vector(name + "attn_k_norm.weight", shape.headSize) : nil,
            attentionOutput: try reader.matrix(
                name + "attn_output.weight", rows: shape.hiddenSize, columns: shape.queryWidth),
            feedForwardNorm: try reader.vector(name + "ffn_norm.weight", shape.hiddenSize),
            gate: try reader.matrix(name + "ffn_gate.weight", rows: shape.feedForwardSize, columns: shape.hiddenSize),
            up: try reader.matrix(name + "ffn_up.weight", rows: shape.feedForwardSize, columns: shape.hiddenSize),
            down: try reader.matrix(name + "ffn_down.weight", rows: shape.hiddenSize, columns: shape.feedForwardSize))
    }
}

private struct WeightReader {
    let gguf: GGUFFile
    let adapters: [Adapter]
    let backend: Backend

    func matrix(_ name: String, rows: Int, columns: Int) throws(ModelError) -> PackedMatrix {
        let tensor = try gguf.tensor(name)
        do throws(ModelError) {
            guard adapters.contains(where: { $0.weightNames.contains(name) }) else {
                return try PackedMatrix(tensor, rows: rows, columns: columns, backend: backend)
            }
            return try merged(tensor, rows: rows, columns: columns)
        } catch {
            throw error.inFile(gguf.file.path)
        }
    }

    /// A weight plus what the adapters add to it, in 8 bits: the sum of 4-bit and other weights needs more than 4.
    private func merged(_ tensor: Tensor, rows: Int, columns: Int) throws(ModelError) -> PackedMatrix {
        guard tensor.columns == columns, tensor.rows == rows else {
            throw ModelError("tensor \(tensor.name): its shape is \(tensor.shape), expected \(columns) x \(rows)")
        }
        var weights = tensor.floats()
        for adapter in adapters { try adapter.add(to: &weights, of: tensor.name, rows: rows, columns: columns) }
        let result = weights.withUnsafeBytes { bytes in
            Result { () throws(ModelError) in
                try PackedMatrix(
                    type: .f32, bytes: bytes, rows: rows, columns: columns, backend: backend, name: tensor.name)
            }
        }
        return try result.get()
    }

    func vector(_ name: String, _ count: Int) throws(ModelError) -> FloatBuffer {
        let tensor = try gguf.tensor(name)
        guard tensor.elementCount == count else {
            throw ModelError(file: gguf.file.path, "tensor \(name): its shape is \(tensor.shape), expected \(count)")
        }
        return FloatBuffer(tensor.floats())
    }

    func bias(_ layer: String, _ shape: TextDecoderConfiguration) throws(ModelError) -> FloatBuffer? {
        guard gguf.tensors[layer + "attn_q.bias"] != nil else {
            guard shape.architecture != .qwen2 else {
                throw ModelError(file: gguf.file.path, "the tensor \(layer)attn_q.bias is missing")
            }
            return nil
        }
        let parts = [
            try vector(layer + "attn_q.bias", shape.queryWidth), try vector(layer + "attn_k.bias", shape.kvWidth),
            try vector(layer + "attn_v.bias", shape.kvWidth),
        ]
        return FloatBuffer(parts.flatMap { Array(UnsafeBufferPointer(start: $0.start, count: $0.count)) })
    }
}
