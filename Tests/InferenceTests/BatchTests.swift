import Testing

@testable import Inference

@Suite("Continuous batch")
struct BatchTests {
    private let model: LanguageModel

    init() throws { model = try TinyModel(seed: 3).open() }

    /// Prompts with and without a common beginning; texts of very different lengths; what ends a text differs.
    private let work: [(request: Generator.Request, seeds: [UInt64])] = (0..<14).map { number in
        let beginning = number < 9 ? (0..<35).map { ($0 * 7 + 2) % 40 } : [number]
        var sampling = SamplingOptions(temperature: number % 3 == 0 ? 0.5 : 1.2, topP: 0.95)
        if number % 5 == 4 { sampling.repetitionPenalty = 1.3 }
        return (
            .init(
                prompt: beginning + [6, number % 4 + 3, 8 + number / 4],
                maximumTokens: [1, 40, 3, 17][number % 4], sampling: sampling,
                stopStrings: number % 2 == 0 ? ["a", "bd"] : [],
                constraint: number == 7 ? GenerationTests.OnlyLetters(allowed: Set("abcdef".utf8), length: 4) : nil),
            (0..<UInt64(number % 7)).map { $0 * 31 + UInt64(number) }
        )
    }

    /// All texts, from a batch that is filled and emptied as the pipeline does it.
    private func run(
        size: Int, on model: LanguageModel? = nil, order: [Int]? = nil
    ) throws -> (outputs: [Int: [Generator.Output]], counts: ContinuousBatch.Counts) {
        let model = model ?? self.model
        let batch = ContinuousBatch(model.decoder, model.tokenizer, size: size)
        let order = order ?? Array(work.indices)
        var waiting = order[...], outputs: [Int: [Generator.Output]] = [:]
        while !waiting.isEmpty || !batch.isEmpty {
            while batch.hasRoom, let next = waiting.popFirst() {
                try batch.add(work[next].request, seeds: work[next].seeds)
            }
            try batch.readPrompts()
            let before = batch.counts.computed
            try batch.writeTokens()
            #expect(batch.counts.computed - before <= size)
            for finished in batch.takeFinished() { outputs[order[finished.index]] = finished.outputs }
        }
        return (outputs, batch.counts)
    }

    /// A text by itself, without a batch, a cache or a branch: every token is read anew for each token that follows.
    private func alone(_ request: Generator.Request, seed: UInt64) throws -> Generator.Output {
        var options = request.sampling
        options.seed = seed
        var sampler = Sampler(options), written: [Int] = [], probabilities: [Float] = []
        func text() -> String { String(decoding: written.flatMap(model.tokenizer.bytes), as: UTF8.self) }
        func output(_ reason: Generator.FinishReason, _ text: String) -> Generator.Output {
            .init(text: text, tokens: written, logProbabilities: probabilities, finishReason: reason)
        }
        while written.count < request.maximumTokens {
            var logits: [Float] = [], logSumExp: Float = 0
            try model.decoder.forward([.init(TokenSequence(), request.prompt + written)]) { _, _, row in
                logits = Array(row)
                logSumExp = model.decoder.backend.logSumExp(row)
            }
            let original = logits
            let token = logits.withUnsafeMutableBufferPointer { buffer -> Int? in
                sampler.penalize(buffer, after: request.prompt + written)
                while let token = sampler.sample(buffer) {
                    guard let constraint = request.constraint else { return token }
                    let bytes = Array(text().utf8)
                    let isAllowed =
                        model.tokenizer.endOfGenerationTokens.contains(token)
                        ? constraint.mayEnd(after: bytes)
                        : constraint.allows(model.tokenizer.bytes(of: token), after: bytes)
                    if isAllowed { return token }
                    buffer[token] = -.infinity
                }
                return nil
            }
            guard let token else { return output(.constraint, text()) }
            if model.tokenizer.endOfGenerationTokens.contains(token) { return output(.end, text()) }
            written.append(token)
            probabilities.append(original[token] - logSumExp)
            let end = request.stopStrings.compactMap { text().firstRange(of: $0)?.lowerBound }.min()
            if let end { return output(.stop, String(text()[..<end])) }
        }
        return output(.length, text())
    }

