import Answers
import Portal

/// The decision table in sentences: what it says of a model for what a question named.
struct DecidedCases {
    let table: DecisionTable
    let library: Library

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
            "\(decided.verdict.sentence): \(page.title), \(useName(use)), \(dataName(data)).",
            url: url(page, use, data),
            groups: [
                .init("Because", reasons.map(Self.item)), duties(decided, reasons),
                .init("With other data", others), alternatives(decided, use, data),
            ])
    }

    /// A use with any data.
    private func card(_ model: Int, _ page: Page, use: Int) -> VerdictCard {
        let cases = rules.dataClasses.indices.map { table[model, use, $0] }
        let url = DecisionView.address(ofModel: page).url + "#" + rules.uses[use].id
        let items = rules.dataClasses.indices.map { item(model, page, use, $0, named: dataName($0)) }
        return summary(
            cases, always: "\(page.title), \(useName(use)), with any data",
            several: "It depends on the data: \(page.title), \(useName(use)).", url: url,
            parts: .init("By class of data", items))
    }

    /// A class of data in any use.
    private func card(_ model: Int, _ page: Page, data: Int) -> VerdictCard {
        let cases = rules.uses.indices.map { table[model, $0, data] }
        let items = rules.uses.indices.map { item(model, page, $0, data, named: rules.uses[$0].title) }
        return summary(
            cases, always: "\(page.title), \(dataName(data)), in any use",
            several: "It depends on the use: \(page.title), \(dataName(data)).",
            url: DecisionView.address(ofModel: page).url, parts: .init("By use", items))
    }

    private func whole(_ model: Int, _ page: Page) -> VerdictCard {
        let cases = table.cases(ofModel: page.path)
        let items = rules.uses.indices.map { use in
            VerdictCard.Item(
                "\(rules.uses[use].title): \(outcomes(model, use))", link: rules.uses[use].title,
                url: DecisionView.address(ofModel: page).url + "#" + rules.uses[use].id,
                kind: Self.common(rules.dataClasses.indices.map { table[model, use, $0].verdict })?.cardKind)
        }
        return summary(
            cases, always: "\(page.title), in any use with any data",
            several: "It depends on the use and the data: \(page.title).", url: DecisionView.address(ofModel: page).url,
            parts: .init("By use", items))
    }

    /// Several cases in one card: one verdict with its reasons where they agree, otherwise what it depends on.
    private func summary(
        _ cases: [DecisionTable.Case], always: String, several: String, url: String, parts: VerdictCard.Group
    ) -> VerdictCard {
        guard let verdict = Self.common(cases.map(\.verdict)), let first = cases.first else {
            return VerdictCard(.several, several, url: url, groups: [parts])
        }
        let shared = Self.told(first).filter { reason in cases.allSatisfy { Self.told($0).contains(reason) } }
        return VerdictCard(
            verdict.cardKind, "\(verdict.sentence): \(always).", url: url,
            groups: [.init("Because", shared.map(Self.item)), duties(first, shared), parts])
    }

    // MARK: Parts

    /// The verdict that all share; nil where they differ.
    private static func common(_ verdicts: [Evaluation.Verdict]) -> Evaluation.Verdict? {
        verdicts.first.flatMap { first in verdicts.allSatisfy { $0 == first } ? first : nil }
    }

    /// "conditional", or "allowed with public data; blocked with personal data".
    private func outcomes(_ model: Int, _ use: Int) -> String {
        let verdicts = rules.dataClasses.indices.map { table[model, use, $0].verdict }
        if let one = Self.common(verdicts) { return "\(one.rawValue) with any data" }
        return Evaluation.Verdict.allCases.compactMap { verdict in
            let classes = verdicts.indices.filter { verdicts[$0] == verdict }.map {
                rules.dataClasses[$0].title.lowercased()
            }
            return classes.isEmpty ? nil : "\(verdict.rawValue) with \(classes.joined(separator: ", ")) data"
        }.joined(separator: "; ")
    }

    private func useName(_ use: Int) -> String { "\u{201C}\(rules.uses[use].title)\u{201D}" }

    private func dataName(_ data: Int) -> String { "\(rules.dataClasses[data].title.lowercased()) data" }

    /// A case as a part of another's card.
    private func item(_ model: Int, _ page: Page, _ use: Int, _ data: Int, named name: String) -> VerdictCard.Item {
        let verdict = table[model, use, data].verdict
        let name = name.prefix(1).uppercased() + name.dropFirst()
        return .init("\(name): \(verdict.rawValue)", link: name, url: url(page, use, data), kind: verdict.cardKind)
    }

    /// Reasons that a reader is told: those that decide, and of what is milder the conditions of a conditional case.
    static func told(_ decided: DecisionTable.Case) -> [DecisionTable.Reason] {
        let decisive = decided.reasons.filter { $0.verdict == decided.verdict }
        guard decided.verdict != .blocked else { return decisive }
        return decisive + decided.reasons.filter { $0.verdict != decided.verdict && $0.verdict != .allowed }
    }

    private static func item(_ reason: DecisionTable.Reason) -> VerdictCard.Item {
        .init("\(reason.text) \(reason.clause)", link: reason.clause, url: reason.url)
    }

    private func duties(_ decided: DecisionTable.Case, _ reasons: [DecisionTable.Reason]) -> VerdictCard.Group {
        guard decided.verdict != .blocked else { return .init("", []) }
        var seen = Set<String>()
        return .init(
            "What it asks for",
            reasons.flatMap { reason in
                reason.duties.map(\.text).filter { seen.insert($0).inserted }
                    .map { .init("\($0) (\(reason.clause))", link: reason.clause, url: reason.url) }
            })
    }

    private func alternatives(_ decided: DecisionTable.Case, _ use: Int, _ data: Int) -> VerdictCard.Group {
        .init(
            "Under an open-source licence",
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
        return Self.told(first).filter { reason in cases.allSatisfy { Self.told($0).contains(reason) } }.map(Self.item)
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
    var sentence: String {
        switch self {
        case .allowed: "Allowed"
        case .conditional: "Allowed under conditions"
        case .blocked: "Not allowed"
        }
    }
}
