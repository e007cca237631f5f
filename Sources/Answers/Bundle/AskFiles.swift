import Primitives
import Diagnostics
import Search

/// What the files say of the models and of whom to ask.
public struct AskDetails: Sendable {
    /// The encoder's name.
    public var encoder: String
    public var contactName: String
    /// An address such as `mailto:…`, or empty.
    public var contactURL: String

    public init(encoder: String, contactName: String, contactURL: String) {
        self.encoder = encoder
        self.contactName = contactName
        self.contactURL = contactURL
    }
}

extension AskBundle {
    /// Changes with the form of any file; a page and files of different formats do not go together.
    public static let format = 1
    static let headerName = "ask-\(format)"

    /// The files of ask/: a header, and for each cluster its vectors and its texts.
    public func files(encoder: EncoderFiles?, details: AskDetails) -> [SearchFile] {
        var files = encoder?.files ?? []
        var listed: [JSONText] = []
        var centroids = ByteWriter()
        for cluster in clusters {
            let vectors = ShardFiles.hashed(prefix: "v", folder: askFolder, Self.bytes(of: cluster.entries))
            let texts = ShardFiles.hashed(prefix: "a", folder: askFolder, ShardFiles.encode(Self.texts(of: cluster)))
            files += [vectors.file, texts.file]
            listed.append(.object([("vectors", .string(vectors.name)), ("texts", .string(texts.name))]))
            centroids.append(cluster.centroid.scale)
            centroids.append(cluster.centroid.values)
        }
        var header: [(String, JSONText)] = [
            ("format", .integer(Self.format)), ("pages", .integer(pageCount)), ("clusters", .array(listed)),
            ("threshold", .number(calibration.threshold)),
            ("encoder", encoder.map { Self.json(of: $0, name: details.encoder) } ?? .null),
            ("contact", .object([("name", .string(details.contactName)), ("url", .string(details.contactURL))])),
        ]
        if clusters.count > 1 {
            let places = ShardFiles.hashed(prefix: "c", folder: askFolder, centroids.bytes)
            let map = ShardFiles.hashed(prefix: "m", folder: askFolder, sectionMap)
            files += [places.file, map.file]
            header += [("centroids", .string(places.name)), ("map", .string(map.name))]
        }
        files.append(
            ShardFiles.namedText(
                Self.headerName, path: askFolder + "index.js", JSONText.object(header).text(indent: nil)))
        var seen = Set<String>()
        return files.filter { seen.insert($0.path).inserted }
    }

    private static func json(of encoder: EncoderFiles, name: String) -> JSONText {
        let shape = encoder.shape
        return .object([
            ("name", .string(name)), ("width", .integer(shape.width)), ("inner", .integer(shape.feedForwardWidth)),
            ("heads", .integer(shape.heads)), ("positions", .integer(shape.positions)),
            ("epsilon", .number(shape.normEpsilon)), ("layers", .array(encoder.layers.map { .string($0) })),
            ("base", .string(encoder.base)), ("vocabulary", .string(encoder.vocabulary)),
            ("common", .string(encoder.common)), ("rows", .array(encoder.rows.map { .string($0) })),
            ("rowsPerFile", .integer(EncoderExport.rowsPerFile)),
        ])
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

    /// A page of texts for each quotation's page: its version, owner and review date in the first section, then each
    /// quotation under its question, with its origin as the last line. Quotations stand in the order of their numbers.
    private static func texts(of cluster: Cluster) -> [ShardPage] {
        var pages: [ShardPage] = []
        for quote in cluster.quotes {
            let page = quote.page
            if pages.last?.url != page.url {
                pages.append(
                    ShardPage(
                        url: page.url, title: page.title, kind: page.kind, status: page.status,
                        sections: [.init(anchor: "", heading: page.version, text: page.owner + "\n" + page.reviewBy)]))
            }
            let question = quote.origin == .statement ? "" : quote.question
            pages[pages.count - 1].sections.append(
                .init(anchor: quote.section.anchor, heading: question, text: quote.quote + "\n" + quote.origin.code))
        }
        return pages
    }

    /// For each page in order the count of its sections, then each section's cluster and one more; 0 where it has none.
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
