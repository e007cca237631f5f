import Foundation
import Testing

@testable import Inference

@Suite("Decoder")
struct DecoderTests {
    private static let tokens = [3, 17, 9, 9, 30, 1, 22, 5, 12, 8, 31, 2, 7, 19, 4, 25, 16, 6, 11, 28]

    /// The logits after each token: `[token, vocabulary]`.
    private func logits(_ model: LanguageModel, _ sequence: TokenSequence, _ tokens: [Int]) throws -> [[Float]] {
        var rows: [[Float]] = []
        try model.decoder.forward([TextDecoder.Input(sequence, tokens, logitRange: 0..<tokens.count)]) { _, _, logits in
            rows.append(Array(logits))
        }
        return rows
    }

    /// The root mean square error of logits, relative to their root mean square.
    private func error(_ found: [[Float]], _ expected: [[Double]]) -> Double {
        var difference = 0.0, size = 0.0
        for (row, other) in zip(found, expected) {
            for (a, b) in zip(row, other) {
                difference += (Double(a) - b) * (Double(a) - b)
                size += b * b
            }
        }
        return (difference / size).squareRoot()
    }

    @Test("the forward pass is that of the papers", arguments: ["llama", "qwen2", "qwen3"], KernelTests.paths)
    func forward(architecture: String, path: KernelPath) throws {
        let tiny = TinyModel(architecture: architecture, isTied: architecture == "qwen3", seed: 7)
        let found = try logits(tiny.open(path: path), TokenSequence(), Self.tokens)
        // 8-bit weights and activations through two layers.
        #expect(error(found, tiny.logits(Self.tokens)) < 0.03)
    }

    @Test("reading in parts, with others, or from a fork changes no bit")
    func parts() throws {
        let model = try TinyModel().open()
        let whole = try logits(model, TokenSequence(), Self.tokens)
        let inParts = TokenSequence()
        let first = try logits(model, inParts, Array(Self.tokens.prefix(7)))
        let fork = inParts.fork()
        #expect(try first + logits(model, inParts, Array(Self.tokens.dropFirst(7))) == whole)
        // The fork continues independently, in a batch with the first sequence and a third.
        let other = TokenSequence()
        var rows: [[[Float]]] = [[], [], []]
        let inputs = [
            TextDecoder.Input(fork, Array(Self.tokens.dropFirst(7)), logitRange: 0..<13),
            TextDecoder.Input(other, [1, 2, 3], logitRange: 0..<3),
            TextDecoder.Input(inParts, [5], logitRange: 0..<1),
        ]
        try model.decoder.forward(inputs) { input, _, logits in rows[input].append(Array(logits)) }
        #expect(rows[0] == Array(whole.dropFirst(7)))
        #expect(try rows[1] == logits(model, TokenSequence(), [1, 2, 3]))
        #expect(inParts.length == 21 && fork.length == 20)
    }

    @Test("long texts span segments and forward passes")
    func long() throws {
        let tiny = TinyModel(layers: 1)
        let model = try tiny.open()
        let tokens = (0..<700).map { ($0 * 7 + $0 / 5) % 40 }
        let sequence = TokenSequence()
        var found = try logits(model, sequence, Array(tokens.prefix(300)))
        for token in tokens[300..<330] { found += try logits(model, sequence, [token]) }
        found += try logits(model, sequence, Array(tokens[330...]))
        #expect(try found == logits(model, TokenSequence(), tokens))
        #expect(error(Array(found.suffix(40)), Array(tiny.logits(tokens).suffix(40))) < 0.03)
    }

