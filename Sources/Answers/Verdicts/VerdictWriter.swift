import Words

/// Chooses the cards that answer a reading, and puts them in order. No verdict is computed here; the choice among
/// models counts letters of the decision table. `ask-verdicts.js` holds the same steps.
struct VerdictWriter {
    /// More cards answer nothing.
    private static let cardLimit = 6
    static let kinds: [Character: VerdictCard.Kind] = ["a": .allowed, "c": .conditional, "b": .blocked]

    let lexicon: QuestionLexicon
    let words: Catalogue
    /// The cards of a subject's file by its name.
    private let load: (String) throws(AskFileError) -> CardShard

    init(_ lexicon: QuestionLexicon, load: @escaping (String) throws(AskFileError) -> CardShard) {
        self.lexicon = lexicon
        words = Catalogue(tag: lexicon.language ?? Language.english.rawValue)
        self.load = load
    }

    /// The answer; nil where the reading is unsure or the portal says nothing. One without cards: the portal does not
    /// list what was asked for, and so knows nothing of it.
    func answer(_ reading: QuestionReading) throws(AskFileError) -> VerdictAnswer? {
        guard let cards = try cards(reading) else { return nil }
        return VerdictAnswer(
            kind: reading.kind.answerKind, cards: cards, cells: cells(reading), reading: shown(reading))
    }

    private func cards(_ reading: QuestionReading) throws(AskFileError) -> [VerdictCard]? {
        switch reading.kind {
        case .verdict: try verdicts(reading)
        case .fact: try facts(reading)
        case .list: try list(reading)
        case .further:
            try all(
                subjects(reading),
                reading.furtherUses.map { place in
                    let use = lexicon.furtherUses[place]
                    return Wanted(key: CardKey.furtherUse(use.id), title: use.title)
                })
        case .choice: [choice(reading)]
        case .notListed: try notListed(reading)
        case .unlistedFact: []
        case .unknown: nil
        }
    }

    // MARK: Cards of subjects

    /// What a card is looked for by, and how that is called.
    private struct Wanted {
        var key: String
        var title: String
    }

    /// Each subject's card for each key; where one is missing and others are there, that is said. Nil where there are too
    /// many, or none is there, unless that is to be said too.
    private func all(
        _ subjects: [Int], _ wanted: [Wanted], saysNone: Bool = false
    ) throws(AskFileError) -> [VerdictCard]? {
        guard !subjects.isEmpty, !wanted.isEmpty, subjects.count * wanted.count <= Self.cardLimit else { return nil }
        var cards: [VerdictCard] = [], isFound = saysNone
        for place in subjects {
            let subject = lexicon.subjects[place], shard = try load(subject.cards)
            for one in wanted {
                let card = shard.card(one.key)
                isFound = isFound || card != nil
                cards.append(card ?? notStated(subject, one))
            }
        }
        return isFound ? cards : nil
    }

    private func notStated(_ subject: QuestionLexicon.Subject, _ wanted: Wanted) -> VerdictCard {
        VerdictCard(
            .fact, words.verdicts(.notStated, ["title": subject.title, "fact": wanted.title]), url: subject.url)
    }

    /// A fact of all models.
    private func list(_ reading: QuestionReading) throws(AskFileError) -> [VerdictCard]? {
        guard !lexicon.lists.isEmpty, let attribute = reading.attributes.first else { return nil }
        let key = CardKey.list(lexicon.attributes[attribute].id, isLeastFirst: reading.order == .least)
        return try load(lexicon.lists).card(key).map { [$0] }
    }

    /// What the question names, each once, in its order.
    private func subjects(_ reading: QuestionReading) -> [Int] {
        var seen = Set<Int>()
        return reading.mentions.flatMap(\.subjects).filter { seen.insert($0).inserted }
    }

