import Answers
import Portal

/// The cards of a licence: what was decided about it, what it says of each use, and its typed facts.
struct LicenceCards {
    private let page: Page
    private let licence: Licence
    private let library: Library
    private let view: DecidedCases?

    init(_ page: Page, library: Library, view: DecidedCases?) {
        self.page = page
        self.library = library
        self.view = view
        licence = page.licence ?? Licence()
    }

    var cards: [String: VerdictCard] {
        var cards = [CardKey.verdict(use: nil, data: nil): decision]
        for (place, use) in (view?.table.rules.uses ?? []).enumerated() {
            cards[CardKey.verdict(use: use.id, data: nil)] = card(use, place)
        }
        for (number, use) in (view?.table.rules.furtherUses ?? []).enumerated() {
            cards[CardKey.furtherUse(String(number))] = card(of: use, named: page.title)
        }
        for attribute in QuestionAttribute.allCases {
            if let card = fact(attribute) { cards[CardKey.fact(attribute.rawValue)] = card }
        }
        return cards
    }

    private var models: [Page] {
        library.pages(of: .evaluation).filter { model in
            !model.isIntroduction && model.status == .active
                && library.licence(named: library.evaluation(of: model).licenceReference)?.path == page.path
        }
    }

    private func items(_ lines: [String], at fragment: String) -> [VerdictCard.Item] {
        lines.map { .init($0, url: page.url.appending(anchor: fragment)) }
    }

    private var modelItems: [VerdictCard.Item] { models.map { .init($0.title, url: $0.url) } }

    // MARK: Decisions

    private var decision: VerdictCard {
        let decided = licence.decision
        let sentence =
            switch decided {
            case .approved: "Approved: \(page.title)."
            case .conditional: "Approved under conditions: \(page.title)."
            case .prohibited: "Not approved: \(page.title)."
            }
        return VerdictCard(
            decided.verdict.cardKind, sentence, url: page.url + "#decision-title",
            groups: [
                .init("What was decided", items(licence.decisionConditions, at: "decision-title")),
                .init("Evaluated models under it", modelItems),
            ])
    }

    /// What the licence itself says of a use, which the decision on it comes before.
    private func card(_ use: DecisionRules.Choice, _ place: Int) -> VerdictCard {
        let name = "\u{201C}\(use.title)\u{201D}"
        if licence.forbids(use.id) {
            let clauses = licence.clauses.filter { $0.forbids.contains(use.id) }
            let items = licence.usePolicy.items.filter { $0.forbids.contains(use.id) }
            return VerdictCard(
                .blocked, "Not allowed: \(page.title), \(name). The licence forbids this use.",
                url: page.url.appending(anchor: licence.anchor(forbidding: use.id)),
                groups: [.init("Clauses", clauses.map(Self.item)), .init("Use policy", items.map(item))])
        }
        if let reasons = view?.alwaysBlocked(use: place) {
            return VerdictCard(
                .blocked, "Not allowed: any model, \(name).", url: reasons.first?.url ?? "decide/index.html#\(use.id)",
                groups: [.init("Because", reasons)])
        }
        return decision.adding([
            .init("Compare with the use policy", licence.items(touching: use.id).map(item)),
            .init(
                "For this use",
                models.map { .init($0.title, url: DecisionView.address(ofModel: $0).url + "#" + use.id) }),
        ])
    }

    /// What the use policy says of a use that no rule decides: its items forbid; nil where none does.
    func card(of use: DecisionRules.FurtherUse, named name: String) -> VerdictCard? {
        let items = licence.usePolicy.items.filter { item in
            let words = Set(QuestionWords.phrase("\(item.words?.value ?? "") \(item.line)").split(separator: " "))
            return use.policyWords.contains { words.contains(Substring(QuestionWords.phrase($0))) }
        }
        guard let first = items.first else { return nil }
        return VerdictCard(
            .blocked, "Not allowed: \(name), \u{201C}\(use.title)\u{201D}. The licence forbids this use.",
            url: page.url.appending(anchor: first.anchor), groups: [.init("Use policy", items.map(item))])
    }

    // MARK: Facts

    func fact(_ attribute: QuestionAttribute) -> VerdictCard? {
        switch attribute {
        case .openness:
            VerdictCard(
                .fact, "\(page.title): \(licence.isOSIApproved ? "" : "not ")OSI-approved.", url: page.url)
        case .users: usersCard
        case .notices:
            list(
                "lines that must be shown", licence.lines.map(\.told), at: "attribution-title",
                none: "its page names no line that must be shown")
        case .handingOn:
            list(
                "what goes along with a model that is handed on", licence.redistribution, at: "handing-on-title",
                none: "its page names no duty of handing on")
        case .models: modelsCard
        case .forbidden: forbiddenCard
        case .ending:
            list(
                "how it ends", endings + licence.consequences, at: "end-title",
                none: "its page does not say how it ends")
        case .law: factCard(.law) ?? clausesCard(attribute)
        case .indemnity:
            factCard(.indemnity)
                ?? VerdictCard(
                    .fact, "\(page.title): its page names no duty to protect the maker from claims.", url: page.url)
        case .suing: suingCard
        case .region: factCard(.regions) ?? clausesCard(attribute)
        case .patents, .naming, .remote, .distillation, .commercial, .hosting: clausesCard(attribute)
        case .context, .memory, .languages, .trainingData, .trainingCode, .licence, .maker, .released, .parameters:
            nil
        }
    }

