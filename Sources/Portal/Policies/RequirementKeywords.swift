/// The words, written in capitals, by which a language says how strongly a sentence binds.
///
/// Source: RFC 2119 and RFC 8174 for English; DIN 820-2, table on the verbs of requirements, for German.
public struct RequirementKeywords: Sendable, Hashable {
    /// A word, or words that belong together, with the level that they give.
    package struct Phrase: Sendable, Hashable {
        /// In capitals. The first is the verb; where words may stand apart, the others follow or precede it.
        package var words: [String]
        package var level: Requirement.Level
        /// What a writer most likely meant by a phrase that says something else than it seems to; nil where it is clear.
        package var meant: String?

        package init(_ text: String, _ level: Requirement.Level, meant: String? = nil) {
            words = text.split(separator: " ").map { $0.uppercased() }
            self.level = level
            self.meant = meant
        }
    }

    /// One after the other, none twice.
    package private(set) var phrases: [Phrase]
    /// Whether other words may stand between those of a phrase, as in `DARF in diese Dienste NICHT`.
    private let stayTogether: Bool
    /// Words that turn a sentence around: in lower case beside a verb in capitals they leave open what binds.
    private let negations: Set<String>
    /// Words after a negation that take it back, as in `nicht nur`.
    private let softeners: Set<String>
    private let verbs: Set<String>

    /// The words of a language, and those that `charter.yaml` sets for it.
    ///
    /// English words count in every language: they are the field's own. What is set for a level replaces the language's
    /// words for it.
    ///
    /// - Parameters:
    ///   - language: a BCP 47 tag, of which the first subtag counts.
    ///   - settings: what `charter.yaml` says of all languages.
    public init(language: String, settings: [SiteSettings.Keywords] = []) {
        let tag = language.primaryLanguage
        let set = settings.filter { $0.language.primaryLanguage == tag }.flatMap(\.phrases)
        let replaced = Set(set.map(\.level))
        let own = tag == "de" ? Self.german : tag == "en" ? Self.english : []
        var seen = Set<[String]>()
        phrases = (set + own.filter { !replaced.contains($0.level) } + (tag == "en" ? [] : Self.english))
            .filter { !$0.words.isEmpty && seen.insert($0.words).inserted }
        stayTogether = tag != "de"
        negations = tag == "de" ? Set(Self.germanNegations) : ["NOT"]
        softeners = tag == "de" ? ["NUR", "BLOSS", "ALLEIN"] : ["ONLY", "JUST"]
        verbs = Set(phrases.compactMap(\.words.first))
    }

    /// Whether a text may hold one of the words: quick, and never wrong where it says no.
    package func mayStand(in text: String) -> Bool { verbs.contains { text.contains($0) } }

    /// The strongest level that a sentence has; nil where nothing in it binds.
    package func level(of sentence: String) -> Requirement.Level? {
        found(in: sentence.capitalWords).map(\.level).min { $0.rank < $1.rank }
    }

    /// The words that bind in capitals and stand in a sentence in lower case, as they stand there.
    package func lowerCaseWord(in sentence: String) -> String? {
        let words = sentence.letterWords
        for phrase in phrases.sorted(by: { $0.words.count > $1.words.count }) where phrase.meant == nil {
            let places = phrase.words.map { word in words.firstIndex { $0.uppercased() == word && $0 != word } }
            guard places.allSatisfy({ $0 != nil }), places[0] != nil else { continue }
            if stayTogether, zip(places, places.dropFirst()).contains(where: { ($0 ?? 0) + 1 != $1 ?? 0 }) { continue }
            return phrase.words.joined(separator: " ").lowercased()
        }
        return nil
    }

    /// The words of some levels, for messages.
    package func names(of levels: [Requirement.Level]) -> [String] {
        levels.compactMap { level in
            phrases.first { $0.level == level && $0.meant == nil }?.words.joined(separator: " ")
        }
    }

    // MARK: Doubts

    /// Words of a sentence that a reader takes otherwise than the register does.
    package enum Doubt: Sendable, Equatable {
        /// A phrase that does not say what it seems to, with what most likely was meant.
        case misleading(phrase: String, meant: String)
        /// A verb in capitals with a negation in lower case.
        case lowerCaseNegation(verb: String, negation: String)
    }

    /// What leaves open whether a sentence permits or forbids; nil where it is clear.
    package func doubt(in sentence: String) -> Doubt? {
        for clause in stayTogether ? [sentence] : sentence.clauses {
            if let doubt = lowerCaseNegation(in: clause.letterWords) { return doubt }
        }
        return found(in: sentence.capitalWords).lazy.compactMap { phrase in
            phrase.meant.map { .misleading(phrase: phrase.words.joined(separator: " "), meant: $0) }
        }.first
    }

