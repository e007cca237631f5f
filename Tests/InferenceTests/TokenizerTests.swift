import Foundation
import Testing

@testable import Inference

@Suite("Tokenizers")
struct TokenizerTests {
    private func pieces(_ kind: PreTokenizer, _ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        return kind.pieces(scalars).map { String(String.UnicodeScalarView(scalars[$0])) }
    }

    @Test("pre-tokenizers split text as their regular expressions do")
    func preTokenizers() {
        let text = "I'll pay  1234€ (don'T)\n\n  x\tÄß¹ 's"
        #expect(
            pieces(.gpt2, text)
                == [
                    "I", "'ll", " pay", " ", " 1234", "€", " (", "don", "'", "T", ")", "\n\n ", " x", "\t", "Äß", "¹",
                    " '", "s",
                ])
        #expect(
            pieces(.smollm, text)
                == [
                    "I", "'ll", " pay", "  ", "1", "2", "3", "4", "€", " (", "don", "'", "T", ")", "\n\n ", " x", "\t",
                    "Äß", "¹", " '", "s",
                ])
        #expect(
            pieces(.llama3, text)
                == [
                    "I", "'ll", " pay", " ", " ", "123", "4", "€", " (", "don", "'T", ")\n\n", " ", " x", "\tÄß", "¹",
                    " '", "s",
                ])
        #expect(
            pieces(.qwen2, text)
                == [
                    "I", "'ll", " pay", " ", " ", "1", "2", "3", "4", "€", " (", "don", "'T", ")\n\n", " ", " x",
                    "\tÄß", "¹", " '", "s",
                ])
        for kind in PreTokenizer.allCases {
            for text in ["", " ", "   ", "\n", "a", "'", "'re", "\r\n \r", "e\u{301}\u{200D}"] {
                #expect(pieces(kind, text).joined() == text)
            }
        }
    }

    @Test("pairs are merged by rank, from the left, also in long texts")
    func bytePairs() throws {
        let tokenizer = try TinyModel().open().tokenizer
        func texts(_ text: String) -> [String] {
            tokenizer.tokenize(text, parsesSpecial: false).map { tokenizer.decode([$0]) }
        }
        #expect(texts("abcdab") == ["abcd", "ab"])
        #expect(texts("x ab") == ["x", " ab"])
        #expect(texts("aab") == ["a", "ab"])
        // Control tokens in a text count only if that is allowed.
        #expect(tokenizer.tokenize("<|im_end|>ab", parsesSpecial: true) == [0, 2])
        #expect(!tokenizer.tokenize("im_end|>ab", parsesSpecial: false).contains(0))
        #expect(tokenizer.decode([0]) == "")
        let long = String(repeating: "abcd", count: 50_000)
        #expect(tokenizer.tokenize(long, parsesSpecial: false) == [Int](repeating: 4, count: 50_000))
    }

    @Test("the merge queue finds what a search for the best pair finds")
    func mergeQueue() {
        var numbers = TestNumbers(8)
        for _ in 0..<300 {
            let merges = Dictionary(
                (0..<12).map { rank in
                    ([numbers.below(6), numbers.below(6)], (rank: numbers.below(4), merged: 6 + rank % 3))
                },
                uniquingKeysWith: { first, _ in first })
            var tokens = (0..<numbers.below(20)).map { _ in numbers.below(6) }
            var queue = MergeQueue(tokens) { left, right in merges[[left, right]] }
            let found = queue.run()
            while true {
                let pairs = tokens.indices.dropLast().compactMap { index in
                    merges[[tokens[index], tokens[index + 1]]].map { (index, $0.rank, $0.merged) }
                }
                guard let best = pairs.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }) else { break }
                tokens.replaceSubrange(best.0...best.0 + 1, with: [best.2])
            }
            #expect(found == tokens)
        }
    }

    @Test("SentencePiece merges by score and splits unknown characters into bytes")
    func sentencePiece() throws {
        var writer = GGUFWriter()
        let bytes = (0..<256).map { "<0x\(String(format: "%02X", $0))>" }
        let texts = ["<unk>", "<s>", "</s>"] + bytes + ["▁", "a", "b", "ab", "▁ab", "▁a", "ba"]
        writer.metadata = [
            ("tokenizer.ggml.model", .string("llama")), ("tokenizer.ggml.tokens", .strings(texts)),
            ("tokenizer.ggml.scores", .float32s([Float](repeating: 0, count: 259) + [-5, -5, -5, -1, -2, -3, -0.5])),
            (
                "tokenizer.ggml.token_type",
                .int32s([2, 3, 3] + [Int32](repeating: 6, count: 256) + [Int32](repeating: 1, count: 7))
            ),
            ("tokenizer.ggml.bos_token_id", .uint32(1)), ("tokenizer.ggml.eos_token_id", .uint32(2)),
        ]
        try withFile(writer.bytes()) { path in
            let tokenizer = try makeTokenizer(GGUFFile(path: path))
            func words(_ text: String) -> [String] { tokenizer.tokenize(text, parsesSpecial: false).map { texts[$0] } }
            #expect(words("ab") == ["▁ab"])
            #expect(words("aba") == ["▁a", "ba"])
            #expect(words("ab é") == ["▁ab", "▁", "<0xC3>", "<0xA9>"])
            #expect(tokenizer.encode("ab").first == 1 && tokenizer.endOfGenerationTokens == [2])
            #expect(tokenizer.decode(tokenizer.tokenize("ab éa", parsesSpecial: false)) == " ab éa")
        }
    }

    private static let wordPiece = """
        {"model":{"type":"WordPiece","vocab":{"[PAD]":0,"[UNK]":1,"[CLS]":2,"[SEP]":3,"un":4,"##able":5,"##a":6,"licence":7,",":8,
        "u":9,"字":10,"##n":11}},"normalizer":{"type":"BertNormalizer","lowercase":true,"strip_accents":null,
        "handle_chinese_chars":true},"added_tokens":[{"id":3,"content":"[SEP]"}]}
        """

    @Test("WordPiece normalizes, splits at punctuation and takes the longest pieces")
    func wordPieces() throws {
        let tokenizer = try WordPieceTokenizer(Data(Self.wordPiece.utf8), path: "tokenizer.json")
        func tokens(_ text: String) -> [Int] { tokenizer.tokenize(text, parsesSpecial: false) }
        #expect(tokens("UNABLE, licénce") == [4, 5, 8, 7])
        #expect(tokens("una x字u\u{0}n") == [4, 6, 1, 10, 4])
        #expect(tokens(String(repeating: "u", count: 101)) == [1])
        #expect(tokenizer.tokenize("u[SEP]", parsesSpecial: true) == [9, 3])
        #expect(tokenizer.encode("un un un", maximumLength: 4) == [2, 4, 4, 3])
        #expect(throws: ModelError.self) { try WordPieceTokenizer(Data("{}".utf8), path: "tokenizer.json") }
        #expect(throws: ModelError.self) {
            try WordPieceTokenizer(
                Data(Self.wordPiece.replacing(#""un":4"#, with: #""un":400"#).utf8), path: "tokenizer.json")
        }
    }
}
