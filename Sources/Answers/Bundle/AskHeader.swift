import Platform

/// What `ask/index.js` says, as JSON: which file holds what, and what is needed to read them. `ask.js` reads the same keys.
struct AskHeader: Codable, Equatable {
    /// The files of a cluster, by name.
    struct Cluster: Codable, Equatable {
        /// Kinds, sections and vectors.
        var vectors: String
        /// Quotations.
        var texts: String
    }

    /// Whom to ask where the site has no answer.
    struct Contact: Codable, Equatable {
        var name: String
        /// An address such as `mailto:…`, or empty.
        var url: String
    }

    /// The encoder's shape and the names of its files.
    struct Encoder: Codable, Equatable {
        var name: String
        var width: Int
        /// The width of the feed-forward layers.
        var inner: Int
        var heads: Int
        /// Tokens that a question may have; longer ones are cut.
        var positions: Int
        var epsilon: Double
        /// A file for each layer, the first one first.
        var layers: [String]
        /// Positions and the first norm.
        var base: String
        /// The vocabulary's pieces, a line each.
        var vocabulary: String
        /// Rows of common words.
        var common: String
        /// Rows of all words, ``rowsPerFile`` tokens a file.
        var rows: [String]
        var rowsPerFile: Int

        var shape: EncoderShape {
            EncoderShape(
                layers: layers.count, width: width, feedForwardWidth: inner, heads: heads, positions: positions,
                normEpsilon: epsilon)
        }

        /// Whether the numbers fit together, so that arithmetic with them cannot fail.
        fileprivate var isSound: Bool {
            let group = FourBitMatrix.group
            return width > 0 && width % group == 0 && inner > 0 && inner % group == 0 && heads > 0
                && width % heads == 0 && positions >= 0 && rowsPerFile > 0
        }
    }

    /// The format version.
    var format = AskBundle.formatVersion
    /// How many pages the search index has that belongs to these files.
    var pages: Int
    /// The confidence from which an answer is given, 0 to 1.
    var threshold: Double
    var clusters: [Cluster]
    /// The clusters' centres; absent where there is one cluster.
    var centroids: String?
    /// For each section its cluster; absent where there is one cluster.
    var map: String?
    /// What questions about models and licences are read with; absent where the site has neither.
    var questions: String?
    /// What is decided with whether a sentence answers; absent where questions are answered by their words alone.
    var deciding: String?
    /// Questions to suggest, a line each; absent where the site knows none.
    var known: String?
    /// Absent where questions are answered by their words alone.
    var encoder: Encoder?
    var contact: Contact
}

extension AskHeader {
    /// The header as JSON in one line, with sorted keys: the same header gives the same text.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// Reads what ``json()`` wrote.
    init(json: String) throws(AskFileError) {
        guard let header = try? JSONDecoder().decode(AskHeader.self, from: Data(json.utf8)),
            header.format == AskBundle.formatVersion, header.pages >= 0, header.encoder?.isSound ?? true
        else { throw AskFileError("ask/index.js is damaged, or has another format version") }
        self = header
    }
}
