import CTensor
import Foundation
import Testing

@testable import Inference

/// The float operations of every code path, compared with their definitions in double precision.
@Suite("Operations")
struct OperationTests {
    /// Odd widths and whole vectors.
    private static let widths = [1, 15, 32, 33, 100, 576]

    private func dequantized(_ activations: ActivationBuffer, tokens: Int, columns: Int) -> [Double] {
        let raw = activations.raw.pointee
        return (0..<tokens).flatMap { token in
            (0..<columns).map { column in
                Double(raw.quants[token * Int(raw.columns) + column])
                    * Double(raw.scales[token * Int(raw.groups) + column / 32])
            }
        }
    }

    /// Compares quantized results with the exact ones: at most half a quantization step of their group apart.
    private func expectClose(
        _ activations: ActivationBuffer, _ expected: [Double], tokens: Int, columns: Int, _ comment: Comment? = nil
    ) {
        let found = dequantized(activations, tokens: tokens, columns: columns)
        let raw = activations.raw.pointee
        for token in 0..<tokens {
            for column in 0..<columns {
                let step = Double(raw.scales[token * Int(raw.groups) + column / 32])
                #expect(
                    abs(found[token * columns + column] - expected[token * columns + column]) <= step * 0.501 + 1e-9,
                    comment)
            }
            for group in 0..<Int(raw.groups) {
                let quants = (0..<32).map { Int(raw.quants[token * Int(raw.columns) + group * 32 + $0]) }
                let index = token * Int(raw.groups) + group
                #expect(Int(raw.quant_sums[index]) == quants.reduce(0, +))
                #expect(raw.scaled_sums[index] == Float(raw.quant_sums[index]) * raw.scales[index])
            }
        }
    }

    @Test("norms", arguments: KernelTests.paths)
    func norms(path: KernelPath) throws {
        let backend = try Backend(threadCount: 2, kernels: path)
        for columns in Self.widths {
            var numbers = TestNumbers(UInt64(columns))
            let tokens = 11
            let values = numbers.floats(tokens * columns, scale: 3), weight = numbers.floats(columns),
                bias = numbers.floats(columns)
            let x = FloatBuffer(values), w = FloatBuffer(weight), b = FloatBuffer(bias)
            let result = try ActivationBuffer(tokens: tokens, columns: columns)
            var rms: [Double] = [], layer: [Double] = []
            for token in 0..<tokens {
                let row = values[token * columns..<(token + 1) * columns].map(Double.init)
                let squares = row.map { $0 * $0 }.reduce(0, +) / Double(columns)
                rms += row.indices.map { row[$0] / (squares + 1e-5).squareRoot() * Double(weight[$0]) }
                let mean = row.reduce(0, +) / Double(columns)
                let variance = row.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(columns)
                layer += row.indices.map {
                    (row[$0] - mean) / (variance + 1e-5).squareRoot() * Double(weight[$0]) + Double(bias[$0])
                }
            }
            ct_rms_norm(backend.raw, x.start, w.start, 1e-5, Int32(tokens), Int32(columns), result.raw)
            expectClose(result, rms, tokens: tokens, columns: columns, "rms of \(columns)")
            ct_layer_norm(backend.raw, x.start, w.start, b.start, 1e-5, Int32(tokens), Int32(columns), result.raw)
            expectClose(result, layer, tokens: tokens, columns: columns, "layer norm of \(columns)")
            for index in layer.indices { #expect(abs(Double(x.start[index]) - layer[index]) < 1e-4) }
        }
    }

    @Test("activation functions", arguments: KernelTests.paths)
    func activations(path: KernelPath) throws {
        let backend = try Backend(threadCount: 2, kernels: path)
        for columns in Self.widths {
            var numbers = TestNumbers(UInt64(columns))
            let tokens = 9
            // Also values far out on both sides, where exponentials over- and underflow.
            let values = numbers.floats(tokens * columns * 2, scale: 8).map { $0 > 7.9 ? 200 : $0 < -7.9 ? -200 : $0 }
            let x = FloatBuffer(values)
            let result = try ActivationBuffer(tokens: tokens, columns: columns)
            var gated: [Double] = [], gelu: [Double] = []
            for token in 0..<tokens {
                for column in 0..<columns {
                    let gate = Double(values[token * columns * 2 + column]),
                        up = Double(values[token * columns * 2 + columns + column])
                    gated.append(gate / (1 + exp(-gate)) * up)
                    let value = Double(values[token * columns + column])
                    gelu.append(value * (1 + erf(value / 2.0.squareRoot())) / 2)
                }
            }
            ct_swiglu(backend.raw, x.start, Int32(tokens), Int32(columns), result.raw)
            expectClose(result, gated, tokens: tokens, columns: columns, "SwiGLU of \(columns)")
            ct_gelu(backend.raw, x.start, Int32(tokens), Int32(columns), result.raw)
            expectClose(result, gelu, tokens: tokens, columns: columns, "GELU of \(columns)")
        }
    }

    @Test("rotary embedding rotates pairs of neighbours or of halves", arguments: KernelTests.paths, [false, true])
    func rotation(path: KernelPath, isNeoX: Bool) throws {
        let backend = try Backend(threadCount: 1, kernels: path)
        let size = 44, heads = 3, tokens = 2
        var numbers = TestNumbers(1)
        let values = numbers.floats(tokens * heads * size), angles = numbers.floats(tokens * size / 2, scale: 3)
        let x = FloatBuffer(values)
        let table = FloatBuffer(
            (0..<tokens).flatMap { token in
                let row = angles[token * size / 2..<(token + 1) * size / 2]
                return row.map { cos($0) } + row.map { sin($0) }
            })
        ct_rope(
            backend.raw, x.start, Int32(heads * size), Int32(tokens), Int32(heads), Int32(size), table.start,
            isNeoX)
        for token in 0..<tokens {
            for head in 0..<heads {
                let start = (token * heads + head) * size
                for pair in 0..<size / 2 {
                    let (first, second) =
                        isNeoX ? (start + pair, start + pair + size / 2) : (start + pair * 2, start + pair * 2 + 1)
                    let angle = angles[token * size / 2 + pair]
                    #expect(abs(x.start[first] - (values[first] * cos(angle) - values[second] * sin(angle))) < 1e-5)
                    #expect(abs(x.start[second] - (values[first] * sin(angle) + values[second] * cos(angle))) < 1e-5)
                }
            }
        }
    }

    @Test(
        "attention covers exactly the visible positions of all segments", arguments: KernelTests.paths, [1, 3, 8, 20])
    func attention(path: KernelPath, headsPerKVHead: Int) throws {
        let backend = try Backend(threadCount: 2, kernels: path)
        let kvHeads = 2, heads = kvHeads * headsPerKVHead, size = 48
        let lengths = [20, 5, 33], tokens = 7
        var numbers = TestNumbers(UInt64(headsPerKVHead))
        let segments = try lengths.map {
            try KeyValueSegment(layerCount: 1, kvHeadCount: kvHeads, headSize: size, capacity: $0)
        }
        var keys: [[Float]] = [], values: [[Float]] = []
        for (segment, length) in zip(segments, lengths) {
            segment.fill(length)
            var raw = segment.raw(layer: 0, length: segment.length)
            for position in 0..<length {
                keys.append(numbers.floats(kvHeads * size, scale: 2))
                values.append(numbers.floats(kvHeads * size))
                withUnsafePointer(to: &raw) { raw in
                    var slot = ct_slot(segment: raw, position: Int32(position))
                    ct_store_kv(
                        backend.raw, keys[keys.count - 1], values[values.count - 1], Int32(kvHeads * size), 1,
                        Int32(kvHeads),
                        Int32(size), &slot)
                }
            }
        }
        let queries = FloatBuffer(numbers.floats(tokens * heads * size))
        let results = FloatBuffer(tokens * heads * size)
        let raws = segments.map { $0.raw(layer: 0, length: $0.length) }
        // Tokens see more and more of the last segment; the first two see only earlier segments.
        let views: [(count: Int, visible: Int)] = [(1, 7), (2, 5), (3, 1), (3, 2), (3, 16), (3, 17), (3, 33)]
        raws.withUnsafeBufferPointer { raws in
            let raw = views.map {
                ct_view(segments: raws.baseAddress, segment_count: Int32($0.count), visible: Int32($0.visible))
            }
            let hasMemory = ct_attention(
                backend.raw, queries.start, Int32(heads * size), raw, Int32(tokens), Int32(heads), Int32(kvHeads),
                Int32(size),
                results.start)
            #expect(hasMemory)
        }
        for (token, view) in views.enumerated() {
            let visible = lengths.prefix(view.count - 1).reduce(0, +) + view.visible
            for head in 0..<heads {
                let start = (token * heads + head) * size, keyStart = head / headsPerKVHead * size
                let scores = (0..<visible).map { position in
                    (0..<size).reduce(0.0) {
                        $0 + Double(queries.start[start + $1]) * Double(keys[position][keyStart + $1])
                    }
                        / Double(size).squareRoot()
                }
                let maximum = scores.max() ?? 0
                let weights = scores.map { exp($0 - maximum) }, total = weights.reduce(0, +)
                for column in 0..<size {
                    let expected = (0..<visible).reduce(0.0) {
                        $0 + weights[$1] / total * Double(values[$1][keyStart + column])
                    }
                    #expect(
                        abs(Double(results.start[start + column]) - expected) < 3e-3, "token \(token), head \(head)")
                }
            }
        }
    }

    @Test("half precision is read and written as IEEE says", arguments: KernelTests.paths)
    func halves(path: KernelPath) throws {
        // Every half, through the values of a segment and back.
        let backend = try Backend(threadCount: 1, kernels: path)
        let segment = try KeyValueSegment(layerCount: 1, kvHeadCount: 1, headSize: 16, capacity: 16)
        var raw = segment.raw(layer: 0, length: segment.length)
        for first in stride(from: 0, to: 0x7C00, by: 16) {
            let bits = (0..<16).map { UInt16(first + $0) }
            let bytes = bits.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
            var floats = [Float](repeating: 0, count: 16)
            ct_dequantize(CT_F16, bytes, &floats, 16)
            withUnsafePointer(to: &raw) { raw in
                var slot = ct_slot(segment: raw, position: 0)
                ct_store_kv(backend.raw, floats, floats, 16, 1, 1, 16, &slot)
            }
            #expect((0..<16).map { raw.values[$0] } == bits)
        }
        #expect(ct_float(0x3C00) == 1 && ct_float(0x0001) == 0x1p-24 && ct_float(0xFBFF) == -65504)
    }

    private func ct_float(_ half: UInt16) -> Float {
        var result: Float = 0
        ct_dequantize(CT_F16, [UInt8(half & 255), UInt8(half >> 8)], &result, 1)
        return result
    }

    @Test("the logarithm of a sum of exponentials", arguments: KernelTests.paths)
    func logSum(path: KernelPath) throws {
        let backend = try Backend(threadCount: 1, kernels: path)
        var numbers = TestNumbers(2)
        for count in [1, 5, 16, 1000] {
            let values = numbers.floats(count, scale: 40)
            let expected = log(values.reduce(0.0) { $0 + exp(Double($1)) })
            #expect(abs(Double(ct_log_sum_exp(backend.raw, values, Int32(count))) - expected) < 1e-4)
        }
    }
}
