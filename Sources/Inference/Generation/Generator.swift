/// Generates texts with one decoder, many at once. What is generated does not depend on what else is.
///
/// It is given all requests at the start; ``ContinuousBatch``, which does the work, also takes requests that come later.
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

        /// Throws a `ModelError` if the prompt is empty or an option is out of range.
        func validate() throws(ModelError) {
            try sampling.validate()
            guard !prompt.isEmpty else {
                throw ModelError("the prompt is empty; the model needs at least one token to start from")
            }
        }
    }

    /// Why a text ended: the model ended it, it reached a stop string or its length, or the constraint allowed no
    /// token.
    public enum FinishReason: String, Sendable { case end, stop, length, constraint }

    /// A generated text.
    public struct Output: Sendable, Equatable {
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
        self.batchSize = batchSize
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
        for request in requests { try request.validate() }
        let batch = ContinuousBatch(decoder, tokenizer, size: batchSize)
        var waiting = requests[...]
        var outputs = [Output?](repeating: nil, count: requests.count)
        while !waiting.isEmpty || !batch.isEmpty {
            while batch.hasRoom, let request = waiting.popFirst() {
                try batch.add(request, seeds: [request.sampling.seed])
            }
            try batch.readPrompts()
            try batch.writeTokens()
            for finished in batch.takeFinished() {
                for output in finished.outputs {
                    outputs[finished.index] = output
                    onOutput(finished.index, output)
                }
            }
        }
        return outputs.compactMap(\.self)
    }
}