    @Test("an adapter adds its product to the weights")
    func adapter() throws {
        let tiny = TinyModel()
        let name = "blk.1.ffn_up.weight", rank = 3
        var numbers = TestNumbers(9)
        let a = numbers.floats(rank * tiny.width), b = numbers.floats(tiny.inner * rank)
        var writer = GGUFWriter()
        writer.metadata = [
            ("general.type", .string("adapter")), ("adapter.type", .string("lora")),
            ("general.architecture", .string("llama")),
            ("adapter.lora.alpha", .float32(6)),
        ]
        writer.add(name + ".lora_a", [tiny.width, rank], a)
        writer.add(name + ".lora_b", [rank, tiny.inner], b)
        var change = [Double](repeating: 0, count: tiny.inner * tiny.width)
        for index in change.indices {
            let (row, column) = index.quotientAndRemainder(dividingBy: tiny.width)
            for part in 0..<rank { change[index] += 2 * Double(b[row * rank + part] * a[part * tiny.width + column]) }
        }
        let expected = tiny.logits(Self.tokens, adding: [name: change])
        try withFile(writer.bytes()) { path in
            let found = try logits(tiny.open(adapters: [Adapter(path: path)]), TokenSequence(), Self.tokens)
            #expect(error(found, expected) < 0.03)
            #expect(error(found, tiny.logits(Self.tokens)) > 0.1)
        }
        // An adapter for another shape or another family is refused.
        writer.tensors[0].name = "blk.1.ffn_gate.weight.lora_a"
        try withFile(writer.bytes()) { path -> Void in
            #expect(throws: ModelError.self) { try tiny.open(adapters: [Adapter(path: path)]) }
        }
        writer.metadata[2] = ("general.architecture", .string("qwen2"))
        try withFile(writer.bytes()) { path -> Void in
            #expect(throws: ModelError.self) { try tiny.open(adapters: [Adapter(path: path)]) }
        }
    }

    @Test("tokens outside of the vocabulary and logits of missing tokens are refused")
    func refused() throws {
        let model = try TinyModel().open()
        #expect(throws: ModelError.self) { try logits(model, TokenSequence(), [40]) }
        #expect(throws: ModelError.self) { try logits(model, TokenSequence(), [-1]) }
        #expect(throws: ModelError.self) {
            try model.decoder.forward([TextDecoder.Input(TokenSequence(), [1], logitRange: 0..<2)]) { _, _, _ in }
        }
    }

    @Test("an error names what is missing or wrong in a model file")
    func faults() throws {
        func message(_ change: (inout GGUFWriter) -> Void) throws -> String {
            var writer = TinyModel().gguf()
            change(&writer)
            return try withFile(writer.bytes()) { path in
                do throws(ModelError) {
                    _ = try LanguageModel(path: path, backend: Backend(threadCount: 1, kernels: .best))
                    return "opened"
                } catch {
                    return error.message
                }
            }
        }
        #expect(try message { _ in } == "opened")
        #expect(try message { $0.metadata[0].1 = .string("mamba") }.contains("architecture is mamba"))
        #expect(try message { $0.metadata.remove(at: 1) }.contains("llama.block_count is missing"))
        #expect(try message { $0.metadata[1].1 = .uint32(0) }.contains("expected 1 to"))
        #expect(try message { $0.metadata[5].1 = .uint32(3) }.contains("equal groups"))
        #expect(try message { $0.metadata[6].1 = .uint32(24) }.contains("multiples of 16"))
        #expect(
            try message { $0.tensors.removeAll { $0.name == "blk.1.ffn_up.weight" } }.contains(
                "blk.1.ffn_up.weight is missing"))
        #expect(
            try message {
                $0.tensors[2].shape = [32, 32]; $0.tensors[2].bytes = Array($0.tensors[2].bytes.prefix(4096))
            }
            .contains("expected 32 x 64"))
        #expect(try message { $0.metadata[11].1 = .string("bert") }.contains("tokenizer is bert"))
        #expect(try message { $0.metadata[12].1 = .string("tekken") }.contains("pre-tokenizer is tekken"))
        #expect(try message { $0.metadata[14].1 = .int32s([1]) }.contains("1 entries for 40 tokens"))
    }
}
