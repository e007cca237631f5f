/// A model behind an ``Endpoint``: completions, chat and embeddings, computed by a server.
///
/// Source: OpenAI's API reference, "Completions", "Chat" and "Embeddings", as llama-server, vLLM and Ollama implement
/// them.
public struct RemoteModel: Sendable {
    public let endpoint: Endpoint

    public init(_ endpoint: Endpoint) { self.endpoint = endpoint }

    /// How the next token is chosen; the defaults are greedy. A server may ignore what it does not support, and may
    /// refuse values that are out of its range.
    public struct Sampling: Sendable {
        /// Divides the logits: 0 is greedy, 1 samples from the model's distribution.
        public var temperature: Float
        /// Samples from the most likely tokens whose probabilities add up to this.
        public var topP: Float
        /// Samples from this many of the most likely tokens; 0 for all of them.
        public var topK: Int
        /// Samples from tokens at least this many times as likely as the most likely one.
        public var minP: Float
        /// Lowers the logits of recent tokens; 1 for no penalty.
        public var repetitionPenalty: Float
        /// Reproduces a text as far as the server does; its lowest 31 bits are sent.
        public var seed: UInt64

        /// Options that are greedy unless they say otherwise.
        public init(
            temperature: Float = 0, topP: Float = 1, topK: Int = 0, minP: Float = 0, repetitionPenalty: Float = 1,
            seed: UInt64 = 0
        ) {
            self.temperature = temperature
            self.topP = topP
            self.topK = topK
            self.minP = minP
            self.repetitionPenalty = repetitionPenalty
            self.seed = seed
        }
    }

    /// A text to generate.
    public struct Request: Sendable {
        public var prompt: String
        /// Tokens after which the text ends.
        public var maximumTokens: Int
        public var sampling: Sampling
        /// Strings that end the text; they are not part of the output.
        public var stopStrings: [String]

        /// A request; the defaults generate greedily and without stop strings.
        public init(
            prompt: String, maximumTokens: Int, sampling: Sampling = Sampling(), stopStrings: [String] = []
        ) {
            self.prompt = prompt
            self.maximumTokens = maximumTokens
            self.sampling = sampling
            self.stopStrings = stopStrings
        }
    }

    /// A generated text.
    public struct Output: Sendable, Equatable {
        public var text: String
        /// The natural logarithm of each token's probability; empty if the server does not send them.
        public var logProbabilities: [Double]
        /// Tokens generated, as the server counts them.
        public var tokenCount: Int
        /// Why the text ended, in the server's words: `stop` or `length`.
        public var finishReason: String
    }

    /// One turn of a conversation.
    public struct Message: Codable, Sendable, Equatable {
        /// `system`, `user` or `assistant`.
        public var role: String
        public var content: String

        public init(role: String, content: String) {
            self.role = role
            self.content = content
        }
    }

    /// Continues each prompt, in order. Throws a `RemoteError` that names the address and the reason.
    public func complete(_ requests: [Request]) throws(RemoteError) -> [Output] {
        let bodies = requests.map { CompletionBody(model: endpoint.model, request: $0) }
        return try outputs(of: endpoint.post(bodies, to: "/completions", expecting: CompletionAnswer.self))
    }

    /// Answers each conversation, in order, with the model's own chat template. Throws a `RemoteError` that names the
    /// address and the reason.
    public func chat(
        _ conversations: [[Message]], maximumTokens: Int, sampling: Sampling = Sampling()
    ) throws(RemoteError) -> [Output] {
        let bodies = conversations.map {
            CompletionBody(model: endpoint.model, messages: $0, maximumTokens: maximumTokens, sampling: sampling)
        }
        return try outputs(of: endpoint.post(bodies, to: "/chat/completions", expecting: CompletionAnswer.self))
    }

    /// Embeddings `[text, width]` of length 1. Texts are sent in requests of at most `batchSize`. Throws a
    /// `RemoteError` that names the address and the reason, also if the server sends too few embeddings, or embeddings
    /// of different width, of zeros or of infinities.
    public func embed(_ texts: [String], batchSize: Int = 64) throws(RemoteError) -> [[Float]] {
        let size = max(1, batchSize)
        let bodies = stride(from: 0, to: texts.count, by: size).map { start in
            EmbeddingBody(model: endpoint.model, input: Array(texts[start..<min(start + size, texts.count)]))
        }
        let answers = try endpoint.post(bodies, to: "/embeddings", expecting: EmbeddingAnswer.self)
        return try embeddings(of: answers, to: bodies)
    }

    /// No text has more, whatever a server counts; sums of such counts stay small.
    private static let mostTokens = 10_000_000

    func outputs(of answers: [CompletionAnswer]) throws(RemoteError) -> [Output] {
        var outputs: [Output] = []
        for answer in answers {
            guard let choice = answer.choices.first, let text = choice.text ?? choice.message?.content else {
                throw RemoteError("\(endpoint.address): the answer holds no text")
            }
            let logProbabilities =
                choice.logprobs?.token_logprobs ?? choice.logprobs?.content?.map(\.logprob) ?? []
            outputs.append(
                Output(
                    text: text, logProbabilities: logProbabilities.compactMap(\.self),
                    tokenCount: max(0, min(answer.usage?.completion_tokens ?? logProbabilities.count, Self.mostTokens)),
                    finishReason: choice.finish_reason ?? "stop"))
        }
        return outputs
    }

    func embeddings(of answers: [EmbeddingAnswer], to bodies: [EmbeddingBody]) throws(RemoteError) -> [[Float]] {
        var embeddings: [[Float]] = []
        for (body, answer) in zip(bodies, answers) {
            let entries = answer.data.sorted { $0.index < $1.index }
            guard entries.map(\.index) == Array(body.input.indices) else {
                throw RemoteError(
                    "\(endpoint.address): the answer has \(entries.count) embeddings for \(body.input.count) texts")
            }
            embeddings += try entries.map { entry throws(RemoteError) in try normalized(entry.embedding) }
        }
        guard Set(embeddings.map(\.count)).count <= 1 else {
            throw RemoteError("\(endpoint.address): the embeddings differ in width")
        }
        return embeddings
    }

    /// A vector scaled to length 1.
    private func normalized(_ vector: [Float]) throws(RemoteError) -> [Float] {
        let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        guard length > 0, length.isFinite else {
            throw RemoteError("\(endpoint.address): an embedding is empty, zero or not finite")
        }
        return vector.map { Float(Double($0) / length) }
    }
}
