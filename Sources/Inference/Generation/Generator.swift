/// Generates many texts with one decoder, batched continuously: a text joins the batch as soon as another one ends, and
/// texts that start from forks of one prompt share its keys and values. What is generated does not depend on the batch.
public final class Generator {
    /// A text to generate.
    public struct Request {
        /// Tokens that are read before the first one is generated, at least one, after those that `sequence` has seen.
        public var prompt: [Int]
        /// The sequence to continue, which is forked and not changed; nil to start a new one.
        public var sequence: TokenSequence?
        /// Tokens after which the text ends; 0 generates nothing.
        public var maximumTokens: Int
        public var sampling: SamplingOptions
        /// Strings that end the text when they are generated; they are not part of the output.
        public var stopStrings: [String]
        /// Limits what is generated; nil for no limits.
        public var constraint: (any Constraint)?

        /// A request; the defaults generate greedily, without stop strings and limits.
        public init(
            prompt: [Int], sequence: TokenSequence? = nil, maximumTokens: Int,
            sampling: SamplingOptions = SamplingOptions(), stopStrings: [String] = [],
            constraint: (any Constraint)? = nil
        ) {
            self.prompt = prompt
            self.sequence = sequence
            self.maximumTokens = maximumTokens
            self.sampling = sampling
            self.stopStrings = stopStrings
            self.constraint = constraint
        }
    }

    /// Why a text ended: the model ended it, it reached a stop string or its length, or the constraint allowed no
    /// token.
    public enum FinishReason: String, Sendable { case end, stop, length, constraint }

    /// A generated text.
    public struct Output: Sendable {
        /// Bytes that are not valid UTF-8 become replacement characters.
        public var text: String
        /// The generated tokens, without an end token.
        public var tokens: [Int]
        /// The natural logarithm of each token's probability, before temperature and penalties: `[token]`.
        public var logProbabilities: [Float]
        public var finishReason: FinishReason
    }

    private let decoder: TextDecoder
    private let tokenizer: any Tokenizer
    private let batchSize: Int

    /// A generator that works on at most `batchSize` texts at the same time.
    public init(_ decoder: TextDecoder, _ tokenizer: any Tokenizer, batchSize: Int = 32) {
        self.decoder = decoder
        self.tokenizer = tokenizer
        self.batchSize = max(1, batchSize)
    }

    /// Reads a prompt that several requests will share. Throws a `ModelError` if a token is not in the vocabulary or
    /// memory runs out.
    public func prefill(_ prompt: [Int]) throws(ModelError) -> TokenSequence {
        let sequence = TokenSequence()
        try decoder.forward([TextDecoder.Input(sequence, prompt, logitRange: 0..<0)]) { _, _, _ in }
        return sequence
    }

    /// Generates a text for each request, in their order.
    ///
    /// - Parameters:
    ///   - requests: What to generate, in the order in which texts join the batch.
    ///   - onOutput: Called with each text when it ends, and the index of its request.
    /// - Throws: A `ModelError` if a prompt is empty or holds tokens that are not in the vocabulary, if sampling options
    ///   are out of range, or if memory runs out.
    public func generate(
        _ requests: [Request], onOutput: (_ index: Int, _ output: Output) -> Void = { _, _ in }
    ) throws(ModelError) -> [Output] {
        for request in requests {
            try request.sampling.validate()
            guard !request.prompt.isEmpty else {
                throw ModelError("the prompt is empty; the model needs at least one token to start from")
            }
        }
        var outputs = [Output?](repeating: nil, count: requests.count)
        var waiting = requests.indices[...]
        var running: [Generation] = []
        while !waiting.isEmpty || !running.isEmpty {
            while running.count < batchSize, let index = waiting.popFirst() {
                running.append(Generation(index, requests[index]))
            }
            try step(&running)
            for generation in running {
                guard let output = generation.output else { continue }
                outputs[generation.index] = output
                onOutput(generation.index, output)
            }
            running.removeAll { $0.finishReason != nil }
        }
        return outputs.compactMap(\.self)
    }

    /// Generates one more token of each text.
    private func step(_ running: inout [Generation]) throws(ModelError) {
        let inputs = running.map { TextDecoder.Input($0.sequence, $0.pendingTokens) }
        var generations = running
        try decoder.forward(inputs) { index, _, logits in
            generations[index].append(from: logits, logSumExp: decoder.backend.logSumExp(logits), tokenizer)
        }
        running = generations
    }
}

/// A text that is being generated.
private struct Generation {
    /// The index of its request.
    let index: Int
    let request: Generator.Request
    let sequence: TokenSequence
    /// Tokens that the model has not read yet: the prompt, then the token generated last.
    var pendingTokens: [Int]
    var tokens: [Int] = []
    var logProbabilities: [Float] = []
    var bytes: [UInt8] = []
    var finishReason: Generator.FinishReason?
    private var sampler: Sampler

    init(_ index: Int, _ request: Generator.Request) {
        self.index = index
        self.request = request
        sequence = request.sequence?.fork() ?? TokenSequence()
        pendingTokens = request.prompt
        sampler = Sampler(request.sampling)
        if request.maximumTokens <= 0 { finishReason = .length }
    }

    /// Samples the next token from the logits `[vocabulary]`, which it changes, until the constraint allows one.
    mutating func append(
        from logits: UnsafeMutableBufferPointer<Float>, logSumExp: Float, _ tokenizer: any Tokenizer
    ) {
        guard finishReason == nil else { return }
        let isUnchanged = request.sampling.repetitionPenalty == 1 && request.constraint == nil
        let original = isUnchanged ? nil : Array(logits)
        sampler.penalize(logits, after: request.prompt + tokens)
        while true {
            guard let token = sampler.sample(logits) else {
                finishReason = .constraint
                return
            }
            let isEnd = tokenizer.endOfGenerationTokens.contains(token)
            if let constraint = request.constraint {
                let isAllowed =
                    isEnd
                    ? constraint.mayEnd(after: bytes) : constraint.allows(tokenizer.bytes(of: token), after: bytes)
                guard isAllowed else {
                    logits[token] = -.infinity
                    continue
                }
            }
            guard !isEnd else {
                finishReason = .end
                return
            }
            append(token, logProbability: (original?[token] ?? logits[token]) - logSumExp, tokenizer)
            return
        }
    }

    private mutating func append(_ token: Int, logProbability: Float, _ tokenizer: any Tokenizer) {
        tokens.append(token)
        logProbabilities.append(logProbability)
        let previousCount = bytes.count
        bytes.append(contentsOf: tokenizer.bytes(of: token))
        pendingTokens = [token]
        for stop in request.stopStrings where !stop.isEmpty {
            let stopBytes = Array(stop.utf8)
            // The stop string may have begun in earlier tokens.
            let first = max(0, previousCount - stopBytes.count + 1)
            let candidates = first..<max(first, bytes.count - stopBytes.count + 1)
            guard let start = candidates.first(where: { bytes[$0...].starts(with: stopBytes) }) else { continue }
            bytes.removeSubrange(start...)
            finishReason = .stop
            return
        }
        if tokens.count >= request.maximumTokens { finishReason = .length }
    }

    /// The text, if it has ended.
    var output: Generator.Output? {
        finishReason.map { reason in
            Generator.Output(
                text: String(decoding: bytes, as: UTF8.self), tokens: tokens, logProbabilities: logProbabilities,
                finishReason: reason)
        }
    }
}
