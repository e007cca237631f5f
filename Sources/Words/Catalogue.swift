import Portal

/// Every word of the interface and of the pages that a site makes, in one language, with its plural rules, dates and numbers.
///
/// Made pages take texts by name (`words.common(.startPage)`), templates as `{{words.common.start_page}}`, scripts from a file that is
/// written of the parts that they need. What writers write is not in it.
public struct Catalogue: Sendable, Hashable {
    /// The language of all texts.
    public let language: Language

    /// The catalogue of a language.
    public init(_ language: Language) { self.language = language }

    /// The catalogue for pages in a language, by its BCP 47 tag; the English one where there is none.
    public init(tag: String) { language = Language(tag: tag) ?? .english }

    /// A text as it stands in the catalogue, with its forms and marks.
    public func phrase(_ word: some Word) -> Phrase {
        switch language {
        case .english: word.english
        case .german: word.german
        case .marked: word.english.mapped(Self.inMarks)
        }
    }

    /// A text for readers.
    ///
    /// - Parameters:
    ///   - count: the number that decides on the form and stands for `{count}`.
    ///   - values: what stands for each other `{name}`.
    public func text(_ word: some Word, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        let phrase = phrase(word)
        guard phrase.takesValues else { return phrase.other }
        var values = values
        if let count { values["count"] = number(count) }
        let isOne = count.map { language.pluralForm(of: $0) == .one } ?? false
        return Self.fill(isOne ? phrase.one ?? phrase.other : phrase.other, values)
    }

    /// A text of which parts are shown in another way, cut at its marks.
    public func marked(_ word: some Word, count: Int? = nil, _ values: [String: String] = [:]) -> MarkedText {
        MarkedText(text(word, count: count, values))
    }

    /// The text with each `{name}` replaced by its value; a name without value stays, for a test to find.
    private static func fill(_ text: String, _ values: [String: String]) -> String {
        var result = "", rest = text[...]
        while let brace = rest.firstIndex(of: "{") {
            result += rest[..<brace]
            rest = rest[brace...]
            guard let end = rest.firstIndex(of: "}") else { break }
            let name = rest[rest.index(after: brace)..<end]
            result += values[String(name)] ?? String(rest[...end])
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    /// A text in marks, `⟦…⟧`; parts that are shown in another way have marks of their own.
    static func inMarks(_ text: String) -> String {
        var result = "", run = ""
        func close() {
            let core = run.drop { $0 == " " }
            let end = core.reversed().prefix { $0 == " " }.count
            result += run.prefix(run.count - core.count)
            if !core.dropLast(end).isEmpty { result += "⟦" + core.dropLast(end) + "⟧" }
            result += String(repeating: " ", count: core.isEmpty ? 0 : end)
            run = ""
        }
        for letter in text {
            if letter == "[" || letter == "]" {
                close()
                result.append(letter)
            } else {
                run.append(letter)
            }
        }
        close()
        return result
    }
}
