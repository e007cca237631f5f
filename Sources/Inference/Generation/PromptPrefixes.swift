/// Prompts that have been read, for those that begin alike.
struct PromptPrefixes {
    /// Prompts with sequences that have seen them.
    private var known: [(request: Generator.Request, sequence: TokenSequence)] = []

    /// What has to be in common for a prompt to wait until another one is read: a block of keys, since less than that is
    /// copied rather than shared.
    private static let worthWaiting = KeyValueSegment.block

    /// Requests whose prompts can be read together, each from where it differs from one that is known, and those that
    /// had better wait, since they have more in common with one of the former.
    func nextRound(of requests: [RequestedTexts]) -> (now: [TextBranch], later: [RequestedTexts]) {
        var now: [TextBranch] = [], later: [RequestedTexts] = []
        for texts in requests {
            let request = texts.request
            let (common, shared) = longestPrefix(of: request)
            guard !now.contains(where: { Self.commonCount(request, $0.texts.request) >= common + Self.worthWaiting })
            else {
                later.append(texts)
                continue
            }
            let sequence = shared ?? request.sequence?.fork() ?? TokenSequence()
            sequence.maximumLength = sequence.length + request.prompt.count - common + request.maximumTokens
            now.append(TextBranch(texts, sequence, pendingTokens: Array(request.prompt[common...])))
        }
        return (now, later)
    }

    /// What a prompt need not read again: how many of its tokens, and a sequence that has seen them, if there are any.
    private func longestPrefix(of request: Generator.Request) -> (count: Int, sequence: TokenSequence?) {
        let counts = known.map { Self.commonCount(request, $0.request) }
        guard let best = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[best] > 0 else { return (0, nil) }
        let start = request.sequence?.length ?? 0
        return (counts[best], known[best].sequence.fork(at: start + counts[best]))
    }

    /// Keeps a prompt that has just been read.
    mutating func keep(_ branch: TextBranch) { known.append((branch.texts.request, branch.sequence.fork())) }

    /// Frees what only earlier prompts need: what follows is most like the last one.
    mutating func forgetAllButLast() { known.removeFirst(max(0, known.count - 1)) }

    /// How many tokens a prompt need not read again after another one: all that are equal, but for its last one, whose
    /// logits are needed.
    private static func commonCount(_ request: Generator.Request, _ other: Generator.Request) -> Int {
        guard request.sequence === other.sequence else { return 0 }
        let equal = zip(request.prompt.dropLast(), other.prompt).prefix { $0 == $1 }
        return equal.count
    }
}
