/// Writes many texts at once. Texts join and leave while others are written; forks of one prompt share its keys and
/// values. The order and company of texts do not change what is written.
public final class Generator {
    /// A text to be written.
    public struct Request {
        /// What stands before it: the tokens, read after what `sequence` has seen.
        public var prompt: [Int]
        /// Where it goes on from; forked, never changed. nil starts anew.
        public var sequence: Sequence?
        public var maximumTokens: Int
        public var sampling: SamplingOptions
        /// Texts that end it; they are not part of the result.
        public var stops: [String]
        public var constraint: (any Constraint)?

        public init(
            prompt: [Int], sequence: Sequence? = nil, maximumTokens: Int, sampling: SamplingOptions = SamplingOptions(),
            stops: [String] = [], constraint: (any Constraint)? = nil
        ) {
            self.prompt = prompt
            self.sequence = sequence
            self.maximumTokens = maximumTokens
            self.sampling = sampling
            self.stops = stops
            self.constraint = constraint
        }
    }

    /// Why a text ended.
    public enum Ending: String, Sendable { case end, stop, length, constraint }

    /// What was written.
    public struct Output: Sendable {
        public var text: String
        public var tokens: [Int]
        /// The natural logarithm of each token's probability, before temperature and penalties.
        public var logProbabilities: [Float]
        public var ending: Ending
    }

    private let decoder: Decoder
    private let tokenizer: any Tokenizer
    private let atOnce: Int

    /// A generator that writes at most so many texts at the same time.
    public init(_ decoder: Decoder, _ tokenizer: any Tokenizer, atOnce: Int = 32) {
        self.decoder = decoder
        self.tokenizer = tokenizer
        self.atOnce = max(1, atOnce)
    }

    /// Reads a prompt that many texts will share.
    public func read(_ prompt: [Int]) throws(ModelError) -> Sequence {
        let sequence = Sequence()
        try decoder.read([Decoder.Input(sequence, prompt, wanted: 0..<0)]) { _, _, _ in }
        return sequence
    }

    /// Writes the texts; `onText` is told of each as it ends, with its place among the requests.
    public func write(
        _ requests: [Request], onText: (_ index: Int, _ output: Output) -> Void = { _, _ in }
    ) throws(ModelError) -> [Output] {
        for request in requests {
            try request.sampling.validate()
            guard !request.prompt.isEmpty else {
                throw ModelError("a prompt is empty; the model needs a token to start from")
            }
        }
        var outputs = [Output?](repeating: nil, count: requests.count)
        var waiting = requests.indices[...]
        var running: [Text] = []
        while !waiting.isEmpty || !running.isEmpty {
            while running.count < atOnce, let index = waiting.popFirst() {
                running.append(Text(index, requests[index]))
            }
            try step(&running)
            for text in running {
                guard let output = text.output(tokenizer) else { continue }
                outputs[text.index] = output
                onText(text.index, output)
            }
            running.removeAll { $0.ending != nil }
        }
        return outputs.compactMap(\.self)
    }

    /// One token more for each text.
    private func step(_ running: inout [Text]) throws(ModelError) {
        let inputs = running.map { Decoder.Input($0.sequence, $0.unread) }
        var texts = running
        let tokenizer = tokenizer
        try decoder.read(inputs) { index, _, logits in texts[index].append(from: logits, tokenizer) }
        running = texts
    }
}

/// A text that is being written.
private struct Text {
    let index: Int
    let request: Generator.Request
    let sequence: Sequence
    /// Tokens that the model has not seen yet.
    var unread: [Int]
    var tokens: [Int] = []
    var logProbabilities: [Float] = []
    var written: [UInt8] = []
    var ending: Generator.Ending?
    private var sampler: Sampler

    init(_ index: Int, _ request: Generator.Request) {
        self.index = index
        self.request = request
        sequence = request.sequence?.fork() ?? Sequence()
        unread = request.prompt
        sampler = Sampler(request.sampling)
        if request.maximumTokens <= 0 { ending = .length }
    }

    mutating func append(from logits: UnsafeMutableBufferPointer<Float>, _ tokenizer: any Tokenizer) {
        guard ending == nil else { return }
        let total = LogProbability.total(logits)
        let plain = request.sampling.repetitionPenalty == 1 && request.constraint == nil ? nil : Array(logits)
        sampler.penalize(logits, after: request.prompt + tokens)
        while true {
            guard let token = sampler.draw(logits) else {
                ending = .constraint
                return
            }
            if let constraint = request.constraint {
                let isAllowed =
                    tokenizer.endTokens.contains(token)
                    ? constraint.mayEnd(after: written) : constraint.allows(tokenizer.bytes(token), after: written)
                guard isAllowed else {
                    logits[token] = -.infinity
                    continue
                }
            }
            if tokenizer.endTokens.contains(token) {
                ending = .end
                return
            }
            take(token, logProbability: (plain?[token] ?? logits[token]) - total, tokenizer)
            return
        }
    }

    private mutating func take(_ token: Int, logProbability: Float, _ tokenizer: any Tokenizer) {
        tokens.append(token)
        logProbabilities.append(logProbability)
        let before = written.count
        written.append(contentsOf: tokenizer.bytes(token))
        unread = [token]
        for stop in request.stops where !stop.isEmpty {
            let bytes = Array(stop.utf8)
            // The stop may have begun in earlier tokens.
            let first = max(0, before - bytes.count + 1)
            guard
                let start = (first..<max(first, written.count - bytes.count + 1)).first(where: {
                    written[$0...].starts(with: bytes)
                })
            else { continue }
            written.removeSubrange(start...)
            ending = .stop
            return
        }
        if tokens.count >= request.maximumTokens { ending = .length }
    }

    func output(_ tokenizer: any Tokenizer) -> Generator.Output? {
        ending.map { ending in
            Generator.Output(
                text: String(decoding: written, as: UTF8.self), tokens: tokens, logProbabilities: logProbabilities,
                ending: ending)
        }
    }
}
