import Foundation

/// Draws the tokens of one text.
struct Sampler {
    let options: SamplingOptions
    private var random: SeededRandom

    init(_ options: SamplingOptions) {
        self.options = options
        random = SeededRandom(seed: options.seed)
    }

    /// The next token; nil where all logits say that none is allowed.
    mutating func draw(_ logits: UnsafeMutableBufferPointer<Float>) -> Int? {
        guard options.temperature > 0 else {
            guard let best = Self.likeliest(logits), logits[best] > -.infinity else { return nil }
            return best
        }
        let candidates = candidates(logits)
        guard !candidates.isEmpty else { return nil }
        let total = candidates.reduce(0) { $0 + $1.weight }
        var left = random.unit() * total
        for candidate in candidates {
            left -= candidate.weight
            if left < 0 { return candidate.token }
        }
        return candidates[candidates.count - 1].token
    }

    /// Tokens that may be drawn, the likeliest first, with weights in proportion to their probabilities.
    private func candidates(_ logits: UnsafeMutableBufferPointer<Float>) -> [(token: Int, weight: Double)] {
        guard let best = Self.likeliest(logits), logits[best].isFinite else { return [] }
        let top = logits[best], scale = 1 / Double(options.temperature)
        func weight(_ token: Int) -> Double { exp(Double(logits[token] - top) * scale) }
        // What is too unlikely to be drawn within a million texts needs no sorting.
        let least = top + Float(log(max(Double(options.minP), 1e-12)) / scale)
        var chosen: [Int] = []
        for token in logits.indices where logits[token] >= least { chosen.append(token) }
        chosen.sort { (logits[$0], $1) > (logits[$1], $0) }
        if options.topK > 0, chosen.count > options.topK { chosen.removeSubrange(options.topK...) }
        var candidates = chosen.map { (token: $0, weight: weight($0)) }
        if options.topP < 1 {
            let enough = Double(options.topP) * candidates.reduce(0) { $0 + $1.weight }
            var sum = 0.0
            if let last = candidates.firstIndex(where: { candidate in
                sum += candidate.weight
                return sum >= enough
            }) {
                candidates.removeSubrange((last + 1)...)
            }
        }
        return candidates
    }

    /// Lowers the logits of the tokens that were seen lately.
    func penalize(_ logits: UnsafeMutableBufferPointer<Float>, after tokens: [Int]) {
        guard options.repetitionPenalty != 1 else { return }
        for token in Set(tokens.suffix(options.repetitionWindow)) where logits.indices.contains(token) {
            logits[token] =
                logits[token] > 0
                ? logits[token] / options.repetitionPenalty : logits[token] * options.repetitionPenalty
        }
    }

    /// The token with the largest logit, of equals the first; numbers that are none count as unlikely.
    static func likeliest(_ logits: UnsafeMutableBufferPointer<Float>) -> Int? {
        var best: Int?
        var top = -Float.infinity
        for token in logits.indices where logits[token] > top || best == nil {
            guard !logits[token].isNaN else { continue }
            best = token
            top = logits[token]
        }
        return best
    }
}
