/// Byte-pair encoding over bytes.
/// Sources: Sennrich et al., "Neural machine translation of rare words with subword units" (2016); Radford et al. (2019).
public struct BytePairTokenizer: Tokenizer {
    private let vocabulary: Vocabulary
    private let preTokenizer: PreTokenizer
    /// Ranks and results of merges, by the two tokens.
    private let merges: [Pair: (rank: Int, merged: Int)]
    /// The token of each byte, -1 where there is none.
    private let byteTokens: [Int]
    /// Whether a piece that is a word of the vocabulary is taken as it is (Llama 3).
    private let takesWholeWords: Bool
    public let startToken: Int?
    public let addsStart: Bool
    public let endTokens: Set<Int>

    private struct Pair: Hashable {
        var left: Int32
        var right: Int32

        init(_ left: Int, _ right: Int) {
            self.left = Int32(truncatingIfNeeded: left)
            self.right = Int32(truncatingIfNeeded: right)
        }
    }

    init(
        _ vocabulary: Vocabulary, merges mergeTexts: [(String, String)], preTokenizer: PreTokenizer, startToken: Int?,
        addsStart: Bool, endTokens: Set<Int>
    ) {
        self.vocabulary = vocabulary
        self.preTokenizer = preTokenizer
        var merges: [Pair: (rank: Int, merged: Int)] = Dictionary(minimumCapacity: mergeTexts.count)
        for (rank, (left, right)) in mergeTexts.enumerated() {
            guard let a = vocabulary.tokens[left], let b = vocabulary.tokens[right],
                let c = vocabulary.tokens[left + right]
            else {
                continue
            }
            if merges[Pair(a, b)] == nil { merges[Pair(a, b)] = (rank, c) }
        }
        self.merges = merges
        byteTokens = (0..<256).map { vocabulary.tokens[String(ByteAlphabet.scalars[$0])] ?? -1 }
        takesWholeWords = preTokenizer == .llama3
        self.startToken = startToken
        self.addsStart = addsStart && startToken != nil
        self.endTokens = endTokens
    }

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
                throw ModelError(file: gguf.file.path, "the merge \"\(line)\" is not two words")
            }
            merges.append((String(line[..<space]), String(line[bytes.index(after: space)...])))
        }
        let name = try gguf.string("tokenizer.ggml.pre") ?? "gpt-2"
        let same = ["gpt2": "gpt-2", "llama3": "llama-bpe", "llama-v3": "llama-bpe", "deepseek-r1-qwen": "qwen2"]
        guard let preTokenizer = PreTokenizer(rawValue: same[name] ?? name) else {
            throw ModelError(
                file: gguf.file.path,
                "its pre-tokenizer is \(name); supported: \(PreTokenizer.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        self.init(
            vocabulary, merges: merges, preTokenizer: preTokenizer,
            startToken: try gguf.integer("tokenizer.ggml.bos_token_id"),
            addsStart: gguf.boolean("tokenizer.ggml.add_bos_token") ?? (preTokenizer == .llama3),
            endTokens: try SpecialTokens.ends(gguf, vocabulary))
    }

    public var count: Int { vocabulary.texts.count }

    public func tokens(_ text: String, allowsControl: Bool) -> [Int] {
        let bytes = Array(text.utf8)
        var result: [Int] = []
        for part in vocabulary.parts(bytes, allowsControl: allowsControl) {
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
            if takesWholeWords, let token = vocabulary.tokens[ByteAlphabet.text(bytes)] {
                result.append(token)
                continue
            }
            var queue = MergeQueue(bytes.map { byteTokens[Int($0)] }.filter { $0 >= 0 }) { left, right in
                merges[Pair(left, right)]
            }
            result.append(contentsOf: queue.run())
        }
    }

    public func bytes(_ token: Int) -> [UInt8] {
        guard vocabulary.texts.indices.contains(token), vocabulary.kinds[token] != .control else { return [] }
        let text = vocabulary.texts[token]
        return vocabulary.kinds[token] == .userDefined ? Array(text.utf8) : ByteAlphabet.bytes(text)
    }
}

/// GPT-2's printable characters for bytes: printable ones stand for themselves, others are moved behind 255.
enum ByteAlphabet {
    static let scalars: [Unicode.Scalar] = {
        var moved: UInt32 = 256
        return (0..<256).map { byte in
            let isPrintable = (33...126).contains(byte) || (161...172).contains(byte) || (174...255).contains(byte)
            defer { if !isPrintable { moved += 1 } }
            return Unicode.Scalar(isPrintable ? UInt32(byte) : moved) ?? " "
        }
    }()
    private static let byteOfScalar: [Unicode.Scalar: UInt8] = Dictionary(
        uniqueKeysWithValues: scalars.enumerated().map { ($0.element, UInt8($0.offset)) })

    static func text(_ bytes: [UInt8]) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(scalars[Int(byte)]) }
        return String(text)
    }

    /// The bytes of a word; characters that stand for no byte are kept as they are.
    static func bytes(_ text: String) -> [UInt8] {
        text.unicodeScalars.flatMap { scalar in byteOfScalar[scalar].map { [$0] } ?? Array(String(scalar).utf8) }
    }
}

/// Finds the tokens that end a text.
enum SpecialTokens {
    /// What models write when they have said all, beside the token that the file names.
    private static let endTexts = [
        "<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<|end_of_text|>", "<|eom_id|>", "</s>",
    ]

    static func ends(_ gguf: GGUFFile, _ vocabulary: Vocabulary) throws(ModelError) -> Set<Int> {
        var ends = Set(endTexts.compactMap { vocabulary.tokens[$0] }.filter { vocabulary.kinds[$0] == .control })
        for key in ["tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id"] {
            if let token = try gguf.integer(key) { ends.insert(token) }
        }
        return ends
    }
}
