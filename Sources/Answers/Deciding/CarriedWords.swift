import Search

/// A text as a question's words are looked up in it; `ask-deciding.js` holds the same steps. It remembers what was looked
/// up, and must not be shared between threads.
final class CarriedWords {
    /// Folded, in order.
    let forms: [String]
    /// The same without endings.
    let stems: [String]
    private let all: Set<String>
    private var known: [String: Double] = [:]

    /// What a word counts that a text holds as a synonym, and what one that begins like a word of the text.
    static let synonym = 0.8
    static let related = 0.6
    /// The least that two words have in common at their beginnings to be related.
    static let relatedLength = 5

    init(_ text: String) {
        let tokens = QuestionWords.tokens(of: text)
        forms = tokens.map(\.form)
        stems = tokens.map(\.stem)
        all = Set(stems)
    }

    /// How far the text carries a word: 1 as it stands or with another ending, less as a synonym or as a word that begins
    /// alike, 0 not at all.
    func share(of word: AskedQuestion.Word) -> Double {
        if all.contains(word.stem) { return 1 }
        if word.synonyms.contains(where: stems.holds) { return Self.synonym }
        if let known = known[word.stem] { return known }
        let share = stems.contains { Self.areRelated(word.stem, $0) } ? Self.related : 0
        known[word.stem] = share
        return share
    }

    /// Whether one word may be made of the other: `approve` and `approval`, but not `license` and `licorice`.
    static func areRelated(_ one: String, _ other: String) -> Bool {
        guard one != other, !one.hasDigit, !other.hasDigit else { return false }
        let a = Array(one.utf16), b = Array(other.utf16)
        let short = min(a.count, b.count), long = max(a.count, b.count)
        guard short >= relatedLength, long <= short + 4 else { return false }
        let same = (0..<short).first { a[$0] != b[$0] } ?? short
        return same >= relatedLength && same * 4 >= short * 3
    }
}

extension [String] {
    /// Whether the stems of a phrase follow one another.
    func holds(_ phrase: [String]) -> Bool {
        guard phrase.count <= count else { return false }
        return (0...(count - phrase.count)).contains { start in
            phrase.indices.allSatisfy { self[start + $0] == phrase[$0] }
        }
    }
}

extension String {
    var hasDigit: Bool { unicodeScalars.contains { ("0"..."9").contains($0) } }
}
