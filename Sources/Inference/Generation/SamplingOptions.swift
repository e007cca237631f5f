/// How the next token is drawn. The defaults take the likeliest.
public struct SamplingOptions: Sendable, Equatable {
    /// Divides the logits: 0 takes the likeliest, 1 draws as the model says, more is more daring.
    public var temperature: Float
    /// Draws among so many of the likeliest, 0 for all.
    public var topK: Int
    /// Draws among the likeliest whose probabilities reach this sum. Source: Holtzman et al. (2020).
    public var topP: Float
    /// Draws among those at least this share as likely as the likeliest. Source: Nguyen et al., "Min-p sampling" (2024).
    public var minP: Float
    /// Divides (or, below 0, multiplies) the logits of tokens seen lately. Source: Keskar et al., "CTRL" (2019).
    public var repetitionPenalty: Float
    /// How many tokens back "lately" reaches.
    public var repetitionWindow: Int
    /// The same seed draws the same tokens, with the same model, text and kernels.
    public var seed: UInt64

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

    /// Says which option is out of range.
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
