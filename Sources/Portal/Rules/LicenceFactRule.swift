import Diagnostics

extension Rule {
    /// What a licence's page states of a term is stated in full and of that term: limits with their numbers, duties with
    /// their occasions, use policies with all their items, uses that the rules know.
    package static let licenceFacts = Rule { library in
        library.pages(of: .licence).flatMap { page -> [Diagnostic] in
            guard let licence = page.licence, page.status != .retired else { return [] }
            return library.missingFacts(of: licence, page) + library.strayFacts(of: licence, page)
                + library.itemProblems(of: licence, page) + library.unknownUses(of: licence, page)
        }
    }
}

/// A fact that a clause states about one of its terms.
private enum ClauseFact: CaseIterable {
    case owed, users, law, ends, indemnity, region

    /// The key of front matter.
    var key: String {
        switch self {
        case .owed: "owed"
        case .users: "users"
        case .law: "law"
        case .ends: "ends"
        case .indemnity: "indemnity"
        case .region: "region"
        }
    }

    /// Terms whose clauses state it.
    var tags: Set<String> {
        switch self {
        case .owed:
            [
                "include-copyright", "document-changes", "disclose-source", "same-license", "notice-string",
                "display-attribution", "improvement-attribution", "naming-prefix", "use-restrictions-passed-down",
            ]
        case .users: ["user-threshold"]
        case .law: ["governing-law"]
        case .ends: ["litigation-termination", "delete-on-termination"]
        case .indemnity: ["indemnity"]
        case .region: ["region-limit"]
        }
    }

    /// Whether a clause states what a term needs: how it ends on a breach where copies must then be deleted, and on which
    /// suit where it ends on one.
    func isStated(by clause: Licence.Clause, of tag: String) -> Bool {
        switch (self, tag) {
        case (.ends, "delete-on-termination"): clause.endings.contains { $0.trigger == .breach }
        case (.ends, _): clause.endings.contains { $0.trigger != .breach }
        case (.owed, _), (.users, _), (.law, _), (.indemnity, _), (.region, _): isStated(by: clause)
        }
    }

    func isStated(by clause: Licence.Clause) -> Bool {
        switch self {
        case .owed: !clause.owed.isEmpty
        case .users: clause.users != nil
        case .law: clause.law != nil
        case .ends: !clause.endings.isEmpty
        case .indemnity: clause.indemnity != nil
        case .region: clause.region != nil
        }
    }

    /// Whether a clause without one of the terms may state it: of an ending the licence may say no more.
    var standsAlone: Bool { self == .ends }
}

extension Library {
    /// Terms of a licence that SPDX does not list, none of whose clauses states what the term is about.
    fileprivate func missingFacts(of licence: Licence, _ page: Page) -> [Diagnostic] {
        guard licence.isCustom, page.status == .active else { return [] }
        return licence.statedTags.flatMap { tag in
            ClauseFact.allCases.filter { $0.tags.contains(tag.value) }.compactMap { fact -> Diagnostic? in
                let own = licence.clauses.filter { $0.tags.contains(tag.value) }
                // Without a clause, that one is missing is told already.
                let stating = fact.standsAlone ? licence.clauses : own
                guard let clause = own.first, !stating.contains(where: { fact.isStated(by: $0, of: tag.value) }) else {
                    return nil
                }
                return Diagnostic(
                    .error, .clauseFacts, path: displayPath(page), range: clause.sectionRange,
                    "The clause of \(clause.section) carries '\(tag.value)' and does not state \(fact.key):",
                    explanation: "Duties, questions and the comparison of licences rest on it.",
                    fixes: [.init("add \(fact.key): to the clause; docs/reference/licence.md shows its values")])
            }
        }
    }

    /// Facts on clauses that carry another term.
    fileprivate func strayFacts(of licence: Licence, _ page: Page) -> [Diagnostic] {
        licence.clauses.flatMap { clause in
            ClauseFact.allCases.filter { fact in
                fact.isStated(by: clause) && !fact.standsAlone && fact.tags.isDisjoint(with: clause.tags)
            }.map { fact in
                Diagnostic(
                    .error, .clauseFacts, path: displayPath(page), range: clause.sectionRange,
                    "The clause of \(clause.section) states \(fact.key): and carries no term that it is about",
                    fixes: [
                        .init("add \(fact.tags.sorted().joined(separator: " or ")) to its tags, or remove \(fact.key):")
                    ])
            }
        }
    }

    /// Items of a use policy that are quoted at too great a length or stand twice, and a stored policy without items.
    fileprivate func itemProblems(of licence: Licence, _ page: Page) -> [Diagnostic] {
        let policy = licence.usePolicy
        var problems: [Diagnostic] = []
        var seen = Set<String>()
        for item in policy.items {
            if !seen.insert(item.number).inserted {
                problems.append(
                    Diagnostic(
                        .error, .usePolicyItem, path: displayPath(page), range: item.numberRange,
                        "Item \(item.number) of the use policy is listed twice",
                        fixes: [.init("give each item the number that the maker gives it")]))
            }
            let count = item.words?.value.split(whereSeparator: \.isWhitespace).count ?? 0
            if count > Licence.longestQuotation, let words = item.words {
                problems.append(
                    Diagnostic(
                        .error, .usePolicyItem, path: displayPath(page), range: words.range,
                        "The quotation has \(count) words, at most \(Licence.longestQuotation) are allowed",
                        explanation: "The text belongs to its maker; the page quotes briefly.",
                        fixes: [.init("quote the words that decide, and tell the rest in summary:")]))
            }
        }
        let isStored = policy.text != nil || (policy.section != nil && licence.text != nil)
        if isStored, policy.items.isEmpty, page.status == .active {
            problems.append(
                Diagnostic(
                    .error, .usePolicyItem, path: displayPath(page),
                    range: policy.text?.source?.range ?? .fileStart,
                    "The text of the use policy is stored, and none of its items is listed",
                    explanation: "Uses are compared with it item by item.",
                    fixes: [.init("list its items, all of them, below acceptable_use: items:")]))
        }
        return problems
    }

    /// Uses named by clauses and items that the rules do not know.
    fileprivate func unknownUses(of licence: Licence, _ page: Page) -> [Diagnostic] {
        guard let uses = decisions?.rules.uses.map(\.id), !uses.isEmpty else { return [] }
        let named =
            licence.clauses.map(\.forbiddenUses)
            + licence.usePolicy.items.flatMap { [$0.touchedUses, $0.forbiddenUses] }
        return named.compactMap(\.self).flatMap { list in
            list.value.filter { !uses.contains($0) }.map { use in
                let near = Suggestion(for: use, among: uses)
                return Diagnostic(
                    .error, .unknownUse, path: displayPath(page), range: list.range,
                    "'\(use)' is not a use of decisions.yaml" + near.question,
                    fixes: [.init(near.advice(otherwise: "name one of: \(uses.joined(separator: ", "))"))])
            }
        }
    }
}
