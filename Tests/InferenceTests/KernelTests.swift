import CTensor
import Foundation
import Testing

@testable import Inference

/// The code paths that this CPU runs, each compared with a plain reference in double precision.
@Suite("Kernels")
struct KernelTests {
    static let paths = KernelPath.allCases.filter(\.runsHere)
    static let types: [TensorType] = TensorType.allCases

    /// Random weights of a type, as bytes and as the numbers they encode.
    static func weights(_ type: TensorType, rows: Int, columns: Int, seed: UInt64) -> (bytes: [UInt8], values: [Float])
    {
        var numbers = TestNumbers(seed)
        let blocks = rows * columns / type.blockElements
        var bytes: [UInt8] = []
        for _ in 0..<blocks {
            var block = numbers.bytes(type.blockBytes)
            func put(_ value: Float, at offset: Int) {
                let half = Float16Bits(value)
                block[offset] = UInt8(half & 255)
                block[offset + 1] = UInt8(half >> 8)
            }
            switch type {
            case .f32: block = withUnsafeBytes(of: numbers.float().bitPattern.littleEndian, Array.init)
            case .bf16: block = Array(withUnsafeBytes(of: numbers.float().bitPattern.littleEndian, Array.init)[2...])
            case .f16: put(numbers.float(), at: 0)
            case .q4_0, .q5_0, .q8_0: put(numbers.float() / 16, at: 0)
            case .q4_1, .q5_1, .q4_K, .q5_K:
                put(numbers.float() / 16, at: 0)
                put(numbers.float(), at: 2)
            case .q6_K: put(numbers.float() / 64, at: 208)
            }
            bytes.append(contentsOf: block)
        }
        var values = [Float](repeating: 0, count: rows * columns)
        bytes.withUnsafeBytes { ct_dequantize(type.raw, $0.baseAddress, &values, rows * columns) }
        return (bytes, values)
    }

    /// Half precision, for numbers in its normal range.
    private static func Float16Bits(_ value: Float) -> UInt16 {
        let bits = value.bitPattern
        let exponent = Int(bits >> 23 & 255) - 112
        guard exponent > 0 else { return 0 }
        return UInt16(bits >> 16 & 0x8000) | UInt16(exponent << 10) | UInt16(bits >> 13 & 1023)
    }

    /// Products of random weights and activations, by a path and by definition from the same quantized activations.
    private func products(
        _ path: KernelPath, _ type: TensorType, rows: Int, columns: Int, tokens: Int, threads: Int = 2, scale: Float = 1
    ) throws -> (found: [Float], expected: [Double], size: Double) {
        let backend = try Backend(threadCount: threads, kernels: path)
        let (bytes, values) = Self.weights(type, rows: rows, columns: columns, seed: UInt64(rows * 31 + columns))
        let matrix = try bytes.withUnsafeBytes {
            try PackedMatrix(type: type, bytes: $0, rows: rows, columns: columns, backend: backend, name: "test")
        }
        var numbers = TestNumbers(UInt64(tokens))
        let x = FloatBuffer(numbers.floats(tokens * columns, scale: scale))
        let activations = try ActivationBuffer(tokens: tokens, columns: columns)
        ct_quantize(backend.raw, x.start, Int32(columns), Int32(tokens), Int32(columns), activations.raw)
        let y = FloatBuffer(tokens * rows), bias = FloatBuffer((0..<rows).map { Float($0 % 3) })
        for index in 0..<tokens * rows { y.start[index] = 1 }
        var product = ct_linear(weights: matrix.raw, bias: bias.start, y: y.start, stride: Int32(rows))
        ct_matmul(backend.raw, activations.raw, &product, 1, true)

        var expected: [Double] = []
        var size = 0.0
        let raw = activations.raw.pointee
        for token in 0..<tokens {
            for row in 0..<rows {
                var sum = 1.0 + Double(row % 3), magnitude = 0.0
                for column in 0..<columns {
                    let quant = Double(raw.quants[token * Int(raw.columns) + column])
                    let input = quant * Double(raw.scales[token * Int(raw.groups) + column / 32])
                    sum += input * Double(values[row * columns + column])
                    magnitude += abs(input * Double(values[row * columns + column]))
                }
                expected.append(sum)
                size = max(size, magnitude)
            }
        }
        return (Array(UnsafeBufferPointer(start: y.start, count: tokens * rows)), expected, size)
    }

