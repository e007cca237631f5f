import Platform

/// Samples the tokens of one text from logits `[vocabulary]`.
struct Sampler {
    let options: SamplingOptions
    private var random: SplitMix64

    init(_ options: SamplingOptions) {
        self.options = options
        random = SplitMix64(seed: options.seed)
    }

    /// The next token; nil if no logit is a number above negative infinity. Takes n log n steps for n candidates.
    mutating func sample(_ logits: UnsafeMutableBufferPointer<Float>) -> Int? {
        guard options.temperature > 0 else {
            guard let best = Self.argmax(logits), logits[best] > -.infinity else { return nil }
            return best
        }
        let candidates = candidates(logits)
        guard !candidates.isEmpty else { return nil }
        let total = candidates.reduce(0) { $0 + $1.weight }
        var remaining = random.unit() * total
        for candidate in candidates {
            remaining -= candidate.weight
            if remaining < 0 { return candidate.token }
        }
        return candidates[candidates.count - 1].token
    }

    /// Tokens that may be sampled, the most likely first, with weights in proportion to their probabilities.
    private func candidates(_ logits: UnsafeMutableBufferPointer<Float>) -> [(token: Int, weight: Double)] {
        guard let best = Self.argmax(logits), logits[best].isFinite else { return [] }
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

    /// Lowers the logits of recent tokens.
    func penalize(_ logits: UnsafeMutableBufferPointer<Float>, after tokens: [Int]) {
        guard options.repetitionPenalty != 1 else { return }
        for token in Set(tokens.suffix(options.repetitionWindow)) where logits.indices.contains(token) {
            logits[token] =
                logits[token] > 0
                ? logits[token] / options.repetitionPenalty : logits[token] * options.repetitionPenalty
        }
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