    private func facts(_ reading: QuestionReading) throws(AskFileError) -> [VerdictCard]? {
        let subjects = subjects(reading)
        var wanted = reading.attributes.map { lexicon.attributes[$0] }
        if !reading.languages.isEmpty { wanted.removeAll { $0.id == "languages" } }
        var made: [VerdictCard] = []
        for language in reading.languages {
            for place in subjects {
                guard let card = speaks(place, language) else { return nil }
                made.append(card)
            }
        }
        if reading.memory > 0 {
            for place in subjects {
                guard let card = fits(place, reading.memory) else { return nil }
                made.append(card)
            }
        }
        if wanted.isEmpty, !made.isEmpty { return made }
        if wanted.isEmpty { wanted = lexicon.attributes.filter { $0.id == "models" } }
        let facts = wanted.map { Wanted(key: CardKey.fact($0.id), title: $0.title) }
        // Each model's page has a place for these facts, stated or not.
        let hasPlaces =
            wanted.allSatisfy { QuestionLexicon.ofModels.contains($0.id) }
            && subjects.allSatisfy { lexicon.subjects[$0].kind == .model }
        return try all(subjects, facts, saysNone: hasPlaces).map { made + $0 }
    }

    /// Whether a model's maker lists a language; nil for a licence.
    private func speaks(_ place: Int, _ language: Int) -> VerdictCard? {
        let subject = lexicon.subjects[place], name = lexicon.languages[language].title
        guard subject.kind == .model else { return nil }
        let word: VerdictWord =
            subject.languages.contains(language) ? .speaks : subject.speaksMany ? .speaksMany : .speaksNot
        return VerdictCard(
            .fact, words.verdicts(word, ["title": subject.title, "language": name]), url: subject.url)
    }

    /// How many of a model's formats fit into so many GB; nil for a licence, and where none is known.
    private func fits(_ place: Int, _ memory: Int) -> VerdictCard? {
        let subject = lexicon.subjects[place]
        guard !subject.memory.isEmpty else { return nil }
        let count = subject.memory.count { $0 <= Double(memory) }
        return VerdictCard(
            .fact,
            words.verdicts(
                .formatsFit, count: count,
                ["title": subject.title, "all": String(subject.memory.count), "memory": String(memory)]),
            url: subject.url + "#hardware-title")
    }

    // MARK: Verdicts

    private func verdicts(_ reading: QuestionReading) throws(AskFileError) -> [VerdictCard]? {
        let uses = reading.uses.isEmpty ? [nil] : reading.uses.map { Optional(lexicon.uses[$0]) }
        let data = reading.data.isEmpty ? [nil] : reading.data.map { Optional(lexicon.data[$0]) }
        var cards: [VerdictCard] = []
        for place in withLicences(reading) {
            let subject = lexicon.subjects[place]
            if subject.kind == .model, subject.verdicts.isEmpty { return nil }
            let classes = subject.kind == .model ? data : [nil]
            let keys = uses.flatMap { use in
                classes.map { data in
                    Wanted(
                        key: CardKey.verdict(use: use?.id, data: data?.id),
                        title: [use?.title, data?.title].compactMap(\.self).joined(separator: ", "))
                }
            }
            guard let own = try all([place], keys) else { return nil }
            cards += own
        }
        return cards.isEmpty || cards.count > Self.cardLimit ? nil : cards
    }

    /// A family's bare name, with no use and no data, may mean a licence of that name too.
    private func withLicences(_ reading: QuestionReading) -> [Int] {
        var subjects = subjects(reading)
        guard !reading.hasNeed else { return subjects }
        for mention in reading.mentions where mention.isBare {
            let names = Set(mention.subjects.flatMap { lexicon.subjects[$0].families })
            subjects += lexicon.subjects.indices.filter { place in
                lexicon.subjects[place].kind == .licence && !subjects.contains(place)
                    && lexicon.subjects[place].families.contains(where: names.contains)
            }
        }
        return subjects
    }

