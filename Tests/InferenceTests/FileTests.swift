import Foundation
import Testing

@testable import Inference

/// Files that are valid, malformed, truncated, damaged and hostile.
@Suite("Model files")
struct FileTests {
    private func message(_ bytes: [UInt8]) throws -> String {
        try withFile(bytes) { path in
            do throws(ModelError) {
                _ = try GGUFFile(path: path)
                return "opened"
            } catch {
                return error.message
            }
        }
    }

    private func message(safetensors header: String, data: Int) throws -> String {
        let bytes =
            withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + Array(header.utf8)
            + [UInt8](repeating: 0, count: data)
        return try withFile(bytes) { path in
            do throws(ModelError) {
                _ = try SafeTensorsFile(path: path)
                return "opened"
            } catch {
                return error.message
            }
        }
    }

    @Test("a GGUF file's metadata and tensors are read")
    func reads() throws {
        var writer = GGUFWriter()
        writer.metadata = [
            ("a", .uint32(7)), ("b", .float32(1.5)), ("c", .bool(true)), ("d", .string("text")),
            ("e", .strings(["x", "yz"])),
            ("f", .int32s([-1, 2])), ("g", .float32s([0.5])),
        ]
        writer.add("t", [3, 2], [1, 2, 3, 4, 5, 6])
        try withFile(writer.bytes()) { path in
            let file = try GGUFFile(path: path)
            #expect(
                try file.integer("a") == 7 && file.number("b") == 1.5 && file.boolean("c") == true
                    && file.string("d") == "text")
            guard case .array(let texts)? = file.metadata["e"], case .array(let numbers)? = file.metadata["f"],
                case .array(let reals)? = file.metadata["g"]
            else { throw ModelError("arrays are missing") }
            #expect(texts.strings == ["x", "yz"] && numbers.integers == [-1, 2] && reals.numbers == [0.5])
            #expect(texts.integers == nil && numbers.strings == nil)
            let tensor = try file.tensor("t")
            #expect(
                tensor.shape == [3, 2] && tensor.floats() == [1, 2, 3, 4, 5, 6]
                    && tensor.floats(rows: 1..<2) == [4, 5, 6])
            #expect(throws: ModelError.self) { try file.string("a") }
        }
    }

    @Test("an error in a GGUF file is reported with its byte or tensor")
    func wrong() throws {
        let good = TinyModel(layers: 1).gguf().bytes()
        func changed(_ offset: Int, _ bytes: [UInt8]) -> [UInt8] {
            var copy = good
            copy.replaceSubrange(offset..<offset + bytes.count, with: bytes)
            return copy
        }
        #expect(try message(good) == "opened")
        #expect(try message([]) == "is empty")
        #expect(try message(changed(0, Array("GGML".utf8))).contains("byte 0"))
        #expect(try message(changed(4, [2])).contains("version 2"))
        #expect(try message(changed(4, [0, 0, 0, 3])).contains("big-endian"))
        #expect(try message(changed(8, [255, 255, 255, 255, 255, 255, 255, 255])).contains("do not fit a file"))
        #expect(try message(changed(16, [255, 255, 255, 255])).contains("do not fit a file"))
        #expect(try message(Array(good.dropLast(100))).contains("truncated"))
        // The first key's length, then its type.
        #expect(try message(changed(24, [255, 255, 255, 255, 255, 255, 255, 127])).contains("byte 32"))
        #expect(try message(changed(32 + 20, [99])).contains("value type 99"))
        var twice = TinyModel(layers: 1).gguf()
        twice.metadata.append(twice.metadata[0])
        #expect(try message(twice.bytes()).contains("twice"))
        twice = TinyModel(layers: 1).gguf()
        twice.tensors.append(twice.tensors[0])
        #expect(try message(twice.bytes()).contains("twice"))
        var odd = GGUFWriter()
        odd.tensors = [("t", .q4_0, [48], [UInt8](repeating: 0, count: 27))]
        #expect(try message(odd.bytes()).contains("blocks of 32"))
        odd.tensors = [("t", .f32, [1 << 40, 1 << 40], [0])]
        #expect(try message(odd.bytes()).contains("too large"))
        odd.tensors = [("t", .f32, [], [0, 0, 0, 0])]
        #expect(try message(odd.bytes()) == "opened")
        odd.metadata = [("general.alignment", .uint32(24))]
        #expect(try message(odd.bytes()).contains("power of two"))
    }

    @Test("an error in a safetensors file is reported")
    func safetensors() throws {
        let entry = #""a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#
        #expect(try message(safetensors: "{\(entry)}", data: 8) == "opened")
        #expect(try message(safetensors: #"{"__metadata__":{"x":"y"},\#(entry)}"#, data: 8) == "opened")
        #expect(try message(safetensors: "{\(entry)}", data: 4).contains("truncated"))
        #expect(try message(safetensors: "{\(entry)}", data: 12).contains("belong to no tensor"))
        #expect(try message(safetensors: "{", data: 8).contains("not a JSON object"))
        #expect(try message(safetensors: String(repeating: "[", count: 100_000), data: 0).contains("not a JSON object"))
        #expect(
            try message(safetensors: #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, data: 8).contains(
                "takes 12"))
        #expect(
            try message(safetensors: #"{"a":{"dtype":"X","shape":[2],"data_offsets":[0,8]}}"#, data: 8).contains(
                "type X"))
        #expect(
            try message(safetensors: #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, data: 8).contains(
                "start and an end"))
        #expect(
            try message(safetensors: #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#, data: 12).contains(
                "expected 0"))
        #expect(
            try message(
                safetensors: #"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}"#, data: 8
            )
            .contains("too large"))
        #expect(
            try withFile([255, 255, 255, 255, 255, 255, 255, 255]) { path in
                do throws(ModelError) { _ = try SafeTensorsFile(path: path); return "opened" } catch {
                    return error.message
                }
            }.contains("too long"))
    }

    @Test("12,000 damaged files are either read or refused")
    func damaged() throws {
        var numbers = TestNumbers(42)
        var tiny = TinyModel(layers: 1, width: 16, inner: 16, heads: 1, kvHeads: 1)
        tiny.isTied = true
        let gguf = tiny.gguf().bytes()
        let header =
            #"{"a":{"dtype":"F16","shape":[4,8],"data_offsets":[0,64]},"b":{"dtype":"I64","shape":[1],"data_offsets":[64,72]}}"#
        let safetensors =
            withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + Array(header.utf8)
            + [UInt8](repeating: 7, count: 72)
        let path = NSTemporaryDirectory() + "charter-damaged-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let backend = try Backend(threadCount: 1, kernels: .best)
        var opened = 0, models = 0
        for round in 0..<12_000 {
            let isGGUF = round % 4 != 3
            var bytes = isGGUF ? gguf : safetensors
            // Most damage goes to the front, which is what is parsed.
            let front = isGGUF ? 1800 : 8 + header.utf8.count
            switch numbers.below(4) {
            case 0: bytes.removeLast(numbers.below(bytes.count))
            case 1: for _ in 0...numbers.below(3) { bytes[numbers.below(front)] ^= 1 << UInt8(numbers.below(8)) }
            case 2:
                for _ in 0...numbers.below(4) { bytes[numbers.below(front)] = [0, 1, 127, 128, 255][numbers.below(5)] }
            default:
                let start = numbers.below(front - 8)
                let size: [UInt64] = [
                    0, 1, .max, 1 << 63, 1 << 32, UInt64(bytes.count), UInt64(numbers.below(1 << 20)),
                ]
                withUnsafeBytes(of: size[numbers.below(size.count)].littleEndian) {
                    bytes.replaceSubrange(start..<start + 8, with: $0)
                }
            }
            _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
            if isGGUF {
                guard let file = try? GGUFFile(path: path) else { continue }
                opened += 1
                for tensor in file.tensors.values { _ = tensor.floats() }
                // If it still looks like a model, it is loaded and run.
                guard let model = try? LanguageModel(path: path, backend: backend) else { continue }
                models += 1
                _ = try model.decoder.forward([TextDecoder.Input(TokenSequence(), [1, 2])]) { _, _, _ in }
                _ = model.tokenizer.encode("ab abcd 12 !?")
            } else if let file = try? SafeTensorsFile(path: path) {
                opened += 1
                for tensor in file.tensors.values { _ = tensor.floats() }
            }
        }
        #expect(opened > 300 && models > 100, "\(opened) were opened, \(models) of them as models")
    }
}
