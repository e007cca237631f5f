import Diagnostics

/// What is wrong with decision rules, each reported once with the first case that shows it and how many more there are.
struct DecisionProblems {
    let rules: DecisionRules
    private var gaps: [[DecisionRules.Ground]: (first: String, count: Int)] = [:]
    private var contradictions: [RuleOutcome.Pair: (first: String, count: Int)] = [:]
    private var milder: [String: (rule: Int?, change: String, first: String, count: Int)] = [:]
    private var references: [Diagnostic] = []

    init(rules: DecisionRules) { self.rules = rules }

    mutating func add(_ outcome: RuleOutcome, caseName: String) {
        if !outcome.gaps.isEmpty {
            gaps[outcome.gaps] = (gaps[outcome.gaps]?.first ?? caseName, (gaps[outcome.gaps]?.count ?? 0) + 1)
        }
        for pair in outcome.contradictions {
            contradictions[pair] = (contradictions[pair]?.first ?? caseName, (contradictions[pair]?.count ?? 0) + 1)
        }
    }

    /// A case that a restriction would make milder.
    mutating func addMilder(_ change: String, from outcome: RuleOutcome, to changed: RuleOutcome, caseName: String) {
        let lost = outcome.rules.first { !changed.rules.contains($0) }
        let key = "\(lost.map(String.init) ?? "") \(change)"
        milder[key] = (lost, change, milder[key]?.first ?? caseName, (milder[key]?.count ?? 0) + 1)
    }

    mutating func addReference(_ reference: DecisionRules.Reference, _ problem: String, near: Suggestion) {
        references.append(
            Diagnostic(
                .error, .brokenReference, path: rules.path, range: reference.range,
                "Clause '\(reference.text)' \(problem)" + near.question,
                fixes: near.fixes(
                    otherwise: "use a requirement's id, or licence#… or evaluation#… for the model's own page")))
    }

    /// All of them, in the order of the rules.
    var all: [Diagnostic] {
        var all = references
        func cases(_ entry: (first: String, count: Int)) -> String {
            entry.count == 1 ? entry.first : "\(entry.first), and \(entry.count - 1) more"
        }
        for (grounds, entry) in gaps.sorted(by: { $0.value.first < $1.value.first }) {
            let name =
                grounds.count == DecisionRules.Ground.allCases.count
                ? "any ground" : grounds.map(\.rawValue).joined(separator: ", ")
            all.append(
                Diagnostic(
                    .error, .decisionGap, path: rules.path, range: .fileStart,
                    "No rule on \(name) covers a case: \(cases(entry))",
                    explanation: "A case that no rule covers is blocked, and nobody can say why.",
                    fixes: [.init("add a rule that allows, restricts or blocks it")]))
        }
        for (pair, entry) in contradictions.sorted(by: {
            ($0.key.allowing, $0.key.restricting) < ($1.key.allowing, $1.key.restricting)
        }) {
            let allowing = rules.rules[pair.allowing], restricting = rules.rules[pair.restricting]
            all.append(
                Diagnostic(
                    .error, .decisionContradiction, path: rules.path, range: restricting.range,
                    "Rules '\(allowing.id)' and '\(restricting.id)' contradict each other: \(cases(entry))",
                    notes: [.init(path: rules.path, range: allowing.range, text: "the rule that allows")],
                    fixes: [
                        .init("ask for more in one of them, so that it is an exception to the other")
                    ]))
        }
        for (_, entry) in milder.sorted(by: { $0.key < $1.key }) {
            all.append(
                Diagnostic(
                    .error, .decisionNotMonotone, path: rules.path,
                    range: entry.rule.map { rules.rules[$0].range } ?? .fileStart,
                    "The verdict would be milder if \(entry.change): \(cases((entry.first, entry.count)))",
                    explanation: "A rule that restricts must not stop holding when something speaks against the model.",
                    fixes: [.init("let the rule hold in the worse case too")]))
        }
        return all
    }
}
