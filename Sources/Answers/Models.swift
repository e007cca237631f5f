/// A small language model as writing questions needs it; `charter` wires it to `Inference` or to an endpoint.
public protocol QuestionWriter: AnyObject, Sendable {
    /// The model's name, with its adapter's.
    var name: String { get }
    /// SHA-256 of the model's files in hexadecimal; another file writes other questions.
    var hash: String { get }
    /// Whether the model knows how to ask without examples in its prompt.
    var isTrainedToAsk: Bool { get }
    /// Continues each prompt `count` times, each time up to the line's end; the same seed writes the same.
    func write(_ prompts: [WritingPrompt]) throws -> [[WrittenText]]
}

/// What a model is to continue.
public struct WritingPrompt: Sendable {
    /// What several prompts of a batch begin with, so that it is read once.
    public var shared: String
    public var text: String
    /// One text for each seed.
    public var seeds: [UInt64]
    public var temperature: Double
    public var maximumTokens: Int
}

/// A line that a model wrote.
public struct WrittenText: Sendable, Equatable {
    public var text: String
    /// The mean natural logarithm of its tokens' probabilities.
    public var logProbability: Double
    public var tokenCount: Int

    public init(text: String, logProbability: Double, tokenCount: Int) {
        self.text = text
        self.logProbability = logProbability
        self.tokenCount = tokenCount
    }
}

/// A sentence encoder: texts to vectors of length 1, whose products say how alike texts are.
public protocol SentenceEncoder: AnyObject, Sendable {
    var name: String { get }
    /// SHA-256 of the model's files in hexadecimal.
    var hash: String { get }
    var width: Int { get }
    func embed(_ texts: [String]) throws -> [[Float]]
}
