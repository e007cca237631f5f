/// The weights of one layer.
struct DecoderLayer {
    let attentionNorm: FloatBuffer
    let query: Matrix
    let key: Matrix
    let value: Matrix
    /// Biases of queries, keys and values, one after the other (Qwen2).
    let bias: FloatBuffer?
    /// Norms of each query and key head (Qwen3).
    let queryNorm: FloatBuffer?
    let keyNorm: FloatBuffer?
    let attentionOutput: Matrix
    let feedForwardNorm: FloatBuffer
    let gate: Matrix
    let up: Matrix
    let down: Matrix
}

/// Reads a decoder's weights out of a file, with adapters merged in.
struct DecoderWeights {
    let layers: [DecoderLayer]
    let outputNorm: FloatBuffer
    let output: Matrix

    init(_ gguf: GGUFFile, _ shape: DecoderConfiguration, adapters: [Adapter], processor: Processor) throws(ModelError)
    {
        let reader = WeightReader(gguf: gguf, adapters: adapters, processor: processor)
        var layers: [DecoderLayer] = []
        for index in 0..<shape.layers { layers.append(try Self.layer("blk.\(index).", reader, shape)) }
        self.layers = layers
        outputNorm = try reader.vector("output_norm.weight", shape.width)
        let name = gguf.tensors["output.weight"] == nil ? "token_embd.weight" : "output.weight"
        output = try reader.matrix(name, rows: shape.vocabulary, columns: shape.width)
        let unused = adapters.flatMap(\.weightNames).filter { gguf.tensors[$0] == nil }
        guard unused.isEmpty else {
            throw ModelError(file: adapters[0].path, "it changes weights that the model lacks: \(unused.sorted()[0])")
        }
    }

    private static func layer(
        _ name: String, _ reader: WeightReader, _ shape: DecoderConfiguration
    ) throws(ModelError) -> DecoderLayer {
        let normalizesHeads = shape.architecture == .qwen3
        return DecoderLayer(
            attentionNorm: try reader.vector(name + "attn_norm.weight", shape.width),
            query: try reader.matrix(name + "attn_q.weight", rows: shape.queryWidth, columns: shape.width),
            key: try reader.matrix(name + "attn_k.weight", rows: shape.keyWidth, columns: shape.width),
            value: try reader.matrix(name + "attn_v.weight", rows: shape.keyWidth, columns: shape.width),
            bias: try reader.bias(name, shape),
            queryNorm: normalizesHeads ? try reader.vector(name + "attn_q_norm.weight", shape.headSize) : nil,
            keyNorm: normalizesHeads ? try reader.vector(name + "attn_k_norm.weight", shape.headSize) : nil,
            attentionOutput: try reader.matrix(
                name + "attn_output.weight", rows: shape.width, columns: shape.queryWidth),
            feedForwardNorm: try reader.vector(name + "ffn_norm.weight", shape.width),
            gate: try reader.matrix(name + "ffn_gate.weight", rows: shape.feedForwardWidth, columns: shape.width),
            up: try reader.matrix(name + "ffn_up.weight", rows: shape.feedForwardWidth, columns: shape.width),
            down: try reader.matrix(name + "ffn_down.weight", rows: shape.width, columns: shape.feedForwardWidth))
    }
}

private struct WeightReader {
    let gguf: GGUFFile
    let adapters: [Adapter]
    let processor: Processor

    func matrix(_ name: String, rows: Int, columns: Int) throws(ModelError) -> Matrix {
        let tensor = try gguf.tensor(name)
        do throws(ModelError) {
            guard adapters.contains(where: { $0.weightNames.contains(name) }) else {
                return try Matrix(tensor, rows: rows, columns: columns, processor: processor)
            }
            return try merged(tensor, rows: rows, columns: columns)
        } catch {
            throw error.of(gguf.file.path)
        }
    }

    /// A weight and what the adapters add to it, in 8 bits: sums of 4-bit weights and others need more than 4.
    private func merged(_ tensor: Tensor, rows: Int, columns: Int) throws(ModelError) -> Matrix {
        guard tensor.columns == columns, tensor.rows == rows else {
            throw ModelError("tensor \(tensor.name): its shape is \(tensor.shape), expected \(columns) x \(rows)")
        }
        var weights = tensor.floats()
        for adapter in adapters { try adapter.add(to: &weights, of: tensor.name, rows: rows, columns: columns) }
        let result = weights.withUnsafeBytes { bytes in
            Result { () throws(ModelError) in
                try Matrix(
                    type: .f32, bytes: bytes, rows: rows, columns: columns, processor: processor, name: tensor.name)
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

    func bias(_ layer: String, _ shape: DecoderConfiguration) throws(ModelError) -> FloatBuffer? {
        guard gguf.tensors[layer + "attn_q.bias"] != nil else {
            guard shape.architecture != .qwen2 else {
                throw ModelError(file: gguf.file.path, "the tensor \(layer)attn_q.bias is missing")
            }
            return nil
        }
        let parts = [
            try vector(layer + "attn_q.bias", shape.queryWidth), try vector(layer + "attn_k.bias", shape.keyWidth),
            try vector(layer + "attn_v.bias", shape.keyWidth),
        ]
        return FloatBuffer(parts.flatMap { Array(UnsafeBufferPointer(start: $0.start, count: $0.count)) })
    }
}
