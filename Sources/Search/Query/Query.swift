/// A query as typed, taken apart; ``parseQuery(_:facets:functionWords:analyzer:)`` makes it.
struct Query: Equatable {
    /// A word to look for.
    struct Word: Equatable {
        var form: String
        /// Whether it was added to the words as typed: a compound written together, or two neighbours joined. It helps
        /// where the index knows it, and is not missed where the index does not.
        var isExtra: Bool
        /// Whether it is the last word and may still be typed.
        var isOpen: Bool
    }

    var words: [Word] = []
    /// Each is a row of words that must follow one another.
    var phrases: [[String]] = []
    /// Words of pages that are not wanted.
    var excluded: [String] = []
    /// The values by facet, as keys; a page must have one of the values of each facet.
    var filters: [(facet: String, values: [String])] = []

    /// All words written together: the key of a name.
    var key: String { words.filter { !$0.isExtra }.map(\.form).joined() }

    static func == (a: Query, b: Query) -> Bool {
        a.words == b.words && a.phrases == b.phrases && a.excluded == b.excluded
            && a.filters.map(\.facet) == b.filters.map(\.facet) && a.filters.map(\.values) == b.filters.map(\.values)
    }
}

/// What may stand before and after a phrase: English, German and French quotation marks, and the straight ones.
private let quotationMarks: Set<Unicode.Scalar> = ["\"", "“", "”", "„", "‟", "«", "»"]

/// Reads `words "a phrase" -word facet:value facet:"a value"`; `search-analysis.js` reads queries alike. Any text is a
/// query: whatever is not an operator is read as words.
///
/// - Parameters:
///   - facets: the facets that may be named; other words before a colon are words.
///   - functionWords: words that are not joined with their neighbours.
func parseQuery(
    _ text: String, facets: [String], functionWords: Set<String> = [], analyzer: TextAnalyzer
) -> Query {
    var parser = QueryParser(
        facets: facets, functionWords: functionWords, analyzer: analyzer, characters: Array(text.unicodeScalars))
    while parser.skipSpace() { parser.readTerm() }
    return parser.query
}

/// A query being read, from left to right.
private struct QueryParser {
    let facets: [String]
    let functionWords: Set<String>
    let analyzer: TextAnalyzer
    let characters: [Unicode.Scalar]
    var index = 0
    var query = Query()
    /// The last word, which may be joined with the next.
    var neighbour: String?

    private var isAtEnd: Bool { index >= characters.count }
    private var isAtQuotationMark: Bool { !isAtEnd && quotationMarks.contains(characters[index]) }

    /// Moves to the next term; false at the text's end.
    mutating func skipSpace() -> Bool {
        while !isAtEnd, characters[index].properties.isWhitespace { index += 1 }
        return !isAtEnd
    }

    /// Reads a word, phrase, exclusion or filter.
    mutating func readTerm() {
        let isExcluded = skipMinus()
        if isAtQuotationMark {
            add(phrase: quotation(), isExcluded: isExcluded)
            neighbour = nil
            return
        }
        let token = token()
        if let colon = token.firstIndex(of: ":"), facets.contains(token[..<colon].lowercased()) {
            let value = String(token[token.index(after: colon)...])
            addFilter(token[..<colon].lowercased(), value.isEmpty && isAtQuotationMark ? quotation() : value)
        } else if isExcluded {
            query.excluded += analyzer.words(of: token)
        } else {
            add(token)
        }
    }

    // MARK: Parts of the text

    /// Skips a minus that excludes what follows, and says whether there was one.
    private mutating func skipMinus() -> Bool {
        guard characters[index] == "-", index + 1 < characters.count else { return false }
        let next = characters[index + 1]
        guard !next.properties.isWhitespace, next != "-" else { return false }
        index += 1
        return true
    }

    /// The text between quotation marks; one that is not closed reaches to the end.
    private mutating func quotation() -> String {
        index += 1
        let text = characters[index...].prefix { !quotationMarks.contains($0) }
        index = min(characters.count, text.endIndex + 1)
        return String(String.UnicodeScalarView(text))
    }

    /// The text up to white space or a quotation mark.
    private mutating func token() -> String {
        let text = characters[index...].prefix { !$0.properties.isWhitespace && !quotationMarks.contains($0) }
        index = text.endIndex
        return String(String.UnicodeScalarView(text))
    }

    // MARK: Terms

    private mutating func add(phrase: String, isExcluded: Bool) {
        let words = analyzer.words(of: phrase)
        if isExcluded {
            query.excluded += words
        } else {
            if words.count > 1 { query.phrases.append(words) }
            query.words += words.map { Query.Word(form: $0, isExtra: false, isOpen: false) }
        }
    }

    private mutating func addFilter(_ facet: String, _ value: String) {
        let key = analyzer.key(of: value)
        guard !key.isEmpty else { return }
        if let known = query.filters.firstIndex(where: { $0.facet == facet }) {
            if !query.filters[known].values.contains(key) { query.filters[known].values.append(key) }
        } else {
            query.filters.append((facet, [key]))
        }
    }

    /// Adds the parts of a token and what they give written together, with the word before the token too.
    private mutating func add(_ token: String) {
        let isUnfinished = isAtEnd && token.unicodeScalars.last.map(Self.isWordCharacter) == true
        var parts: [String] = []
        var wholes: [String] = []
        analyzer.forEachWord(in: Array(token.utf8)) { form, role, _ in
            let form = String(decoding: form, as: UTF8.self)
            switch role {
            case .part: parts.append(form)
            case .whole: wholes.append(form)
            case .piece: break
            }
        }
        if let neighbour, let first = parts.first, !functionWords.contains(neighbour), !functionWords.contains(first) {
            query.words.append(Query.Word(form: neighbour + first, isExtra: true, isOpen: false))
        }
        query.words += wholes.map { Query.Word(form: $0, isExtra: true, isOpen: false) }
        for (number, part) in parts.enumerated() {
            query.words.append(
                Query.Word(form: part, isExtra: false, isOpen: isUnfinished && number == parts.count - 1))
        }
        neighbour = parts.last
    }

    private static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch TextFolding.role(of: scalar) {
        case .letter, .digit, .silent, .single: true
        case .other, .hyphen, .apostrophe, .dot: false
        }
    }
}
