/// A low-rank adapter for a decoder: for some weights W, matrices A `[rank, input]` and B `[output, rank]`, with
/// W + scale * B * A in place of W.
///
/// Source: Hu et al., "LoRA" (2021); tensors are named as llama.cpp's `convert_lora_to_gguf.py` names them.
public struct Adapter: Sendable {
    private let gguf: GGUFFile
    private let alpha: Double
    /// How much of it is added: 1 for all.
    private let strength: Double

    /// Opens a GGUF file; `strength` scales what it adds. Throws a `ModelError` if the file is not a LoRA adapter.
    public init(path: String, strength: Double = 1) throws(ModelError) {
        gguf = try GGUFFile(path: path)
        guard try gguf.string("general.type") == "adapter", try gguf.string("adapter.type") == "lora" else {
            throw ModelError(file: path, "is not a LoRA adapter (general.type and adapter.type say otherwise)")
        }
        alpha = try gguf.number("adapter.lora.alpha") ?? 0
        self.strength = strength
        for name in gguf.tensorNames where !name.hasSuffix(".lora_a") && !name.hasSuffix(".lora_b") {
            throw ModelError(file: path, "the tensor \(name) is not the A or B matrix of a weight")
        }
    }

    /// Names of the weights that it changes.
    var weightNames: Set<String> { Set(gguf.tensorNames.map { String($0.dropLast(".lora_a".count)) }) }
    /// The model family that it was trained for; nil if the file does not say.
    func architecture() throws(ModelError) -> String? { try gguf.string("general.architecture") }
    var path: String { gguf.file.path }

    /// Adds scale * B * A to a weight `[rows, columns]`, if this adapter changes it. Throws a `ModelError` if the
    /// shapes do not fit. Takes rank x rows x columns steps.
    func add(to weights: inout [Float], of name: String, rows: Int, columns: Int) throws(ModelError) {
        guard weightNames.contains(name) else { return }
        let a = try gguf.tensor(name + ".lora_a"), b = try gguf.tensor(name + ".lora_b")
        let rank = a.rows
        guard a.columns == columns, b.columns == rank, b.rows == rows else {
            throw ModelError(
                file: path,
                "A and B of \(name) have the shapes \(a.shape) and \(b.shape), whose product is not \(columns) x \(rows)"
            )
        }
        let scale = Float(strength * (alpha == 0 ? 1 : alpha / Double(rank)))
        let down = a.floats(), up = b.floats()
        weights.withUnsafeMutableBufferPointer { weights in
            down.withUnsafeBufferPointer { down in
                for row in 0..<rows {
                    for k in 0..<rank {
                        let factor = scale * up[row * rank + k]
                        for column in 0..<columns {
                            weights[row * columns + column] += factor * down[k * columns + column]
                        }
                    }
                }
            }
        }
    }
}
