/// A question with several choices. The model's answer is the choice that is most likely after the context.
///
/// Source: Gao et al., lm-evaluation-harness, tasks of the type `multiple_choice`.
public struct MultipleChoice: Sendable, Codable {
    /// What comes before each choice, such as a question.
    public var context: String
    /// Each one directly continues the context.
    public var choices: [String]
    /// The index of the correct choice.
    public var answer: Int

    /// Whether there are a context, at least two choices, none of them empty, and a correct one among them.
    public var isValid: Bool {
        !context.isEmpty && choices.count > 1 && choices.indices.contains(answer)
            && choices.allSatisfy { !$0.isEmpty }
    }
}

/// How many questions were answered correctly.
public struct ChoiceAccuracy: Sendable, Equatable {
    /// Questions asked.
    public var count: Int
    /// Correct answers if the choice with the largest log-likelihood is taken.
    public var correct: Int
    /// Correct answers if the choice with the largest log-likelihood for each of its bytes is taken.
    public var correctNormalized: Int

    /// The harness's `acc`, 0 to 1.
    public var accuracy: Double { Double(correct) / Double(max(1, count)) }
    /// The harness's `acc_norm`, 0 to 1.
    public var normalizedAccuracy: Double { Double(correctNormalized) / Double(max(1, count)) }

    /// The standard error of an accuracy, as the harness computes it: of the mean of zeros and ones.
    public func standardError(of accuracy: Double) -> Double {
        (accuracy * (1 - accuracy) / Double(max(1, count - 1))).squareRoot()
    }
}

extension LanguageModel {
    /// Answers the questions. `onQuestion` is called after each one with how many are done. Throws a `ModelError` if a
    /// question is not valid or memory runs out.
    public func evaluate(
        _ questions: [MultipleChoice], onQuestion: (Int) -> Void = { _ in }
    ) throws(ModelError) -> ChoiceAccuracy {
        var result = ChoiceAccuracy(count: questions.count, correct: 0, correctNormalized: 0)
        for (number, question) in questions.enumerated() {
            guard question.isValid else {
                throw ModelError("question \(number + 1) has no context, fewer than two choices, or no correct choice")
            }
            var start = tokenizer.encode(question.context)
            if start.isEmpty, let token = tokenizer.bosToken { start = [token] }
            let texts = question.choices.map { choice in
                (
                    tokens: start + tokenizer.encode(choice).dropBOS(tokenizer), first: start.count,
                    after: TokenSequence?.none
                )
            }
            let sums = try decoder.logProbabilities(texts).map { $0.reduce(0) { $0 + Double($1) } }
            let normalized = zip(sums, question.choices).map { $0 / Double($1.utf8.count) }
            if sums.argmax == question.answer { result.correct += 1 }
            if normalized.argmax == question.answer { result.correctNormalized += 1 }
            onQuestion(number + 1)
        }
        return result
    }
}

extension [Int] {
    /// Without the token that some tokenizers put at the start of every text.
    fileprivate func dropBOS(_ tokenizer: any Tokenizer) -> ArraySlice<Int> {
        guard tokenizer.addsBOS, let token = tokenizer.bosToken, first == token else { return self[...] }
        return dropFirst()
    }
}

extension [Double] {
    /// The index of the largest number, the first of equal ones.
    fileprivate var argmax: Int? { indices.max { (self[$0], -$0) < (self[$1], -$1) } }
}
