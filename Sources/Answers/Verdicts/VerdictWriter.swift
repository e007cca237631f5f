/// What a question about models and licences is answered with.
public struct VerdictAnswer: Encodable, Equatable, Sendable {
    /// What was asked: verdict, fact, further, which or notListed.
    public var kind: String
    /// One for each reading; at least one.
    public var cards: [VerdictCard]
    public var reading: ShownReading

    /// How the question was read, in words for the reader.
    public struct ShownReading: Encodable, Equatable, Sendable {
        /// Models and licences.
        public var names: [String]
        public var uses: [String]
        public var data: [String]
        public var facts: [String]
        public var languages: [String]
        /// GB, 0 where none are named.
        public var memory: Int
        /// What the question did not say, and so stands for all.
        public var open: [String]
        /// Words that were not understood.
        public var left: [String]
    }
}

/// Chooses the cards that answer a reading, and puts them in order. No verdict is computed here; the choice among models
/// counts letters of the decision table. `ask-verdicts.js` holds the same steps.
struct VerdictWriter {
    /// More cards answer nothing.
    private static let cardLimit = 6
    private static let kinds: [Character: VerdictCard.Kind] = ["a": .allowed, "c": .conditional, "b": .blocked]

    private let lexicon: QuestionLexicon
    /// The cards of a subject's file by its name.
    private let load: (String) throws(AskFileError) -> CardShard

    init(_ lexicon: QuestionLexicon, load: @escaping (String) throws(AskFileError) -> CardShard) {
        self.lexicon = lexicon
        self.load = load
    }

    /// The answer; nil where the reading is unsure or the portal says nothing. One without cards: the portal does not list what
    /// was asked for, and so knows nothing of it.
    func answer(_ reading: QuestionReading) throws(AskFileError) -> VerdictAnswer? {
        guard let cards = try cards(reading) else { return nil }
        return VerdictAnswer(kind: reading.kind.rawValue, cards: cards, reading: shown(reading))
    }

    private func cards(_ reading: QuestionReading) throws(AskFileError) -> [VerdictCard]? {
        switch reading.kind {
        case .verdict: try verdicts(reading)
        case .fact: try facts(reading)
        case .further:
            try all(
                subjects(reading), reading.furtherUses.map { CardKey.furtherUse(lexicon.furtherUses[$0].id) })
        case .which: [which(reading)]
        case .notListed: try notListed(reading)
        case .unlistedFact: []
        case .unknown: nil
        }
    }

    // MARK: Cards of subjects

    /// Each subject's card for each key; nil where one is not there, or there are too many.
    private func all(_ subjects: [Int], _ keys: [String]) throws(AskFileError) -> [VerdictCard]? {
        guard !subjects.isEmpty, !keys.isEmpty, subjects.count * keys.count <= Self.cardLimit else { return nil }
        var cards: [VerdictCard] = []
        for place in subjects {
            let shard = try load(lexicon.subjects[place].cards)
            for key in keys {
                guard let card = shard.card(key) else { return nil }
                cards.append(card)
            }
        }
        return cards
    }

    /// What the question names, each once, in its order.
    private func subjects(_ reading: QuestionReading) -> [Int] {
        var seen = Set<Int>()
        return reading.mentions.flatMap(\.subjects).filter { seen.insert($0).inserted }
    }

    private func facts(_ reading: QuestionReading) throws(AskFileError) -> [VerdictCard]? {
        let subjects = subjects(reading)
        var wanted = reading.attributes.map { lexicon.attributes[$0].id }
        if !reading.languages.isEmpty { wanted.removeAll { $0 == "languages" } }
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
        if wanted.isEmpty { wanted.append("models") }
        return try all(subjects, wanted.map(CardKey.fact)).map { made + $0 }
    }

    /// Whether a model's maker lists a language; nil for a licence.
    private func speaks(_ place: Int, _ language: Int) -> VerdictCard? {
        let subject = lexicon.subjects[place], name = lexicon.languages[language].title
        guard subject.kind == .model else { return nil }
        let text =
            subject.languages.contains(language)
            ? "its maker lists \(name)."
            : subject.speaksMany
                ? "its maker gives a number of languages, without a list that \(name) could stand in."
                : "its maker does not list \(name)."
        return VerdictCard(.fact, "\(subject.title): \(text)", url: subject.url)
    }

