import Diagnostics
import Portal

extension Schema {
    /// The keys of `content/licences/verified.yaml`.
    static let quotationRecord = Schema(
        name: "licences/verified.yaml", summary: "Which quotations of licences were found in which texts.",
        fields: [
            SchemaField(
                "verified",
                .list(
                    .object([
                        SchemaField("page", .text, required: true, "The licence's page, below the content folder."),
                        SchemaField("texts", .list(.text), required: true, "SHA-256 of the texts."),
                        SchemaField("quotations", .text, required: true, "A hash of the sections and quotations."),
                        SchemaField("count", .integer, required: true, "How many quotations there are."),
                        SchemaField("on", .date, required: true, "When they were looked up."),
                    ])), required: true, "The pages.")
        ])
}

extension QuotationRecord {
    /// Reads the record, with a diagnostic for each entry that makes no sense.
    public static func read(_ yaml: String, path: String) -> (QuotationRecord, [Diagnostic]) {
        let (values, diagnostics) = Schema.quotationRecord.read(yaml, path: path)
        let entries = values.objects("verified").compactMap { entry -> Entry? in
            guard let page = entry.text("page"), let quotations = entry.text("quotations"),
                let count = entry.integer("count"), let day = entry.date("on")
            else { return nil }
            return Entry(
                page: Located(page, at: entry.range("page")), texts: entry.texts("texts"), quotations: quotations,
                count: count, verified: day)
        }
        return (QuotationRecord(entries: entries), diagnostics)
    }

    /// The record as it is kept in git: the same entries give the same bytes.
    public var yaml: String {
        """
        # Written by charter licences verify: every quotation of these pages stands in the text with this hash.
        # A page whose quotations or texts change has to be verified again.
        verified:\(entries.isEmpty ? " []" : "")

        """
            + entries.sorted { $0.page.value < $1.page.value }.map { entry in
                """
                  - page: \(yamlScalar(entry.page.value))
                    on: \(entry.verified)
                    count: \(entry.count)
                    quotations: \(yamlScalar(entry.quotations))
                    texts:
                \(entry.texts.map { "      - \(yamlScalar($0))\n" }.joined())
                """
            }.joined()
    }
}
