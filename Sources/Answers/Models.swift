/// A small language model as far as writing questions needs one.
public protocol QuestionWriter: AnyObject, Sendable {
    /// The model's name, with its adapter's.
    var name: String { get }
    /// SHA-256 of the model's files in hexadecimal; another file writes other questions.
    var hash: String { get }
    /// Whether the model knows how to ask without examples in its prompt.
    var isTrainedToAsk: Bool { get }
    /// Continues prompts, each once for each of its seeds, up to the line's end. The same prompt, seed and model give the same
    /// text, whatever else is written at the same time.
    ///
    /// - Parameters:
    ///   - next: gives the prompts of the next passage, nil after the last one. It is asked as soon as there is room for more.
    ///   - onWritten: called when all of a passage's prompts have been continued, with the passage's number in the order of
    ///     `next` and, for each of its prompts, the texts in the order of the seeds. An error that it throws ends the writing.
    /// - Returns: how fast it went; nil where the model is not run by this program.
    func write(
        _ next: () -> [WritingPrompt]?, onWritten: (_ passage: Int, _ texts: [[WrittenText]]) throws -> Void
    ) throws -> WritingSpeed?
}

/// A text that a model is to continue.
public struct WritingPrompt: Sendable {
    /// Prompts that begin alike had better follow each other.
    public var text: String
    /// A continuation is written for each.
    public var seeds: [UInt64]
    /// Of sampling.
    public var temperature: Double
    /// Of a continuation.
    public var maximumTokens: Int
}

/// How many tokens a model read and wrote, and in how many seconds.
public struct WritingSpeed: Sendable, Equatable {
    /// Tokens of the prompts, and those of them that were computed: what prompts share is read once.
    public var promptTokens = 0
    public var readTokens = 0
    public var readSeconds = 0.0
    /// Tokens of the texts, and those of them that were computed: while texts are the same, they are written once.
    public var writtenTokens = 0
    public var computedTokens = 0
    public var writeSeconds = 0.0

    public init() {}
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
