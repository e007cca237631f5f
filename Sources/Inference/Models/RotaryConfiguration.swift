import Foundation

/// How positions turn queries and keys.
/// Source: Su et al., "RoFormer" (2021); for contexts beyond training, Peng et al., "YaRN" (2023).
public struct RotaryConfiguration: Sendable, Equatable {
    /// Radians a position turns each pair of a head.
    var frequencies: [Float]
    /// What sines and cosines are multiplied with.
    var magnitude: Float = 1

    init(_ gguf: GGUFFile, architecture: String, headSize: Int) throws(ModelError) {
        let base = try gguf.number("\(architecture).rope.freq_base") ?? 10_000
        let turned = try gguf.integer("\(architecture).rope.dimension_count") ?? headSize
        guard turned == headSize else {
            throw ModelError(
                file: gguf.file.path, "positions turn \(turned) of a head's \(headSize) columns; only all is supported")
        }
        guard base > 0 else {
            throw ModelError(file: gguf.file.path, "\(architecture).rope.freq_base is \(base), expected more than 0")
        }
        var frequencies = (0..<headSize / 2).map { pow(base, -2 * Double($0) / Double(headSize)) }
        // Llama 3.1 and later keep a divisor for each pair in a tensor.
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

    /// YaRN: pairs that turn often within the trained length stay, those that turn less than once are slowed down by the
    /// factor, and those between are mixed.
    private static func stretch(
        _ frequencies: inout [Double], factor: Double, base: Double, headSize: Int, trainedLength: Double
    ) {
        func pair(turns: Double) -> Double {
            Double(headSize) * log(trainedLength / (turns * 2 * .pi)) / (2 * log(base))
        }
        let low = max(0, pair(turns: 32).rounded(.down)), high = min(Double(headSize - 1), pair(turns: 1).rounded(.up))
        for index in frequencies.indices {
            let slowed = min(1, max(0, (Double(index) - low) / max(0.001, high - low)))
            frequencies[index] *= (1 - slowed) + slowed / factor
        }
    }
}

/// Sines and cosines of positions, kept as far as they were asked for.
struct RotaryTable {
    let configuration: RotaryConfiguration
    private var rows: [Float] = []
    private var positions = 0

    init(_ configuration: RotaryConfiguration) { self.configuration = configuration }

    /// Writes, for each position, its cosines and then its sines: a head's columns in all.
    mutating func write(_ wanted: [Int], to target: UnsafeMutablePointer<Float>) {
        let pairs = configuration.frequencies.count
        while positions <= (wanted.max() ?? 0) {
            let angles = configuration.frequencies.map { Double($0) * Double(positions) }
            rows.append(contentsOf: angles.map { Float(cos($0)) * configuration.magnitude })
            rows.append(contentsOf: angles.map { Float(sin($0)) * configuration.magnitude })
            positions += 1
        }
        rows.withUnsafeBufferPointer { rows in
            guard let start = rows.baseAddress else { return }
            for (index, position) in wanted.enumerated() {
                (target + index * pairs * 2).update(from: start + position * pairs * 2, count: pairs * 2)
            }
        }
    }
}