    /// That a licence which is not approved forbids nothing is not the answer to what may be done under it.
    private var forbiddenCard: VerdictCard {
        guard decision.kind != .blocked else {
            return decision.adding([.init("Forbidden uses", items(licence.forbiddenUses, at: "use-title"))])
        }
        return list(
            "forbidden uses", licence.forbiddenUses, at: "use-title", none: "its page names no forbidden use")
    }

    private var usersCard: VerdictCard {
        guard !licence.thresholds.isEmpty else {
            return VerdictCard(.fact, "\(page.title): its page names no limit of users.", url: page.url)
        }
        return VerdictCard(
            .fact, "\(page.title): the threshold is \(licence.thresholds.compactMap(\.limit).joined(separator: "; ")).",
            url: page.url + "#thresholds-title",
            groups: [
                .init("It says", licence.facts(on: .users).map(item)),
                .init(
                    "Limits",
                    items(
                        licence.thresholds.map { threshold in
                            [threshold.measure, threshold.limit, threshold.consequence].compactMap(\.self)
                                .joined(separator: ": ")
                        }, at: "thresholds-title")),
            ])
    }

    /// A list of the page, or that there is none.
    private func list(_ what: String, _ lines: [String], at fragment: String, none: String) -> VerdictCard {
        guard !lines.isEmpty else { return VerdictCard(.fact, "\(page.title): \(none).", url: page.url) }
        return VerdictCard(
            .fact, "\(page.title): \(what).", url: page.url.appending(anchor: fragment),
            groups: [.init("It says", items(lines, at: fragment))])
    }

    private var modelsCard: VerdictCard {
        guard !modelItems.isEmpty else {
            return VerdictCard(.fact, "\(page.title): no evaluated model is under it.", url: page.url)
        }
        return VerdictCard(
            .fact, "\(page.title), evaluated models: \(models.map(\.title).joined(separator: ", ")).",
            url: page.url + "#models-title", groups: [.init("Models", modelItems)])
    }

    /// What clauses say of a term.
    private func clausesCard(_ attribute: QuestionAttribute) -> VerdictCard? {
        let clauses = licence.clauses.filter { !Set($0.tags).isDisjoint(with: attribute.tags) }
        let held = licence.permissions.union(licence.conditions).union(licence.limitations)
        let terms = attribute.tags.filter(held.contains).compactMap(LicenceTag.named)
        guard let term = terms.first, !clauses.isEmpty else { return nil }
        return VerdictCard(
            .fact, "\(page.title): \(term.label.prefix(1).lowercased() + term.label.dropFirst()). \(term.summary)",
            url: page.url + "#clauses-title", groups: [.init("Clauses", clauses.map(Self.item))])
    }

    /// How it ends: what clauses fix, and the page's own words where they fix nothing.
    private var endings: [String] {
        let fixed = licence.facts(on: .endings).map { "\($0.text) (section \($0.clause.section))" }
        return fixed.isEmpty ? [licence.termination].compactMap(\.self) : fixed
    }

    /// What clauses fix on a subject, each with its section.
    private func factCard(_ subject: LicenceFact.Subject) -> VerdictCard? { card(licence.facts(on: subject)) }

    /// Suits that end the licence or a part of it.
    private var suingCard: VerdictCard {
        let suits = licence.facts(on: .endings).filter { fact in
            fact.clause.endings.contains { $0.trigger != .breach && $0.sentence == fact.text }
        }
        return card(suits)
            ?? VerdictCard(.fact, "\(page.title): its page names no suit that ends it.", url: page.url)
    }

    private func card(_ facts: [LicenceFact]) -> VerdictCard? {
        guard let first = facts.first else { return nil }
        var seen = Set<Licence.Clause>()
        let clauses = facts.map(\.clause).filter { seen.insert($0).inserted }
        return VerdictCard(
            .fact, "\(page.title): \(first.text)", url: page.url + "#facts-title",
            groups: [
                .init("It says", facts.dropFirst().map(item)), .init("Clauses", clauses.map(Self.item)),
            ])
    }

    private func item(_ fact: LicenceFact) -> VerdictCard.Item {
        .init("\(fact.clause.section): \(fact.text)", url: page.url + "#facts-title")
    }

    private func item(_ item: Licence.UsePolicyItem) -> VerdictCard.Item {
        .init(item.line, url: page.url.appending(anchor: item.anchor))
    }

    private static func item(_ clause: Licence.Clause) -> VerdictCard.Item {
        let quote = clause.quote.map { "\u{201C}\($0.value)\u{201D}" }
        let text = [quote, clause.summary].compactMap(\.self).joined(separator: " ")
        return .init(clause.section.isEmpty ? text : "\(clause.section): \(text)")
    }
}