    @Test("products of every type follow the definition, also for shapes that fill no tile", arguments: types, paths)
    func products(type: TensorType, path: KernelPath) throws {
        let columns = type.blockElements == 1 ? 70 : type.blockElements * (type.blockElements == 256 ? 1 : 3)
        for (rows, tokens) in [(1, 1), (15, 2), (17, 7), (33, 5), (70, 13)] {
            let result = try products(path, type, rows: rows, columns: columns, tokens: tokens)
            // Types that keep their quants differ by rounding only, those that are requantized by part of a step.
            let isExact = ![.f32, .f16, .bf16, .q6_K].contains(type)
            for (found, expected) in zip(result.found, result.expected) {
                #expect(
                    abs(Double(found) - expected) <= result.size * (isExact ? 2e-3 : 6e-3),
                    "\(rows) x \(columns), \(tokens) tokens")
            }
        }
    }

    @Test("all paths agree with the portable one, up to the order of sums", arguments: types, paths)
    func pathsAgree(type: TensorType, path: KernelPath) throws {
        let columns = type.blockElements == 1 ? 100 : 256
        let a = try products(.portable, type, rows: 50, columns: columns, tokens: 9)
        let b = try products(path, type, rows: 50, columns: columns, tokens: 9)
        for (one, other) in zip(a.found, b.found) { #expect(abs(one - other) <= Float(a.size) * 1e-5) }
    }

    @Test("zeros, the largest quants of both signs, and numbers far apart", arguments: paths)
    func extremes(path: KernelPath) throws {
        let backend = try Backend(threadCount: 1, kernels: path)
        // Quants of -128 and activations of 127 and -127 give the largest sums of bytes.
        for (quant, sign): (UInt8, Float) in [(0x80, 1), (0x80, -1), (0x7F, 1), (0x7F, -1)] {
            var bytes: [UInt8] = []
            for _ in 0..<16 * 2 { bytes += [0x00, 0x3C] + [UInt8](repeating: quant, count: 32) }
            let matrix = try bytes.withUnsafeBytes {
                try PackedMatrix(type: .q8_0, bytes: $0, rows: 16, columns: 64, backend: backend, name: "test")
            }
            let x = FloatBuffer([Float](repeating: sign, count: 64))
            let activations = try ActivationBuffer(tokens: 1, columns: 64)
            ct_quantize(backend.raw, x.start, 64, 1, 64, activations.raw)
            let y = FloatBuffer(16)
            var product = ct_linear(weights: matrix.raw, bias: nil, y: y.start, stride: 16)
            ct_matmul(backend.raw, activations.raw, &product, 1, false)
            let expected = Float(Int8(bitPattern: quant)) * 64 * sign
            for row in 0..<16 { #expect(abs(y.start[row] - expected) < 0.01 * abs(expected)) }
        }
        // Zeros stay zeros, and tiny weights beside large ones keep their size.
        let zero = try products(path, .q4_1, rows: 16, columns: 32, tokens: 3, scale: 0)
        #expect(zero.found == zero.expected.map { Float($0) })
        let large = try products(path, .f32, rows: 16, columns: 32, tokens: 3, scale: 1e30)
        for (found, expected) in zip(large.found, large.expected) {
            #expect(abs(Double(found) - expected) <= large.size * 6e-3)
        }
    }

    @Test("any number of threads gives the same bits", arguments: paths)
    func threads(path: KernelPath) throws {
        let one = try products(path, .q4_0, rows: 200, columns: 96, tokens: 9, threads: 1)
        for count in [2, 3, 8] {
            #expect(try products(path, .q4_0, rows: 200, columns: 96, tokens: 9, threads: count).found == one.found)
        }
    }

    @Test("a token's products do not depend on how many tokens are computed with it", arguments: paths)
    func batchSizes(path: KernelPath) throws {
        let backend = try Backend(threadCount: 1, kernels: path)
        let (bytes, _) = Self.weights(.q4_1, rows: 48, columns: 64, seed: 3)
        let matrix = try bytes.withUnsafeBytes {
            try PackedMatrix(type: .q4_1, bytes: $0, rows: 48, columns: 64, backend: backend, name: "test")
        }
        var numbers = TestNumbers(5)
        let x = FloatBuffer(numbers.floats(9 * 64))
        func rows(_ tokens: Int) throws -> [Float] {
            let activations = try ActivationBuffer(tokens: tokens, columns: 64)
            ct_quantize(backend.raw, x.start, 64, Int32(tokens), 64, activations.raw)
            let y = FloatBuffer(tokens * 48)
            var product = ct_linear(weights: matrix.raw, bias: nil, y: y.start, stride: 48)
            ct_matmul(backend.raw, activations.raw, &product, 1, false)
            return Array(UnsafeBufferPointer(start: y.start, count: tokens * 48))
        }
        let all = try rows(9)
        for tokens in 1...8 { #expect(try rows(tokens) == Array(all.prefix(tokens * 48))) }
    }
}
