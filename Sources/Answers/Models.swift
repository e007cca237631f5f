/// A small language model as far as writing questions needs one.
public protocol QuestionWriter: AnyObject, Sendable {
    /// The model's name, with its adapter's.
    var name: String { get }
    /// SHA-256 of the model's files in hexadecimal; another file writes other questions.
    var hash: String { get }
    /// Whether the model knows how to ask without examples in its prompt.
    var isTrainedToAsk: Bool { get }
    /// Continues each prompt once for each of its seeds, up to the line's end. The same prompt, seed and model give the same text.
    ///
    /// - Returns: for each prompt its texts in the order of its seeds.
    func write(_ prompts: [WritingPrompt]) throws -> [[WrittenText]]
}

/// A text that a model is to continue.
public struct WritingPrompt: Sendable {
    /// What all prompts of a batch begin with; the model reads it once.
    public var shared: String
    /// What follows ``shared``.
    public var text: String
    /// A continuation is written for each.
    public var seeds: [UInt64]
    /// Of sampling.
    public var temperature: Double
    /// Of a continuation.
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

/// A sentence encoder: it turns texts into vectors of length 1, whose products say how alike the texts are.
public protocol SentenceEncoder: AnyObject, Sendable {
    var name: String { get }
    /// SHA-256 of the model's files in hexadecimal.
    var hash: String { get }
    /// Of the vectors.
    var width: Int { get }
    /// The vectors of texts in their order, (text, width).
    func embed(_ texts: [String]) throws -> [[Float]]
}
