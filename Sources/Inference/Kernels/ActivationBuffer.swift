import CTensor

/// Activations `[token, column]`, quantized to 8 bits in groups of 32 columns.
final class ActivationBuffer: @unchecked Sendable {
    /// Valid for as long as this object lives.
    let raw: UnsafeMutablePointer<ct_activations>

    /// Allocates space for `tokens` rows of `columns`. Throws a `ModelError` if memory runs out.
    init(tokens: Int, columns: Int) throws(ModelError) {
        raw = .allocate(capacity: 1)
        raw.initialize(to: ct_activations())
        guard ct_activations_allocate(raw, Int32(tokens), Int32(columns)) else {
            throw ModelError("there is not enough memory for the activations of \(tokens) tokens")
        }
    }

    deinit {
        ct_activations_free(raw)
        raw.deallocate()
    }
}
