import Foundation
import Inference

// A target of libFuzzer, which brings its own main: scripts/fuzz builds and runs it. Whatever the bytes are, opening them as a
// model must end in a model or in a ModelError.

/// The input as a file in memory, since models are opened by path and mapped.
private let path = "/dev/shm/charter-fuzz-\(getpid())"
private let file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)

/// Opens the bytes as each kind of file that `Inference` reads. A decoder that opens reads two tokens, so that sizes that
/// passed the checks are used.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0, ftruncate(file, count) == 0, pwrite(file, data, count, 0) == count else { return 0 }
    if data[0] == UInt8(ascii: "G") {
        if let gguf = try? GGUFFile(path: path) { openModel(gguf) }
        _ = try? Adapter(path: path)
    } else if data[0] == UInt8(ascii: "{") {
        _ = try? WordPieceTokenizer(path: path)
    } else {
        _ = try? SafeTensorsFile(path: path)
    }
    return 0
}

private func openModel(_ gguf: GGUFFile) {
    for name in gguf.tensorNames { _ = gguf.tensors[name]?.floats().first }
    guard let model = try? LanguageModel(path: path, backend: Backend(threadCount: 1, kernels: .best)) else { return }
    let tokens = model.tokenizer.encode("ab cd", parsesSpecial: true).prefix(2)
    try? model.decoder.forward([.init(TokenSequence(), Array(tokens), logitRange: 0..<tokens.count)]) { _, _, _ in }
}
