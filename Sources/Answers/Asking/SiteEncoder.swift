import Search

/// A site's encoder as its files hold it: the vectors of questions and of single words. It must not be shared between threads.
final class SiteEncoder {
    private let files: AskHeader.Encoder
    private let shard: (String) throws(AskFileError) -> [UInt8]
    private let tokenize: (String) -> [Int]
    private let encoder: QuestionEncoder
    /// Rows of the embeddings by token.
    private var rows: [Int: [Double]] = [:]
    /// The tokens whose rows every question loads.
    private var common: Set<Int> = []
    /// The mean of their rows, (width).
    private var mean: [Double] = []
    private var pieces: [String: [Int]] = [:]
    private var meanings: [String: [Double]] = [:]

    /// Reads the encoder's files.
    ///
    /// - Parameters:
    ///   - shard: the content of a file by its name.
    ///   - tokenize: the tokens of a text, between the tokens for its start and end.
    init(
        _ files: AskHeader.Encoder, shard: @escaping (String) throws(AskFileError) -> [UInt8],
        tokenize: @escaping (String) -> [Int]
    ) throws(AskFileError) {
        self.files = files
        self.shard = shard
        self.tokenize = tokenize
        var layers: [[UInt8]] = []
        for name in files.layers { layers.append(try shard(name)) }
        encoder = try QuestionEncoder(shape: files.shape, layers: layers, base: try shard(files.base))
        let tokens = try addRows(files.common)
        common = Set(tokens)
        mean = [Double](repeating: 0, count: files.shape.width)
        for token in tokens {
            guard let row = rows[token] else { continue }
            for index in mean.indices { mean[index] += row[index] }
        }
        for index in mean.indices { mean[index] /= Double(max(1, tokens.count)) }
    }

    /// The vector of a question.
    func vector(of question: String) throws(AskFileError) -> QuantizedVector {
        var rows: [[Double]] = []
        for token in tokenize(question).prefix(files.shape.positions) { rows.append(try row(token)) }
        return QuantizedVector(encoder.embed(rows))
    }

    /// The tokens of words, with their rows loaded.
    func tokens(of words: [String]) throws(AskFileError) -> Set<Int> {
        var found: Set<Int> = []
        for word in words {
            for token in pieces(of: word) where found.insert(token).inserted { _ = try row(token) }
        }
        return found
    }

    /// What a word means before it stands in a sentence: the mean of its tokens' rows, without what all rows have in common.
    ///
    /// - Parameters:
    ///   - word: folded.
    ///   - own: the tokens of the question. Of other words only those have a meaning whose rows every question loads.
    /// - Returns: a vector of length 1; nil where there is none.
    func meaning(of word: String, own: Set<Int>) -> [Double]? {
        let tokens = pieces(of: word)
        guard !tokens.isEmpty, tokens.allSatisfy({ common.contains($0) || own.contains($0) }) else { return nil }
        if let known = meanings[word] { return known.isEmpty ? nil : known }
        var sum = [Double](repeating: 0, count: mean.count)
        for token in tokens {
            guard let row = rows[token] else { return nil }
            for index in sum.indices { sum[index] += row[index] }
        }
        var length = 0.0
        for index in sum.indices {
            sum[index] = sum[index] / Double(tokens.count) - mean[index]
            length += sum[index] * sum[index]
        }
        length = length.squareRoot()
        let found = length > 0 ? sum.map { $0 / length } : []
        meanings[word] = found
        return found.isEmpty ? nil : found
    }

    /// A word's tokens without those for its start and end.
    private func pieces(of word: String) -> [Int] {
        if let known = pieces[word] { return known }
        let found = Array(tokenize(word).dropFirst().dropLast())
        pieces[word] = found
        return found
    }

    private func row(_ token: Int) throws(AskFileError) -> [Double] {
        if let row = rows[token] { return row }
        let number = token / files.rowsPerFile
        guard files.rows.indices.contains(number) else { throw AskFileError("token \(token) has no row in ask/") }
        try addRows(files.rows[number])
        guard let row = rows[token] else { throw AskFileError("token \(token) has no row in ask/") }
        return row
    }

    /// Reads the rows of a file, and returns their tokens in the file's order.
    @discardableResult
    private func addRows(_ name: String) throws(AskFileError) -> [Int] {
        var reader = LittleEndianReader(try shard(name))
        var tokens: [Int] = []
        for _ in 0..<(try reader.integer()) { tokens.append(Int(try reader.short())) }
        for token in tokens {
            let matrix = try FourBitMatrix(from: &reader, rows: 1, columns: files.shape.width)
            rows[token] = matrix.codes.indices.map { index in
                Double(matrix.codes[index]) * Double(matrix.scales[index / FourBitMatrix.group])
                    + Double(matrix.minima[index / FourBitMatrix.group])
            }
        }
        return tokens
    }
}
