/// What is said of a page's language and of its translations.
public enum LanguageWord: String, Word {
    public static let part = "languages"

    /// The language's own name, as a switch between languages shows it.
    case ownName
    /// The label of the switch.
    case title
    /// Said where a page is shown in another language since there is no translation.
    case notTranslated
    /// Said on a translation whose original has changed since.
    case olderThanOriginal
}

extension Catalogue {
    /// A word of ``LanguageWord``.
    public func language(_ word: LanguageWord, _ values: [String: String] = [:]) -> String { text(word, values) }
}
