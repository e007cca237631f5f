import CTensor
import Foundation

@testable import Inference

/// Numbers that look random and are the same in every run.
struct TestNumbers {
    private var qkv: UInt64

    init(_ seed: UInt64) { qkv = seed &* 2_862_933_555_777_941_757 &+ 3_037_000_493 }

    mutating func word() -> UInt64 {
        qkv = qkv &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (qkv >> 33) ^ (qkv >> 17)
    }

    mutating func below(_ count: Int) -> Int { Int(word() % UInt64(count)) }
    /// Between -1 and 1.
    mutating func float() -> Float { Float(below(2_000_001) - 1_000_000) / 1_000_000 }
    mutating func floats(_ count: Int, scale: Float = 1) -> [Float] { (0..<count).map { _ in float() * scale } }
    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: word()) } }
}

/// Writes GGUF files for tests.
struct GGUFWriter {
    enum Value {
        case uint32(UInt32)
        case float32(Float)
        case bool(Bool)
        case string(String)
        case strings([String])
        case int32s([Int32])
        case float32s([Float])
    }

    var metadata: [(String, Value)] = []
    var tensors: [(name: String, type: TensorType, shape: [Int], bytes: [UInt8])] = []

    /// Adds a tensor of floats; its shape is innermost dimension first.
    mutating func add(_ name: String, _ shape: [Int], _ values: [Float]) {
        precondition(values.count == shape.reduce(1, *), "shape and values differ")
        tensors.append(
            (name, .f32, shape, values.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) }))
    }

    func bytes() -> [UInt8] {
        var out: [UInt8] = []
        func put<Number: FixedWidthInteger>(_ number: Number) {
            withUnsafeBytes(of: number.littleEndian) { out.append(contentsOf: $0) }
        }
        func put(_ text: String) {
            put(UInt64(text.utf8.count))
            out.append(contentsOf: text.utf8)
        }
        out.append(contentsOf: "GGUF".utf8)
        put(UInt32(3))
        put(UInt64(tensors.count))
        put(UInt64(metadata.count))
        for (key, value) in metadata {
            put(key)
            switch value {
            case .uint32(let number): put(UInt32(4)); put(number)
            case .float32(let number): put(UInt32(6)); put(number.bitPattern)
            case .bool(let flag): put(UInt32(7)); put(UInt8(flag ? 1 : 0))
            case .string(let text): put(UInt32(8)); put(text)
            case .strings(let texts):
                put(UInt32(9)); put(UInt32(8)); put(UInt64(texts.count)); texts.forEach { put($0) }
            case .int32s(let numbers):
                put(UInt32(9)); put(UInt32(5)); put(UInt64(numbers.count)); numbers.forEach { put($0) }
            case .float32s(let numbers):
                put(UInt32(9)); put(UInt32(6)); put(UInt64(numbers.count)); numbers.forEach { put($0.bitPattern) }
            }
        }
        var offset = 0
        for tensor in tensors {
            put(tensor.name)
            put(UInt32(tensor.shape.count))
            for size in tensor.shape { put(UInt64(size)) }
            put(tensor.type.rawValue)
            put(UInt64(offset))
            offset += (tensor.bytes.count + 31) / 32 * 32
        }
        for tensor in tensors {
            out.append(contentsOf: [UInt8](repeating: 0, count: (32 - out.count % 32) % 32))
            out.append(contentsOf: tensor.bytes)
        }
        return out
    }
}

/// Runs a closure with the path of a temporary file.
func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let path = NSTemporaryDirectory() + "charter-test-\(UUID().uuidString)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
}