    /// How many of a model's formats fit into so many GB; nil for a licence, and where none is known.
    private func fits(_ place: Int, _ memory: Int) -> VerdictCard? {
        let subject = lexicon.subjects[place]
        guard !subject.memory.isEmpty else { return nil }
        let count = subject.memory.count { $0 <= Double(memory) }
        return VerdictCard(
            .fact,
            "\(subject.title): \(count) of \(subject.memory.count) formats \(count == 1 ? "fits" : "fit") into \(memory) GB, with a context of up to 8,192 tokens.",
            url: subject.url + "#hardware-title")
    }

    // MARK: Verdicts

    private func verdicts(_ reading: QuestionReading) throws(AskFileError) -> [VerdictCard]? {
        let uses = reading.uses.isEmpty ? [nil] : reading.uses.map { Optional(lexicon.uses[$0].id) }
        let data = reading.data.isEmpty ? [nil] : reading.data.map { Optional(lexicon.data[$0].id) }
        var cards: [VerdictCard] = []
        for place in withLicences(reading) {
            let subject = lexicon.subjects[place]
            if subject.kind == .model, subject.verdicts.isEmpty { return nil }
            let classes = subject.kind == .model ? data : [nil]
            let keys = uses.flatMap { use in classes.map { CardKey.verdict(use: use, data: $0) } }
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
            if !others.isEmpty { card.groups.append(.init("Listed under this name", others)) }
            return card
        }
        var listed = reading
        listed.mentions = reading.mentions.filter(\.isListed)
        guard let others = listed.mentions.isEmpty ? [] : try verdicts(listed),
            cards.count + others.count <= Self.cardLimit
        else { return nil }
        return cards + others
    }

    // MARK: Which model

    private func which(_ reading: QuestionReading) -> VerdictCard {
        let judged = lexicon.subjects.filter { $0.kind == .model && !$0.verdicts.isEmpty }.map { model in
            (model: model, kind: sharedKind(model, reading), against: against(model, reading))
        }
        let fits = judged.filter { $0.kind != .blocked && $0.against.isEmpty }
        func group(_ label: String, _ isIn: (VerdictCard.Kind, String) -> Bool) -> VerdictCard.Group {
            .init(
                label,
                judged.filter { isIn($0.kind, $0.against) }.map { item($0.model, $0.kind, $0.against, reading) })
        }
        let open = reading.uses.isEmpty ? reading.data.isEmpty ? "the use and the data" : "the use" : "the data"
        let kind: VerdictCard.Kind =
            fits.first.map { first in fits.allSatisfy { $0.kind == first.kind } ? first.kind : .several } ?? .blocked
        let lead = fits.isEmpty ? "No model fits: " : "\(fits.count) of \(judged.count) models fit: "
        return VerdictCard(
            kind, lead + needs(reading) + ".", url: chooserAddress(reading),
            groups: [
                group("Allowed") { $0 == .allowed && $1.isEmpty },
                group("Allowed under conditions") { $0 == .conditional && $1.isEmpty },
                group("Depends on \(open)") { $0 == .several && $1.isEmpty },
                group("Not allowed") { kind, _ in kind == .blocked },
                group("Ruled out otherwise") { $0 != .blocked && !$1.isEmpty },
            ])
    }

    private func item(
        _ model: QuestionLexicon.Subject, _ kind: VerdictCard.Kind, _ against: String, _ reading: QuestionReading
    ) -> VerdictCard.Item {
        let use = only(reading.uses, of: lexicon.uses), data = only(reading.data, of: lexicon.data)
        let anchor = use.map { use in "#" + use + (data.map { "-" + $0 } ?? "") } ?? ""
        return VerdictCard.Item(
            model.title + (kind != .blocked && !against.isEmpty ? ": \(against)" : ""), link: model.title,
            url: model.decisions + anchor, kind: kind == .several ? nil : kind)
    }

