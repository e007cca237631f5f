import Answers
import Portal
import Words

/// The decision table in sentences: what it says of a model for what a question named.
struct DecidedCases {
    let table: DecisionTable
    let library: Library
    let words: Catalogue

    private var rules: DecisionRules { table.rules }

    private func page(_ model: Int) -> Page? { library.pages.first { $0.path == table.models[model] } }

    private func model(_ page: Page) -> Int? { table.models.firstIndex(of: page.path) }

    private func url(_ page: Page, _ use: Int, _ data: Int) -> String {
        DecisionView.address(ofModel: page).url + "#" + rules.uses[use].id + "-" + rules.dataClasses[data].id
    }

    /// A letter for each use with each class of data.
    func letters(of page: Page) -> String {
        table.cases(ofModel: page.path).map { String($0.verdict.rawValue.prefix(1)) }.joined()
    }

    // MARK: Cards

    /// A card for each case, each use, each class of data, and for the model as a whole.
    func cards(of page: Page) -> [String: VerdictCard] {
        guard let model = model(page) else { return [:] }
        var cards = [CardKey.verdict(use: nil, data: nil): whole(model, page)]
        for use in rules.uses.indices {
            cards[CardKey.verdict(use: rules.uses[use].id, data: nil)] = card(model, page, use: use)
            for data in rules.dataClasses.indices {
                cards[CardKey.verdict(use: rules.uses[use].id, data: rules.dataClasses[data].id)] =
                    card(model, page, use, data)
            }
        }
        for data in rules.dataClasses.indices {
            cards[CardKey.verdict(use: nil, data: rules.dataClasses[data].id)] = card(model, page, data: data)
        }
        return cards
    }

    private func card(_ model: Int, _ page: Page, _ use: Int, _ data: Int) -> VerdictCard {
        let decided = table[model, use, data]
        let reasons = Self.told(decided)
        let others = rules.dataClasses.indices.filter { $0 != data }.map {
            item(model, page, use, $0, named: dataName($0))
        }
        return VerdictCard(
            decided.verdict.cardKind,
            words.cards(
                .case,
                [
                    "verdict": words.cards(decided.verdict.sentence), "title": page.title, "use": useName(use),
                    "data": dataName(data),
                ]),
            url: url(page, use, data),
            groups: [
                .init(words.cards(.because), reasons.map(item)), duties(decided, reasons),
                .init(words.cards(.withOtherData), others), alternatives(decided, use, data),
            ])
    }

    /// A use with any data.
    private func card(_ model: Int, _ page: Page, use: Int) -> VerdictCard {
        let cases = rules.dataClasses.indices.map { table[model, use, $0] }
        let url = DecisionView.address(ofModel: page).url + "#" + rules.uses[use].id
        let items = rules.dataClasses.indices.map { item(model, page, use, $0, named: dataName($0)) }
        return summary(
            cases, always: .alwaysUse, several: .severalUse, ["title": page.title, "use": useName(use)], url: url,
            parts: .init(words.cards(.byClassOfData), items))
    }

    /// A class of data in any use.
    private func card(_ model: Int, _ page: Page, data: Int) -> VerdictCard {
        let cases = rules.uses.indices.map { table[model, $0, data] }
        let items = rules.uses.indices.map { item(model, page, $0, data, named: rules.uses[$0].title) }
        return summary(
            cases, always: .alwaysData, several: .severalData, ["title": page.title, "data": dataName(data)],
            url: DecisionView.address(ofModel: page).url, parts: .init(words.cards(.byUse), items))
    }

    private func whole(_ model: Int, _ page: Page) -> VerdictCard {
        let cases = table.cases(ofModel: page.path)
        let items = rules.uses.indices.map { use in
            VerdictCard.Item(
                words.cards(.outcome, ["name": rules.uses[use].title, "verdict": outcomes(model, use)]),
                link: rules.uses[use].title,
                url: DecisionView.address(ofModel: page).url + "#" + rules.uses[use].id,
                kind: Self.common(rules.dataClasses.indices.map { table[model, use, $0].verdict })?.cardKind)
        }
        return summary(
            cases, always: .alwaysWhole, several: .severalWhole, ["title": page.title],
            url: DecisionView.address(ofModel: page).url, parts: .init(words.cards(.byUse), items))
    }

