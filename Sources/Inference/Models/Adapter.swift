/// A low-rank adapter of a decoder: for some weights W, matrices A and B with W + scale * B * A in W's stead.
/// Source: Hu et al., "LoRA" (2021); the names are those of llama.cpp's `convert_lora_to_gguf.py`.
public struct Adapter: Sendable {
    private let gguf: GGUFFile
    private let alpha: Double
    /// How much of it is added, 1 for all.
    private let strength: Double

    /// Throws where the file is no adapter.
    public init(path: String, strength: Double = 1) throws(ModelError) {
        gguf = try GGUFFile(path: path)
        guard try gguf.string("general.type") == "adapter", try gguf.string("adapter.type") == "lora" else {
            throw ModelError(file: path, "is not a LoRA adapter (general.type and adapter.type say otherwise)")
        }
        alpha = try gguf.number("adapter.lora.alpha") ?? 0
        self.strength = strength
        for name in gguf.tensorNames where !name.hasSuffix(".lora_a") && !name.hasSuffix(".lora_b") {
            throw ModelError(file: path, "the tensor \(name) is neither an A nor a B of a weight")
        }
    }

    /// The weights that it changes.
    var weightNames: Set<String> { Set(gguf.tensorNames.map { String($0.dropLast(".lora_a".count)) }) }
    /// The family of models that it was trained for.
    func architecture() throws(ModelError) -> String? { try gguf.string("general.architecture") }
    var path: String { gguf.file.path }

    /// Adds its share to the rows x columns of a weight, if it changes it.
    func add(to weights: inout [Float], of name: String, rows: Int, columns: Int) throws(ModelError) {
        guard weightNames.contains(name) else { return }
        let a = try gguf.tensor(name + ".lora_a"), b = try gguf.tensor(name + ".lora_b")
        let rank = a.rows
        guard a.columns == columns, b.columns == rank, b.rows == rows else {
            throw ModelError(
                file: path,
                "A and B of \(name) have the shapes \(a.shape) and \(b.shape), which do not make \(columns) x \(rows)")
        }
        let scale = Float(strength * (alpha == 0 ? 1 : alpha / Double(rank)))
        let down = a.floats(), up = b.floats()
        weights.withUnsafeMutableBufferPointer { weights in
            down.withUnsafeBufferPointer { down in
                for row in 0..<rows {
                    for inner in 0..<rank {
                        let share = scale * up[row * rank + inner]
                        for column in 0..<columns {
                            weights[row * columns + column] += share * down[inner * columns + column]
                        }
                    }
                }
            }
        }
    }
}
