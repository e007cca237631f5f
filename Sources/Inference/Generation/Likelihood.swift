import CTensor
import Foundation

/// Natural logarithms of probabilities.
enum LogProbability {
    /// What logits are lowered by to be logarithms of probabilities.
    static func total(_ logits: UnsafeMutableBufferPointer<Float>) -> Float {
        guard let start = logits.baseAddress else { return 0 }
        return ct_log_sum_exp(ct_engine(pool: nil, path: ct_best_path()), start, Int32(logits.count))
    }
}

extension Decoder {
    /// The natural logarithm of each token's probability after those before it, from `first` on; the sequences of the
    /// texts are forked where they are given. Texts are read together.
    public func logProbabilities(
        _ texts: [(tokens: [Int], first: Int, after: Sequence?)]
    ) throws(ModelError) -> [[Float]] {
        var results = [[Float]](repeating: [], count: texts.count)
        let inputs = try texts.map { text throws(ModelError) in
            guard text.first >= 1, text.first <= text.tokens.count else {
                throw ModelError(
                    "the first token to be rated is \(text.first) of \(text.tokens.count); there must be one before it")
            }
            return Input(
                text.after?.fork() ?? Sequence(), Array(text.tokens.dropLast()),
                wanted: text.first - 1..<text.tokens.count - 1)
        }
        try read(inputs) { index, place, logits in
            results[index].append(logits[texts[index].tokens[place + 1]] - LogProbability.total(logits))
        }
        return results
    }

    /// The perplexity of a text, as llama.cpp measures it: the text is cut into runs of `context` tokens, and the second
    /// half of each is rated given what is before it in the run. Returns it with the count of rated tokens.
    public func perplexity(
        _ tokens: [Int], context: Int, startToken: Int?,
        onRun: (_ done: Int, _ of: Int, _ soFar: Double) -> Void = { _, _, _ in }
    ) throws(ModelError) -> (perplexity: Double, tokens: Int) {
        let runs = tokens.count / max(1, context)
        guard context >= 4, runs >= 1 else {
            throw ModelError("the text has \(tokens.count) tokens; a run of \(context) is needed (and at least 4)")
        }
        var sum = 0.0, rated = 0
        for run in 0..<runs {
            var text = Array(tokens[run * context..<(run + 1) * context])
            if let startToken { text[0] = startToken }
            let first = context / 2 + 1
            for value in try logProbabilities([(text, first, nil)])[0] { sum -= Double(value) }
            rated += context - first
            onRun(run + 1, runs, exp(sum / Double(rated)))
        }
        return (exp(sum / Double(rated)), rated)
    }
}
