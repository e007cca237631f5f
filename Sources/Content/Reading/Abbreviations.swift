import Portal

/// Words whose period ends no sentence, in languages whose sentences go on with a capital behind them.
///
/// In German every noun has one, so `Art. 5`, `z. B. Kundendaten` and `1. Januar` would end sentences. In English a small letter
/// tells, and that is enough.
struct Abbreviations: Sendable {
    private let words: Set<String>
    private let hasOrdinals: Bool

    /// The abbreviations of a language, by its BCP 47 tag.
    init(language: String) {
        let isGerman = language.primaryLanguage == "de"
        words = isGerman ? Self.german : []
        hasOrdinals = isGerman
    }

    /// Whether the text before a period ends in one of them.
    func end(_ text: some BidirectionalCollection<Character>) -> Bool {
        guard !words.isEmpty else { return false }
        let word = String(text.reversed().prefix { $0.isLetter || $0.isNumber }.reversed())
        if hasOrdinals, !word.isEmpty, word.count <= 2, word.allSatisfy(\.isNumber) { return true }
        return word.count == 1 && word.allSatisfy(\.isLetter) || words.contains(word.lowercased())
    }

    private static let german: Set<String> = [
        "abs", "abschn", "allg", "anl", "anm", "art", "aufl", "bd", "bsp", "bspw", "bzgl", "bzw", "ca", "dipl", "dr",
        "einschl",
        "entspr", "erg", "etc", "evtl", "gem", "ggf", "hrsg", "inkl", "insb", "kap", "lfd", "lit", "max", "min", "mind",
        "nr",
        "prof", "rn", "rz", "sog", "st", "str", "tel", "u", "urspr", "usw", "vgl", "vs", "zzgl", "ziff",
    ]
}