    private func notListed(_ reading: QuestionReading) throws(AskFileError) -> [VerdictCard]? {
        guard let ofModel = lexicon.modelNotListed, let ofLicence = lexicon.licenceNotListed else { return nil }
        let cards = reading.mentions.filter { !$0.isListed }.map { mention in
            var card = mention.isLicence ? ofLicence : ofModel
            card.text = card.text.replacing("{name}", with: mention.name, maxReplacements: 1)
            let others = mention.family.map { place in
                VerdictCard.Item(lexicon.subjects[place].title, url: lexicon.subjects[place].url)
            }
            if !others.isEmpty { card.groups.append(.init(words.verdicts(.listedUnderThisName), others)) }
            return card
        }
        var listed = reading
        listed.mentions = reading.mentions.filter(\.isListed)
        guard let others = listed.mentions.isEmpty ? [] : try verdicts(listed),
            cards.count + others.count <= Self.cardLimit
        else { return nil }
        return cards + others
    }

    // MARK: The cases behind the cards

    /// The cases in question, by model, use and data: what a script compares with the table. Of a choice those of the
    /// models that nothing else rules out; none for what no rule decides.
    private func cells(_ reading: QuestionReading) -> [VerdictAnswer.Cell] {
        let models: [QuestionLexicon.Subject]
        switch reading.kind {
        case .verdict: models = subjects(reading).map { lexicon.subjects[$0] }.filter(\.isJudged)
        case .choice: models = lexicon.subjects.filter { $0.isJudged && against($0, reading).isEmpty }
        case .fact, .list, .further, .notListed, .unlistedFact, .unknown: return []
        }
        var cells: [VerdictAnswer.Cell] = []
        for model in models {
            let verdicts = Array(model.verdicts)
            for use in named(reading.uses, of: lexicon.uses) {
                for data in named(reading.data, of: lexicon.data) {
                    let place = use * lexicon.data.count + data
                    guard verdicts.indices.contains(place), let kind = Self.kinds[verdicts[place]] else { continue }
                    cells.append(
                        .init(model: model.slug, use: lexicon.uses[use].id, data: lexicon.data[data].id, verdict: kind))
                }
            }
        }
        return cells
    }

    /// A class of data by its title.
    func dataName(_ title: String) -> String { words.verdicts(.data, ["data": title]) }

    /// The places that were named; all where none were.
    func named(_ places: [Int], of choices: [QuestionLexicon.Choice]) -> [Int] {
        places.isEmpty ? Array(choices.indices) : places
    }

    // MARK: How the question was read

    /// In words for the reader: what was named, and what was not understood.
    func shown(_ reading: QuestionReading) -> VerdictAnswer.Reading {
        func slugs(_ kind: QuestionLexicon.Subject.Kind) -> [String] {
            withLicences(reading).map { lexicon.subjects[$0] }.filter { $0.kind == kind }.map(\.slug)
        }
        func titles(_ choices: [QuestionLexicon.Choice], _ places: [Int]) -> [String] {
            places.map { choices[$0].title }
        }
        // Where nothing is known of one name, those that are listed beside it are not meant.
        let meant = reading.mentions.filter { reading.kind != .unlistedFact || !$0.isListed }
        let names = meant.map { mention in
            mention.isListed
                ? mention.subjects.map { lexicon.subjects[$0].title }.joined(separator: ", ") : mention.name
        }
        let isCase = reading.kind == .choice || (reading.kind == .verdict && !slugs(.model).isEmpty)
        var parts = names
        switch reading.kind {
        case .fact, .list: parts += titles(lexicon.attributes, reading.attributes)
        case .further: parts += titles(lexicon.furtherUses, reading.furtherUses)
        case .verdict, .choice, .notListed, .unlistedFact, .unknown:
            parts += isCase && reading.uses.isEmpty ? [words.verdicts(.anyUse)] : titles(lexicon.uses, reading.uses)
            parts +=
                isCase && reading.data.isEmpty
                ? [words.verdicts(.anyData)] : titles(lexicon.data, reading.data).map(dataName)
        }
        parts += titles(lexicon.languages, reading.languages) + (reading.memory > 0 ? ["\(reading.memory) GB"] : [])
        return VerdictAnswer.Reading(
            models: slugs(.model), licences: slugs(.licence), uses: reading.uses.map { lexicon.uses[$0].id },
            data: reading.data.map { lexicon.data[$0].id }, names: names, parts: parts, left: reading.rest)
    }
}
