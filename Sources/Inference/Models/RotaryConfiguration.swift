import Platform

/// Rotary position embedding: how positions rotate queries and keys.
///
/// Sources: Su et al., "RoFormer" (2021); for contexts longer than in training, Peng et al., "YaRN" (2023).
public struct RotaryConfiguration: Sendable, Equatable {
    /// `[head size / 2]`: radians by which each position rotates a pair.
    var frequencies: [Float]
    /// Factor of sines and cosines (YaRN's attention scaling).
    var magnitude: Float = 1

    /// Throws a `ModelError` if a key is out of range or not supported.
    init(_ gguf: GGUFFile, architecture: String, headSize: Int) throws(ModelError) {
        let base = try gguf.number("\(architecture).rope.freq_base") ?? 10_000
        let rotated = try gguf.integer("\(architecture).rope.dimension_count") ?? headSize
        guard rotated == headSize else {
            throw ModelError(
                file: gguf.file.path,
                "positions rotate \(rotated) of a head's \(headSize) columns; only all of them are supported")
        }
        guard base > 0 else {
            throw ModelError(file: gguf.file.path, "\(architecture).rope.freq_base is \(base), expected more than 0")
        }
        var frequencies = (0..<headSize / 2).map { pow(base, -2 * Double($0) / Double(headSize)) }
        // Llama 3.1 and later files have a divisor for each pair.
        if let factors = gguf.tensors["rope_freqs.weight"] {
            let divisors = factors.floats()
            guard divisors.count == frequencies.count, divisors.allSatisfy({ $0 > 0 }) else {
                throw ModelError(
                    file: gguf.file.path, "tensor rope_freqs.weight: expected \(frequencies.count) positive divisors")
            }
            for index in frequencies.indices { frequencies[index] /= Double(divisors[index]) }
        }
        let factor = try gguf.number("\(architecture).rope.scaling.factor") ?? 1
        switch try gguf.string("\(architecture).rope.scaling.type") ?? "none" {
        case "none": break
        case _ where factor <= 0 || factor == 1: break
        case "linear":
            for index in frequencies.indices { frequencies[index] /= factor }
        case "yarn":
            let trained = try gguf.integer("\(architecture).rope.scaling.original_context_length")
            let length = if let trained { trained } else { try gguf.integer("\(architecture).context_length") ?? 4096 }
            Self.stretch(&frequencies, factor: factor, base: base, headSize: headSize, trainedLength: Double(length))
            magnitude = Float(1 + 0.1 * log(factor))
        case let other:
            throw ModelError(
                file: gguf.file.path, "positions are scaled by \"\(other)\"; supported: none, linear, yarn")
        }
        self.frequencies = frequencies.map { Float($0) }
    }

    /// YaRN: pairs that rotate often within the trained length keep their frequency, those that rotate less than once
    /// are slowed down by the factor, and the ones between are interpolated.
    private static func stretch(
        _ frequencies: inout [Double], factor: Double, base: Double, headSize: Int, trainedLength: Double
    ) {
        func pair(rotations: Double) -> Double {
            Double(headSize) * log(trainedLength / (rotations * 2 * .pi)) / (2 * log(base))
        }
        let low = max(0, pair(rotations: 32).rounded(.down)),
            high = min(Double(headSize - 1), pair(rotations: 1).rounded(.up))
        for index in frequencies.indices {
            let slowed = min(1, max(0, (Double(index) - low) / max(0.001, high - low)))
            frequencies[index] *= (1 - slowed) + slowed / factor
        }
    }
}

/// Cosines and sines of positions, computed up to the largest position that was needed so far.
struct RotaryTable {
    let configuration: RotaryConfiguration
    private var rows: [Float] = []
    private var positions = 0

    init(_ configuration: RotaryConfiguration) { self.configuration = configuration }

    /// Writes `[position, head size]`: the cosines of each position, then its sines.
    mutating func write(_ logitRange: [Int], to target: UnsafeMutablePointer<Float>) {
        let pairs = configuration.frequencies.count
        while positions <= (logitRange.max() ?? 0) {
            let angles = configuration.frequencies.map { Double($0) * Double(positions) }
            rows.append(contentsOf: angles.map { Float(cos($0)) * configuration.magnitude })
            rows.append(contentsOf: angles.map { Float(sin($0)) * configuration.magnitude })
            positions += 1
        }
        rows.withUnsafeBufferPointer { rows in
            guard let start = rows.baseAddress else { return }
            for (index, position) in logitRange.enumerated() {
                (target + index * pairs * 2).update(from: start + position * pairs * 2, count: pairs * 2)
            }
        }
    }
}
