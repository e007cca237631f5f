import Answers
import Portal
import Search
import Words

extension QuestionTable {
    /// The table of a site: its decisions, and the typed facts of its models and licences.
    ///
    /// - Parameter texts: of the portal's pages; what stands there is a word, not a name with a typing error.
    /// - Returns: nil where the site has neither models nor licences.
    init?(_ library: Library, texts: [String]) {
        let models = library.pages(of: .evaluation).filter { !$0.isIntroduction && $0.status != .draft }
        let licences = library.pages(of: .licence).filter { !$0.isIntroduction && $0.status != .draft }
        guard !models.isEmpty || !licences.isEmpty else { return nil }
        let names = SubjectNames(models: models, licences: licences, library: library)
        let words = Catalogue(tag: library.settings.language)
        let view = library.decisions.map { DecidedCases(table: $0, library: library, words: words) }
        var lexicon = QuestionLexicon()
        lexicon.language = words.language == .english ? nil : words.language.rawValue
        lexicon.languages = SpokenLanguage.all.map(\.choice)
        lexicon.subjects = names.subjects
        var cards: [[String: VerdictCard]] = []
        for (place, page) in models.enumerated() {
            let writer = ModelCards(page, library: library, view: view, words: words)
            cards.append(writer.cards)
            lexicon.subjects[place].verdicts = view?.letters(of: page) ?? ""
            lexicon.subjects[place].decisions = view == nil ? "" : DecisionView.address(ofModel: page).url
            lexicon.subjects[place].memory = writer.memory
            (lexicon.subjects[place].languages, lexicon.subjects[place].speaksMany) = writer.languages
        }
        for page in licences { cards.append(LicenceCards(page, library: library, view: view, words: words).cards) }
        lexicon.attributes = QuestionAttribute.allCases.map { $0.choice(in: words) }
        if let rules = library.decisions?.rules {
            lexicon.uses = rules.uses.map {
                .init(
                    id: $0.id, title: $0.title, url: "decide/index.html#\($0.id)",
                    phrases: [$0.title] + $0.names + $0.askedAs)
            }
            for (place, use) in rules.uses.enumerated() where !use.takesIn.isEmpty {
                lexicon.uses[place].takesIn = rules.uses.indices.filter { use.takesIn.contains(rules.uses[$0].id) }
            }
            for (place, use) in rules.uses.enumerated() where !use.insteadAskedAs.isEmpty {
                lexicon.uses[place].insteadOf = .init(
                    uses: rules.uses.indices.filter { use.insteadOf.contains(rules.uses[$0].id) },
                    phrases: use.insteadAskedAs)
            }
            lexicon.data = rules.dataClasses.map {
                .init(id: $0.id, title: $0.title, phrases: ["\($0.title) data"] + $0.askedAs)
            }
            lexicon.furtherUses = rules.furtherUses.enumerated().map { number, use in
                .init(id: String(number), title: use.title, phrases: [use.title] + use.askedAs)
            }
            lexicon.chooser = "decide/index.html"
            lexicon.setNotListed(rules.notListed, library: library, words: words)
        }
        var phrases = QuestionAttribute.allCases.flatMap(\.phrases)
        phrases += SpokenLanguage.all.flatMap { [$0.name] + $0.others }
        if let rules = library.decisions?.rules {
            for choice in rules.uses + rules.dataClasses {
                phrases += [choice.title] + choice.names + choice.askedAs + choice.insteadAskedAs
            }
            for use in rules.furtherUses { phrases += [use.title] + use.askedAs }
        }
        let analyzer = TextAnalyzer()
        lexicon.setWords(of: phrases, portal: Set(texts.lazy.flatMap { analyzer.words(of: $0) }))
        self.init(lexicon: lexicon, cards: cards, lists: ModelLists(models, library: library, words: words).cards)
    }
}

extension QuestionLexicon {
    /// Keeps the words in which a typing error is mended, and those of the portal's that are no error though they are
    /// near.
    ///
    /// - Parameters:
    ///   - phrases: all of them, as they are written.
    ///   - portal: the folded words of the portal.
    fileprivate mutating func setWords(of phrases: [String], portal: Set<String>) {
        func words(_ texts: [String]) -> Set<String> {
            Set(texts.flatMap { QuestionWords.name($0).split(separator: " ").map(String.init) }.filter { $0.count > 3 })
        }
        let mendable = words(phrases).union(QuestionGrammar.mendableWords).filter { $0.count > 4 }
        let near = words(subjects.flatMap(\.families)).union(mendable)
        self.words = mendable.sorted()
        ordinaryWords = portal.filter { word in
            word.count > 3 && !mendable.contains(word) && near.contains { QuestionWords.isOneErrorAway(word, $0) }
        }.sorted()
    }

    /// What is said of models and licences without a page.
    fileprivate mutating func setNotListed(_ rule: DecisionRules.NotListed?, library: Library, words: Catalogue) {
        guard let rule else { return }
        func item(_ reference: DecisionRules.Reference) -> VerdictCard.Item {
            guard let target = library.page(named: reference.text) else { return .init(reference.text) }
            let url = target.page.url.appending(anchor: target.fragment)
            let id = target.page.policy?.id ?? ""
            let requirement = target.page.requirements.first { $0.id(in: id) == target.fragment }
            let name = target.fragment ?? target.page.title
            return .init(requirement.map { "\($0.text) \(name)" } ?? name, link: name, url: url)
        }
        func card(_ reference: DecisionRules.Reference) -> VerdictCard {
            let reason = item(reference)
            return VerdictCard(
                .notListed, words.cards(.notListed),
                url: reason.url ?? "", groups: [.init(words.cards(.because), [reason])])
        }
        // A product that has got a page is one of the listed; the start of another name, such as `gpt` of gpt-oss, is not.
        let longest = subjects.filter { $0.kind == .model }.compactMap { model in
            model.families.max { $0.utf8.count < $1.utf8.count }
        }
        products = rule.products.map(QuestionWords.name).filter { !longest.contains($0) }
        for place in subjects.indices where subjects[place].kind == .model {
            subjects[place].families.removeAll { products.contains($0) }
        }
        licences = rule.licences.map(QuestionWords.name)
        modelNotListed = card(rule.because)
        licenceNotListed = card(rule.licencesBecause ?? rule.because)
    }
}
