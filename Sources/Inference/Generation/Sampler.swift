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
        draw(from: TokenDistribution(logits, options))
    }

    /// A token of a distribution that was made with these options, whatever their seed; nil if it has none.
    mutating func draw(from distribution: TokenDistribution) -> Int? {
        let candidates = distribution.candidates
        guard candidates.count > 1 || options.temperature > 0 else { return candidates.first?.token }
        guard !candidates.isEmpty else { return nil }
        var remaining = random.unit() * distribution.total
        for candidate in candidates {
            remaining -= candidate.weight
            if remaining < 0 { return candidate.token }
        }
        return candidates[candidates.count - 1].token
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
}
