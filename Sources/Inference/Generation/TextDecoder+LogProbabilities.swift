import Platform

extension TextDecoder {
    /// The natural logarithms of the probabilities of tokens, each given the tokens before it.
    ///
    /// - Parameter texts: For each text, its tokens; `first`, at least 1, the index of the first token to score; and the
    ///   sequence that it follows, which is forked and not changed, or nil. Texts are read together.
    /// - Returns: `[text, token from first on]`.
    /// - Throws: A `ModelError` if `first` is out of bounds, a token is not in the vocabulary, or memory runs out.
    public func logProbabilities(
        _ texts: [(tokens: [Int], first: Int, after: TokenSequence?)]
    ) throws(ModelError) -> [[Float]] {
        var results = [[Float]](repeating: [], count: texts.count)
        let inputs = try texts.map { text throws(ModelError) in
            guard text.first >= 1, text.first <= text.tokens.count else {
                throw ModelError(
                    "the first token to score is \(text.first) of \(text.tokens.count); at least one must come before it"
                )
            }
            return Input(
                text.after?.fork() ?? TokenSequence(), Array(text.tokens.dropLast()),
                logitRange: text.first - 1..<text.tokens.count - 1)
        }
        try forward(inputs) { [backend] index, token, logits in
            results[index].append(logits[texts[index].tokens[token + 1]] - backend.logSumExp(logits))
        }
        return results
    }

    /// The perplexity of a text, measured as llama.cpp does: the text is cut into chunks of `context` tokens, and the
    /// second half of each chunk is scored given what comes before it in the chunk.
    ///
    /// - Parameters:
    ///   - tokens: The text; tokens after the last whole chunk are not scored.
    ///   - context: Tokens of a chunk, at least 4.
    ///   - bosToken: Replaces the first token of each chunk, if not nil.
    ///   - onChunk: Called after each chunk with how many are done, how many there are, and the perplexity so far.
    /// - Returns: The perplexity and how many tokens were scored.
    /// - Throws: A `ModelError` if the text is shorter than a chunk, a token is not in the vocabulary, or memory
    ///   runs out.
    ///
    /// Source: llama.cpp, `tools/perplexity`.
    public func perplexity(
        _ tokens: [Int], context: Int, bosToken: Int?,
        onChunk: (_ done: Int, _ of: Int, _ soFar: Double) -> Void = { _, _, _ in }
    ) throws(ModelError) -> (perplexity: Double, tokens: Int) {
        let chunks = tokens.count / max(1, context)
        guard context >= 4, chunks >= 1 else {
            throw ModelError(
                "the text has \(tokens.count) tokens; it must have at least a chunk of \(context), and a chunk at least 4"
            )
        }
        var sum = 0.0, scored = 0
        for chunk in 0..<chunks {
            var text = Array(tokens[chunk * context..<(chunk + 1) * context])
            if let bosToken { text[0] = bosToken }
            let first = context / 2 + 1
            for value in try logProbabilities([(text, first, nil)])[0] { sum -= Double(value) }
            scored += context - first
            onChunk(chunk + 1, chunks, exp(sum / Double(scored)))
        }
        return (exp(sum / Double(scored)), scored)
    }
}
