/// What rules may know of a model in one use with one class of data.
public struct DecisionFacts: Sendable, Hashable {
    /// The use, by id.
    public var use: String
    /// The class of data, by id.
    public var data: String
    /// nil where the weights' licence has no page.
    public var licenceDecision: LicenceDecision?
    /// Whether the licence is OSI-approved.
    public var isOSIApproved = false
    /// What the licence allows: tags of ``LicenceTag/permissions``.
    public var permissions: Set<String> = []
    /// What the licence asks for: tags of ``LicenceTag/conditions``.
    public var conditions: Set<String> = []
    /// What the licence rules out: tags of ``LicenceTag/limitations``.
    public var limitations: Set<String> = []
    /// Whether the licence or its use policy forbids the use.
    public var forbidsUse = false
    /// The model's class of openness.
    public var openness = OpennessClass.closed
    /// The evaluator's verdict on the use; nil where there is none.
    public var evaluation: Evaluation.Verdict?
    /// Whether the review of the evaluation or of the licence's page is overdue.
    public var isOverdue = false
    /// Whether the evaluation or the licence's page is retired.
    public var isWithdrawn = false

    /// A case of which nothing but use and data is known: a closed model without a licence.
    public init(use: String, data: String) {
        self.use = use
        self.data = data
    }

    /// Whether the facts meet a condition of a rule.
    func meet(_ condition: DecisionRules.Condition, _ words: Set<String>) -> Bool {
        func says(_ fact: Bool) -> Bool { words.contains(fact ? "true" : "false") }
        switch condition {
        case .use: return words.contains(use)
        case .data: return words.contains(data)
        case .licenceDecision: return words.contains(licenceDecision?.rawValue ?? "none")
        case .osiApproved: return says(isOSIApproved)
        case .permits: return words.isSubset(of: permissions)
        case .lacksPermission: return !words.isSubset(of: permissions)
        case .forbids: return says(forbidsUse)
        case .hasCondition: return !words.isDisjoint(with: conditions)
        case .withoutCondition: return words.isDisjoint(with: conditions)
        case .hasLimitation: return !words.isDisjoint(with: limitations)
        case .withoutLimitation: return words.isDisjoint(with: limitations)
        case .openness: return words.contains(openness.rawValue)
        case .evaluation: return words.contains(evaluation?.rawValue ?? "none")
        case .overdue: return says(isOverdue)
        case .withdrawn: return says(isWithdrawn)
        }
    }

    /// The facts with one thing changed for the worse, each in its turn, with what was changed.
    var worsened: [(change: String, facts: DecisionFacts)] {
        var all: [(String, DecisionFacts)] = []
        func add(_ change: String, _ edit: (inout DecisionFacts) -> Void) {
            var facts = self
            edit(&facts)
            if facts != self { all.append((change, facts)) }
        }
        switch licenceDecision {
        case .approved: add("its licence were conditional") { $0.licenceDecision = .conditional }
        case .conditional: add("its licence were prohibited") { $0.licenceDecision = .prohibited }
        case .prohibited: add("its licence had no page") { $0.licenceDecision = nil }
        case nil: break
        }
        switch evaluation {
        case .allowed: add("the evaluator set conditions") { $0.evaluation = .conditional }
        case .conditional: add("the evaluator ruled the use out") { $0.evaluation = .blocked }
        case .blocked: add("the evaluator said nothing") { $0.evaluation = nil }
        case nil: break
        }
        for permission in permissions.sorted() {
            add("its licence did not permit \(permission)") { $0.permissions.remove(permission) }
        }
        for tag in LicenceTag.conditions.map(\.tag) {
            add("its licence asked for \(tag)") { $0.conditions.insert(tag) }
        }
        for tag in LicenceTag.limitations.map(\.tag) {
            add("its licence had the limitation \(tag)") { $0.limitations.insert(tag) }
        }
        add("its licence forbade the use") { $0.forbidsUse = true }
        add("its licence were not OSI-approved") { $0.isOSIApproved = false }
        let classes = OpennessClass.allCases
        if let place = classes.firstIndex(of: openness), place + 1 < classes.count {
            add("it were less open") { $0.openness = classes[place + 1] }
        }
        add("its review were overdue") { $0.isOverdue = true }
        add("it were withdrawn") { $0.isWithdrawn = true }
        return all
    }
}