    /// A negation in lower case that turns a verb in capitals around: right behind it, or anywhere in its clause where words
    /// may stand apart.
    private func lowerCaseNegation(in words: [String]) -> Doubt? {
        let places = words.indices.filter { verbs.contains(words[$0]) && !Self.nouns.contains(words[$0]) }
        guard let first = places.first, stayTogether || !words.contains(where: negations.contains) else { return nil }
        for (place, word) in words.enumerated() where word != word.uppercased() {
            guard negations.contains(word.uppercased()) else { continue }
            if words.indices.contains(place + 1), softeners.contains(words[place + 1].uppercased()) { continue }
            if !stayTogether || places.contains(place - 1) {
                return .lowerCaseNegation(verb: words[stayTogether ? place - 1 : first], negation: word)
            }
        }
        return nil
    }

    // MARK: Phrases

    /// The phrases that stand in a sentence: of each verb the one with most words.
    private func found(in words: [String]) -> [Phrase] {
        let places = words.indices.filter { verbs.contains(words[$0]) }
        return places.enumerated().compactMap { number, place in
            let candidates = phrases.filter { $0.words.first == words[place] }.sorted {
                $0.words.count > $1.words.count
            }
            return candidates.first { phrase in
                let rest = phrase.words.dropFirst()
                if stayTogether { return words[(place + 1)...].starts(with: rest) }
                // Up to the next verb; what stands before the first verb belongs to it, as in 'NICHT verwendet werden DARF'.
                let end = places.dropFirst(number + 1).first { !rest.contains(words[$0]) } ?? words.endIndex
                let start = number == 0 ? words.startIndex : place
                return rest.allSatisfy { words[start..<end].contains($0) }
            }
        }
    }

    // MARK: Languages

    private static let english: [Phrase] = [
        Phrase("MUST NOT", .mustNot), Phrase("SHALL NOT", .mustNot), Phrase("MUST", .must), Phrase("SHALL", .must),
        Phrase("REQUIRED", .must), Phrase("SHOULD NOT", .shouldNot), Phrase("NOT RECOMMENDED", .shouldNot),
        Phrase("SHOULD", .should), Phrase("RECOMMENDED", .should), Phrase("MAY", .may), Phrase("OPTIONAL", .may),
        Phrase("MAY NOT", .may, meant: "MUST NOT"),
    ]

    /// Words that say what holds, but are no verbs that a negation beside them turns around.
    private static let nouns: Set<String> = ["REQUIRED", "RECOMMENDED", "OPTIONAL", "NOT", "ERFORDERLICH", "EMPFOHLEN"]

    private static let germanNegations = [
        "NICHT", "KEIN", "KEINE", "KEINEN", "KEINEM", "KEINER", "KEINES", "NIE", "NIEMALS", "NIEMAND", "WEDER",
    ]

    private static let german: [Phrase] = {
        func pairs(_ verbs: [String], _ others: [String], _ level: Requirement.Level, meant: String? = nil) -> [Phrase]
        {
            verbs.flatMap { verb in others.map { Phrase(verb + " " + $0, level, meant: meant) } }
        }
        let may = ["DARF", "DÜRFEN"], must = ["MUSS", "MÜSSEN"], can = ["KANN", "KÖNNEN"]
        let should = ["SOLL", "SOLLEN", "SOLLTE", "SOLLTEN"]
        // 'DARF NUR' permits one thing and so forbids the rest: it binds.
        return pairs(may, germanNegations, .mustNot) + must.map { Phrase($0, .must) }
            + pairs(may, ["NUR", "AUSSCHLIESSLICH"], .must) + [Phrase("ERFORDERLICH", .must)]
            + pairs(should, germanNegations, .shouldNot) + [Phrase("EMPFOHLEN NICHT", .shouldNot)]
            + should.map { Phrase($0, .should) } + [Phrase("EMPFOHLEN", .should)]
            + may.map { Phrase($0, .may) } + can.map { Phrase($0, .may) } + [Phrase("OPTIONAL", .may)]
            // 'muss nicht' is 'need not', and 'kann nicht' is 'is unable to': neither forbids.
            + pairs(must, germanNegations, .must, meant: "DARF NICHT")
            + pairs(can, germanNegations, .may, meant: "DARF NICHT")
    }()
}

extension Requirement.Level {
    /// The strongest first.
    fileprivate var rank: Int {
        switch self {
        case .mustNot: 0
        case .must: 1
        case .shouldNot: 2
        case .should: 3
        case .may: 4
        }
    }
}

extension String {
    /// The first subtag of a BCP 47 tag, in lower case: `de` of `de-AT`.
    public var primaryLanguage: String { String(lowercased().prefix { $0 != "-" && $0 != "_" }) }

    /// The words of a text: its runs of letters, those with a hyphen between them apart.
    fileprivate var letterWords: [String] { split { !$0.isLetter }.map(String.init) }

    /// The words, and an empty one for each that is not all in capitals: what stands together can be told.
    fileprivate var capitalWords: [String] {
        var words: [String] = []
        for part in split(omittingEmptySubsequences: false, whereSeparator: { !$0.isLetter }) {
            words.append(part.count > 1 && part.allSatisfy(\.isUppercase) ? String(part) : "")
        }
        return words
    }

    /// The parts of a sentence between commas and the like.
    fileprivate var clauses: [String] { split { ",;:–—()".contains($0) }.map(String.init) }
}
