import Diagnostics
import Portal

extension Schema {
    /// The keys of `content/decisions.yaml`.
    public static let decisions = Schema(
        name: "decisions.yaml",
        summary: "Uses, classes of data, and the rules that decide which model may serve which.",
        fields: [
            SchemaField(
                "uses", .list(.object(choice + [takesIn, insteadOf])), required: true, "What models are used for."),
            SchemaField("data", .list(.object(choice)), required: true, "Classes of data, the least sensitive first."),
            SchemaField(
                "prefer_open",
                .object([
                    SchemaField("because", .text, required: true, "The requirement that says so, such as POL-002-R8.")
                ]),
                "Where a verdict has conditions, name models under OSI-approved licences that do as well."),
            SchemaField(
                "further_uses",
                .list(
                    .object([
                        SchemaField("title", .text, required: true, "The use as evaluations write it."),
                        SchemaField("asked_as", .list(.text), required: true, "Phrases by which a question names it."),
                        SchemaField(
                            "policy_words", .list(.text),
                            "Words of the items of a use policy that forbid it, where an evaluation has no such row."),
                    ])),
                "Uses that only evaluations judge, so that Ask knows them from those that the rules decide."),
            SchemaField(
                "nicknames",
                .list(
                    .object([
                        SchemaField("page", .text, required: true, "The model or licence, such as evaluation:phi-4."),
                        SchemaField("names", .list(.text), required: true, "What staff call it, such as house model."),
                    ])), "What staff call models and licences beside the names of their pages."),
            SchemaField(
                "not_listed",
                .object([
                    SchemaField(
                        "because", .text, required: true,
                        "The requirement that rules out models that are not listed, such as POL-001-R2."),
                    SchemaField(
                        "licences_because", .text,
                        "The requirement that rules out licences without a decision, where it is another."),
                    SchemaField(
                        "products", .list(.text), "Names of models and services without a page, such as ChatGPT."),
                    SchemaField("licences", .list(.text), "Names of licences without a page, such as GPL."),
                ]), "What Ask says of models and licences that have no page."),
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
        SchemaField("asked_as", .list(.text), "Phrases by which a question names it, in any language."),
    ]

    private static let takesIn = SchemaField(
        "takes_in", .list(.text), "Ids of uses that come before it: a question that names both asks for this one.")

    private static let insteadOf = SchemaField(
        "instead_of",
        .object([
            SchemaField("uses", .list(.text), required: true, "Ids of these other uses."),
            SchemaField(
                "asked_as", .list(.text), required: true,
                "Phrases that say so, such as `I read it before it goes out`, in any language."),
        ]), "What makes it this use, and not another that a question names too.")
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
        result.furtherUses = values.list("further_uses").compactMap { value in
            guard let entry = value.object, let title = entry.text("title") else { return nil }
            return FurtherUse(
                title: title, askedAs: entry.texts("asked_as"), policyWords: entry.texts("policy_words"))
        }
        result.nicknames = values.list("nicknames").compactMap { value in
            guard let entry = value.object, let page = entry.text("page") else { return nil }
            return Nickname(
                page: Reference(text: page, range: entry.range("page")), names: entry.texts("names"))
        }
        result.notListed = NotListed(values.object("not_listed"))
        diagnostics += result.sharedPhrases(values)
        for use in values.list("uses").compactMap(\.object) {
            diagnostics += result.unknownUses(use.list("takes_in") + use.object("instead_of").list("uses"))
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
                let ids = when.list(condition.rawValue)
                switch condition {
                case .use: diagnostics += result.unknownUses(ids)
                case .data:
                    diagnostics += result.unknown(ids, among: result.dataClasses, "class of data", key: "data:")
                default: break
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
                askedAs: entry.texts("asked_as"), takesIn: entry.texts("takes_in"),
                insteadOf: entry.object("instead_of").texts("uses"),
                insteadAskedAs: entry.object("instead_of").texts("asked_as"), range: entry.range("id"))
        }
    }

    /// A diagnostic for each id that is none of the uses.
    private func unknownUses(_ ids: [FrontMatterValue]) -> [Diagnostic] {
        unknown(ids, among: uses, "use", key: "uses:")
    }

    /// A diagnostic for each id that none of the uses or classes of data has.
    private func unknown(
        _ ids: [FrontMatterValue], among known: [Choice], _ name: String, key: String
    ) -> [Diagnostic] {
        ids.compactMap { id in
            guard let text = id.text, !known.contains(where: { $0.id == text }) else { return nil }
            let near = Suggestion(for: text, among: known.map(\.id))
            return Diagnostic(
                .error, .decisionRule, path: path, range: id.range, "There is no \(name) '\(text)'" + near.question,
                fixes: near.fixes(otherwise: "add it to \(key)"))
        }
    }

    /// A phrase that stands for two things would be read as the first of them, and nobody would know why. A single word may
    /// stand for a use and for a class of data: its place in the question tells.
    private func sharedPhrases(_ values: FrontMatter) -> [Diagnostic] {
        var owners: [String: String] = [:]
        let uses = Set(values.list("uses").compactMap { $0.object?.text("id") })
        var found: [Diagnostic] = []
        for key in ["uses", "data", "further_uses"] {
            for entry in values.list(key).compactMap(\.object) {
                let owner = entry.text("id") ?? entry.text("title") ?? ""
                for phrase in entry.list("asked_as") {
                    guard let text = phrase.text?.lowercased() else { continue }
                    let other = owners[text] ?? owner
                    owners[text] = other
                    guard other != owner else { continue }
                    if key == "data", uses.contains(other), !text.contains(" ") { continue }
                    found.append(
                        Diagnostic(
                            .error, .decisionRule, path: path, range: phrase.range,
                            "Phrase '\(text)' stands under '\(other)' and under '\(owner)'",
                            fixes: [.init("keep it where readers mean it, or add a word that tells the two apart")]))
                }
            }
        }
        return found
    }
}

extension DecisionRules.NotListed {
    /// Reads the part of the file; nil where it is not there.
    fileprivate init?(_ values: FrontMatter) {
        guard let because = values.text("because") else { return nil }
        self.init(
            because: .init(text: because, range: values.range("because")),
            licencesBecause: values.text("licences_because").map {
                .init(text: $0, range: values.range("licences_because"))
            }, products: values.texts("products"), licences: values.texts("licences"))
    }
}
