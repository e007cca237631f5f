import Diagnostics

/// Every model in every use with every class of data: the verdict and what it rests on.
public struct DecisionTable: Sendable {
    /// What decided.
    public let rules: DecisionRules
    /// Paths of the evaluations, in the library's order; retired ones are there, blocked by the rules.
    public let models: [String]
    /// By model, then use, then class of data.
    public let cases: [Case]
    /// What is wrong with the rules, found while deciding all cases.
    public let diagnostics: [Diagnostic]

    /// One case, decided.
    public struct Case: Sendable, Hashable {
        /// The model's place in ``DecisionTable/models``.
        public var model: Int
        /// The use's place in the rules' uses.
        public var use: Int
        /// The class's place in the rules' classes of data.
        public var data: Int
        /// The strictest verdict of the rules that hold.
        public var verdict: Evaluation.Verdict
        /// Those that decide first. Each leads to an anchor.
        public var reasons: [Reason]
        /// Models under OSI-approved licences that do as well, the best first; named where the verdict has conditions.
        public var alternatives: [Int]
    }

    /// Why a case was decided as it was.
    public struct Reason: Sendable, Hashable {
        /// The rule's id.
        public var rule: String
        /// What the rule looks at.
        public var ground: DecisionRules.Ground
        /// The rule's verdict.
        public var verdict: Evaluation.Verdict
        /// The rule's reason with its placeholders filled in.
        public var text: String
        /// The name of the clause's page, or the clause's own, such as `POL-004-R1`.
        public var clauseName: String
        /// The item of the use policy that the clause is.
        public var useItem: String?
        /// The clause's name for readers.
        public var clause: String { clauseName + (useItem.map { ", use policy, item \($0)" } ?? "") }
        /// Its address below the site's root, with an anchor.
        public var url: String
        /// What the reader must do, in the licence page's words.
        public var duties: [Licence.ListedDuty]
    }

    /// One case by places in ``models``, uses and classes of data; O(1).
    public subscript(model: Int, use: Int, data: Int) -> Case {
        cases[(model * rules.uses.count + use) * rules.dataClasses.count + data]
    }

    /// The cases of a model.
    public func cases(ofModel path: String) -> [Case] {
        guard let model = models.firstIndex(of: path) else { return [] }
        let count = rules.uses.count * rules.dataClasses.count
        return Array(cases[model * count..<(model + 1) * count])
    }

    /// Decides all cases of a library, and says which the rules leave open or decide twice.
    public init(_ rules: DecisionRules, library: Library) {
        var compiler = DecisionCompiler(rules, library: library)
        compiler.run()
        self.rules = rules
        models = compiler.models.map(\.page.path)
        cases = compiler.cases
        diagnostics = compiler.problems.all
    }
}

/// Compiles rules and a library to a table.
private struct DecisionCompiler {
    let rules: DecisionRules
    let library: Library
    var models: [(page: Page, evaluation: Evaluation, licence: Page?, openness: OpennessClass)] = []
    var cases: [DecisionTable.Case] = []
    var problems: DecisionProblems

    init(_ rules: DecisionRules, library: Library) {
        self.rules = rules
        self.library = library
        problems = DecisionProblems(rules: rules)
        models = library.pages(of: .evaluation).filter { !$0.isIntroduction }.map { page in
            let evaluation = library.evaluation(of: page)
            return (page, evaluation, library.licence(named: evaluation.licenceReference), evaluation.opennessClass)
        }
    }

    mutating func run() {
        checkReferences()
        for model in models.indices {
            for use in rules.uses.indices {
                for data in rules.dataClasses.indices { cases.append(decide(model, use, data)) }
            }
        }
        if rules.preference != nil { addAlternatives() }
    }

    // MARK: One case

    private mutating func decide(_ model: Int, _ use: Int, _ data: Int) -> DecisionTable.Case {
        let facts = facts(model, use, data)
        let outcome = rules.decide(facts)
        let name = "\(models[model].evaluation.model), \(rules.uses[use].title), \(rules.dataClasses[data].title)"
        problems.add(outcome, caseName: name)
        if outcome.contradictions.isEmpty, outcome.gaps.isEmpty {
            for (change, worse) in facts.worsened {
                let changed = rules.decide(worse)
                guard changed.verdict.strictness < outcome.verdict.strictness else { continue }
                problems.addMilder(change, from: outcome, to: changed, caseName: name)
            }
        }
        return DecisionTable.Case(
            model: model, use: use, data: data, verdict: outcome.verdict,
            reasons: outcome.rules.map { reason(rules.rules[$0], model, use, data) }, alternatives: [])
    }

    private func facts(_ model: Int, _ use: Int, _ data: Int) -> DecisionFacts {
        let (page, evaluation, licencePage, openness) = models[model]
        var facts = DecisionFacts(use: rules.uses[use].id, data: rules.dataClasses[data].id)
        facts.openness = openness
        facts.evaluation = useCase(evaluation, use)?.verdict
        facts.isWithdrawn = page.status == .retired
        facts.isOverdue = isOverdue(page)
        guard let licencePage, let licence = licencePage.licence else { return facts }
        facts.licenceDecision = licence.decision
        facts.isOSIApproved = licence.isOSIApproved
        facts.permissions = licence.permissions
        facts.conditions = licence.conditions
        facts.limitations = licence.limitations
        facts.forbidsUse = licence.forbids(facts.use)
        facts.isWithdrawn = facts.isWithdrawn || licencePage.status == .retired
        facts.isOverdue = facts.isOverdue || isOverdue(licencePage)
        return facts
    }

