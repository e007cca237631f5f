/// How much memory a model takes: weights, the key/value cache and what a step computes with.
///
/// The formula is simple on purpose and is shown to readers with all its inputs:
///
///     weights     = parameters x bits / 8
///     cache       = sequences x cache width x bytes x (full layers x context + window layers x min(context, window))
///     activations = 4 bytes x (tokens of a step x width x 12 + sequences x vocabulary)
///
/// `estimate.js` computes the same in the browser, where the inputs can be changed.
public struct MemoryEstimate: Sendable, Equatable {
    /// The network.
    public var shape: ModelShape
    /// In billions.
    public var parameters: Double
    /// Bits of a weight, scales included.
    public var bits: Double
    /// Tokens of each sequence.
    public var context: Int
    /// Sequences that are read or written at the same time.
    public var sequences: Int
    /// Of a number in the cache.
    public var cacheBytes: Double
    /// Tokens that are read in one step.
    public var step: Int

    /// An estimate of the given inputs; none is checked.
    public init(
        shape: ModelShape, parameters: Double, bits: Double, context: Int = 8192, sequences: Int = 1,
        cacheBytes: Double = 2, step: Int = 512
    ) {
        self.shape = shape
        self.parameters = parameters
        self.bits = bits
        self.context = context
        self.sequences = sequences
        self.cacheBytes = cacheBytes
        self.step = step
    }

    private static let gibibyte = 1_073_741_824.0

    /// In GiB, as are the other parts.
    public var weights: Double { parameters * 1e9 * bits / 8 / Self.gibibyte }

    /// Keys and values of all sequences, in GiB.
    public var cache: Double {
        // In floating point, as in the browser: no count that a page states can be too large.
        let full = Double(shape.layers - shape.windowLayers) * Double(context)
        let window = Double(shape.windowLayers) * Double(min(context, shape.window))
        return Double(sequences) * Double(shape.cacheWidth) * cacheBytes * (full + window) / Self.gibibyte
    }

    /// What a step computes with, in GiB.
    public var activations: Double {
        let numbers = Double(step) * Double(shape.width) * 12 + Double(sequences) * Double(shape.vocabulary)
        return 4 * numbers / Self.gibibyte
    }

    /// All parts together, in GiB.
    public var total: Double { weights + cache + activations }
}

/// What the estimate needs to know of a network.
public struct ModelShape: Sendable, Hashable {
    /// Layers that keep keys and values.
    public var layers: Int
    /// Columns of a token's state.
    public var width: Int
    /// Numbers kept for a token in a layer.
    public var cacheWidth: Int
    /// Layers that look back a window only.
    public var windowLayers = 0
    /// How far those layers look back, in tokens.
    public var window = 0
    /// Entries of the vocabulary.
    public var vocabulary: Int

    /// A shape that was checked before.
    public init(layers: Int, width: Int, cacheWidth: Int, windowLayers: Int = 0, window: Int = 0, vocabulary: Int) {
        self.layers = layers
        self.width = width
        self.cacheWidth = cacheWidth
        self.windowLayers = windowLayers
        self.window = window
        self.vocabulary = vocabulary
    }

    /// A shape as somebody states it; nil where a number is missing or cannot be one of a network.
    public init?(
        stated layers: Int?, width: Int?, cacheWidth: Int?, windowLayers: Int?, window: Int?, vocabulary: Int?
    ) {
        guard let layers, let width, let cacheWidth, let vocabulary, (1..<10_000).contains(layers),
            (1..<1_000_000).contains(width), (1..<10_000_000).contains(cacheWidth),
            (1..<100_000_000).contains(vocabulary)
        else { return nil }
        self.init(
            layers: layers, width: width, cacheWidth: cacheWidth, windowLayers: min(layers, max(0, windowLayers ?? 0)),
            window: max(0, min(window ?? 0, 100_000_000)), vocabulary: vocabulary)
    }
}