    /// Several cases in one card: one verdict with its reasons where they agree, otherwise what it depends on.
    private func summary(
        _ cases: [DecisionTable.Case], always: CardWord, several: CardWord, _ values: [String: String], url: String,
        parts: VerdictCard.Group
    ) -> VerdictCard {
        guard let verdict = Self.common(cases.map(\.verdict)), let first = cases.first else {
            return VerdictCard(.several, words.cards(several, values), url: url, groups: [parts])
        }
        let shared = Self.told(first).filter { reason in cases.allSatisfy { Self.told($0).contains(reason) } }
        var values = values
        values["verdict"] = words.cards(verdict.sentence)
        return VerdictCard(
            verdict.cardKind, words.cards(always, values), url: url,
            groups: [.init(words.cards(.because), shared.map(item)), duties(first, shared), parts])
    }

    // MARK: Parts

    /// The verdict that all share; nil where they differ.
    private static func common(_ verdicts: [Evaluation.Verdict]) -> Evaluation.Verdict? {
        verdicts.first.flatMap { first in verdicts.allSatisfy { $0 == first } ? first : nil }
    }

    /// "conditional", or "allowed with public data; blocked with personal data".
    private func outcomes(_ model: Int, _ use: Int) -> String {
        let verdicts = rules.dataClasses.indices.map { table[model, use, $0].verdict }
        if let one = Self.common(verdicts) { return words.cards(.withAnyData, ["verdict": words.word(one)]) }
        return Evaluation.Verdict.allCases.compactMap { verdict -> String? in
            let classes = verdicts.indices.filter { verdicts[$0] == verdict }.map {
                words.inSentence(rules.dataClasses[$0].title)
            }
            guard !classes.isEmpty else { return nil }
            return words.cards(
                .withData, ["verdict": words.word(verdict), "classes": classes.joined(separator: ", ")])
        }.joined(separator: "; ")
    }

    private func useName(_ use: Int) -> String { words.cards(.use, ["use": rules.uses[use].title]) }

    private func dataName(_ data: Int) -> String {
        words.cards(.data, ["data": words.inSentence(rules.dataClasses[data].title)])
    }

    /// A case as a part of another's card.
    private func item(_ model: Int, _ page: Page, _ use: Int, _ data: Int, named name: String) -> VerdictCard.Item {
        let verdict = table[model, use, data].verdict
        let name = name.prefix(1).uppercased() + name.dropFirst()
        return .init(
            words.cards(.outcome, ["name": name, "verdict": words.word(verdict)]), link: name,
            url: url(page, use, data),
            kind: verdict.cardKind)
    }

    /// Reasons that a reader is told: those that decide, and of what is milder the conditions of a conditional case.
    static func told(_ decided: DecisionTable.Case) -> [DecisionTable.Reason] {
        let decisive = decided.reasons.filter { $0.verdict == decided.verdict }
        guard decided.verdict != .blocked else { return decisive }
        return decisive + decided.reasons.filter { $0.verdict != decided.verdict && $0.verdict != .allowed }
    }

    private func item(_ reason: DecisionTable.Reason) -> VerdictCard.Item {
        let clause = words.clause(reason)
        return .init("\(reason.text) \(clause)", link: clause, url: reason.url)
    }

    private func duties(_ decided: DecisionTable.Case, _ reasons: [DecisionTable.Reason]) -> VerdictCard.Group {
        guard decided.verdict != .blocked else { return .init("", []) }
        var seen = Set<String>()
        return .init(
            words.cards(.whatItAsksFor),
            reasons.flatMap { reason -> [VerdictCard.Item] in
                let clause = words.clause(reason)
                return reason.duties.map(words.text).filter { seen.insert($0).inserted }.map {
                    .init(words.cards(.dutyOf, ["duty": $0, "clause": clause]), link: clause, url: reason.url)
                }
            })
    }

    private func alternatives(_ decided: DecisionTable.Case, _ use: Int, _ data: Int) -> VerdictCard.Group {
        .init(
            words.cards(.underOpenSource),
            decided.alternatives.prefix(3).compactMap { other in
                page(other).map { item(other, $0, use, data, named: $0.title) }
            })
    }

    // MARK: Whatever the model

    /// A use that is blocked for every model with every class of data, with the reasons that all cases share; nil for
    /// others.
    func alwaysBlocked(use: Int) -> [VerdictCard.Item]? {
        let cases = table.models.indices.flatMap { model in rules.dataClasses.indices.map { table[model, use, $0] } }
        guard let first = cases.first, cases.allSatisfy({ $0.verdict == .blocked }) else { return nil }
        return Self.told(first).filter { reason in cases.allSatisfy { Self.told($0).contains(reason) } }.map(item)
    }
}

extension Evaluation.Verdict {
    var cardKind: VerdictCard.Kind {
        switch self {
        case .allowed: .allowed
        case .conditional: .conditional
        case .blocked: .blocked
        }
    }

    /// The start of a sentence.
    var sentence: CardWord {
        switch self {
        case .allowed: .allowed
        case .conditional: .conditional
        case .blocked: .blocked
        }
    }
}
