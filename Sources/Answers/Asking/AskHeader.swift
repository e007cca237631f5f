import Content
import Portal

/// What `ask/index.js` says.
struct AskHeader {
    struct Encoder {
        var shape: EncoderShape
        var layers: [String]
        var base: String
        var vocabulary: String
        var common: String
        var rows: [String]
        var rowsPerFile: Int
    }

    var pageCount: Int
    var threshold: Double
    var clusters: [(vectors: String, texts: String)]
    var centroids: String?
    var map: String?
    var encoder: Encoder?

    private static let schema = Schema(
        name: "ask", summary: "",
        fields: [
            SchemaField("format", .integer, required: true, ""), SchemaField("pages", .integer, required: true, ""),
            SchemaField("threshold", .number, required: true, ""),
            SchemaField(
                "clusters",
                .list(
                    .object([
                        SchemaField("vectors", .text, required: true, ""),
                        SchemaField("texts", .text, required: true, ""),
                    ])),
                required: true, ""),
            SchemaField("centroids", .text, ""), SchemaField("map", .text, ""),
            SchemaField("contact", .object([SchemaField("name", .text, ""), SchemaField("url", .text, "")]), ""),
            SchemaField(
                "encoder",
                .object([
                    SchemaField("name", .text, ""), SchemaField("width", .integer, ""),
                    SchemaField("inner", .integer, ""),
                    SchemaField("heads", .integer, ""), SchemaField("positions", .integer, ""),
                    SchemaField("epsilon", .number, ""), SchemaField("layers", .list(.text), ""),
                    SchemaField("base", .text, ""), SchemaField("vocabulary", .text, ""),
                    SchemaField("common", .text, ""),
                    SchemaField("rows", .list(.text), ""), SchemaField("rowsPerFile", .integer, ""),
                ]), ""),
        ])

    init(_ json: String) throws(AskFileError) {
        // JSON is YAML, which the portal reads with checks already.
        let (values, problems) = Self.schema.read(json, path: "ask/index.js")
        guard problems.isEmpty, values.integer("format") == AskBundle.format, let pages = values.integer("pages"),
            let threshold = values.number("threshold")
        else { throw AskFileError("ask/index.js is damaged, or another version of Charter made it") }
        pageCount = pages
        self.threshold = threshold
        clusters = values.objects("clusters").map { ($0.text("vectors") ?? "", $0.text("texts") ?? "") }
        centroids = values.text("centroids")
        map = values.text("map")
        let files = values.object("encoder")
        guard let width = files.integer("width") else { return }
        encoder = Encoder(
            shape: EncoderShape(
                layers: files.texts("layers").count, width: width, feedForwardWidth: files.integer("inner") ?? 0,
                heads: files.integer("heads") ?? 1, positions: files.integer("positions") ?? 0,
                normEpsilon: files.number("epsilon") ?? 1e-12),
            layers: files.texts("layers"), base: files.text("base") ?? "", vocabulary: files.text("vocabulary") ?? "",
            common: files.text("common") ?? "", rows: files.texts("rows"),
            rowsPerFile: files.integer("rowsPerFile") ?? 512)
    }
}
