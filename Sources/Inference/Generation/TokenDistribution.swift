import Platform

/// The tokens that options allow to be sampled from logits `[vocabulary]`: many texts may draw from one distribution.
struct TokenDistribution {
    /// The most likely first, with weights in proportion to their probabilities; empty if no logit is a number above
    /// negative infinity.
    let candidates: [(token: Int, weight: Double)]
    /// The sum of all weights.
    let total: Double

    /// Takes n log n steps for n candidates.
    init(_ logits: UnsafeMutableBufferPointer<Float>, _ options: SamplingOptions) {
        candidates =
            options.temperature > 0 ? Self.sampled(logits, options) : Self.best(logits).map { [($0, 1)] } ?? []
        total = candidates.reduce(0) { $0 + $1.weight }
    }

    private static func best(_ logits: UnsafeMutableBufferPointer<Float>) -> Int? {
        guard let best = argmax(logits), logits[best] > -.infinity else { return nil }
        return best
    }

    private static func sampled(
        _ logits: UnsafeMutableBufferPointer<Float>, _ options: SamplingOptions
    ) -> [(token: Int, weight: Double)] {
        guard let best = argmax(logits), logits[best].isFinite else { return [] }
        let maximum = logits[best], scale = 1 / Double(options.temperature)
        func weight(_ token: Int) -> Double { exp(Double(logits[token] - maximum) * scale) }
        // Tokens too unlikely to be sampled in a million texts need no sorting.
        let threshold = maximum + Float(log(max(Double(options.minP), 1e-12)) / scale)
        var chosen: [Int] = []
        for token in logits.indices where logits[token] >= threshold { chosen.append(token) }
        chosen.sort { (logits[$0], $1) > (logits[$1], $0) }
        if options.topK > 0, chosen.count > options.topK { chosen.removeSubrange(options.topK...) }
        var candidates = chosen.map { (token: $0, weight: weight($0)) }
        if options.topP < 1 {
            let mass = Double(options.topP) * candidates.reduce(0) { $0 + $1.weight }
            var sum = 0.0
            if let last = candidates.firstIndex(where: { candidate in
                sum += candidate.weight
                return sum >= mass
            }) {
                candidates.removeSubrange((last + 1)...)
            }
        }
        return candidates
    }

    /// The token with the largest logit, the first of equal ones; NaN is ignored. Nil if all are NaN.
    static func argmax(_ logits: UnsafeMutableBufferPointer<Float>) -> Int? {
        var best: Int?
        var maximum = -Float.infinity
        for token in logits.indices where logits[token] > maximum || best == nil {
            guard !logits[token].isNaN else { continue }
            best = token
            maximum = logits[token]
        }
        return best
    }
}
