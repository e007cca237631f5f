import Platform
// The standard library has canonical decomposition, and as yet no public name for it; Foundation uses it under this one too.
@_spi(_Unicode) import Swift

/// Splits words into the longest pieces of a vocabulary, as BERT does. Takes n x n steps for a word of n characters, at
/// most `maximumWordLength`.
///
/// Sources: Wu et al., "Google's neural machine translation system" (2016); Devlin et al., "BERT" (2019).
public struct WordPieceTokenizer: Tokenizer {
    /// `[token]`
    private let pieces: [String]
    private let tokenOfPiece: [String: Int]
    private let unknownToken: Int
    private let clsToken: Int
    private let sepToken: Int
    /// Control tokens by their name.
    private let special: [String: Int]
    /// What a piece that continues a word starts with: `##`.
    private let continuationPrefix: String
    /// Longer words, in scalars, become the unknown token.
    private let maximumWordLength: Int
    private let lowercases: Bool
    private let stripsAccents: Bool
    /// Whether each Chinese character is a word of its own.
    private let separatesIdeographs: Bool

    public var vocabularySize: Int { pieces.count }
    /// The text of each token: `[token]`.
    public var vocabulary: [String] { pieces }
    public var bosToken: Int? { clsToken }
    public var addsBOS: Bool { true }
    public var endOfGenerationTokens: Set<Int> { [sepToken] }

    private struct File: Decodable {
        struct Model: Decodable {
            var type: String?
            var vocab: [String: Int]
            var unk_token: String?
            var continuing_subword_prefix: String?
            var max_input_chars_per_word: Int?
        }
        struct Normalizer: Decodable {
            var type: String
            var handle_chinese_chars: Bool?
            var strip_accents: Bool?
            var lowercase: Bool?
        }
        struct AddedToken: Decodable {
            var id: Int
            var content: String
        }
        var model: Model
        var normalizer: Normalizer?
        var added_tokens: [AddedToken]?
    }

