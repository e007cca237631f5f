/// How much a licence can cost whoever relies on it, with each term that adds to it.
///
/// A term weighs 1 (work), 2 (a limit that has to be watched) or 3 (what can end or rule out a use). The risk is high where a
/// term weighs 3 or the weights add up to 10, medium from 4, otherwise low.
public struct LicenceRisk: Sendable {
    /// What ``rule`` makes of the contributions.
    public var level: Level
    /// The heaviest first.
    public var contributions: [Contribution]

    /// How much a licence can cost.
    public enum Level: String, Sendable, CaseIterable { case low, medium, high }

    /// A term that adds to the risk.
    public struct Contribution: Sendable {
        /// The term.
        public var tag: LicenceTag
        /// From 1 to 3.
        public var weight: Int
        /// Where the licence says so, where the page names it.
        public var clauses: [Licence.Clause]
    }

    private static let weights: [String: Int] = [
        "non-commercial": 3, "research-only": 3, "terms-may-change": 3, "remote-restriction": 3,
        "user-threshold": 2, "use-restrictions": 2, "use-restrictions-passed-down": 2, "litigation-termination": 2,
        "indemnity": 2, "delete-on-termination": 2, "region-limit": 2, "derivative-by-distillation": 2,
        "hosted-is-distribution": 2, "network-use-disclose": 2, "same-license": 2, "disclose-source": 2,
        "acceptable-use-policy": 1, "naming-prefix": 1, "display-attribution": 1, "improvement-attribution": 1,
        "notice-string": 1, "gated-access": 1,
        "governing-law": 1,
    ]

    /// The rule in words, for readers.
    public static let rule =
        "A term weighs 1 (work), 2 (a limit to be watched) or 3 (what can end or rule out a use). High: a term of weight 3, or 10 in all. Medium: 4 or more. Low: less."

    /// Weighs the terms of a licence.
    public init(_ licence: Licence) {
        let tags = (LicenceTag.conditions + LicenceTag.limitations).filter { tag in
            licence.conditions.contains(tag.tag) || licence.limitations.contains(tag.tag)
        }
        var seen = Set<String>()
        contributions = tags.compactMap { tag in
            guard let weight = Self.weights[tag.tag], seen.insert(tag.tag).inserted else { return nil }
            return Contribution(tag: tag, weight: weight, clauses: licence.clauses.filter { $0.tags.contains(tag.tag) })
        }.enumerated().sorted { (-$0.element.weight, $0.offset) < (-$1.element.weight, $1.offset) }.map(\.element)
        let sum = contributions.reduce(0) { $0 + $1.weight }
        level = contributions.contains { $0.weight == 3 } || sum >= 10 ? .high : sum >= 4 ? .medium : .low
    }
}
