import Foundation
import Testing

@testable import Inference

@Suite("Generation")
struct GenerationTests {
    private let model: LanguageModel

    init() throws { model = try TinyModel(seed: 3).open() }

    private func generate(_ requests: [Generator.Request], batchSize: Int = 8) throws -> [Generator.Output] {
        try Generator(model.decoder, model.tokenizer, batchSize: batchSize).generate(requests)
    }

    @Test("greedy decoding takes the most likely token at each step")
    func greedy() throws {
        let output = try generate([.init(prompt: [3, 4], maximumTokens: 12)])[0]
        var tokens = [3, 4]
        for token in output.tokens {
            var best = -1
            try model.decoder.forward([TextDecoder.Input(TokenSequence(), tokens)]) { _, _, logits in
                best = TokenDistribution.argmax(logits) ?? -1
            }
            #expect(best == token)
            tokens.append(token)
        }
        #expect(output.finishReason == .length && output.tokens.count == 12)
        #expect(output.tokens.count == output.logProbabilities.count)
    }

    @Test("a seed samples the same text in any batch and order; other seeds sample others")
    func seeds() throws {
        let requests = (0..<10).map {
            Generator.Request(
                prompt: [5, 6, 7], maximumTokens: 8, sampling: SamplingOptions(temperature: 1.5, seed: UInt64($0)))
        }
        let together = try generate(requests, batchSize: 10).map(\.tokens)
        #expect(try generate(requests, batchSize: 3).map(\.tokens) == together)
        #expect(try generate(requests.reversed(), batchSize: 4).map(\.tokens) == together.reversed())
        #expect(try requests.map { try generate([$0])[0].tokens } == together)
        #expect(Set(together).count > 5)
    }

    @Test("texts that share a prompt equal texts that read it themselves")
    func shared() throws {
        let generator = Generator(model.decoder, model.tokenizer)
        let prompt = try generator.prefill([9, 8, 7, 6, 5])
        let requests = (0..<6).map { seed in
            (sampling: SamplingOptions(temperature: 1, seed: UInt64(seed)), first: 10 + seed)
        }
        let forked = try generator.generate(
            requests.map { .init(prompt: [$0.first], sequence: prompt, maximumTokens: 6, sampling: $0.sampling) })
        let alone = try generator.generate(
            requests.map { .init(prompt: [9, 8, 7, 6, 5, $0.first], maximumTokens: 6, sampling: $0.sampling) })
        #expect(forked.map(\.tokens) == alone.map(\.tokens))
        #expect(prompt.length == 5)
    }

    @Test("a stop string ends a text and is not part of it, even if it spans tokens")
    func stopStrings() throws {
        let plain = try generate([
            .init(prompt: [3], maximumTokens: 20, sampling: SamplingOptions(temperature: 1, seed: 5))
        ])[0]
        let bytes = Array(plain.text.utf8)
        try #require(bytes.count > 6)
        let stop = String(decoding: bytes[3..<6], as: UTF8.self)
        let stopped = try generate(
            [
                .init(
                    prompt: [3], maximumTokens: 20, sampling: SamplingOptions(temperature: 1, seed: 5),
                    stopStrings: ["never", stop])
            ])[0]
        #expect(stopped.finishReason == .stop)
        #expect(plain.text.hasPrefix(stopped.text) && !stopped.text.contains(stop))
    }

    @Test("the log-probabilities of generated tokens equal those of scoring them")
    func likelihood() throws {
        let output = try generate([
            .init(prompt: [3, 4], maximumTokens: 6, sampling: SamplingOptions(temperature: 0.7, seed: 2))
        ])[0]
        let rated = try model.decoder.logProbabilities([([3, 4] + output.tokens, 2, nil)])[0]
        #expect(rated == output.logProbabilities)
        let prompt = TokenSequence()
        try model.decoder.forward([TextDecoder.Input(prompt, [3])]) { _, _, _ in }
        // After a sequence, the first token is read and the others are scored.
        let after = try model.decoder.logProbabilities([([4] + output.tokens, 1, prompt)])[0]
        #expect(after == rated)
        #expect(throws: ModelError.self) { try model.decoder.logProbabilities([([1, 2], 0, nil)]) }
    }

