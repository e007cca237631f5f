import Diagnostics
import Portal

extension Schema {
    /// The keys of `content/decisions.yaml`.
    public static let decisions = Schema(
        name: "decisions.yaml",
        summary: "Uses, classes of data, and the rules that decide which model may serve which.",
        fields: [
            SchemaField("uses", .list(.object(choice)), required: true, "What models are used for."),
            SchemaField("data", .list(.object(choice)), required: true, "Classes of data, the least sensitive first."),
            SchemaField(
                "prefer_open",
                .object([
                    SchemaField("because", .text, required: true, "The requirement that says so, such as POL-002-R8.")
                ]),
                "Where a verdict has conditions, name models under OSI-approved licences that do as well."),
            SchemaField(
                "rules",
                .list(
                    .object([
                        SchemaField("id", .text, required: true, "The rule's name."),
                        SchemaField(
                            "ground", .oneOf(DecisionRules.Ground.allCases.map(\.rawValue)), required: true,
                            "What it looks at."),
                        SchemaField(
                            "when",
                            .object(
                                DecisionRules.Condition.allCases.map { condition in
                                    SchemaField(
                                        condition.rawValue,
                                        .list(condition.words.map { .oneOf($0) } ?? .text), condition.summary)
                                }), "What must hold; always where it is left out."),
                        SchemaField(
                            "verdict", .oneOf(Evaluation.Verdict.allCases.map(\.rawValue)), required: true,
                            "What follows."),
                        SchemaField(
                            "reason", .text, required: true,
                            "Why, in a sentence; {model}, {licence}, {use}, {data} and {evaluator} are filled in."),
                        SchemaField(
                            "because", .text, required: true,
                            "The clause behind it: POL-004-R1, or licence#decision-title or evaluation#uses-title for the model's own page."
                        ),
                        SchemaField(
                            "duties", .list(.oneOf(DecisionRules.Duties.allCases.map(\.rawValue))),
                            "Lists of the licence's page that the reader must follow."),
                    ])), required: true, "The rules."),
        ])

    private static let choice: [SchemaField] = [
        SchemaField("id", .text, required: true, "Its name in rules and addresses."),
        SchemaField("title", .text, required: true, "Its name for readers."),
        SchemaField("summary", .text, "What it means, in a sentence."),
        SchemaField("names", .list(.text), "Other names that evaluations give it."),
    ]
}

extension DecisionRules {
    /// Reads the rules, with a diagnostic for each that makes no sense.
    public static func read(_ yaml: String, path: String) -> (DecisionRules, [Diagnostic]) {
        var (values, diagnostics) = Schema.decisions.read(yaml, path: path)
        var result = DecisionRules()
        result.path = path
        result.uses = choices(values.list("uses"))
        result.dataClasses = choices(values.list("data"))
        if let text = values.object("prefer_open").text("because") {
            result.preference = Reference(text: text, range: values.object("prefer_open").range("because"))
        }
        for value in values.list("rules") {
            guard let entry = value.object, let id = entry.text("id"),
                let ground = entry.text("ground").flatMap(Ground.init),
                let verdict = entry.text("verdict").flatMap(Evaluation.Verdict.init), let reason = entry.text("reason"),
                let because = entry.text("because")
            else { continue }
            if result.rules.contains(where: { $0.id == id }) {
                diagnostics.append(
                    Diagnostic(
                        .error, .decisionRule, path: path, range: entry.range("id"), "Rule '\(id)' appears twice",
                        fixes: [.init("give each rule an id of its own")]))
            }
            let when = entry.object("when")
            var conditions: [Condition: Set<String>] = [:]
            for condition in Condition.allCases where when.values[condition.rawValue] != nil {
                conditions[condition] = Set(when.texts(condition.rawValue))
                let known = condition == .use ? result.uses : condition == .data ? result.dataClasses : nil
                for word in when.list(condition.rawValue) {
                    guard let known, let text = word.text, !known.contains(where: { $0.id == text }) else { continue }
                    let near = Suggestion(for: text, among: known.map(\.id))
                    diagnostics.append(
                        Diagnostic(
                            .error, .decisionRule, path: path, range: word.range,
                            "There is no \(condition == .use ? "use" : "class of data") '\(text)'" + near.question,
                            fixes: near.fixes(otherwise: "add it to \(condition == .use ? "uses" : "data"):")))
                }
            }
            result.rules.append(
                Rule(
                    id: id, ground: ground, conditions: conditions, verdict: verdict, reason: reason,
                    because: Reference(text: because, range: entry.range("because")),
                    duties: entry.texts("duties").compactMap(Duties.init), range: entry.range("id")))
        }
        return (result, diagnostics)
    }

    private static func choices(_ values: [FrontMatterValue]) -> [Choice] {
        values.compactMap { value in
            guard let entry = value.object, let id = entry.text("id"), let title = entry.text("title") else {
                return nil
            }
            return Choice(
                id: id, title: title, summary: entry.text("summary") ?? "", names: entry.texts("names"),
                range: entry.range("id"))
        }
    }
}
