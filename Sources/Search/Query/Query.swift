/// A question as typed, taken apart. search.js reads questions alike.
struct Query: Equatable {
    /// A word to look for.
    struct Word: Equatable {
        var form: String
        /// Whether it stands beside the words as typed: a compound written together, two neighbours joined. It helps
        /// where it is known and is not missed where it is not.
        var isExtra: Bool
        /// Whether it is the last word and may still be typed.
        var isOpen: Bool
    }

    var words: [Word] = []
    /// Words that must stand one behind the other.
    var phrases: [[String]] = []
    /// Words of pages that are not wanted.
    var excluded: [String] = []
    /// Values by facet, one of which a page must have.
    var filters: [(facet: String, values: [String])] = []

    /// All words written together: the key of a name.
    var key: String { words.filter { !$0.isExtra }.map(\.form).joined() }

    static func == (a: Query, b: Query) -> Bool {
        a.words == b.words && a.phrases == b.phrases && a.excluded == b.excluded
            && a.filters.map(\.facet) == b.filters.map(\.facet) && a.filters.map(\.values) == b.filters.map(\.values)
    }

    /// Reads `words "a phrase" -word facet:value facet:"a value"`.
    ///
    /// - Parameters:
    ///   - facets: the facets that may be named; other words before a colon are words.
    ///   - functionWords: words that are not joined with their neighbours.
    init(_ text: String, facets: [String], functionWords: Set<String> = [], analyzer: TextAnalyzer) {
        let characters = Array(text.unicodeScalars)
        var index = 0
        var previous: String?
        func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
        func quoted() -> String {
            index += 1
            var value = String.UnicodeScalarView()
            while index < characters.count, characters[index] != "\"" {
                value.append(characters[index])
                index += 1
            }
            index += 1
            return String(value)
        }
        func token() -> String {
            var value = String.UnicodeScalarView()
            while index < characters.count, !isSpace(characters[index]), characters[index] != "\"" {
                value.append(characters[index])
                index += 1
            }
            return String(value)
        }
        while index < characters.count {
            if isSpace(characters[index]) {
                index += 1
                continue
            }
            var isExcluded = false
            if characters[index] == "-", index + 1 < characters.count, !isSpace(characters[index + 1]),
                characters[index + 1] != "-"
            {
                isExcluded = true
                index += 1
            }
            if characters[index] == "\"" {
                let words = analyzer.words(of: quoted())
                if isExcluded {
                    excluded += words
                } else {
                    if words.count > 1 { phrases.append(words) }
                    self.words += words.map { Word(form: $0, isExtra: false, isOpen: false) }
                }
                previous = nil
                continue
            }
            let token = token()
            if let colon = token.firstIndex(of: ":"), facets.contains(token[..<colon].lowercased()) {
                let facet = token[..<colon].lowercased()
                var value = String(token[token.index(after: colon)...])
                if value.isEmpty, index < characters.count, characters[index] == "\"" { value = quoted() }
                let key = analyzer.key(of: value)
                if !key.isEmpty { addFilter(facet, key) }
                continue
            }
            if isExcluded {
                excluded += analyzer.words(of: token)
                continue
            }
            let isLast = index >= characters.count && token.unicodeScalars.last.map { Self.isWordCharacter($0) } == true
            let joined = previous.flatMap { functionWords.contains($0) ? nil : $0 }
            previous = add(token, isLast: isLast, after: joined, functionWords, analyzer)
        }
    }

    private mutating func addFilter(_ facet: String, _ value: String) {
        if let known = filters.firstIndex(where: { $0.facet == facet }) {
            if !filters[known].values.contains(value) { filters[known].values.append(value) }
        } else {
            filters.append((facet, [value]))
        }
    }

    /// Adds the parts of a token and what they give written together; returns its last part.
    private mutating func add(
        _ token: String, isLast: Bool, after previous: String?, _ functionWords: Set<String>, _ analyzer: TextAnalyzer
    ) -> String? {
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
        if let previous, let first = parts.first, !functionWords.contains(first) {
            words.append(Word(form: previous + first, isExtra: true, isOpen: false))
        }
        words += wholes.map { Word(form: $0, isExtra: true, isOpen: false) }
        for (number, part) in parts.enumerated() {
            words.append(Word(form: part, isExtra: false, isOpen: isLast && number == parts.count - 1))
        }
        return parts.last
    }

    private static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch TextFolding.role(of: scalar) {
        case .letter, .digit, .silent, .single: true
        case .other, .hyphen, .apostrophe, .dot: false
        }
    }
}
