/// A language in which the interface speaks.
///
/// A new one is a case here, a line in ``Word`` and in ``Catalogue/phrase(_:)``, and a file for each part of the catalogue; the
/// compiler names each that is missing.
public enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case german = "de"
    /// English with each text in marks, `⟦Search⟧`: shows what of a page, or of a theme, does not come from the catalogue.
    /// The tag is the one that is used for such a language elsewhere.
    case marked = "qps-ploc"

    /// Languages for readers.
    public static let spoken: [Language] = [.english, .german]

    /// The language that a BCP 47 tag names, with or without a region; nil where the interface does not speak it.
    public init?(tag: String) {
        let tag = tag.lowercased()
        guard let language = Self(rawValue: tag) ?? Self(rawValue: String(tag.prefix { $0 != "-" })) else { return nil }
        self = language
    }

    /// The tag of a language that programs know.
    public var tag: String {
        switch self {
        case .english, .german: rawValue
        case .marked: Self.english.rawValue
        }
    }

    /// The form of a noun that goes with a number.
    enum PluralForm { case one, other }

    /// Which form goes with a whole number (Unicode CLDR 46, cardinal rules: `one` is i = 1 and v = 0 in both languages).
    func pluralForm(of count: Int) -> PluralForm {
        switch self {
        case .english, .german, .marked: count == 1 ? .one : .other
        }
    }
}
