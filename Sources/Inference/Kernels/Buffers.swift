import CTensor

/// Numbers of a fixed count that kernels read and write.
final class FloatBuffer: @unchecked Sendable {
    let start: UnsafeMutablePointer<Float>
    let count: Int

    init(_ count: Int) {
        self.count = count
        // Room behind the end: kernels may read whole vectors.
        start = .allocate(capacity: count + 16)
        start.initialize(repeating: 0, count: count + 16)
    }

    convenience init(_ values: [Float]) {
        self.init(values.count)
        for (index, value) in values.enumerated() { start[index] = value }
    }

    deinit { start.deallocate() }
}

/// Activations of some tokens, quantized to 8 bits in groups of 32.
final class ActivationBuffer: @unchecked Sendable {
    let raw: UnsafeMutablePointer<ct_activations>

    init(tokens: Int, columns: Int) throws(ModelError) {
        raw = .allocate(capacity: 1)
        raw.initialize(to: ct_activations())
        guard ct_activations_allocate(raw, Int32(tokens), Int32(columns)) else {
            throw ModelError("no memory for the activations of \(tokens) tokens")
        }
    }

    deinit {
        ct_activations_free(raw)
        raw.deallocate()
    }
}
