import Answers
import Portal
import Words

/// The cards of a model: the verdict in every case, what its evaluation says of further uses, and its typed facts.
struct ModelCards {
    private let page: Page
    private let evaluation: Evaluation
    private let licence: Page?
    private let library: Library
    private let view: DecidedCases?
    private let words: Catalogue

    init(_ page: Page, library: Library, view: DecidedCases?, words: Catalogue) {
        self.words = words
        self.page = page
        self.library = library
        self.view = view
        evaluation = library.evaluation(of: page)
        licence = library.licence(named: evaluation.licenceReference)
    }

    var cards: [String: VerdictCard] {
        var cards = view?.cards(of: page) ?? [:]
        for (number, use) in (library.decisions?.rules.furtherUses ?? []).enumerated() {
            cards[CardKey.furtherUse(String(number))] = card(of: use)
        }
        for attribute in QuestionAttribute.allCases {
            if let card = fact(attribute) { cards[CardKey.fact(attribute.rawValue)] = card }
        }
        if let licence {
            let own = LicenceCards(licence, library: library, view: view, words: words)
            for attribute in QuestionAttribute.allCases where cards[CardKey.fact(attribute.rawValue)] == nil {
                cards[CardKey.fact(attribute.rawValue)] = own.fact(attribute)
            }
        }
        return cards
    }

    /// What the chooser looks at: GiB of each format with its cache.
    var memory: [Double] { ChooserData.formats(of: evaluation).map(\.gibibytes) }

    /// Places of its languages in the list of those that questions name.
    var languages: (places: [Int], isMany: Bool) {
        let names = SpokenLanguage.all.map(\.name)
        return (
            evaluation.languages.compactMap { names.firstIndex(of: $0) },
            evaluation.languages.contains { $0.hasPrefix("more than") }
        )
    }

    // MARK: Further uses

    /// The evaluator's word on a use that no rule decides; where the evaluation does not name it, that of the licence's use
    /// policy; nil where neither does, and other pages may.
    private func card(of use: DecisionRules.FurtherUse) -> VerdictCard? {
        let url = page.url + "#uses-title"
        guard let row = evaluation.useCases.first(where: { $0.use.lowercased() == use.title.lowercased() }) else {
            return licence.flatMap {
                LicenceCards($0, library: library, view: view, words: words).card(of: use, named: page.title)
            }
        }
        let target = (row.requirement?.value).flatMap { library.page(named: $0) }
        let requirement = target.map { $0.fragment ?? $0.page.title }
        let reason = VerdictCard.Item(
            [row.reason, requirement ?? ""].filter { !$0.isEmpty }.joined(separator: " "), link: requirement,
            url: target.map { $0.page.url.appending(anchor: $0.fragment) })
        return VerdictCard(
            row.verdict.cardKind,
            words.cards(
                .furtherUse,
                [
                    "verdict": words.cards(row.verdict.sentence), "title": page.title,
                    "use": words.cards(.use, ["use": use.title]),
                ]), url: url, groups: [.init(words.cards(.because), [reason])])
    }

    // MARK: Facts

    private func fact(_ attribute: QuestionAttribute) -> VerdictCard? {
        switch attribute {
        case .context:
            evaluation.contextLength.map { card(.contextOf, ["number": words.grouped($0)]) }
        case .memory: memoryCard
        case .languages: languagesCard
        case .openness: opennessCard
        case .trainingData: part(.trainingData)
        case .trainingCode: part(.trainingCode)
        case .licence:
            licence.map { licence in
                VerdictCard(
                    .fact, words.cards(.licenceOf, ["title": page.title, "licence": licence.title]),
                    url: page.url + "#licence-title",
                    groups: [
                        .init(
                            words.cards(.licence),
                            [
                                .init(
                                    words.cards(
                                        .outcome,
                                        [
                                            "name": licence.title,
                                            "verdict": licence.licence.map { words.word($0.decision) } ?? "",
                                        ]),
                                    link: licence.title,
                                    url: licence.url + "#decision-title",
                                    kind: licence.licence?.decision.verdict.cardKind)
                            ])
                    ])
            }
        case .maker: evaluation.developer.isEmpty ? nil : card(.makerOf, ["fact": evaluation.developer])
        case .released: evaluation.released.map { card(.releaseOf, ["fact": words.shortDate($0)]) }
        case .parameters: evaluation.parameters.isEmpty ? nil : card(.parametersOf, ["fact": evaluation.parameters])
        case .users, .notices, .handingOn, .patents, .law, .naming, .remote, .distillation, .commercial, .region,
            .forbidden, .ending, .indemnity, .suing, .hosting, .models:
            nil
        }
    }

