/// How the next token is chosen. The defaults take the most likely one (greedy decoding).
public struct SamplingOptions: Sendable, Equatable {
    /// Divides the logits: 0 is greedy, 1 samples from the model's distribution, larger values flatten it.
    public var temperature: Float
    /// Samples from this many of the most likely tokens; 0 for all of them.
    public var topK: Int
    /// Samples from the most likely tokens whose probabilities add up to this, above 0 to 1.
    /// Source: Holtzman et al., "The curious case of neural text degeneration" (2020).
    public var topP: Float
    /// Samples from tokens at least this many times as likely as the most likely one, 0 to 1.
    /// Source: Nguyen et al., "Min-p sampling" (2024).
    public var minP: Float
    /// Divides the positive and multiplies the negative logits of recent tokens; 1 for no penalty.
    /// Source: Keskar et al., "CTRL" (2019).
    public var repetitionPenalty: Float
    /// How many of the last tokens, the prompt's included, are recent.
    public var repetitionWindow: Int
    /// The same seed samples the same tokens from the same model, prompt and kernels.
    public var seed: UInt64

    /// Options that are greedy unless they say otherwise.
    public init(
        temperature: Float = 0, topK: Int = 0, topP: Float = 1, minP: Float = 0, repetitionPenalty: Float = 1,
        repetitionWindow: Int = 64, seed: UInt64 = 0
    ) {
        self.temperature = temperature
        self.topK = topK
        self.topP = topP
        self.minP = minP
        self.repetitionPenalty = repetitionPenalty
        self.repetitionWindow = repetitionWindow
        self.seed = seed
    }

    /// Throws a `ModelError` that names the option that is out of range.
    public func validate() throws(ModelError) {
        guard temperature >= 0, temperature.isFinite else {
            throw ModelError("temperature is \(temperature), expected 0 or more")
        }
        guard topK >= 0 else { throw ModelError("top-k is \(topK), expected 0 or more") }
        guard topP > 0, topP <= 1 else { throw ModelError("top-p is \(topP), expected more than 0 and at most 1") }
        guard minP >= 0, minP <= 1 else { throw ModelError("min-p is \(minP), expected 0 to 1") }
        guard repetitionPenalty > 0, repetitionPenalty.isFinite else {
            throw ModelError("the repetition penalty is \(repetitionPenalty), expected more than 0")
        }
    }
}
