import Foundation

@testable import Inference

/// A decoder with random weights, small enough to compute without kernels, as a GGUF file.
struct TinyModel {
    var architecture = "llama"
    var layers = 2
    var width = 32
    var inner = 48
    var heads = 4
    var kvHeads = 2
    var headSize = 16
    var vocabulary = 40
    var isTied = false
    var seed: UInt64 = 1

    /// The weights; shapes are innermost dimension first.
    func weights() -> [(name: String, shape: [Int], values: [Float])] {
        var numbers = TestNumbers(seed)
        var result: [(name: String, shape: [Int], values: [Float])] = []
        func add(_ name: String, _ shape: [Int], around middle: Float = 0, scale: Float = 0.3) {
            result.append((name, shape, numbers.floats(shape.reduce(1, *), scale: scale).map { middle + $0 }))
        }
        add("token_embd.weight", [width, vocabulary], scale: 1)
        for layer in 0..<layers {
            let name = "blk.\(layer)."
            add(name + "attn_norm.weight", [width], around: 1)
            add(name + "attn_q.weight", [width, heads * headSize])
            add(name + "attn_k.weight", [width, kvHeads * headSize])
            add(name + "attn_v.weight", [width, kvHeads * headSize])
            if architecture == "qwen2" {
                add(name + "attn_q.bias", [heads * headSize])
                add(name + "attn_k.bias", [kvHeads * headSize])
                add(name + "attn_v.bias", [kvHeads * headSize])
            }
            if architecture == "qwen3" {
                add(name + "attn_q_norm.weight", [headSize], around: 1)
                add(name + "attn_k_norm.weight", [headSize], around: 1)
            }
            add(name + "attn_output.weight", [heads * headSize, width])
            add(name + "ffn_norm.weight", [width], around: 1)
            add(name + "ffn_gate.weight", [width, inner])
            add(name + "ffn_up.weight", [width, inner])
            add(name + "ffn_down.weight", [inner, width])
        }
        add("output_norm.weight", [width], around: 1)
        if !isTied { add("output.weight", [width, vocabulary]) }
        return result
    }

    /// The vocabulary: an end token, some merges, then letters and signs.
    var texts: [String] {
        let letters = (0..<26).map { String(UnicodeScalar(UInt8(97 + $0))) }
        return Array(
            (["<|im_end|>", "Ġ", "ab", "cd", "abcd", "Ġab"] + letters + ["1", "2", ".", ",", "!", "?", "A", "B"])
                .prefix(vocabulary))
    }

    func gguf() -> GGUFWriter {
        var writer = GGUFWriter()
        writer.metadata = [
            ("general.architecture", .string(architecture)),
            ("\(architecture).block_count", .uint32(UInt32(layers))),
            ("\(architecture).embedding_length", .uint32(UInt32(width))),
            ("\(architecture).feed_forward_length", .uint32(UInt32(inner))),
            ("\(architecture).attention.head_count", .uint32(UInt32(heads))),
            ("\(architecture).attention.head_count_kv", .uint32(UInt32(kvHeads))),
            ("\(architecture).attention.key_length", .uint32(UInt32(headSize))),
            ("\(architecture).attention.value_length", .uint32(UInt32(headSize))),
            ("\(architecture).attention.layer_norm_rms_epsilon", .float32(1e-5)),
            ("\(architecture).rope.freq_base", .float32(10_000)),
            ("\(architecture).context_length", .uint32(256)),
            ("tokenizer.ggml.model", .string("gpt2")),
            ("tokenizer.ggml.pre", .string("smollm")),
            ("tokenizer.ggml.tokens", .strings(texts)),
            ("tokenizer.ggml.token_type", .int32s(texts.map { $0.hasPrefix("<|") ? 3 : 1 })),
            ("tokenizer.ggml.merges", .strings(["a b", "c d", "ab cd", "Ġ ab"])),
            ("tokenizer.ggml.eos_token_id", .uint32(0)),
        ]
        for weight in weights() { writer.add(weight.name, weight.shape, weight.values) }
        return writer
    }

