/// Generates texts with one decoder, many at once: when texts end, others join, so that the batch stays full until there
/// is no more to write.
///
/// Nothing is computed twice. Prompts that begin alike are read from where they differ. Texts of one request are one
/// ``TextBranch`` while they are the same, and part where they sample different tokens: 16 questions on a statement begin in
/// three or four ways. What is generated depends on the request and the seed alone, not on what else is in the batch.
///
/// The caller decides when to read and when to write, and may stop at any time:
///
/// ```swift
/// while batch.hasRoom, let request = next() { try batch.add(request, seeds: [1, 2, 3]) }
/// try batch.readPrompts()
/// try batch.writeTokens()
/// for finished in batch.takeFinished() { … }
/// ```
///
/// Memory: keys and values of at most `size` branches that are written, of their prompts, and of what branches that wait
/// for their turn share with them. Requests are only to be added while ``hasRoom``.
public final class ContinuousBatch {
    /// How many tokens there were.
    public struct Counts: Sendable, Equatable {
        /// Of the prompts.
        public var prompt = 0
        /// Of the prompts, as far as they were read: what was already read for an earlier one is not read again.
        public var read = 0
        /// Of the texts.
        public var written = 0
        /// Of the texts, as far as they were computed, one after the other: where texts are the same, and their first
        /// tokens, which follow from reading the prompt, were not.
        public var computed = 0
    }

    /// The texts of a request, in the order of its seeds.
    public struct Finished: Sendable {
        /// Of the request: 0 for the one that was added first.
        public var index: Int
        public var outputs: [Generator.Output]
    }

    /// So far.
    public private(set) var counts = Counts()

    private let decoder: TextDecoder
    private let tokenizer: any Tokenizer
    private let size: Int
    private var addedCount = 0
    /// Requests whose prompts have not been read yet.
    private var unread: [RequestedTexts] = []
    /// What is being written, in the order of the requests. Only the first ones take part in a step.
    private var branches: [TextBranch] = []
    private var prefixes = PromptPrefixes()
    private var finished: [Finished] = []

    /// A batch in which at most `size` texts are written at the same time.
    public init(_ decoder: TextDecoder, _ tokenizer: any Tokenizer, size: Int) {
        self.decoder = decoder
        self.tokenizer = tokenizer
        self.size = max(1, size)
    }

    /// Whether another request would fill a place that is free. Branches that have not parted yet will need more places than
    /// they take now, so that requests are also limited by how many texts they have.
    public var hasRoom: Bool {
        let texts = unread.reduce(0) { $0 + $1.seeds.count } + branches.reduce(0) { $0 + $1.samples.count }
        return unread.count + branches.count < size && texts < size * 4
    }

    /// Whether all that was added has been generated.
    public var isEmpty: Bool { unread.isEmpty && branches.isEmpty && finished.isEmpty }

    /// Adds a request, which is sampled once for each seed. Throws a `ModelError` if its prompt is empty or an option is
    /// out of range.
    public func add(_ request: Generator.Request, seeds: [UInt64]) throws(ModelError) {
        try request.validate()
        let texts = RequestedTexts(index: addedCount, request: request, seeds: seeds)
        addedCount += 1
        guard request.maximumTokens > 0, !seeds.isEmpty else {
            let empty = Generator.Output(text: "", tokens: [], logProbabilities: [], finishReason: .length)
            finished.append(Finished(index: texts.index, outputs: seeds.map { _ in empty }))
            return
        }
        unread.append(texts)
    }

    /// Reads the prompts of what was added and samples the first tokens. Throws a `ModelError` if a token is not in the
    /// vocabulary or memory runs out.
    public func readPrompts() throws(ModelError) {
        var started: [TextBranch] = []
        while !unread.isEmpty {
            let (now, later) = prefixes.nextRound(of: unread)
            unread = later
            try sample(now)
            for branch in now { prefixes.keep(branch) }
            counts.prompt += now.reduce(0) { $0 + $1.texts.request.prompt.count }
            counts.read += now.reduce(0) { $0 + $1.pendingTokens.count }
            started += now
        }
        prefixes.forgetAllButLast()
        branches += parted(started.sorted { $0.texts.index < $1.texts.index })
    }

    /// Generates one more token of each branch, or of as many as fit into the batch. Throws a `ModelError` if memory runs
    /// out.
    public func writeTokens() throws(ModelError) {
        guard !branches.isEmpty else { return }
        let written = Array(branches.prefix(size))
        try sample(written)
        counts.computed += written.count
        branches.replaceSubrange(..<written.count, with: parted(written))
    }

    /// The requests all of whose texts have ended since the last call, in the order in which they were added.
    public func takeFinished() -> [Finished] {
        defer { finished = [] }
        return finished.sorted { $0.index < $1.index }
    }

    /// Reads what is pending of branches, and samples what follows.
    private func sample(_ branches: [TextBranch]) throws(ModelError) {
        let inputs = branches.map { TextDecoder.Input($0.sequence, $0.pendingTokens) }
        try decoder.forwardVisitingConcurrently(inputs) { [backend = decoder.backend, tokenizer] index, _, logits in
            branches[index].sample(logits, logSumExp: backend.logSumExp(logits), tokenizer)
        }
    }

    /// What branches become by what they have sampled; texts that have ended are taken out.
    private func parted(_ branches: [TextBranch]) -> [TextBranch] {
        branches.flatMap { branch in
            counts.written += branch.sampledTokenCount
            let parts = branch.part(tokenizer)
            if let outputs = branch.texts.takeOutputs() {
                finished.append(Finished(index: branch.texts.index, outputs: outputs))
            }
            return parts
        }
    }
}
