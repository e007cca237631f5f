import Search

/// An encoder as files that a page loads: each layer, the positions, and the words' rows split by how common the word is.
public struct EncoderFiles: Sendable {
    public var shape: EncoderShape
    /// The names of the layers' files, as the header lists them.
    public var layers: [String]
    /// The name of the file of positions and the first norm.
    public var base: String
    /// The name of the file of the vocabulary's pieces.
    public var vocabulary: String
    /// The name of the file of the rows of words that the site and most questions use.
    public var common: String
    /// The names of the files of all words' rows, 512 tokens a file, in their order.
    public var rows: [String]
    /// All files.
    public var files: [ShardFile]
}

/// The folder of the files below the site's root.
public let askFolder = "ask/"

/// Exports an encoder. Pure; packing the layers takes seconds, so keep what ``layers()`` gives.
public struct EncoderExport {
    let weights: any EncoderWeights

    /// How many tokens a file of rows holds.
    static let rowsPerFile = 512
    /// Longer questions are cut, in tokens.
    public static let positionCount = 128
    /// BERT's vocabulary lists whole words by how often they occur; the first of them are loaded with the common ones.
    static let alwaysCommon = 999..<3_500

    static let linear = [
        ("attention.self.query", false), ("attention.self.key", false), ("attention.self.value", false),
        ("attention.output.dense", false), ("intermediate.dense", true), ("output.dense", true),
    ]

    public init(_ weights: any EncoderWeights) { self.weights = weights }

    /// The files that do not depend on the site.
    public func layers() throws -> [ShardFile] {
        try (0..<weights.shape.layers).map { ShardFile.hashed(prefix: "w", folder: askFolder, try layer($0)) }
    }

    /// All files.
    ///
    /// - Parameters:
    ///   - layers: what ``layers()`` gave.
    ///   - siteTokens: tokens of the site's passages and questions, whose rows are loaded with the common ones.
    /// - Throws: what the weights throw where a tensor is missing; `AskFileError` for a vocabulary that is too large for
    ///   the files.
    public func files(layers: [ShardFile], siteTokens: Set<Int>) throws -> EncoderFiles {
        guard weights.vocabulary.count <= AskBundle.numberLimit else {
            throw AskFileError(
                "the encoder's vocabulary has \(weights.vocabulary.count) words, but browsers are sent at most "
                    + "\(AskBundle.numberLimit)")
        }
        let base = ShardFile.hashed(prefix: "b", folder: askFolder, try base())
        let words = weights.vocabulary.joined(separator: "\n")
        let vocabulary = ShardFile.hashedText(prefix: "t", folder: askFolder, words)
        let table = try weights.tensor("embeddings.word_embeddings.weight")
        let tokens = weights.vocabulary.indices
        let common = tokens.filter { $0 < 104 || Self.alwaysCommon.contains($0) || siteTokens.contains($0) }
        let commonFile = ShardFile.hashed(prefix: "e", folder: askFolder, rows(Array(common), of: table))
        let rest = stride(from: 0, to: tokens.count, by: Self.rowsPerFile).map { start in
            ShardFile.hashed(
                prefix: "e", folder: askFolder,
                rows(Array(start..<min(tokens.count, start + Self.rowsPerFile)), of: table))
        }
        return EncoderFiles(
            shape: shape, layers: layers.map(\.shardName), base: base.shardName, vocabulary: vocabulary.shardName,
            common: commonFile.shardName, rows: rest.map(\.shardName),
            files: layers + [base, vocabulary, commonFile] + rest)
    }

    private var shape: EncoderShape {
        var shape = weights.shape
        shape.positions = min(shape.positions, Self.positionCount)
        return shape
    }

    private func layer(_ number: Int) throws -> [UInt8] {
        let width = weights.shape.width, inner = weights.shape.feedForwardWidth
        var writer = ByteWriter()
        for (name, isFeedForward) in Self.linear {
            let rows = name == "intermediate.dense" ? inner : width
            let columns = isFeedForward && name == "output.dense" ? inner : width
            let weight = try weights.tensor("encoder.layer.\(number).\(name).weight")
            FourBitMatrix(weight[...], rows: rows, columns: columns).write(to: &writer)
            writer.append(try weights.tensor("encoder.layer.\(number).\(name).bias"))
        }
        for name in ["attention.output.LayerNorm", "output.LayerNorm"] {
            writer.append(try weights.tensor("encoder.layer.\(number).\(name).weight"))
            writer.append(try weights.tensor("encoder.layer.\(number).\(name).bias"))
        }
        return writer.bytes
    }

    /// The positions' rows with the first type's added, in eight bits; then the norm of the embeddings.
    private func base() throws -> [UInt8] {
        let width = weights.shape.width
        let positions = try weights.tensor("embeddings.position_embeddings.weight")
        let types = try weights.tensor("embeddings.token_type_embeddings.weight")
        var writer = ByteWriter()
        for position in 0..<shape.positions {
            let row = (0..<width).map { positions[position * width + $0] + types[$0] }
            let vector = QuantizedVector(row)
            writer.append(vector.scale)
            writer.append(vector.values)
        }
        writer.append(try weights.tensor("embeddings.LayerNorm.weight"))
        writer.append(try weights.tensor("embeddings.LayerNorm.bias"))
        return writer.bytes
    }

    /// The count, the tokens, then each token's row in four bits.
    ///
    /// - Parameter table: (token, width), row by row.
    private func rows(_ tokens: [Int], of table: [Float]) -> [UInt8] {
        let width = weights.shape.width
        var writer = ByteWriter()
        writer.append(UInt32(tokens.count))
        for token in tokens { writer.append(UInt16(token)) }
        for token in tokens {
            FourBitMatrix(table[token * width..<(token + 1) * width], rows: 1, columns: width).write(to: &writer)
        }
        return writer.bytes
    }
}