    /// The id of the only one that was named.
    private func only(_ places: [Int], of choices: [QuestionLexicon.Choice]) -> String? {
        places.count == 1 ? places.first.map { choices[$0].id } : nil
    }

    /// The verdict that all cases in question share; several where they differ.
    private func sharedKind(_ model: QuestionLexicon.Subject, _ reading: QuestionReading) -> VerdictCard.Kind {
        let verdicts = Array(model.verdicts)
        var letters = Set<Character>()
        for use in reading.uses.isEmpty ? Array(lexicon.uses.indices) : reading.uses {
            for data in reading.data.isEmpty ? Array(lexicon.data.indices) : reading.data {
                let place = use * lexicon.data.count + data
                if verdicts.indices.contains(place) { letters.insert(verdicts[place]) }
            }
        }
        return letters.count == 1 ? letters.first.flatMap { Self.kinds[$0] } ?? .several : .several
    }

    /// What other than the rules counts against a model; empty where nothing does.
    private func against(_ model: QuestionLexicon.Subject, _ reading: QuestionReading) -> String {
        var parts: [String] = []
        if reading.memory > 0, !model.memory.contains(where: { $0 <= Double(reading.memory) }) {
            parts.append("no format fits into \(reading.memory) GB")
        }
        for language in reading.languages where !model.languages.contains(language) && !model.speaksMany {
            parts.append("its maker does not list \(lexicon.languages[language].title)")
        }
        return parts.joined(separator: "; ")
    }

    private func needs(_ reading: QuestionReading) -> String {
        let uses = reading.uses.map { "\u{201C}\(lexicon.uses[$0].title)\u{201D}" }
        let data = reading.data.map { "\(lexicon.data[$0].title.lowercased()) data" }
        return
            ((uses.isEmpty ? ["any use"] : uses) + (data.isEmpty ? ["any data"] : data)
            + (reading.memory > 0 ? ["\(reading.memory) GB"] : [])
            + reading.languages.map { lexicon.languages[$0].title }).joined(separator: ", ")
    }

    /// The chooser with its fields filled in.
    private func chooserAddress(_ reading: QuestionReading) -> String {
        let use = only(reading.uses, of: lexicon.uses)
        var fields: [String] = []
        if let use { fields.append("use=\(use)") }
        if let data = only(reading.data, of: lexicon.data) { fields.append("data=\(data)") }
        if reading.memory > 0 { fields.append("memory=\(reading.memory)") }
        if reading.languages.count == 1, let language = reading.languages.first {
            fields.append("language=\(lexicon.languages[language].title)")
        }
        return lexicon.chooser + (fields.isEmpty ? "" : "?" + fields.joined(separator: "&")) + "#" + (use ?? "all-title")
    }

    // MARK: How the question was read

    /// In words for the reader: what was named, and what was not understood.
    func shown(_ reading: QuestionReading) -> VerdictAnswer.ShownReading {
        func titles(_ choices: [QuestionLexicon.Choice], _ places: [Int]) -> [String] { places.map { choices[$0].title } }
        let isFact = reading.kind == .fact
        let isOpen =
            reading.kind == .which
            || (reading.kind == .verdict && subjects(reading).contains { lexicon.subjects[$0].kind == .model })
        return VerdictAnswer.ShownReading(
            names: reading.mentions.map { mention in
                mention.isListed
                    ? mention.subjects.map { lexicon.subjects[$0].title }.joined(separator: ", ") : mention.name
            },
            uses: isFact
                ? []
                : titles(lexicon.uses, reading.uses)
                    + (reading.kind == .further ? titles(lexicon.furtherUses, reading.furtherUses) : []),
            data: isFact || reading.kind == .further ? [] : titles(lexicon.data, reading.data),
            facts: isFact ? titles(lexicon.attributes, reading.attributes) : [],
            languages: titles(lexicon.languages, reading.languages), memory: reading.memory,
            open: isOpen ? (reading.uses.isEmpty ? ["any use"] : []) + (reading.data.isEmpty ? ["any data"] : []) : [],
            left: reading.rest)
    }
}
