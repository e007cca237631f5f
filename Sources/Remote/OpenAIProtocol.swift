// The bodies and answers of OpenAI's protocol, field by field as they are in JSON.

/// The body of a completion or chat request; the sampling options are fields beside the others.
struct CompletionBody: Encodable, Sendable {
    private var model: String
    private var prompt: String?
    private var messages: [RemoteModel.Message]?
    private var sampling: RemoteModel.Sampling
    private var maximumTokens: Int
    private var stop: [String]?
    private var logprobs: Int?

    init(model: String, request: RemoteModel.Request) {
        self.model = model
        prompt = request.prompt
        sampling = request.sampling
        maximumTokens = request.maximumTokens
        stop = request.stopStrings.isEmpty ? nil : request.stopStrings
        logprobs = 1
    }

    init(model: String, messages: [RemoteModel.Message], maximumTokens: Int, sampling: RemoteModel.Sampling) {
        self.model = model
        self.messages = messages
        self.sampling = sampling
        self.maximumTokens = maximumTokens
    }

    private enum Key: String, CodingKey {
        case model, prompt, messages, max_tokens, stop, logprobs, temperature, top_p, seed, top_k, min_p, repeat_penalty
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(model, forKey: .model)
        try container.encodeIfPresent(prompt, forKey: .prompt)
        try container.encodeIfPresent(messages, forKey: .messages)
        try container.encode(maximumTokens, forKey: .max_tokens)
        try container.encodeIfPresent(stop, forKey: .stop)
        try container.encodeIfPresent(logprobs, forKey: .logprobs)
        try container.encode(sampling.temperature, forKey: .temperature)
        try container.encode(sampling.topP, forKey: .top_p)
        // Servers accept 32 bits with a sign.
        try container.encode(sampling.seed % (1 << 31), forKey: .seed)
        // These are not OpenAI's own: strict servers refuse fields they do not know, so they are sent only if needed.
        if sampling.topK > 0 { try container.encode(sampling.topK, forKey: .top_k) }
        if sampling.minP > 0 { try container.encode(sampling.minP, forKey: .min_p) }
        if sampling.repetitionPenalty != 1 { try container.encode(sampling.repetitionPenalty, forKey: .repeat_penalty) }
    }
}

/// The answer to a completion or chat request.
struct CompletionAnswer: Decodable, Sendable {
    struct Choice: Decodable, Sendable {
        /// Of a completion.
        var text: String?
        /// Of a chat.
        var message: RemoteModel.Message?
        var finish_reason: String?
        var logprobs: LogProbabilities?
    }
    /// OpenAI sends `token_logprobs` for completions and `content` for chats; llama-server sends `content` for both.
    struct LogProbabilities: Decodable, Sendable {
        struct Token: Decodable, Sendable { var logprob: Double? }
        var token_logprobs: [Double?]?
        var content: [Token]?
    }
    struct Usage: Decodable, Sendable { var completion_tokens: Int? }
    var choices: [Choice]
    var usage: Usage?
}

/// The body of a request for embeddings.
struct EmbeddingBody: Encodable, Sendable {
    var model: String
    var input: [String]
}

/// The answer to a request for embeddings, in any order.
struct EmbeddingAnswer: Decodable, Sendable {
    struct Entry: Decodable, Sendable {
        var index: Int
        var embedding: [Float]
    }
    var data: [Entry]
}
