import Answers
import Portal

/// The cards of a model: the verdict in every case, what its evaluation says of further uses, and its typed facts.
struct ModelCards {
    private let page: Page
    private let evaluation: Evaluation
    private let licence: Page?
    private let library: Library
    private let view: DecidedCases?

    init(_ page: Page, library: Library, view: DecidedCases?) {
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
            let own = LicenceCards(licence, library: library, view: view)
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
            return licence.flatMap { LicenceCards($0, library: library, view: view).card(of: use, named: page.title) }
        }
        let target = (row.requirement?.value).flatMap { library.page(named: $0) }
        let requirement = target.map { $0.fragment ?? $0.page.title }
        let reason = VerdictCard.Item(
            [row.reason, requirement ?? ""].filter { !$0.isEmpty }.joined(separator: " "), link: requirement,
            url: target.map { $0.page.url.appending(anchor: $0.fragment) })
        return VerdictCard(
            row.verdict.cardKind, "\(row.verdict.sentence): \(page.title), \u{201C}\(use.title)\u{201D}.", url: url,
            groups: [.init("Because", [reason])])
    }

    // MARK: Facts

    private func fact(_ attribute: QuestionAttribute) -> VerdictCard? {
        switch attribute {
        case .context:
            evaluation.contextLength.map { card("Context window of", "\($0.grouped) tokens") }
        case .memory: memoryCard
        case .languages: languagesCard
        case .openness: opennessCard
        case .trainingData: part(.trainingData)
        case .trainingCode: part(.trainingCode)
        case .licence:
            licence.map { licence in
                VerdictCard(
                    .fact, "\(page.title) has this licence: \(licence.title).", url: page.url + "#licence-title",
                    groups: [
                        .init(
                            "Licence",
                            [
                                .init(
                                    "\(licence.title): \(licence.licence?.decision.rawValue ?? "")",
                                    link: licence.title,
                                    url: licence.url + "#decision-title",
                                    kind: licence.licence?.decision.verdict.cardKind)
                            ])
                    ])
            }
        case .maker: evaluation.developer.isEmpty ? nil : card("Maker of", evaluation.developer)
        case .released: evaluation.released.map { card("Release of", $0.description) }
        case .parameters: evaluation.parameters.isEmpty ? nil : card("Parameters of", evaluation.parameters)
        case .users, .notices, .handingOn, .patents, .law, .naming, .remote, .distillation, .commercial, .region,
            .forbidden, .ending, .indemnity, .suing, .hosting, .models:
            nil
        }
    }

    /// A fact of the page's head.
    private func card(_ what: String, _ fact: String) -> VerdictCard {
        VerdictCard(.fact, "\(what) \(page.title): \(fact).", url: page.url)
    }

    private var memoryCard: VerdictCard? {
        let url = page.url + "#hardware-title"
        let rows = evaluation.hardware.compactMap { row -> VerdictCard.Item? in
            guard let format = row.format, let memory = row.memory else { return nil }
            return .init("\(format): \(memory.short) GiB")
        }
        guard let least = evaluation.hardware.compactMap(\.memory).min() else { return nil }
        return VerdictCard(
            .fact,
            "The weights of \(page.title) take \(least.short) GiB in the smallest format; cache and engine come on top.",
            url: url, groups: [.init("By format", rows)])
    }

    private var languagesCard: VerdictCard? {
        guard !evaluation.languages.isEmpty else { return nil }
        return card("Languages of", evaluation.languages.joined(separator: ", ") + ", as its maker lists them")
    }

    private var opennessCard: VerdictCard {
        let isApproved = licence?.licence?.isOSIApproved ?? false
        let kind = evaluation.opennessClass
        let parts = OpennessComponent.allCases.map { part in
            VerdictCard.Item("\(part.label): \((evaluation.openness[part] ?? .closed).rawValue)")
        }
        return VerdictCard(
            .fact,
            "\(page.title): its licence is \(isApproved ? "" : "not ")OSI-approved; by its parts it is in the class \u{201C}\(kind.label)\u{201D}.",
            url: page.url + "#openness-title",
            groups: [
                .init("What the class means", [.init(kind.summary)]), .init("Its parts", parts),
                .init("Licence", licence.map { [.init($0.title, url: $0.url)] } ?? []),
            ])
    }

    private func part(_ part: OpennessComponent) -> VerdictCard {
        let state = evaluation.openness[part] ?? .closed
        return VerdictCard(
            .fact, "\(part.label) of \(page.title): \(state.sentence).", url: page.url + "#openness-title",
            groups: [.init("Source", evaluation.opennessSources[part].map { [.init($0, url: nil)] } ?? [])])
    }
}

extension Evaluation.Openness {
    fileprivate var sentence: String {
        switch self {
        case .open: "open, so public"
        case .partial: "partial, so public in part only"
        case .closed: "closed, so not public"
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

extension Int {
    /// With commas between thousands.
    fileprivate var grouped: String {
        var digits = Array(String(self))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return String(digits)
    }
}

extension Double {
    /// With one digit after the point, or none where it is whole.
    fileprivate var short: String {
        let tenths = Int((self * 10).rounded())
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
    }
}
