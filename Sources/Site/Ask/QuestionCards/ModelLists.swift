import Answers
import Portal
import Words

/// Cards that put a typed fact of all models side by side: "which model has the longest context".
struct ModelLists {
    private let models: [Page]
    private let library: Library
    private let words: Catalogue

    /// A fact as it is shown, and what it is put in order by; nil where the page does not state it, or nothing orders it.
    private struct Stated {
        var fact: String?
        var size: Double?

        init(_ fact: String?, _ size: Double? = nil) {
            self.fact = fact
            self.size = size
        }
    }

    init(_ models: [Page], library: Library, words: Catalogue) {
        self.models = models.filter { $0.status == .active }
        self.library = library
        self.words = words
    }

    var cards: [String: VerdictCard] {
        guard !models.isEmpty else { return [:] }
        var cards: [String: VerdictCard] = [:]
        func add(
            _ attribute: QuestionAttribute, _ order: (most: CardWord, least: CardWord)?, _ entry: (Evaluation) -> Stated
        ) {
            let stated = models.map { (page: $0, stated: entry(library.evaluation(of: $0))) }
            func set(isLeastFirst: Bool, _ text: String) {
                cards[CardKey.list(attribute.rawValue, isLeastFirst: isLeastFirst)] = card(
                    text, sorted(stated, by: isLeastFirst ? (<) : (>)))
            }
            guard let order else {
                return set(isLeastFirst: false, words.cards(.listOf, ["attribute": words.cards(attribute.title)]))
            }
            set(isLeastFirst: false, words.cards(order.most))
            set(isLeastFirst: true, words.cards(order.least))
        }
        add(.context, (.longestContextFirst, .shortestContextFirst)) { evaluation in
            .init(
                evaluation.contextLength.map { words.cards(.tokens, ["number": words.grouped($0)]) },
                evaluation.contextLength.map(Double.init))
        }
        add(.parameters, (.mostParametersFirst, .fewestParametersFirst)) { .init($0.parameters, $0.parameterCount) }
        add(.memory, (.mostMemoryFirst, .leastMemoryFirst)) { evaluation in
            let least = evaluation.leastMemory
            return .init(least.map { words.cards(.gibibytes, ["memory": words.decimal($0.short)]) }, least)
        }
        add(.released, (.newestFirst, .oldestFirst)) { evaluation in
            .init(
                evaluation.released.map(words.shortDate),
                evaluation.released.map { Double($0.daysSince1970) })
        }
        add(.languages, nil) { .init($0.languages.joined(separator: ", ")) }
        add(.openness, (.mostOpenFirst, .leastOpenFirst)) { evaluation in
            let kind = evaluation.opennessClass
            let licence = library.licence(named: evaluation.licenceReference)?.title
            return .init(
                [words.label(kind), licence].compactMap(\.self).joined(separator: ", "),
                -Double(OpennessClass.allCases.firstIndex(of: kind) ?? 0))
        }
        add(.maker, nil) { .init($0.developer) }
        add(.licence, nil) { .init(library.licence(named: $0.licenceReference)?.title) }
        for (attribute, part) in [
            (QuestionAttribute.trainingData, OpennessComponent.trainingData), (.trainingCode, .trainingCode),
        ] {
            add(attribute, nil) { evaluation in
                let state = evaluation.openness[part] ?? .closed
                return .init(words.word(state), Double([.closed, .partial, .open].firstIndex(of: state) ?? 0))
            }
        }
        return cards
    }

    /// In order; what cannot be compared comes last.
    private func sorted(
        _ models: [(page: Page, stated: Stated)], by comesBefore: (Double, Double) -> Bool
    ) -> [(page: Page, stated: Stated)] {
        let sizes = models.compactMap { model in model.stated.size.map { (model, $0) } }
        return sizes.sorted { comesBefore($0.1, $1.1) }.map(\.0) + models.filter { $0.stated.size == nil }
    }

    private func card(_ text: String, _ models: [(page: Page, stated: Stated)]) -> VerdictCard {
        let items = models.map { page, stated in
            let fact = stated.fact.flatMap { $0.isEmpty ? nil : $0 } ?? words.cards(.notStated)
            return VerdictCard.Item(
                words.cards(.factOf, ["title": page.title, "text": fact]), link: page.title, url: page.url)
        }
        return VerdictCard(
            .fact, text, url: models.first?.page.url ?? "", groups: [.init(words.cards(.models), items)])
    }
}
