/// A model behind an ``Endpoint``: what ``Generator`` and ``Encoder`` do, done by a server.
///
/// Source: OpenAI's API reference, "Completions", "Chat" and "Embeddings", as llama-server, vLLM and Ollama serve it.
public struct RemoteModel: Sendable {
    public let endpoint: Endpoint

    public init(_ endpoint: Endpoint) { self.endpoint = endpoint }

    /// A text to be written. Seeds reproduce as far as the server does.
    public struct Request: Sendable {
        public var prompt: String
        public var maximumTokens: Int
        public var sampling: SamplingOptions
        public var stops: [String]

        public init(
            prompt: String, maximumTokens: Int, sampling: SamplingOptions = SamplingOptions(), stops: [String] = []
        ) {
            self.prompt = prompt
            self.maximumTokens = maximumTokens
            self.sampling = sampling
            self.stops = stops
        }
    }

    /// What was written.
    public struct Output: Sendable, Equatable {
        public var text: String
        /// The natural logarithm of each token's probability; empty where the server does not tell.
        public var logProbabilities: [Double]
        /// Tokens written, as the server counts them.
        public var tokenCount: Int
        /// Why it ended, in the server's words: `stop` or `length`.
        public var ending: String
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

    // MARK: Completions

    /// Continues each prompt. Throws a `ModelError` that names the address and the reason.
    public func complete(_ requests: [Request]) throws(ModelError) -> [Output] {
        for request in requests { try request.sampling.validate() }
        let bodies = requests.map { request in
            Body(
                model: endpoint.model, prompt: request.prompt, sampling: Sampling(request.sampling),
                max_tokens: request.maximumTokens, stop: request.stops.isEmpty ? nil : request.stops, logprobs: 1)
        }
        return try outputs(of: endpoint.post(bodies, to: "/completions", expecting: Answer.self))
    }

    /// Answers each conversation, in the form that the model's own chat template gives it.
    public func chat(_ conversations: [[Message]], maximumTokens: Int, sampling: SamplingOptions = SamplingOptions())
        throws(ModelError) -> [Output]
    {
        try sampling.validate()
        let bodies = conversations.map { messages in
            Body(
                model: endpoint.model, messages: messages, sampling: Sampling(sampling), max_tokens: maximumTokens)
        }
        return try outputs(of: endpoint.post(bodies, to: "/chat/completions", expecting: Answer.self))
    }

    private func outputs(of answers: [Answer]) throws(ModelError) -> [Output] {
        var outputs: [Output] = []
        for answer in answers {
            guard let choice = answer.choices.first, let text = choice.text ?? choice.message?.content else {
                throw ModelError("\(endpoint.address): the answer holds no text")
            }
            let rates = choice.logprobs?.token_logprobs ?? choice.logprobs?.content?.map(\.logprob) ?? []
            outputs.append(
                Output(
                    text: text, logProbabilities: rates.compactMap(\.self),
                    tokenCount: answer.usage?.completion_tokens ?? rates.count, ending: choice.finish_reason ?? "stop"))
        }
        return outputs
    }

    /// What both kinds of request hold; the sampling's fields stand beside the others.
    private struct Body: Encodable, Sendable {
        var model: String
        var prompt: String?
        var messages: [Message]?
        var sampling: Sampling
        var max_tokens: Int
        var stop: [String]?
        var logprobs: Int?

        private enum Key: String, CodingKey { case model, prompt, messages, max_tokens, stop, logprobs }

        func encode(to encoder: any Swift.Encoder) throws {
            try sampling.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(model, forKey: .model)
            try container.encodeIfPresent(prompt, forKey: .prompt)
            try container.encodeIfPresent(messages, forKey: .messages)
            try container.encode(max_tokens, forKey: .max_tokens)
            try container.encodeIfPresent(stop, forKey: .stop)
            try container.encodeIfPresent(logprobs, forKey: .logprobs)
        }
    }

    /// Options that are not OpenAI's own are sent only where they are asked for: strict servers refuse what they do not know.
    private struct Sampling: Encodable, Sendable {
        var temperature: Float
        var top_p: Float
        var seed: UInt64
        var top_k: Int?
        var min_p: Float?
        var repeat_penalty: Float?

        init(_ options: SamplingOptions) {
            temperature = options.temperature
            top_p = options.topP
            // Servers take 32 bits.
            seed = options.seed % (1 << 31)
            top_k = options.topK > 0 ? options.topK : nil
            min_p = options.minP > 0 ? options.minP : nil
            repeat_penalty = options.repetitionPenalty == 1 ? nil : options.repetitionPenalty
        }
    }

    private struct Answer: Decodable, Sendable {
        struct Choice: Decodable, Sendable {
            var text: String?
            var message: Message?
            var finish_reason: String?
            var logprobs: Rates?
        }
        /// OpenAI's completions name `token_logprobs`; its chat, and llama-server for both, name `content`.
        struct Rates: Decodable, Sendable {
            struct Token: Decodable, Sendable { var logprob: Double? }
            var token_logprobs: [Double?]?
            var content: [Token]?
        }
        struct Usage: Decodable, Sendable { var completion_tokens: Int? }
        var choices: [Choice]
        var usage: Usage?
    }

    // MARK: Embeddings

    /// Embeddings of length 1, one for each text. Texts go in groups of `batch`.
    public func embed(_ texts: [String], batch: Int = 64) throws(ModelError) -> [[Float]] {
        let groups = stride(from: 0, to: texts.count, by: max(1, batch)).map { start in
            Texts(model: endpoint.model, input: Array(texts[start..<min(start + max(1, batch), texts.count)]))
        }
        let answers = try endpoint.post(groups, to: "/embeddings", expecting: Embeddings.self)
        var vectors: [[Float]] = []
        for (group, answer) in zip(groups, answers) {
            let entries = answer.data.sorted { $0.index < $1.index }
            guard entries.map(\.index) == Array(group.input.indices) else {
                throw ModelError(
                    "\(endpoint.address): \(entries.count) embeddings came for \(group.input.count) texts")
            }
            vectors += try entries.map { entry throws(ModelError) in try unit(entry.embedding) }
        }
        guard Set(vectors.map(\.count)).count <= 1 else {
            throw ModelError("\(endpoint.address): embeddings differ in width")
        }
        return vectors
    }

    private func unit(_ vector: [Float]) throws(ModelError) -> [Float] {
        let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        guard length > 0, length.isFinite else {
            throw ModelError("\(endpoint.address): an embedding is empty, zero or not finite")
        }
        return vector.map { Float(Double($0) / length) }
    }

    private struct Texts: Encodable, Sendable {
        var model: String
        var input: [String]
    }

    private struct Embeddings: Decodable, Sendable {
        struct Entry: Decodable, Sendable {
            var index: Int
            var embedding: [Float]
        }
        var data: [Entry]
    }
}