    /// A fact of the page's head.
    private func card(_ what: CardWord, _ values: [String: String]) -> VerdictCard {
        VerdictCard(.fact, words.cards(what, values.merging(["title": page.title]) { own, _ in own }), url: page.url)
    }

    private var memoryCard: VerdictCard? {
        let url = page.url + "#hardware-title"
        let rows = evaluation.hardware.compactMap { row -> VerdictCard.Item? in
            guard let format = row.format, let memory = row.memory else { return nil }
            return .init(words.cards(.formatMemory, ["format": format, "memory": words.decimal(memory.short)]))
        }
        guard let least = evaluation.leastMemory else { return nil }
        return VerdictCard(
            .fact,
            words.cards(.weightsOf, ["title": page.title, "memory": words.decimal(least.short)]),
            url: url, groups: [.init(words.cards(.byFormat), rows)])
    }

    private var languagesCard: VerdictCard? {
        guard !evaluation.languages.isEmpty else { return nil }
        return card(.languagesOf, ["fact": evaluation.languages.joined(separator: ", ")])
    }

    private var opennessCard: VerdictCard {
        let isApproved = licence?.licence?.isOSIApproved ?? false
        let kind = evaluation.opennessClass
        let parts = OpennessComponent.allCases.map { part in
            VerdictCard.Item(
                words.cards(
                    .partIs,
                    ["part": words.label(part), "state": words.word(evaluation.openness[part] ?? .closed)]))
        }
        return VerdictCard(
            .fact,
            words.cards(
                isApproved ? .opennessApproved : .opennessNotApproved,
                ["title": page.title, "class": words.label(kind)]),
            url: page.url + "#openness-title",
            groups: [
                .init(words.cards(.whatClassMeans), [.init(words.summary(kind))]), .init(words.cards(.itsParts), parts),
                .init(words.cards(.licence), licence.map { [.init($0.title, url: $0.url)] } ?? []),
            ])
    }

    private func part(_ part: OpennessComponent) -> VerdictCard {
        let state = evaluation.openness[part] ?? .closed
        return VerdictCard(
            .fact, words.cards(state.sentence, ["part": words.label(part), "title": page.title]),
            url: page.url + "#openness-title",
            groups: [.init(words.cards(.source), evaluation.opennessSources[part].map { [.init($0, url: nil)] } ?? [])])
    }
}

extension Evaluation {
    /// GiB that the weights take in the smallest format; nil where none is stated.
    var leastMemory: Double? { hardware.compactMap(\.memory).min() }
}

extension Evaluation.Openness {
    fileprivate var sentence: CardWord {
        switch self {
        case .open: .partOpen
        case .partial: .partPartial
        case .closed: .partClosed
        }
    }
}

extension LicenceDecision {
    /// The decision as a verdict.
    var verdict: Evaluation.Verdict {
        switch self {
        case .approved: .allowed
        case .conditional: .conditional
        case .prohibited: .blocked
        }
    }
}

extension Double {
    /// With one digit after the point, or none where it is whole.
    var short: String {
        let tenths = Int((self * 10).rounded())
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
    }
}