    func open(adapters: [Adapter] = [], path: KernelPath = .best) throws -> LanguageModel {
        try withFile(gguf().bytes()) {
            try LanguageModel(path: $0, adapters: adapters, backend: Backend(threadCount: 2, kernels: path))
        }
    }

    /// The logits after each token, `[token, vocabulary]`, computed without kernels in double precision.
    func logits(_ tokens: [Int], adding changes: [String: [Double]] = [:]) -> [[Double]] {
        var w: [String: [Double]] = [:]
        for weight in weights() {
            let values = weight.values.map(Double.init)
            w[weight.name] = changes[weight.name].map { zip(values, $0).map(+) } ?? values
        }
        func times(_ x: [Double], _ name: String) -> [Double] {
            guard let weights = w[name] else { return [] }
            return (0..<weights.count / x.count).map { row in
                x.indices.reduce(0) { $0 + x[$1] * weights[row * x.count + $1] }
            }
        }
        func norm(_ x: ArraySlice<Double>, _ name: String) -> [Double] {
            let size = (x.reduce(0) { $0 + $1 * $1 } / Double(x.count) + 1e-5).squareRoot()
            return zip(x, w[name] ?? []).map { $0 / size * $1 }
        }
        func rotated(_ x: [Double], _ position: Int) -> [Double] {
            var x = x
            for pair in 0..<headSize / 2 {
                let (a, b) = architecture == "llama" ? (pair * 2, pair * 2 + 1) : (pair, pair + headSize / 2)
                let angle = Double(position) * pow(10_000, -2 * Double(pair) / Double(headSize))
                (x[a], x[b]) = (x[a] * cos(angle) - x[b] * sin(angle), x[a] * sin(angle) + x[b] * cos(angle))
            }
            return x
        }
        var hidden = tokens.map { token in Array((w["token_embd.weight"] ?? [])[token * width..<(token + 1) * width]) }
        for layer in 0..<layers {
            let name = "blk.\(layer)."
            func heads(_ x: [Double], _ bias: String, _ headNorm: String?, _ position: Int?) -> [[Double]] {
                let x = w[name + bias].map { zip(x, $0).map(+) } ?? x
                return stride(from: 0, to: x.count, by: headSize).map { start in
                    var head = Array(x[start..<start + headSize])
                    if let headNorm, w[name + headNorm] != nil { head = norm(head[...], name + headNorm) }
                    return position.map { rotated(head, $0) } ?? head
                }
            }
            var keys: [[[Double]]] = [], values: [[[Double]]] = []
            for (position, x) in hidden.enumerated() {
                let input = norm(x[...], name + "attn_norm.weight")
                let queries = heads(times(input, name + "attn_q.weight"), "attn_q.bias", "attn_q_norm.weight", position)
                keys.append(heads(times(input, name + "attn_k.weight"), "attn_k.bias", "attn_k_norm.weight", position))
                values.append(heads(times(input, name + "attn_v.weight"), "attn_v.bias", nil, nil))
                let attended = queries.enumerated().flatMap { head, query -> [Double] in
                    let keyHead = head / (self.heads / kvHeads)
                    let probabilities = (0...position).map { seen in
                        exp(
                            zip(query, keys[seen][keyHead]).reduce(0) { $0 + $1.0 * $1.1 }
                                / Double(headSize).squareRoot())
                    }
                    let total = probabilities.reduce(0, +)
                    return (0..<headSize).map { column in
                        (0...position).reduce(0) { $0 + probabilities[$1] / total * values[$1][keyHead][column] }
                    }
                }
                hidden[position] = zip(x, times(attended, name + "attn_output.weight")).map(+)
                let next = norm(hidden[position][...], name + "ffn_norm.weight")
                let gate = times(next, name + "ffn_gate.weight"), up = times(next, name + "ffn_up.weight")
                let inner = zip(gate, up).map { $0 / (1 + exp(-$0)) * $1 }
                hidden[position] = zip(hidden[position], times(inner, name + "ffn_down.weight")).map(+)
            }
        }
        return hidden.map { times(norm($0[...], "output_norm.weight"), isTied ? "token_embd.weight" : "output.weight") }
    }
}
