import Diagnostics
import Portal

/// Queries with the page or section that answers each: `content/golden.yaml`.
public struct GoldenQueries: Sendable {
    /// What a query asks for, where Ask is tried with it.
    public enum Kind: String, Sendable, CaseIterable {
        /// Whether something may be used.
        case verdict
        /// A fact of a model or a licence.
        case fact
        /// What a policy or a guide says.
        case rule
        /// What a word means.
        case definition
        /// What the portal does not answer.
        case foreign
    }

    /// A query as staff type it.
    public struct Entry: Sendable {
        /// The words.
        public var query: String
        /// A reference to a page or section; nil where nothing in the portal answers the query.
        public var expected: String?
        /// What it asks for; nil where only search is tried with it.
        public var kind: Kind?
        /// Where the file names what is expected, or the query where nothing is.
        public var range: SourceRange
    }

    /// In the order of the file.
    public var entries: [Entry]

    /// Reads the file's text; what cannot be read is a diagnostic, and the rest is kept.
    public static func read(_ yaml: String, path: String) -> (GoldenQueries, [Diagnostic]) {
        var (values, diagnostics) = Schema.golden.read(yaml, path: path)
        var entries: [Entry] = []
        for entry in values.objects("queries") {
            guard let query = entry.text("query") else { continue }
            let expected = entry.text("expect")
            if (expected == nil) != (entry.bool("no_answer") ?? false) {
                diagnostics.append(
                    Diagnostic(
                        .error, .goldenTarget, path: path, range: entry.range("query"),
                        "Query '\(query)' needs either expect or no_answer: true",
                        fixes: [.init("name the page that answers it: expect: POL-001")]))
                continue
            }
            let range = expected == nil ? entry.range("query") : entry.range("expect")
            let kind = entry.text("kind").flatMap(Kind.init)
            if let kind, (kind == .foreign) != (expected == nil) {
                diagnostics.append(
                    Diagnostic(
                        .error, .goldenTarget, path: path, range: entry.range("kind"),
                        "Query '\(query)' is \(kind == .foreign ? "foreign, and yet something answers it" : "of kind '\(kind.rawValue)', and yet nothing answers it")",
                        fixes: [.init("say foreign where nothing answers it, and only there")]))
            }
            entries.append(
                Entry(query: query, expected: expected, kind: expected == nil ? .foreign : kind, range: range))
        }
        return (GoldenQueries(entries: entries), diagnostics)
    }

    /// The recorded ranks in the text of `content/golden-run.yaml`, by query; nil where a query's page was not found.
    public static func readRanks(_ yaml: String, path: String) -> ([String: Int?], [Diagnostic]) {
        let (values, diagnostics) = Schema.goldenRun.read(yaml, path: path)
        let ranks = values.objects("ranks").compactMap { entry -> (String, Int?)? in
            entry.text("query").map { ($0, entry.integer("rank")) }
        }
        return (Dictionary(ranks, uniquingKeysWith: { $1 }), diagnostics)
    }
}

extension Schema {
    /// The keys of `content/golden.yaml`.
    public static let golden = Schema(
        name: "golden.yaml", summary: "What staff type, and what answers it.",
        fields: [
            SchemaField(
                "queries",
                .list(
                    .object([
                        SchemaField("query", .text, required: true, "The query as staff type it."),
                        SchemaField(
                            "expect", .text, "The page or section that answers it, written as in a reference."),
                        SchemaField(
                            "kind", .oneOf(GoldenQueries.Kind.allCases.map(\.rawValue)),
                            "What it asks for; Ask is then tried with it as well as search."),
                        SchemaField("no_answer", .bool, "True where nothing in the portal answers it."),
                    ])), required: true, "The queries.")
        ])

    /// The keys of `content/golden-run.yaml`.
    public static let goldenRun = Schema(
        name: "golden-run.yaml", summary: "The ranks of the last recorded run.",
        fields: [
            SchemaField(
                "ranks",
                .list(
                    .object([
                        SchemaField("query", .text, required: true, "The query."),
                        SchemaField("rank", .integer, "The expected page's rank, left out where it was not found."),
                    ])), required: true, "The ranks.")
        ])
}
