import Answers
import Portal
import Words

/// The cards of a licence: what was decided about it, what it says of each use, and its typed facts.
struct LicenceCards {
    private let page: Page
    private let licence: Licence
    private let library: Library
    private let view: DecidedCases?
    private let words: Catalogue

    init(_ page: Page, library: Library, view: DecidedCases?, words: Catalogue) {
        self.words = words
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

    /// A sentence on the licence.
    private func told(_ word: CardWord, _ values: [String: String] = [:]) -> String {
        words.cards(word, values.merging(["title": page.title]) { own, _ in own })
    }

    private func items(_ lines: [String], at fragment: String) -> [VerdictCard.Item] {
        lines.map { .init($0, url: page.url.appending(anchor: fragment)) }
    }

    private var modelItems: [VerdictCard.Item] { models.map { .init($0.title, url: $0.url) } }

    // MARK: Decisions

    private var decision: VerdictCard {
        let decided = licence.decision
        let sentence: CardWord =
            switch decided {
            case .approved: .approved
            case .conditional: .approvedConditionally
            case .prohibited: .notApproved
            }
        return VerdictCard(
            decided.verdict.cardKind, told(sentence), url: page.url + "#decision-title",
            groups: [
                .init(words.cards(.whatWasDecided), items(licence.decisionConditions, at: "decision-title")),
                .init(words.cards(.evaluatedModels), modelItems),
            ])
    }

    /// What the licence itself says of a use, which the decision on it comes before.
    private func card(_ use: DecisionRules.Choice, _ place: Int) -> VerdictCard {
        let name = words.cards(.use, ["use": use.title])
        if licence.forbids(use.id) {
            let clauses = licence.clauses.filter { $0.forbids.contains(use.id) }
            let items = licence.usePolicy.items.filter { $0.forbids.contains(use.id) }
            return VerdictCard(
                .blocked, told(.forbidsUse, ["use": name]),
                url: page.url.appending(anchor: licence.anchor(forbidding: use.id)),
                groups: [
                    .init(words.cards(.clauses), clauses.map(item)), .init(words.cards(.usePolicy), items.map(item)),
                ])
        }
        if let reasons = view?.alwaysBlocked(use: place) {
            return VerdictCard(
                .blocked, words.cards(.neverAllowed, ["use": name]),
                url: reasons.first?.url ?? "decide/index.html#\(use.id)",
                groups: [.init(words.cards(.because), reasons)])
        }
        return decision.adding([
            .init(words.cards(.compareWithUsePolicy), licence.items(touching: use.id).map(item)),
            .init(
                words.cards(.forThisUse),
                models.map { .init($0.title, url: DecisionView.address(ofModel: $0).url + "#" + use.id) }),
        ])
    }

    /// What the use policy says of a use that no rule decides: its items forbid; nil where none does.
    func card(of use: DecisionRules.FurtherUse, named name: String) -> VerdictCard? {
        let items = licence.usePolicy.items.filter { item in
            let stems = Set(QuestionWords.phrase("\(item.words?.value ?? "") \(item.line)").split(separator: " "))
            return use.policyWords.contains { stems.contains(Substring(QuestionWords.phrase($0))) }
        }
        guard let first = items.first else { return nil }
        return VerdictCard(
            .blocked,
            words.cards(.forbiddenUse, ["title": name, "use": words.cards(.use, ["use": use.title])]),
            url: page.url.appending(anchor: first.anchor),
            groups: [.init(words.cards(.usePolicy), items.map(item))])
    }

    // MARK: Facts

    func fact(_ attribute: QuestionAttribute) -> VerdictCard? {
        switch attribute {
        case .openness:
            VerdictCard(
                .fact, told(licence.isOSIApproved ? .osiApproved : .notOsiApproved), url: page.url)
        case .users: usersCard
        case .notices:
            list(
                .lines, licence.lines.map { words.text(.line($0)) }, at: "attribution-title", none: .noLines)
        case .handingOn:
            list(
                .handingOn, licence.redistribution, at: "handing-on-title", none: .noHandingOn)
        case .models: modelsCard
        case .forbidden: forbiddenCard
        case .ending:
            list(
                .endings, endings + licence.consequences, at: "end-title", none: .noEndings)
        case .law: factCard(.law) ?? clausesCard(attribute)
        case .indemnity:
            factCard(.indemnity)
                ?? VerdictCard(
                    .fact, told(.noIndemnity), url: page.url)
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
            return decision.adding([.init(words.cards(.forbidden), items(licence.forbiddenUses, at: "use-title"))])
        }
        return list(
            .forbiddenUses, licence.forbiddenUses, at: "use-title", none: .noForbiddenUses)
    }

    private var usersCard: VerdictCard {
        guard !licence.thresholds.isEmpty else {
            return VerdictCard(.fact, told(.noUserLimit), url: page.url)
        }
        return VerdictCard(
            .fact, told(.threshold, ["limits": licence.thresholds.compactMap(\.limit).joined(separator: "; ")]),
            url: page.url + "#thresholds-title",
            groups: [
                .init(words.cards(.itSays), licence.facts(on: .users).map(item)),
                .init(
                    words.cards(.limits),
                    items(
                        licence.thresholds.map { threshold in
                            [threshold.measure, threshold.limit, threshold.consequence].compactMap(\.self)
                                .joined(separator: ": ")
                        }, at: "thresholds-title")),
            ])
    }

    /// A list of the page, or that there is none.
    private func list(_ what: CardWord, _ lines: [String], at fragment: String, none: CardWord) -> VerdictCard {
        guard !lines.isEmpty else { return VerdictCard(.fact, told(none), url: page.url) }
        return VerdictCard(
            .fact, told(what), url: page.url.appending(anchor: fragment),
            groups: [.init(words.cards(.itSays), items(lines, at: fragment))])
    }

    private var modelsCard: VerdictCard {
        guard !modelItems.isEmpty else {
            return VerdictCard(.fact, told(.noModels), url: page.url)
        }
        return VerdictCard(
            .fact, told(.modelsUnder, ["models": models.map(\.title).joined(separator: ", ")]),
            url: page.url + "#models-title", groups: [.init(words.cards(.models), modelItems)])
    }

    /// What clauses say of a term.
    private func clausesCard(_ attribute: QuestionAttribute) -> VerdictCard? {
        let clauses = licence.clauses.filter { !Set($0.tags).isDisjoint(with: attribute.tags) }
        let held = licence.permissions.union(licence.conditions).union(licence.limitations)
        let terms = attribute.tags.filter(held.contains).compactMap(LicenceTag.named)
        guard let term = terms.first, !clauses.isEmpty else { return nil }
        return VerdictCard(
            .fact, told(.termOf, ["term": words.word(term), "meaning": words.summary(term)]),
            url: page.url + "#clauses-title", groups: [.init(words.cards(.clauses), clauses.map(item))])
    }

    /// How it ends: what clauses fix, and the page's own words where they fix nothing.
    private var endings: [String] {
        let fixed = licence.facts(on: .endings).map {
            words.cards(.endingOf, ["text": words.text($0), "section": $0.clause.section])
        }
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
            ?? VerdictCard(.fact, told(.noSuit), url: page.url)
    }

    private func card(_ facts: [LicenceFact]) -> VerdictCard? {
        guard let first = facts.first else { return nil }
        var seen = Set<Licence.Clause>()
        let clauses = facts.map(\.clause).filter { seen.insert($0).inserted }
        return VerdictCard(
            .fact, told(.factOf, ["text": words.text(first)]), url: page.url + "#facts-title",
            groups: [
                .init(words.cards(.itSays), facts.dropFirst().map(item)),
                .init(words.cards(.clauses), clauses.map(item)),
            ])
    }

    private func item(_ fact: LicenceFact) -> VerdictCard.Item {
        .init("\(fact.clause.section): \(words.text(fact))", url: page.url + "#facts-title")
    }

    private func item(_ item: Licence.UsePolicyItem) -> VerdictCard.Item {
        .init(item.line, url: page.url.appending(anchor: item.anchor))
    }

    private func item(_ clause: Licence.Clause) -> VerdictCard.Item {
        let quote = clause.quote.map { words.cards(.quote, ["text": $0.value]) }
        let text = [quote, clause.summary].compactMap(\.self).joined(separator: " ")
        return .init(clause.section.isEmpty ? text : "\(clause.section): \(text)")
    }
}
