/// What pages of a portal in several languages say of one another.
public enum EditionWord: String, Word {
    public static let part = "editions"

    /// Beside a language in the switch, where the page has not been translated to it.
    case notYet
    /// On a translation, before the link to its original.
    case translation
    /// What the start page of a language shows.
    case summary
}

extension Catalogue {
    /// A word of ``EditionWord``.
    public func edition(_ word: EditionWord, _ values: [String: String] = [:]) -> String { text(word, values) }
}
