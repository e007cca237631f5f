import Answers
import Portal
import Words

/// Cards that put a typed fact of all models side by side: "which model has the longest context".
struct ModelLists {
    private let models: [Page]
    private let library: Library
    private let words: Catalogue

    /// What one model has to say.
    private struct Entry {
        var page: Page
        /// Empty where the page does not state it.
        var fact: String
        /// What it is put in order by; nil where there is nothing to compare.
        var size: Double?
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
            let entries = models.map { page in
                let stated = entry(library.evaluation(of: page))
                return Entry(page: page, fact: stated.fact, size: stated.size)
            }
            guard let order else {
                cards[CardKey.list(attribute.rawValue, isLeastFirst: false)] = card(
                    words.cards(.listOf, ["attribute": words.cards(attribute.title)]), sorted(entries, by: >))
                return
            }
            cards[CardKey.list(attribute.rawValue, isLeastFirst: false)] = card(
                words.cards(order.most), sorted(entries, by: >))
            cards[CardKey.list(attribute.rawValue, isLeastFirst: true)] = card(
                words.cards(order.least), sorted(entries, by: <))
        }
        add(.context, (.longestContextFirst, .shortestContextFirst)) { evaluation in
            .init(
                evaluation.contextLength.map { words.cards(.tokens, ["number": words.grouped($0)]) },
                evaluation.contextLength.map(Double.init))
        }
        add(.parameters, (.mostParametersFirst, .fewestParametersFirst)) { .init($0.parameters, $0.parameterCount) }
        add(.memory, (.mostMemoryFirst, .leastMemoryFirst)) { evaluation in
            let least = evaluation.hardware.compactMap(\.memory).min()
            return .init(least.map { words.cards(.gibibytes, ["memory": words.decimal($0.short)]) }, least)
        }
        add(.released, (.newestFirst, .oldestFirst)) { evaluation in
            .init(
                evaluation.released.map(words.shortDate),
                evaluation.released.map { Double(($0.year * 12 + $0.month) * 31 + $0.day) })
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

    /// A fact as it is shown, and what it is put in order by.
    private struct Stated {
        var fact: String
        var size: Double?

        init(_ fact: String?, _ size: Double? = nil) {
            self.fact = fact ?? ""
            self.size = size
        }
    }

    /// In order; what cannot be compared comes last.
    private func sorted(_ entries: [Entry], by comesBefore: (Double, Double) -> Bool) -> [Entry] {
        entries.enumerated().sorted { one, other in
            switch (one.element.size, other.element.size) {
            case (let a?, let b?): a != b ? comesBefore(a, b) : one.offset < other.offset
            case (nil, nil): one.offset < other.offset
            case (let a, _): a != nil
            }
        }.map(\.element)
    }

    private func card(_ text: String, _ entries: [Entry]) -> VerdictCard {
        let items = entries.map { entry in
            let fact = entry.fact.isEmpty ? words.cards(.notStated) : entry.fact
            return VerdictCard.Item(
                words.cards(.factOf, ["title": entry.page.title, "text": fact]), link: entry.page.title,
                url: entry.page.url)
        }
        return VerdictCard(
            .fact, text, url: entries.first?.page.url ?? "", groups: [.init(words.cards(.models), items)])
    }
}
