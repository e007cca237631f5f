/// Byte-pair encoding over bytes, as GPT-2, Llama 3 and Qwen use it. Takes n log n steps for a piece of n bytes.
///
/// Sources: Sennrich et al., "Neural machine translation of rare words with subword units" (2016); Radford et al.,
/// "Language models are unsupervised multitask learners" (2019).
public struct BytePairTokenizer: Tokenizer {
    private let vocabulary: Vocabulary
    private let preTokenizer: PreTokenizer
    /// Ranks and results of merges, by the pair of tokens.
    private let merges: [Pair: (rank: Int, merged: Int)]
    /// `[byte]`: the token of each byte, -1 if there is none.
    private let byteTokens: [Int]
    /// Whether a piece that is in the vocabulary as a whole becomes that token without merges (Llama 3).
    private let ignoresMerges: Bool
    public let bosToken: Int?
    public let addsBOS: Bool
    public let endOfGenerationTokens: Set<Int>

    private struct Pair: Hashable {
        var left: Int32
        var right: Int32

        init(_ left: Int, _ right: Int) {
            self.left = Int32(truncatingIfNeeded: left)
            self.right = Int32(truncatingIfNeeded: right)
        }
    }

    init(
        _ vocabulary: Vocabulary, merges mergeTexts: [(String, String)], preTokenizer: PreTokenizer, bosToken: Int?,
        addsBOS: Bool, endOfGenerationTokens: Set<Int>
    ) {
        self.vocabulary = vocabulary
        self.preTokenizer = preTokenizer
        var merges: [Pair: (rank: Int, merged: Int)] = Dictionary(minimumCapacity: mergeTexts.count)
        for (rank, (left, right)) in mergeTexts.enumerated() {
            guard let a = vocabulary.tokenOfText[left], let b = vocabulary.tokenOfText[right],
                let c = vocabulary.tokenOfText[left + right]
            else {
                continue
            }
            if merges[Pair(a, b)] == nil { merges[Pair(a, b)] = (rank, c) }
        }
        self.merges = merges
        byteTokens = (0..<256).map { vocabulary.tokenOfText[String(ByteAlphabet.scalars[$0])] ?? -1 }
        ignoresMerges = preTokenizer == .llama3
        self.bosToken = bosToken
        self.addsBOS = addsBOS && bosToken != nil
        self.endOfGenerationTokens = endOfGenerationTokens
    }

    /// Throws a `ModelError` that names the key that is missing, malformed or not supported.
    init(_ gguf: GGUFFile) throws(ModelError) {
        let vocabulary = try Vocabulary(gguf)
        guard case .array(let array)? = gguf.metadata["tokenizer.ggml.merges"], let lines = array.strings else {
            throw ModelError(file: gguf.file.path, "tokenizer.ggml.merges is missing")
        }
        var merges: [(String, String)] = []
        merges.reserveCapacity(lines.count)
        for line in lines {
            let bytes = line.utf8
            guard let space = bytes.dropFirst().firstIndex(of: UInt8(ascii: " ")) else {
                throw ModelError(file: gguf.file.path, "the merge \"\(line)\" is not two symbols separated by a space")
            }
            merges.append((String(line[..<space]), String(line[bytes.index(after: space)...])))
        }
        let name = try gguf.string("tokenizer.ggml.pre") ?? "gpt-2"
        let aliases = ["gpt2": "gpt-2", "llama3": "llama-bpe", "llama-v3": "llama-bpe", "deepseek-r1-qwen": "qwen2"]
        guard let preTokenizer = PreTokenizer(rawValue: aliases[name] ?? name) else {
            throw ModelError(
                file: gguf.file.path,
                "its pre-tokenizer is \(name); supported: \(PreTokenizer.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        self.init(
            vocabulary, merges: merges, preTokenizer: preTokenizer,
            bosToken: try gguf.integer("tokenizer.ggml.bos_token_id"),
            addsBOS: gguf.boolean("tokenizer.ggml.add_bos_token") ?? (preTokenizer == .llama3),
            endOfGenerationTokens: try SpecialTokens.endOfGeneration(gguf, vocabulary))
    }

    public var vocabularySize: Int { vocabulary.texts.count }

    public func tokenize(_ text: String, parsesSpecial: Bool) -> [Int] {
        let bytes = Array(text.utf8)
        var result: [Int] = []
        for part in vocabulary.split(bytes, parsesSpecial: parsesSpecial) {
            switch part {
            case .token(let token): result.append(token)
            case .text(let range): appendTokens(of: String(decoding: bytes[range], as: UTF8.self), to: &result)
            }
        }
        return result
    }

    private func appendTokens(of text: String, to result: inout [Int]) {
        let scalars = Array(text.unicodeScalars)
        for piece in preTokenizer.pieces(scalars) {
            var bytes: [UInt8] = []
            for scalar in scalars[piece] {
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
            if ignoresMerges, let token = vocabulary.tokenOfText[ByteAlphabet.text(bytes)] {
                result.append(token)
                continue
            }
            var queue = MergeQueue(bytes.map { byteTokens[Int($0)] }.filter { $0 >= 0 }) { left, right in
                merges[Pair(left, right)]
            }
            result.append(contentsOf: queue.run())
        }
    }

    public func bytes(of token: Int) -> [UInt8] {
        guard vocabulary.texts.indices.contains(token), vocabulary.types[token] != .control else { return [] }
        let text = vocabulary.texts[token]
        return vocabulary.types[token] == .userDefined ? Array(text.utf8) : ByteAlphabet.bytes(text)
    }
}
