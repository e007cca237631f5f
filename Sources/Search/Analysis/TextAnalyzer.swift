/// Breaks texts into words. Keeps tables that are costly to make, so use one for many texts; it must not be shared between
/// threads.
public final class TextAnalyzer {
    private var breaker = WordBreaker()

    public init() {}

    /// Calls `body` with each form of a text; see ``WordBreaker/forEachWord(in:_:)``.
    func forEachWord(in text: [UInt8], _ body: (ArraySlice<UInt8>, WordBreaker.Role, Range<Int>) -> Void) {
        breaker.forEachWord(in: text, body)
    }

    /// The folded words of a text in order, a compound as its parts.
    public func words(of text: String) -> [String] {
        var words: [String] = []
        breaker.forEachWord(in: Array(text.utf8)) { form, role, _ in
            if role == .part { words.append(String(decoding: form, as: UTF8.self)) }
        }
        return words
    }

    /// The folded words of a text in order, a compound as its parts, each with the range of the text's bytes in UTF-8.
    public func wordsWithPlaces(of text: String) -> [(word: String, range: Range<Int>)] {
        var words: [(word: String, range: Range<Int>)] = []
        breaker.forEachWord(in: Array(text.utf8)) { form, role, range in
            if role == .part { words.append((String(decoding: form, as: UTF8.self), range)) }
        }
        return words
    }

    /// The folded words of a name written together: names that differ in spaces, hyphens, case or accents have one key.
    func key(of name: String) -> String { words(of: name).joined() }
}
