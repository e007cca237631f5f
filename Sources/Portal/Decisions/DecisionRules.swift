import Diagnostics

/// `content/decisions.yaml`: uses, classes of data, and the rules that decide which model may serve which.
public struct DecisionRules: Sendable, Hashable {
    public var uses: [Choice] = []
    public var dataClasses: [Choice] = []
    public var rules: [Rule] = []
    /// The requirement behind "open source wherever possible"; nil where the portal has no such rule.
    public var preference: Reference?
    /// The file that says so.
    public var path = ""

    /// A use or a class of data.
    public struct Choice: Sendable, Hashable {
        public var id: String
        public var title: String
        public var summary: String
        /// Names that evaluations give the use.
        public var names: [String]
        public var range: SourceRange
    }

    /// A reference as it is written, with its place.
    public struct Reference: Sendable, Hashable {
        public var text: String
        public var range: SourceRange
    }

    /// What a rule looks at. Within a ground, a rule that allows and one that restricts contradict each other unless one
    /// asks for more than the other; across grounds the strictest holds.
    public enum Ground: String, Sendable, CaseIterable { case licence, policy, openness, evaluation }

    /// One rule: where all of its conditions hold, its verdict does.
    public struct Rule: Sendable, Hashable {
        public var id: String
        public var ground: Ground
        public var conditions: [Condition: Set<String>]
        public var verdict: Evaluation.Verdict
        public var reason: String
        /// The clause behind it: a reference, or `licence` or `evaluation` for the model's own page, with a fragment.
        public var because: Reference
        /// Which lists of the licence's page are duties where the rule holds.
        public var duties: [Duties]
        public var range: SourceRange
    }

    /// Lists of a licence's page that a verdict can hand to the reader.
    public enum Duties: String, Sendable, CaseIterable {
        case decisionConditions = "decision_conditions", redistribution, attribution
    }

    /// What a rule may ask of a case. A list asks for any of its words, but `permits` for all.
    public enum Condition: String, Sendable, CaseIterable {
        case use, data
        case licenceDecision = "licence_decision"
        case osiApproved = "osi_approved"
        case permits, forbids
        case hasCondition = "has_condition"
        case hasLimitation = "has_limitation"
        case lacksPermission = "lacks_permission"
        case withoutCondition = "without_condition"
        case withoutLimitation = "without_limitation"
        case openness, evaluation, overdue, withdrawn

        /// What may stand in the condition's list; nil where the file itself says.
        var words: [String]? {
            switch self {
            case .use, .data: nil
            case .licenceDecision: LicenceDecision.allCases.map(\.rawValue) + ["none"]
            case .osiApproved, .forbids, .overdue, .withdrawn: ["true", "false"]
            case .permits, .lacksPermission: LicenceTag.permissions.map(\.tag)
            case .hasCondition, .withoutCondition: LicenceTag.conditions.map(\.tag)
            case .hasLimitation, .withoutLimitation: LicenceTag.limitations.map(\.tag)
            case .openness: OpennessClass.allCases.map(\.rawValue)
            case .evaluation: Evaluation.Verdict.allCases.map(\.rawValue) + ["none"]
            }
        }

        var summary: String {
            switch self {
            case .use: "Uses, by id."
            case .data: "Classes of data, by id."
            case .licenceDecision: "What was decided about the weights' licence; none where it has no page."
            case .osiApproved: "Whether the licence is OSI-approved."
            case .permits: "Permissions that the licence must give, all of them."
            case .forbids: "Whether the licence or its use policy forbids the use."
            case .hasCondition: "Conditions of which the licence sets one."
            case .hasLimitation: "Limitations of which the licence has one."
            case .lacksPermission: "Permissions of which one is not given."
            case .withoutCondition: "Conditions of which the licence sets none."
            case .withoutLimitation: "Limitations of which the licence has none."
            case .openness: "Classes of openness."
            case .evaluation: "The evaluator's verdict on the use; none where there is none."
            case .overdue: "Whether the evaluation's or the licence's review is overdue."
            case .withdrawn: "Whether the evaluation or the licence is retired."
            }
        }
    }
}

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
    /// Reads the rules, and says what of them makes no sense.
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
                        .error, "decision-rule", path: path, range: entry.range("id"), "Rule '\(id)' is there twice",
                        fixes: [.init("give each rule an id of its own")]))
            }
            let when = entry.object("when")
            var conditions: [Condition: Set<String>] = [:]
            for condition in Condition.allCases where when.values[condition.rawValue] != nil {
                conditions[condition] = Set(when.texts(condition.rawValue))
                let known = condition == .use ? result.uses : condition == .data ? result.dataClasses : nil
                for word in when.list(condition.rawValue) {
                    guard let known, let text = word.text, !known.contains(where: { $0.id == text }) else { continue }
                    let near = nearestWord(to: text, among: known.map(\.id))
                    diagnostics.append(
                        Diagnostic(
                            .error, "decision-rule", path: path, range: word.range,
                            "There is no \(condition == .use ? "use" : "class of data") '\(text)'"
                                + (near.map { "; did you mean '\($0)'?" } ?? ""),
                            fixes: near.map { [.init("write '\($0)'", replacement: $0)] } ?? [
                                .init("add it to \(condition == .use ? "uses" : "data"):")
                            ]))
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
