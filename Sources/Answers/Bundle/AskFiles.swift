import Search

/// What the files say about the models and about whom to ask.
public struct AskDetails: Sendable {
    /// The encoder's name.
    public var encoder: String
    /// Whom to ask where the site has no answer.
    public var contactName: String
    /// An address such as `mailto:…`, or empty.
    public var contactURL: String
    /// The site's language, as a tag.
    public var language: String

    public init(encoder: String, contactName: String, contactURL: String, language: String = "en") {
        self.language = language
        self.encoder = encoder
        self.contactName = contactName
        self.contactURL = contactURL
    }
}

extension AskBundle {
    /// Changes with the format of any file; a page and files of different formats do not go together.
    public static let formatVersion = 3
    static let headerName = "ask-\(formatVersion)"

    /// The files of ask/: a header, for each cluster its vectors and its quotations, and the encoder's.
    ///
    /// - Parameters:
    ///   - encoder: nil where questions are to be answered by their words alone.
    ///   - details: what the header says of the encoder and of whom to ask.
    ///   - questions: what questions about models and licences are answered from; nil where there are none.
    public func files(
        encoder: EncoderFiles?, details: AskDetails, questions: QuestionTable? = nil
    ) throws -> [ShardFile] {
        var files = encoder?.files ?? []
        func add(_ prefix: String, _ bytes: [UInt8]) -> String {
            let file = ShardFile.hashed(prefix: prefix, folder: askFolder, bytes)
            files.append(file)
            return file.shardName
        }
        var header = AskHeader(
            pages: pageCount, threshold: calibration.threshold,
            clusters: clusters.map { cluster in
                AskHeader.Cluster(
                    vectors: add("v", Self.bytes(of: cluster.entries)),
                    texts: add("a", QuotationShard(cluster.quotes).encoded()))
            },
            encoder: encoder.map { AskHeader.Encoder($0, name: details.encoder) },
            contact: AskHeader.Contact(name: details.contactName, url: details.contactURL))
        if let table = try questions?.files() {
            files += table.files
            header.questions = table.name
        }
        let deciding = ShardFile.hashedText(
            prefix: "k", folder: askFolder, try DecidingTable.standard(language: details.language).json())
        files.append(deciding)
        header.deciding = deciding.shardName
        if !suggestions.isEmpty {
            let list = ShardFile.hashedText(prefix: "n", folder: askFolder, suggestions.joined(separator: "\n"))
            files.append(list)
            header.known = list.shardName
        }
        if clusters.count > 1 {
            header.centroids = add("c", centroids)
            header.map = add("m", sectionMap)
        }
        files.append(ShardFile.namedText(Self.headerName, path: askFolder + "index.js", try header.json()))
        var seen = Set<String>()
        return files.filter { seen.insert($0.path).inserted }
    }

    /// How many questions of an answer are suggested, and how many in all.
    private static let suggestedOfAnswer = 3
    private static let mostSuggested = 2_000

    /// Known questions that completion offers, sorted: of each answer the first ones, which its writers thought of first.
    private var suggestions: [String] {
        struct Answer: Hashable {
            var page: String
            var quote: String
        }
        var counts: [Answer: Int] = [:], found: Set<String> = []
        for quote in clusters.flatMap(\.quotes)
        where quote.origin != .statement && quote.origin != .unanswered && quote.page.status == "active" {
            let answer = Answer(page: quote.page.url, quote: quote.quote)
            // A line is a question.
            guard counts[answer, default: 0] < Self.suggestedOfAnswer, !quote.question.contains("\n") else { continue }
            if found.insert(quote.question).inserted { counts[answer, default: 0] += 1 }
            if found.count == Self.mostSuggested { break }
        }
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// For each cluster: scale, values.
    private var centroids: [UInt8] {
        var writer = ByteWriter()
        for cluster in clusters {
            writer.append(cluster.centroid.scale)
            writer.append(cluster.centroid.values)
        }
        return writer.bytes
    }

    /// For each entry: kind, page, section, quotation, scale, values.
    private static func bytes(of entries: [IndexEntry]) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(UInt32(entries.count))
        for entry in entries {
            writer.append(entry.kind.rawValue)
            writer.append(UInt32(entry.page))
            writer.append(UInt16(entry.section))
            writer.append(UInt16(entry.quote))
            writer.append(entry.vector.scale)
            writer.append(entry.vector.values)
        }
        return writer.bytes
    }

    /// Reads a cluster's entries, of vectors of a width.
    static func entries(from bytes: [UInt8], width: Int) throws(AskFileError) -> [IndexEntry] {
        var reader = LittleEndianReader(bytes)
        var entries: [IndexEntry] = []
        for _ in 0..<(try reader.integer()) {
            guard let kind = IndexEntry.Kind(rawValue: try reader.byte()) else {
                throw AskFileError("a file of ask/ is damaged")
            }
            let page = Int(try reader.integer()), section = Int(try reader.short()), quote = Int(try reader.short())
            let scale = try reader.float()
            entries.append(
                IndexEntry(
                    kind: kind, page: page, section: section, quote: quote,
                    vector: QuantizedVector(values: try reader.signedBytes(width), scale: scale)))
        }
        return entries
    }

    /// For each page in order the number of its sections, then for each section its cluster's number plus one, or 0 where
    /// it has none.
    private var sectionMap: [UInt8] {
        var owners: [[Int: Int]] = Array(repeating: [:], count: pageCount)
        for (number, cluster) in clusters.enumerated() {
            for entry in cluster.entries where entry.page < pageCount && owners[entry.page][entry.section] == nil {
                owners[entry.page][entry.section] = number + 1
            }
        }
        var writer = ByteWriter()
        for sections in owners {
            let count = (sections.keys.max() ?? -1) + 1
            writer.append(UInt16(count))
            for section in 0..<count { writer.append(UInt16(sections[section] ?? 0)) }
        }
        return writer.bytes
    }
}

extension AskHeader.Encoder {
    /// An exported encoder as the header lists it.
    init(_ files: EncoderFiles, name: String) {
        self.init(
            name: name, width: files.shape.width, inner: files.shape.feedForwardWidth, heads: files.shape.heads,
            positions: files.shape.positions, epsilon: files.shape.normEpsilon, layers: files.layers, base: files.base,
            vocabulary: files.vocabulary, common: files.common, rows: files.rows,
            rowsPerFile: EncoderExport.rowsPerFile)
    }
}