    @Test("each text is what it is by itself, bit by bit, whatever else is in the batch", arguments: [1, 2, 5, 64])
    func alone(size: Int) throws {
        let outputs = try run(size: size).outputs
        #expect(outputs.count == work.count)
        var reasons: Set<Generator.FinishReason> = [], texts: Set<String> = []
        for (number, (request, seeds)) in work.enumerated() {
            let expected = try seeds.map { try alone(request, seed: $0) }
            #expect(outputs[number] == expected, "request \(number)")
            reasons.formUnion(expected.map(\.finishReason))
            texts.formUnion(expected.map(\.text))
        }
        // The cases differ as they should.
        #expect(reasons.isSuperset(of: [.stop, .length]))
        #expect(texts.count > 15)
    }

    @Test("the number of threads and the order of the requests change nothing")
    func threads() throws {
        let expected = try run(size: 6).outputs
        for threadCount in [1, 3, 4] {
            let other = try withFile(TinyModel(seed: 3).gguf().bytes()) {
                try LanguageModel(path: $0, backend: Backend(threadCount: threadCount, kernels: .best))
            }
            #expect(try run(size: 6, on: other).outputs == expected, "\(threadCount) threads")
        }
        #expect(try run(size: 4, order: work.indices.reversed()).outputs == expected)
    }

    @Test("what prompts share is read once: of all, and of some of them")
    func prefixes() throws {
        let all = (0..<20).map { $0 % 40 }, some = (0..<30).map { ($0 * 3 + 1) % 40 }
        let batch = ContinuousBatch(model.decoder, model.tokenizer, size: 8)
        let prompts = [all + [8], all + some + [2, 3], all + some + [4, 5, 6], all + [7], [30, 31]]
        for prompt in prompts { try batch.add(.init(prompt: prompt, maximumTokens: 2), seeds: [1]) }
        try batch.readPrompts()
        #expect(batch.counts.prompt == 21 + 52 + 53 + 21 + 2)
        #expect(batch.counts.read == 21 + 32 + 3 + 1 + 2)
        // Later ones go on from the last.
        try batch.add(.init(prompt: all + some + [9], maximumTokens: 2), seeds: [1])
        try batch.readPrompts()
        #expect(batch.counts.read == 21 + 32 + 3 + 1 + 2 + 1)
    }

    @Test("a prompt that is the same as another one, or only its beginning, still has its last token read")
    func equalPrompts() throws {
        let long = (0..<24).map { ($0 * 11 + 5) % 40 }
        let batch = ContinuousBatch(model.decoder, model.tokenizer, size: 8)
        for prompt in [long, long, Array(long.prefix(20))] {
            try batch.add(.init(prompt: prompt, maximumTokens: 3), seeds: [1])
        }
        try batch.readPrompts()
        #expect(batch.counts.read == 24 + 1 + 1)
        for _ in 0..<3 { try batch.writeTokens() }
        let outputs = batch.takeFinished().map(\.outputs[0])
        #expect(outputs[0] == outputs[1])
        #expect(outputs[2] == (try alone(.init(prompt: Array(long.prefix(20)), maximumTokens: 3), seed: 1)))
    }

    @Test("texts that are the same are computed once")
    func branches() throws {
        let batch = ContinuousBatch(model.decoder, model.tokenizer, size: 8)
        let request = Generator.Request(prompt: [3, 4], maximumTokens: 10)
        try batch.add(request, seeds: Array(0..<16))
        var outputs: [Generator.Output] = []
        while !batch.isEmpty {
            try batch.readPrompts()
            try batch.writeTokens()
            outputs += batch.takeFinished().flatMap(\.outputs)
        }
        #expect(outputs == Array(repeating: try alone(request, seed: 0), count: 16))
        #expect(batch.counts.written == 160)
        // The first token follows from reading the prompt.
        #expect(batch.counts.computed == 9)
    }

