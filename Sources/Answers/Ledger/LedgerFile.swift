import Content
import Diagnostics
import Portal

/// The pairs of one page: `content/answers/<page>.yaml`.
public struct LedgerFile: Sendable, Equatable {
    /// The page's path below `content/` without its extension.
    public var page: String
    /// Sorted by section, quotation and question, so that two branches seldom change the same lines.
    public private(set) var pairs: [LedgerPair]
    /// Passages on which questions were written, by hash. One that gave nothing worth keeping is not written on again.
    public private(set) var passages: [String]

    public init(page: String, pairs: [LedgerPair], passages: [String]) {
        self.page = page
        self.pairs = pairs.sorted { ($0.section, $0.quote, $0.question) < ($1.section, $1.quote, $1.question) }
        self.passages = Set(passages).sorted()
    }

    /// The same with one pair replaced by another.
    public func replacing(_ old: LedgerPair, with new: LedgerPair) -> LedgerFile {
        LedgerFile(page: page, pairs: pairs.map { $0 == old ? new : $0 }, passages: passages)
    }

    // MARK: Reading

    static let schema = Schema(
        name: "answers", summary: "Questions that a page answers, each with the words that answer it.",
        fields: [
            SchemaField("passages", .list(.text), "Passages on which questions were written, by hash."),
            SchemaField(
                "pairs",
                .list(
                    .object([
                        SchemaField("question", .text, required: true, "The question."),
                        SchemaField(
                            "quote", .text, required: true, "The answer, word for word as it stands in the section."),
                        SchemaField("section", .text, "The section's anchor; the page's start without."),
                        SchemaField("passage", .text, "The hash of the passage that the question was written on."),
                        SchemaField("model", .text, "Who wrote it: the models' names."),
                        SchemaField("model_sha256", .text, "SHA-256 of the models' files."),
                        SchemaField(
                            "scores",
                            .object([
                                SchemaField("choice", .number, "What the choice thought of it, 0 to 1."),
                                SchemaField(
                                    "likelihood", .number,
                                    "The mean log probability of the question after the statement."),
                                SchemaField("similarity", .number, "The cosine of question and statement."),
                            ]), "What the choice knew."),
                        SchemaField(
                            "status", .oneOf(LedgerPair.Status.allCases.map(\.rawValue)), required: true,
                            "generated, approved, edited or rejected."),
                        SchemaField("reviewer", .text, "Who decided."),
                    ])), "The pairs."),
        ])

    /// Reads a file's text; what cannot be read is a diagnostic at its position, and the rest is kept.
    public static func read(_ yaml: String, page: String, path: String) -> (LedgerFile, [Diagnostic]) {
        let (values, diagnostics) = schema.read(yaml, path: path)
        let pairs = values.objects("pairs").compactMap { entry -> LedgerPair? in
            guard let question = entry.text("question"), let quote = entry.text("quote"),
                let status = entry.text("status").flatMap(LedgerPair.Status.init)
            else { return nil }
            let scores = entry.object("scores")
            return LedgerPair(
                question: question, quote: quote, section: entry.text("section") ?? "",
                passage: entry.text("passage") ?? "", model: entry.text("model") ?? "",
                modelHash: entry.text("model_sha256") ?? "",
                scores: scores.number("choice").map {
                    .init(
                        choice: $0, likelihood: scores.number("likelihood") ?? 0,
                        similarity: scores.number("similarity") ?? 0)
                }, status: status, reviewer: entry.text("reviewer"))
        }
        return (LedgerFile(page: page, pairs: pairs, passages: values.texts("passages")), diagnostics)
    }

    // MARK: Writing

    /// The file's text, the same for the same pairs.
    public var yaml: String {
        var text = "# Questions that \(page).md answers. Review with: charter answers review \(page)\n"
        text += "# status: generated, approved, edited or rejected. See docs/answers.md.\n"
        if !passages.isEmpty {
            text += "passages:\n" + passages.map { "  - \(yamlScalar($0))\n" }.joined()
        }
        guard !pairs.isEmpty else { return text + "pairs: []\n" }
        text += "pairs:\n"
        for pair in pairs {
            text += "  - question: \(yamlScalar(pair.question))\n"
            text += "    quote: \(yamlScalar(pair.quote))\n"
            if !pair.section.isEmpty { text += "    section: \(yamlScalar(pair.section))\n" }
            if !pair.passage.isEmpty { text += "    passage: \(yamlScalar(pair.passage))\n" }
            if !pair.model.isEmpty {
                text += "    model: \(yamlScalar(pair.model))\n    model_sha256: \(yamlScalar(pair.modelHash))\n"
            }
            if let scores = pair.scores {
                let numbers = [
                    ("choice", scores.choice), ("likelihood", scores.likelihood), ("similarity", scores.similarity),
                ]
                text += "    scores: {\(numbers.map { "\($0): \(Self.rounded($1))" }.joined(separator: ", "))}\n"
            }
            text += "    status: \(pair.status.rawValue)\n"
            if let reviewer = pair.reviewer { text += "    reviewer: \(yamlScalar(reviewer))\n" }
        }
        return text
    }

    /// With three digits after the point.
    static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