    @Test("perplexity is the exponential of the mean over the second halves of chunks")
    func perplexity() throws {
        let tokens = (0..<70).map { ($0 * 11 + 3) % 40 }
        let (perplexity, count) = try model.decoder.perplexity(tokens, context: 32, bosToken: nil)
        var sum: Float = 0
        for run in 0..<2 {
            sum -= try model.decoder.logProbabilities([(Array(tokens[run * 32..<(run + 1) * 32]), 17, nil)])[0].reduce(
                0, +)
        }
        #expect(count == 30)
        #expect(abs(perplexity - exp(Double(sum) / 30)) < 1e-4 * perplexity)
        #expect(throws: ModelError.self) { try model.decoder.perplexity(tokens, context: 71, bosToken: nil) }
    }

    struct OnlyLetters: Constraint {
        let allowed: Set<UInt8>
        let length: Int
        func allows(_ bytes: [UInt8], after written: [UInt8]) -> Bool {
            !bytes.isEmpty && written.count + bytes.count <= length && bytes.allSatisfy(allowed.contains)
        }
        func mayEnd(after written: [UInt8]) -> Bool { written.count == length }
    }

    @Test("a constraint decides what may be generated and when it may end", arguments: [Float(0), 1])
    func constraint(temperature: Float) throws {
        let rule = OnlyLetters(allowed: Set("abc".utf8), length: 5)
        let output = try generate([
            .init(
                prompt: [3], maximumTokens: 50, sampling: SamplingOptions(temperature: temperature, seed: 1),
                constraint: rule)
        ])[0]
        #expect(output.text.utf8.count == 5 && output.text.allSatisfy { "abc".contains($0) })
        #expect(output.finishReason == .end)
    }

    @Test("top-k, top-p, min-p and the penalty follow their definitions")
    func sampling() {
        func drawn(_ options: SamplingOptions, _ logits: [Float], after tokens: [Int] = []) -> Set<Int> {
            Set(
                (0..<400).compactMap { seed in
                    var options = options
                    options.seed = UInt64(seed)
                    var sampler = Sampler(options), logits = logits
                    return logits.withUnsafeMutableBufferPointer { buffer in
                        sampler.penalize(buffer, after: tokens)
                        return sampler.sample(buffer)
                    }
                })
        }
        // As weights: 1, 7.4, 2.7, 0.4, 4.5.
        let logits: [Float] = [0, 2, 1, -1, 1.5]
        #expect(drawn(SamplingOptions(temperature: 1), logits) == [0, 1, 2, 3, 4])
        #expect(drawn(SamplingOptions(temperature: 0), logits) == [1])
        #expect(drawn(SamplingOptions(temperature: 1, topK: 2), logits) == [1, 4])
        #expect(drawn(SamplingOptions(temperature: 1, topP: 0.7), logits) == [1, 4])
        #expect(drawn(SamplingOptions(temperature: 1, topP: 0.4), logits) == [1])
        #expect(drawn(SamplingOptions(temperature: 1, minP: 0.3), logits) == [1, 2, 4])
        #expect(drawn(SamplingOptions(temperature: 0, repetitionPenalty: 2), logits, after: [1]) == [4])
        #expect(drawn(SamplingOptions(temperature: 1), [.nan, 1, -.infinity]) == [1])
        #expect(drawn(SamplingOptions(temperature: 1), [-.infinity, -.infinity]) == [])
    }

    @Test("a temperature of one samples tokens as often as the model says")
    func frequencies() {
        let logits: [Float] = [0, 1, 2]
        var sampler = Sampler(SamplingOptions(temperature: 1, seed: 11)), counts = [0, 0, 0]
        for _ in 0..<20_000 {
            var copy = logits
            if let token = copy.withUnsafeMutableBufferPointer({ sampler.sample($0) }) { counts[token] += 1 }
        }
        let total = logits.reduce(0) { $0 + exp(Double($1)) }
        for token in 0..<3 { #expect(abs(Double(counts[token]) / 20_000 - exp(Double(logits[token])) / total) < 0.015) }
    }

    @Test("options that are out of range are refused")
    func options() {
        for options in [
            SamplingOptions(temperature: -1), SamplingOptions(topK: -1), SamplingOptions(topP: 0),
            SamplingOptions(minP: 2),
            SamplingOptions(repetitionPenalty: 0), SamplingOptions(temperature: .nan),
        ] {
            #expect(throws: ModelError.self) { try generate([.init(prompt: [1], maximumTokens: 1, sampling: options)]) }
        }
        #expect(throws: ModelError.self) { try generate([.init(prompt: [], maximumTokens: 1)]) }
    }
}
