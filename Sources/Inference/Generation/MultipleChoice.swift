/// A question with answers to choose from: the model's choice is the answer that it finds likeliest after the context.
///
/// Source: Gao et al., lm-evaluation-harness, tasks of the type `multiple_choice`.
public struct MultipleChoice: Sendable, Codable {
    public var context: String
    /// Each is put directly behind the context.
    public var choices: [String]
    /// The place of the right one.
    public var answer: Int

    /// Whether there is a choice, and a right one among it.
    public var isSound: Bool {
        !context.isEmpty && choices.count > 1 && choices.indices.contains(answer)
            && choices.allSatisfy { !$0.isEmpty }
    }
}

/// Shares of right choices.
public struct ChoiceAccuracy: Sendable, Equatable {
    public var count: Int
    /// Right by the sum of the tokens' logarithmic probabilities.
    public var right: Int
    /// Right by that sum for each byte of the answer.
    public var rightByLength: Int

    public var accuracy: Double { Double(right) / Double(max(1, count)) }
    public var accuracyByLength: Double { Double(rightByLength) / Double(max(1, count)) }

    /// The standard error of a share, as the harness computes it: of the mean of zeros and ones.
    public func standardError(of share: Double) -> Double {
        (share * (1 - share) / Double(max(1, count - 1))).squareRoot()
    }
}

extension LanguageModel {
    /// Chooses among the answers of each question. `onQuestion` is told how many are done.
    public func choose(
        _ questions: [MultipleChoice], onQuestion: (Int) -> Void = { _ in }
    ) throws(ModelError) -> ChoiceAccuracy {
        var result = ChoiceAccuracy(count: questions.count, right: 0, rightByLength: 0)
        for (number, question) in questions.enumerated() {
            guard question.isSound else {
                throw ModelError("question \(number + 1) has no context, fewer than two choices, or no right one")
            }
            var start = tokenizer.encode(question.context)
            if start.isEmpty, let token = tokenizer.startToken { start = [token] }
            let texts = question.choices.map { choice in
                (
                    tokens: start + tokenizer.encode(choice).dropStart(tokenizer), first: start.count,
                    after: Sequence?.none
                )
            }
            let sums = try decoder.logProbabilities(texts).map { $0.reduce(0) { $0 + Double($1) } }
            let byLength = zip(sums, question.choices).map { $0 / Double($1.utf8.count) }
            if sums.places(ofLargest: question.answer) { result.right += 1 }
            if byLength.places(ofLargest: question.answer) { result.rightByLength += 1 }
            onQuestion(number + 1)
        }
        return result
    }
}

extension [Int] {
    /// Without the token that some tokenizers put at every start.
    fileprivate func dropStart(_ tokenizer: any Tokenizer) -> ArraySlice<Int> {
        guard tokenizer.addsStart, let start = tokenizer.startToken, first == start else { return self[...] }
        return dropFirst()
    }
}

extension [Double] {
    /// Whether the largest number stands at a place; the first of equals counts.
    fileprivate func places(ofLargest place: Int) -> Bool {
        indices.max { (self[$0], -$0) < (self[$1], -$1) } == place
    }
}