    private func isOverdue(_ page: Page) -> Bool {
        if case .overdue = library.reviewState(of: page) { true } else { false }
    }

    /// The evaluator's words on a use.
    private func useCase(_ evaluation: Evaluation, _ use: Int) -> Evaluation.UseCase? {
        let names = ([rules.uses[use].id, rules.uses[use].title] + rules.uses[use].names).map { $0.lowercased() }
        return evaluation.useCases.first { names.contains($0.use.lowercased()) }
    }

    private func reason(_ rule: DecisionRules.Rule, _ model: Int, _ use: Int, _ data: Int) -> DecisionTable.Reason {
        let (page, evaluation, licencePage, _) = models[model]
        let useCase = useCase(evaluation, use)
        let text = rule.reason.replacing([
            "{model}": evaluation.model, "{licence}": licencePage?.title ?? evaluation.licenceReference,
            "{use}": rules.uses[use].title, "{data}": rules.dataClasses[data].title,
            "{evaluator}": useCase?.reason ?? "",
        ])
        let clause = clause(rule.because.text, page, licencePage, useCase, of: rules.uses[use].id)
        let licence = licencePage?.licence ?? Licence()
        return DecisionTable.Reason(
            rule: rule.id, ground: rule.ground, verdict: rule.verdict, text: text, clauseName: clause?.name ?? "",
            useItem: clause?.useItem,
            url: clause?.url ?? page.url,
            duties: rule.duties.flatMap { licence.duties($0, for: rules.uses[use].id) })
    }

    /// Where a rule's `because` leads for a model.
    private func clause(
        _ because: String, _ page: Page, _ licencePage: Page?, _ useCase: Evaluation.UseCase?, of use: String
    ) -> (name: String, useItem: String?, url: String)? {
        let (name, fragment) = because.splitFragment
        switch name {
        case "licence" where fragment == Self.forbidding:
            return licencePage.map { page in
                let licence = page.licence ?? Licence()
                let item = licence.usePolicy.items.first { $0.forbids.contains(use) }
                return (
                    page.title, item?.number,
                    page.url.appending(anchor: licence.anchor(forbidding: use))
                )
            }
        case "licence": return licencePage.map { ($0.title, nil, $0.url.appending(anchor: fragment)) }
        case "evaluation": return (page.title, nil, page.url.appending(anchor: fragment))
        case "evaluator":
            guard let requirement = useCase?.requirement?.value, let target = library.page(named: requirement) else {
                return (page.title, nil, page.url.appending(anchor: "uses-title"))
            }
            return (target.fragment ?? requirement, nil, target.page.url.appending(anchor: target.fragment))
        default:
            guard let target = library.page(named: name) else { return nil }
            let anchor = fragment ?? target.fragment
            return (target.fragment ?? target.page.title, nil, target.page.url.appending(anchor: anchor))
        }
    }

    /// `licence#forbids`: the item or the clause that forbids the use.
    private static let forbidding = "forbids"

    // MARK: Checks of the rules themselves

    /// Every clause must exist, on the pages of all models where it is one of theirs.
    private mutating func checkReferences() {
        let notListed = [rules.notListed?.because, rules.notListed?.licencesBecause]
        let references =
            rules.rules.map(\.because) + ([rules.preference] + notListed).compactMap(\.self)
            + rules.nicknames.map(\.page)
        for reference in references {
            let (name, fragment) = reference.text.splitFragment
            let target: Page?
            switch name {
            case "evaluator": continue
            case "licence" where fragment == Self.forbidding: continue
            case "licence": target = models.lazy.compactMap(\.licence).first
            case "evaluation": target = models.first?.page
            default: target = library.page(named: name)?.page
            }
            if let target {
                guard let fragment, !target.anchors.contains(fragment) else { continue }
                problems.addReference(
                    reference, "has no section '#\(fragment)'",
                    near: Suggestion(for: fragment, among: target.anchors.sorted()).map { name.appending(fragment: $0) }
                )
            } else if !models.isEmpty {
                problems.addReference(reference, "leads nowhere", near: Suggestion(library.nearestName(to: name)))
            }
        }
    }

    // MARK: Alternatives

    /// "Open source wherever possible": to a verdict with conditions, the OSI-approved models that do as well.
    private mutating func addAlternatives() {
        let isOpen = models.map { model in
            model.page.status == .active && model.licence?.licence?.isOSIApproved ?? false
        }
        let ranks = models.map { OpennessClass.allCases.firstIndex(of: $0.openness) ?? .max }
        let stride = rules.uses.count * rules.dataClasses.count
        for place in cases.indices where cases[place].verdict == .conditional && !isOpen[cases[place].model] {
            let own = cases[place]
            cases[place].alternatives = models.indices
                .filter {
                    isOpen[$0] && cases[$0 * stride + place % stride].verdict.strictness <= own.verdict.strictness
                }
                .sorted { a, b in
                    let (first, second) = (cases[a * stride + place % stride], cases[b * stride + place % stride])
                    return (first.verdict.strictness, ranks[a], a) < (second.verdict.strictness, ranks[b], b)
                }
        }
    }
}

extension String {
    /// The text with each key replaced by its value.
    fileprivate func replacing(_ values: [String: String]) -> String {
        guard contains("{") else { return self }
        var result = ""
        var rest = self[...]
        while let brace = rest.firstIndex(of: "{") {
            result += rest[..<brace]
            rest = rest[brace...]
            guard let end = rest.firstIndex(of: "}"), let value = values[String(rest[...end])] else {
                result += "{"
                rest = rest.dropFirst()
                continue
            }
            result += value
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
