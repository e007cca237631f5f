import Search

/// A question as the decision sees it.
struct AskedQuestion: Equatable {
    /// A word that carries meaning.
    struct Word: Equatable {
        /// Folded.
        var form: String
        var stem: String
        /// How rare it is in the site, in bits, weighted as search does.
        var information: Double
        /// Whether the site has it.
        var isKnown: Bool
        /// What means the same, as stems.
        var synonyms: [[String]]
    }

    /// Whether it names a model or a licence.
    var namesSubject = false
    /// All its words, without their endings.
    var stems: [String]
    /// Its sort, as a place in the table; nil where its words tell none.
    var kind: Int?
    var words: [Word]
    var information: Double
}

/// Reads questions with a table's words; `ask-deciding.js` holds the same steps.
struct QuestionLook {
    let table: DecidingTable
    private let synonyms: [[[String]]]
    private let light: Set<String>
    private let numbers: Set<String>
    private let negations: Set<String>
    private let given: [Set<String>]
    private let asked: [[[String]]]

    /// - Parameters:
    ///   - table: the words.
    ///   - synonyms: groups of phrases that mean the same, as the search index has them.
    init(_ table: DecidingTable, synonyms: [[[String]]]) {
        self.table = table
        self.synonyms = synonyms.map { group in group.map { phrase in phrase.map(QuestionWords.stem) } }
        light = Set(table.light)
        numbers = Set(table.numbers)
        negations = Set(table.negations)
        given = table.kinds.map { Set($0.given) }
        asked = table.kinds.map { $0.asked.map { $0.split(separator: " ").map(String.init) } }
    }

    /// Reads a question.
    ///
    /// - Parameters:
    ///   - question: in plain words.
    ///   - words: the same as the search index knows them.
    func read(_ question: String, words: [SectionRanking.Word]) -> AskedQuestion {
        let stems = QuestionWords.tokens(of: question).map(\.stem)
        let content = words.compactMap { word -> AskedQuestion.Word? in
            let stem = QuestionWords.stem(word.form)
            guard !light.contains(stem), word.information > 0 else { return nil }
            return .init(
                form: word.form, stem: stem, information: word.information, isKnown: word.isKnown,
                synonyms: meanings(stem, in: stems))
        }
        return AskedQuestion(
            stems: stems, kind: kind(of: stems), words: content,
            information: content.reduce(0) { $0 + $1.information })
    }

    /// The sort of a question as a place in the table; nil where its words tell none.
    func kind(of stems: [String]) -> Int? {
        asked.firstIndex { phrases in phrases.contains(where: stems.holds) }
    }

    /// Whether a question denies what it asks for.
    func isNegated(_ stems: [String]) -> Bool { stems.contains(where: negations.contains) }

    private func meanings(_ stem: String, in stems: [String]) -> [[String]] {
        synonyms.flatMap { group -> [[String]] in
            guard let own = group.first(where: { $0.contains(stem) && stems.holds($0) }) else { return [] }
            return group.filter { $0 != own }
        }
    }

    func isLight(_ stem: String) -> Bool { light.contains(stem) }

    /// Whether a text gives what a sort of question asks for: a duration, a person, a number.
    func gives(_ kind: Int, _ text: CarriedWords) -> Bool {
        if table.kinds[kind].needsNumber, !text.stems.contains(where: { $0.hasDigit || numbers.contains($0) }) {
            return false
        }
        return given[kind].isEmpty || text.stems.contains(where: given[kind].contains)
    }

    /// The language of a question where it is another than the site's; nil where it is the site's, or too few words tell.
    func foreignLanguage(of question: String) -> DecidingTable.Language? {
        let words = Set(QuestionWords.tokens(of: question).map(\.form))
        let own = Set(table.languages.first { $0.tag == table.language }?.words ?? [])
        // What the portal's language has too tells nothing.
        func count(_ language: DecidingTable.Language) -> Int {
            language.words.count { words.contains($0) && !own.contains($0) }
        }
        var best: DecidingTable.Language?, most = max(1, own.intersection(words).count)
        for language in table.languages where language.tag != table.language && count(language) > most {
            best = language
            most = count(language)
        }
        return best
    }

    /// The English name of the site's language, or its tag.
    var languageName: String {
        table.languages.first { $0.tag == table.language }?.name ?? table.language
    }
}
