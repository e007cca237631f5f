/// The texts that a request asks for, one for each seed.
final class RequestedTexts: @unchecked Sendable {
    /// Of the request in its batch.
    let index: Int
    let request: Generator.Request
    let seeds: [UInt64]
    private var outputs: [Generator.Output?]
    private var missingCount: Int

    init(index: Int, request: Generator.Request, seeds: [UInt64]) {
        (self.index, self.request, self.seeds) = (index, request, seeds)
        outputs = Array(repeating: nil, count: seeds.count)
        missingCount = seeds.count
    }

    /// Keeps a text that has ended, for all seeds that gave it.
    func end(_ text: WrittenTokens, _ reason: Generator.FinishReason, samples: [TextBranch.Sample]) {
        let output = Generator.Output(
            text: String(decoding: text.bytes, as: UTF8.self), tokens: text.tokens,
            logProbabilities: text.logProbabilities, finishReason: reason)
        for sample in samples { outputs[sample.index] = output }
        missingCount -= samples.count
    }

    /// All texts, once, when the last one has ended; nil before that and afterwards.
    func takeOutputs() -> [Generator.Output]? {
        guard missingCount == 0 else { return nil }
        missingCount = -1
        return outputs.compactMap(\.self)
    }
}

/// What has been generated of a text.
struct WrittenTokens {
    private(set) var tokens: [Int] = []
    private(set) var logProbabilities: [Float] = []
    private(set) var bytes: [UInt8] = []

    /// Appends a token; returns why the text ends with it, or nil if it goes on.
    mutating func append(
        _ token: Int, logProbability: Float, _ request: Generator.Request, _ tokenizer: any Tokenizer
    ) -> Generator.FinishReason? {
        tokens.append(token)
        logProbabilities.append(logProbability)
        let previousCount = bytes.count
        bytes.append(contentsOf: tokenizer.bytes(of: token))
        for stop in request.stopStrings where !stop.isEmpty {
            let stopBytes = Array(stop.utf8)
            // The stop string may have begun in earlier tokens.
            let first = max(0, previousCount - stopBytes.count + 1)
            let candidates = first..<max(first, bytes.count - stopBytes.count + 1)
            guard let start = candidates.first(where: { bytes[$0...].starts(with: stopBytes) }) else { continue }
            bytes.removeSubrange(start...)
            return .stop
        }
        return tokens.count >= request.maximumTokens ? .length : nil
    }
}

/// Texts of one request that have been the same so far, so that one row of logits serves them all.
///
/// Logits are sampled on any thread, but those of a branch on one; everything else happens on the caller's.
final class TextBranch: @unchecked Sendable {
    /// A text, by the index of its seed.
    struct Sample {
        let index: Int
        var sampler: Sampler
    }

    /// What was sampled for a text: a token, the end, or nothing, since the constraint allows nothing.
    private enum Draw: Hashable { case token(Int), end, nothing }

    let texts: RequestedTexts
    let sequence: TokenSequence
    /// Tokens that the model has not read yet: of the prompt, or the token generated last.
    let pendingTokens: [Int]
    private(set) var samples: [Sample]
    private let written: WrittenTokens
    private var draws: [(draw: Draw, logProbability: Float)] = []

    private init(
        _ texts: RequestedTexts, _ sequence: TokenSequence, pendingTokens: [Int], _ samples: [Sample],
        _ written: WrittenTokens
    ) {
        (self.texts, self.sequence, self.pendingTokens) = (texts, sequence, pendingTokens)
        (self.samples, self.written) = (samples, written)
    }

    /// A request at its start, of whose prompt the sequence has seen all but the pending tokens.
    convenience init(_ texts: RequestedTexts, _ sequence: TokenSequence, pendingTokens: [Int]) {
        let samples = texts.seeds.enumerated().map { index, seed in
            var options = texts.request.sampling
            options.seed = seed
            return Sample(index: index, sampler: Sampler(options))
        }
        self.init(texts, sequence, pendingTokens: pendingTokens, samples, WrittenTokens())
    }

    /// How many of the texts go on by a token.
    var sampledTokenCount: Int { draws.count { if case .token = $0.draw { true } else { false } } }

    // MARK: Sampling

    /// Samples the next token of each text from the logits `[vocabulary]`, which it changes.
    func sample(_ logits: UnsafeMutableBufferPointer<Float>, logSumExp: Float, _ tokenizer: any Tokenizer) {
        guard let first = samples.first else { return }
        let request = texts.request
        let isUnchanged = request.sampling.repetitionPenalty == 1 && request.constraint == nil
        let original = isUnchanged ? nil : Array(logits)
        first.sampler.penalize(logits, after: request.prompt + written.tokens)
        let tokens: [Draw]
        if let constraint = request.constraint {
            let penalized = Array(logits)
            tokens = samples.indices.map { index in
                _ = logits.update(fromContentsOf: penalized)
                return allowedDraw(&samples[index].sampler, logits, constraint, tokenizer)
            }
        } else {
            let distribution = TokenDistribution(logits, request.sampling)
            tokens = samples.indices.map { index in
                guard let token = samples[index].sampler.draw(from: distribution) else { return .nothing }
                return tokenizer.endOfGenerationTokens.contains(token) ? .end : .token(token)
            }
        }
        draws = tokens.map { draw in
            guard case .token(let token) = draw else { return (draw, 0) }
            return (draw, (original?[token] ?? logits[token]) - logSumExp)
        }
    }

    /// Samples until the constraint allows it.
    private func allowedDraw(
        _ sampler: inout Sampler, _ logits: UnsafeMutableBufferPointer<Float>, _ constraint: any Constraint,
        _ tokenizer: any Tokenizer
    ) -> Draw {
        while let token = sampler.sample(logits) {
            if tokenizer.endOfGenerationTokens.contains(token) {
                if constraint.mayEnd(after: written.bytes) { return .end }
            } else if constraint.allows(tokenizer.bytes(of: token), after: written.bytes) {
                return .token(token)
            }
            logits[token] = -.infinity
        }
        return .nothing
    }

    // MARK: Parting

    /// The branches that go on, one for each token that was sampled; texts that end are kept in ``texts``.
    func part(_ tokenizer: any Tokenizer) -> [TextBranch] {
        var order: [(draw: Draw, logProbability: Float)] = []
        var groups: [Draw: [Sample]] = [:]
        for (sample, (draw, logProbability)) in zip(samples, draws) {
            if groups[draw] == nil { order.append((draw, logProbability)) }
            groups[draw, default: []].append(sample)
        }
        var parts: [TextBranch] = []
        for (draw, logProbability) in order {
            let own = groups[draw] ?? []
            switch draw {
            case .nothing: texts.end(written, .constraint, samples: own)
            case .end: texts.end(written, .end, samples: own)
            case .token(let token):
                var text = written
                if let reason = text.append(token, logProbability: logProbability, texts.request, tokenizer) {
                    texts.end(text, reason, samples: own)
                } else {
                    // The first one goes on with the sequence itself.
                    let next = parts.isEmpty ? sequence : sequence.fork()
                    next.maximumLength = sequence.maximumLength
                    parts.append(TextBranch(texts, next, pendingTokens: [token], own, text))
                }
            }
        }
        return parts
    }
}