    @Test("a full batch asks for no more, and a request without texts is done at once")
    func room() throws {
        let batch = ContinuousBatch(model.decoder, model.tokenizer, size: 2)
        #expect(batch.isEmpty && batch.hasRoom)
        let request = Generator.Request(prompt: [3], maximumTokens: 4)
        try batch.add(request, seeds: Array(0..<8))
        #expect(!batch.hasRoom)
        try batch.add(request, seeds: [])
        try batch.add(.init(prompt: [3], maximumTokens: 0), seeds: [1, 2])
        let finished = batch.takeFinished()
        #expect(finished.map(\.index) == [1, 2])
        #expect(finished.map(\.outputs.count) == [0, 2])
        #expect(finished[1].outputs.allSatisfy { $0.text.isEmpty && $0.finishReason == .length })
        #expect(!batch.isEmpty)
    }

    @Test("a batch that is given up in the middle frees its keys and values")
    func givenUp() throws {
        var prompt: TokenSequence? = try Generator(model.decoder, model.tokenizer).prefill([1, 2, 3])
        weak let segment = try #require(prompt?.segments.first?.segment)
        var batch: ContinuousBatch? = ContinuousBatch(model.decoder, model.tokenizer, size: 4)
        try batch?.add(
            .init(prompt: [4], sequence: prompt, maximumTokens: 50, sampling: SamplingOptions(temperature: 2)),
            seeds: Array(0..<9))
        try batch?.readPrompts()
        for _ in 0..<3 { try batch?.writeTokens() }
        prompt = nil
        #expect(batch?.isEmpty == false && segment != nil)
        batch = nil
        #expect(segment == nil)
    }

    @Test("what cannot be read is an error")
    func errors() throws {
        let batch = ContinuousBatch(model.decoder, model.tokenizer, size: 2)
        #expect(throws: ModelError.self) { try batch.add(.init(prompt: [], maximumTokens: 1), seeds: [1]) }
        #expect(throws: ModelError.self) {
            try batch.add(.init(prompt: [1], maximumTokens: 1, sampling: SamplingOptions(topP: 0)), seeds: [1])
        }
        try batch.add(.init(prompt: [40], maximumTokens: 1), seeds: [1])
        #expect(throws: ModelError.self) { try batch.readPrompts() }
    }
}

@Suite("Token sequences")
struct TokenSequenceTests {
    private let model: LanguageModel

    init() throws { model = try TinyModel(seed: 5).open() }

    private func logits(_ sequence: TokenSequence, _ tokens: [Int]) throws -> [Float] {
        var result: [Float] = []
        try model.decoder.forward([.init(sequence, tokens)]) { _, _, row in result = Array(row) }
        return result
    }

    @Test(
        "a fork at any length continues as a sequence of its own, also after the first one has gone on",
        arguments: [0, 1, 15, 16, 17, 32, 40, 41])
    func fork(length: Int) throws {
        let tokens = (0..<41).map { ($0 * 13 + 1) % 40 }
        let first = TokenSequence()
        _ = try logits(first, Array(tokens.prefix(20)))
        _ = try logits(first, Array(tokens.dropFirst(20)))
        let fork = first.fork(at: length)
        #expect(fork.length == length)
        let goesOn = try logits(first, [9, 9, 9])
        let rest = [(length + 3) % 40, 7]
        #expect(try logits(fork, rest) == logits(TokenSequence(), Array(tokens.prefix(length)) + rest))
        #expect(try logits(TokenSequence(), tokens + [9, 9, 9]) == goesOn)
        #expect(try logits(first, [2]) == logits(TokenSequence(), tokens + [9, 9, 9, 2]))
    }

    @Test("a sequence takes no more memory than it can fill, and goes on if it becomes longer")
    func capacity() throws {
        let sequence = TokenSequence()
        sequence.maximumLength = 20
        _ = try logits(sequence, [1, 2, 3])
        #expect(sequence.segments.reduce(0) { $0 + $1.segment.capacity } == 32)
        for token in 0..<17 { _ = try logits(sequence, [token]) }
        #expect(sequence.segments.reduce(0) { $0 + $1.segment.capacity } == 32)
        for token in 0..<20 { _ = try logits(sequence, [token]) }
        #expect(sequence.length == 40)
        #expect(try logits(sequence, [1]) == logits(TokenSequence(), [1, 2, 3] + Array(0..<17) + Array(0..<20) + [1]))
    }
}
