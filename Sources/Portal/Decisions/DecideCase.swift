/// What the rules say of one case.
public struct RuleOutcome: Sendable, Hashable {
    /// The strictest verdict of the rules that hold; blocked where there is a gap.
    public var verdict: Evaluation.Verdict
    /// Rules that hold, by number: those that decide first, then milder ones.
    public var rules: [Int]
    /// Rules that would hold but for one that asks for more.
    public var overruled: [Int] = []
    /// Pairs of rules of one ground that allow and restrict with neither asking for more.
    public var contradictions: [Pair] = []
    /// Grounds that some rule allows on, where none holds here; all grounds where no rule holds at all.
    public var gaps: [DecisionRules.Ground] = []

    /// Two rules, by number.
    public struct Pair: Sendable, Hashable {
        /// The rule that allows.
        public var allowing: Int
        /// The rule that restricts or blocks.
        public var restricting: Int
    }
}

extension DecisionRules {
    /// Decides one case: on each ground the rules that hold, the strictest of all grounds. What no rule covers is blocked.
    public func decide(_ facts: DecisionFacts) -> RuleOutcome {
        let holding = rules.indices.filter { index in
            rules[index].conditions.allSatisfy { facts.meet($0.key, $0.value) }
        }
        var outcome = RuleOutcome(verdict: .allowed, rules: [])
        for ground in Ground.allCases {
            let own = holding.filter { rules[$0].ground == ground }
            if own.isEmpty {
                if rules.contains(where: { $0.ground == ground && $0.verdict == .allowed }) {
                    outcome.gaps.append(ground)
                }
                continue
            }
            var kept = own
            for allowing in own where rules[allowing].verdict == .allowed {
                for restricting in own where rules[restricting].verdict != .allowed {
                    if rules[allowing].asksForMore(than: rules[restricting]) {
                        kept.removeAll { $0 == restricting }
                        outcome.overruled.append(restricting)
                    } else if rules[restricting].asksForMore(than: rules[allowing]) {
                        kept.removeAll { $0 == allowing }
                        outcome.overruled.append(allowing)
                    } else {
                        outcome.contradictions.append(.init(allowing: allowing, restricting: restricting))
                    }
                }
            }
            outcome.rules += kept
        }
        if holding.isEmpty { outcome.gaps = Ground.allCases }
        outcome.rules.sort { (-rules[$0].verdict.strictness, $0) < (-rules[$1].verdict.strictness, $1) }
        outcome.overruled = Array(Set(outcome.overruled)).sorted()
        outcome.verdict =
            outcome.gaps.isEmpty ? outcome.rules.first.map { rules[$0].verdict } ?? .blocked : .blocked
        return outcome
    }
}

extension DecisionRules.Rule {
    /// Whether the rule asks for all that another does and for more: an exception to it.
    func asksForMore(than other: DecisionRules.Rule) -> Bool {
        guard conditions != other.conditions else { return false }
        return other.conditions.allSatisfy { condition, words in
            guard let own = conditions[condition] else { return false }
            switch condition {
            // All of these words are asked for, so more words ask for more.
            case .permits, .withoutCondition, .withoutLimitation: return own.isSuperset(of: words)
            default: return own.isSubset(of: words)
            }
        }
    }
}

extension Evaluation.Verdict {
    /// 0 for allowed, 2 for blocked.
    public var strictness: Int {
        switch self {
        case .allowed: 0
        case .conditional: 1
        case .blocked: 2
        }
    }

    /// The verdict for readers.
    public var label: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
