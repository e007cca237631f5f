import Portal

/// Which endings a glossary term's words may have in running text.
///
/// Endings only, where search has stems: to a stemmer `Verarbeiter` and `Verarbeitung` are one word, and a reader must not be
/// shown what the other one means.
enum Inflection: Sendable {
    case english, german

    /// The endings of a language, by its BCP 47 tag; those of English where its own are not known.
    init(language: String) { self = language.primaryLanguage == "de" ? .german : .english }

    /// What a term's word is looked up by, in lower case.
    func keys(ofTerm word: String, isLast: Bool) -> [String] {
        switch self {
        case .english: [word]
        case .german: Self.bases(of: word.foldingUmlauts, without: isLast ? ["e"] : Self.adjectiveEndings)
        }
    }

    /// What a word of a text is looked up by, in lower case; the likeliest first.
    func keys(ofWord word: String) -> [String] {
        switch self {
        case .english: [word, word.singular]
        case .german: Self.bases(of: word.foldingUmlauts, without: Self.endings) + [word.singular]
        }
    }

    /// Whether a word of a text is a term's word, perhaps with another ending; both in lower case.
    func `is`(_ word: String, aFormOf term: String, isLast: Bool) -> Bool {
        if word == term { return true }
        switch self {
        case .english: return isLast && word.singular == term
        case .german:
            let bases = Set(keys(ofTerm: term, isLast: isLast))
            return keys(ofWord: word).contains(where: bases.contains)
        }
    }

    /// The same for a short form that must be written as it is: only a plural or a genitive may be added to its end.
    func isExact(_ word: String, _ term: String, isLast: Bool) -> Bool {
        word == term || isLast && word.hasSuffix("s") && word.count > 3 && word.dropLast() == term
    }

    private static let adjectiveEndings = ["e", "er", "es", "en", "em"]
    private static let endings = ["s", "es", "n", "en", "e", "er", "ern", "em", "nen", "se", "sen"]
    /// The least that stays of a word without its ending.
    private static let shortestBase = 4

    /// The word itself, then the word without each of the endings.
    private static func bases(of word: String, without endings: [String]) -> [String] {
        [word]
            + endings.filter { word.hasSuffix($0) && word.count - $0.count >= shortestBase }.map {
                String(word.dropLast($0.count))
            }
    }
}

extension StringProtocol {
    /// Without the `s` of an English plural.
    fileprivate var singular: String { hasSuffix("s") && count > 3 ? String(dropLast()) : String(self) }

    /// With the vowels that a German plural changes as they are in the singular.
    fileprivate var foldingUmlauts: String {
        String(map { character in Character.umlauts[character] ?? character })
    }
}

extension Character {
    fileprivate static let umlauts: [Character: Character] = ["ä": "a", "ö": "o", "ü": "u"]
}