    /// Reads a `tokenizer.json` of Hugging Face's Tokenizers. Throws a `ModelError` if the file cannot be read or is
    /// not a WordPiece tokenizer with BERT's normalizer.
    public init(path: String) throws(ModelError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ModelError(file: path, "cannot be read")
        }
        try self.init(data, path: path)
    }

    init(_ data: Data, path: String) throws(ModelError) {
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: data)
        } catch {
            throw ModelError(file: path, "is not a tokenizer.json with a model and its vocab")
        }
        guard file.model.type ?? "WordPiece" == "WordPiece",
            file.normalizer?.type ?? "BertNormalizer" == "BertNormalizer"
        else {
            throw ModelError(
                file: path,
                "its model is \(file.model.type ?? "unnamed") after \(file.normalizer?.type ?? "no normalizer"); only WordPiece after BertNormalizer is supported"
            )
        }
        var pieces = [String](repeating: "", count: file.model.vocab.count)
        for (piece, token) in file.model.vocab {
            guard pieces.indices.contains(token) else {
                throw ModelError(
                    file: path, "the token \(token) of \"\(piece)\" is outside of the vocabulary of \(pieces.count)")
            }
            pieces[token] = piece
        }
        func token(_ text: String) throws(ModelError) -> Int {
            guard let token = file.model.vocab[text] else {
                throw ModelError(file: path, "the vocabulary lacks \(text)")
            }
            return token
        }
        self.pieces = pieces
        tokenOfPiece = file.model.vocab
        unknownToken = try token(file.model.unk_token ?? "[UNK]")
        clsToken = try token("[CLS]")
        sepToken = try token("[SEP]")
        special = Dictionary(
            (file.added_tokens ?? []).map { ($0.content, $0.id) }, uniquingKeysWith: { first, _ in first }
        )
        .filter { pieces.indices.contains($0.value) }
        continuationPrefix = file.model.continuing_subword_prefix ?? "##"
        maximumWordLength = file.model.max_input_chars_per_word ?? 100
        lowercases = file.normalizer?.lowercase ?? true
        stripsAccents = file.normalizer?.strip_accents ?? lowercases
        separatesIdeographs = file.normalizer?.handle_chinese_chars ?? true
    }

    /// A tokenizer with the rules of uncased BERT and these pieces; nil if `[UNK]`, `[CLS]` or `[SEP]` is missing.
    public init?(vocabulary: [String]) {
        let tokens = Dictionary(vocabulary.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        guard let unknown = tokens["[UNK]"], let cls = tokens["[CLS]"], let sep = tokens["[SEP]"] else { return nil }
        pieces = vocabulary
        tokenOfPiece = tokens
        unknownToken = unknown
        clsToken = cls
        sepToken = sep
        special = [:]
        continuationPrefix = "##"
        maximumWordLength = 100
        lowercases = true
        stripsAccents = true
        separatesIdeographs = true
    }

    /// `[CLS]`, the tokens of a text, and `[SEP]`, truncated to `maximumLength` tokens in all.
    public func encode(_ text: String, maximumLength: Int) -> [Int] {
        [clsToken] + tokenize(text, parsesSpecial: false).prefix(max(0, maximumLength - 2)) + [sepToken]
    }

    public func tokenize(_ text: String, parsesSpecial: Bool) -> [Int] {
        guard parsesSpecial, !special.isEmpty else { return words(text).flatMap(tokens(ofWord:)) }
        let vocabulary = Vocabulary(
            texts: pieces, types: pieces.indices.map { special[pieces[$0]] == $0 ? .control : .normal })
        let bytes = Array(text.utf8)
        return vocabulary.split(bytes, parsesSpecial: true).flatMap { part in
            switch part {
            case .token(let token): [token]
            case .text(let range): words(String(decoding: bytes[range], as: UTF8.self)).flatMap(tokens(ofWord:))
            }
        }
    }

    public func bytes(of token: Int) -> [UInt8] {
        guard pieces.indices.contains(token), special[pieces[token]] == nil else { return [] }
        let piece = pieces[token]
        return piece.hasPrefix(continuationPrefix)
            ? Array(piece.dropFirst(continuationPrefix.count).utf8) : Array((" " + piece).utf8)
    }

    /// The normalized words and punctuation marks of a text.
    private func words(_ text: String) -> [[Unicode.Scalar]] {
        var words: [[Unicode.Scalar]] = [], word: [Unicode.Scalar] = []
        func end() {
            if !word.isEmpty { words.append(word) }
            word.removeAll()
        }
        for scalar in normalized(text) {
            if scalar == " " || scalar.properties.isWhitespace {
                end()
            } else if Self.isPunctuation(scalar) {
                end()
                words.append([scalar])
            } else {
                word.append(scalar)
            }
        }
        end()
        return words
    }

    /// BERT's normalization: without control characters and, if so configured, accents and case.
    private func normalized(_ text: String) -> [Unicode.Scalar] {
        var scalars: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if scalar.isASCII, scalar.value >= 0x20, scalar.value != 0x7F {
                scalars.append(scalar)
            } else if scalar.properties.isWhitespace {
                scalars.append(" ")
            } else if scalar.value == 0xFFFD || Self.isControl(scalar) {
                continue
            } else if separatesIdeographs, Self.isIdeograph(scalar) {
                scalars += [" ", scalar, " "]
            } else {
                scalars.append(scalar)
            }
        }
        if stripsAccents, scalars.contains(where: { !$0.isASCII }) {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            scalars = String(view)._nfd.filter {
                $0.properties.generalCategory != .nonspacingMark
            }
        }
        guard lowercases else { return scalars }
        return scalars.flatMap { scalar -> [Unicode.Scalar] in
            guard !scalar.isASCII else {
                return [("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar]
            }
            return Array(scalar.properties.lowercaseMapping.unicodeScalars)
        }
    }

    /// The longest pieces from left to right; the unknown token if part of the word is not in the vocabulary.
    private func tokens(ofWord word: [Unicode.Scalar]) -> [Int] {
        guard word.count <= maximumWordLength else { return [unknownToken] }
        var tokens: [Int] = []
        var start = 0
        while start < word.count {
            var end = word.count
            var found: Int?
            while start < end, found == nil {
                var piece = String.UnicodeScalarView(start > 0 ? continuationPrefix.unicodeScalars : "".unicodeScalars)
                piece.append(contentsOf: word[start..<end])
                found = tokenOfPiece[String(piece)]
                if found == nil { end -= 1 }
            }
            guard let found else { return [unknownToken] }
            tokens.append(found)
            start = end
        }
        return tokens
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .surrogate: true
        default: false
        }
    }

    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return true
        case 0..<0x80: return false
        default: break
        }
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation,
            .otherPunctuation:
            return true
        default: return false
        }
    }

    private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F,
            0x2B820...0x2CEAF,
            0xF900...0xFAFF, 0x2F800...0x2FA1F:
            true
        default: false
        }
    }
}
