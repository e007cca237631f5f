import Foundation
import Inference

/// The input as a file in memory, since models are opened by path and mapped.
private let path = "/dev/shm/charter-fuzz-\(getpid())"
private let file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)

/// Opens the bytes as each kind of file that `Inference` reads. A decoder that opens reads two tokens, so that sizes that
/// passed the checks are used.
func fuzzModelFile(_ bytes: [UInt8]) {
    guard !bytes.isEmpty, ftruncate(file, bytes.count) == 0, pwrite(file, bytes, bytes.count, 0) == bytes.count else {
        return
    }
    if bytes[0] == UInt8(ascii: "G") {
        if let gguf = try? GGUFFile(path: path) { openModel(gguf) }
        _ = try? Adapter(path: path)
    } else if bytes[0] == UInt8(ascii: "{") {
        _ = try? WordPieceTokenizer(path: path)
    } else {
        _ = try? SafeTensorsFile(path: path)
    }
}

private func openModel(_ gguf: GGUFFile) {
    for name in gguf.tensorNames { _ = gguf.tensors[name]?.floats().first }
    guard let model = try? LanguageModel(path: path, backend: Backend(threadCount: 1, kernels: .best)) else { return }
    let tokens = model.tokenizer.encode("ab cd", parsesSpecial: true).prefix(2)
    try? model.decoder.forward([.init(TokenSequence(), Array(tokens), logitRange: 0..<tokens.count)]) { _, _, _ in }
}
