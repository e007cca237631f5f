import Diagnostics
import Primitives

/// The rules of an earlier state of the portal, which the rules of today are held against: none may leave without a word.
public struct EarlierRules: Sendable, Hashable {
    /// What the state is, in words that follow "in": `the last commit`.
    public var name: String
    /// The policies that were in force.
    public var policies: [Policy]

    /// A policy as it was.
    public struct Policy: Sendable, Hashable {
        /// Such as `POL-001`.
        public var id: String
        /// Its requirements by number.
        public var requirements: [Int: String]
        /// What was approved; nil where the state does not tell.
        public var approval: Approval?

        /// A policy that had these requirements.
        public init(id: String, requirements: [Int: String], approval: Approval? = nil) {
            self.id = id
            self.requirements = requirements
            self.approval = approval
        }
    }

    /// An approved version with its words.
    public struct Approval: Sendable, Hashable {
        var version: String
        var day: CalendarDate
        /// The text's words, however it was broken into lines.
        var words: [String]
    }

    /// A state of which the requirements are known.
    public init(name: String, policies: [Policy]) {
        self.name = name
        self.policies = policies
    }

    /// A state of which the pages are known.
    public init(name: String, pages: [Page]) {
        self.init(
            name: name,
            policies: pages.compactMap { page in
                guard page.status == .active, let policy = page.policy, policy.idRange != nil else { return nil }
                let requirements = page.requirements.map { ($0.number, $0.text) }
                return Policy(
                    id: policy.id, requirements: Dictionary(requirements, uniquingKeysWith: { first, _ in first }),
                    approval: page.approval)
            })
    }
}

extension Page {
    /// The version in force with its words, where somebody approved it.
    fileprivate var approval: EarlierRules.Approval? {
        guard let policy, let day = policy.approved?.value else { return nil }
        let words = wording.flatMap { $0.text.split(whereSeparator: \.isWhitespace).map(String.init) }
        return EarlierRules.Approval(version: policy.version, day: day, words: words)
    }
}

extension Page {
    /// To give a requirement back the number that it had, where the same words still stand in the page without one.
    fileprivate func numberPutBack(_ number: Int, after text: String) -> Diagnostic.Fix? {
        let same = requirements.filter { !$0.isPinned && $0.text == text }
        guard same.count == 1, let range = same.first?.range,
            let place = diagnostics.first(where: { $0.id == .requirementUnnumbered && $0.range == range })?.fixes.first?
                .range
        else { return nil }
        return .init(
            "put {#R\(number)} back after its sentence in line \(range.end.line)", replacement: " {#R\(number)}",
            range: place, isSafe: true)
    }
}

extension Library {
    /// What rules of earlier states say no more, and what was approved in other words.
    ///
    /// A requirement may be withdrawn, a policy may retire or be replaced: then the page says so. Policies with errors of their
    /// own are left out, since what they say is not known.
    ///
    /// - Parameter states: the first of them that knows a rule is the one that is named.
    public func problems(since states: [EarlierRules]) -> [Diagnostic] {
        let broken = Set(diagnostics.filter { $0.severity == .error }.map(\.path))
        let policies = pages(of: .policy)
        // A page that cannot be read may be the one that is looked for.
        let hasUnknown = policies.contains { $0.policy?.idRange == nil && broken.contains(displayPath($0)) }
        let replaced = Set(policies.flatMap { $0.policy?.supersedes.map(\.value) ?? [] })
        // Names of what was told already, of another state.
        var told = Set<String>(), problems: [Diagnostic] = []
        for state in states {
            for earlier in state.policies {
                guard let page = policies.first(where: { $0.policy?.idRange != nil && $0.policy?.id == earlier.id })
                else {
                    if !hasUnknown, !replaced.contains(earlier.id) {
                        problems += lost(earlier, of: state, &told)
                    }
                    continue
                }
                guard !broken.contains(displayPath(page)) else { continue }
                problems += changes(of: page, since: earlier, of: state, &told)
            }
        }
        return problems
    }

    /// A policy that is not there any more.
    private func lost(
        _ earlier: EarlierRules.Policy, of state: EarlierRules, _ told: inout Set<String>
    ) -> [Diagnostic] {
        guard !earlier.requirements.isEmpty, told.insert(earlier.id).inserted else { return [] }
        return [
            Diagnostic(
                .error, .requirementGone, path: settings.path,
                "Policy \(earlier.id) was in force in \(state.name), with \(counted(earlier.requirements.count, "requirement")), and is gone or a draft",
                fixes: [
                    .init("keep its page with status: retired"),
                    .init("or name it under supersedes: of the policy that replaces it"),
                ])
        ]
    }

    private func changes(
        of page: Page, since earlier: EarlierRules.Policy, of state: EarlierRules, _ told: inout Set<String>
    ) -> [Diagnostic] {
        guard let policy = page.policy else { return [] }
        switch page.status {
        case .retired: return []
        case .draft: return lost(earlier, of: state, &told)
        case .active: break
        }
        let standing = Set(page.requirements.map(\.number) + policy.withdrawn.compactMap { $0.number?.value })
        let gone = earlier.requirements.filter { number, _ in
            !standing.contains(number) && told.insert("\(earlier.id)-R\(number)").inserted
        }.sorted { $0.key < $1.key }
        var problems = gone.map { number, text in
            Diagnostic(
                .error, .requirementGone, path: displayPath(page), range: policy.idRange ?? .fileStart,
                "\(earlier.id)-R\(number) was a requirement in \(state.name) and is none any more: '\(text.shortened(to: 60))'",
                fixes: [
                    page.numberPutBack(number, after: text)
                        ?? .init(
                            "put {#R\(number)} after the sentence that says it now, with MUST, SHOULD or MAY in capitals"
                        ),
                    .init("or add under withdrawn: - {requirement: R\(number), date: \(today), reason: …}"),
                ])
        }
        if let before = earlier.approval, let now = page.approval, before != now, before.version == now.version,
            before.day == now.day
        {
            problems.append(
                Diagnostic(
                    .warning, .approvedTextChanged, path: displayPath(page),
                    range: policy.approved?.range ?? .fileStart,
                    "The text differs from that of \(state.name), under the same version \(now.version) and 'approved' date",
                    explanation: "Whoever approved the policy on \(now.day) has not seen these words.",
                    fixes: [
                        .init("give it the next version, an entry in history: and the date on which that was approved")
                    ]))
        }
        return problems
    }
}
