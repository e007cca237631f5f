extension LanguageWord {
    public var german: Phrase {
        switch self {
        case .ownName: "Deutsch"
        case .title: "Sprache"
        case .notTranslated: "Diese Seite ist noch nicht ins Deutsche übersetzt."
        case .olderThanOriginal:
            "Das Original wurde nach dieser Übersetzung geändert. Bei Abweichungen gilt das Original."
        }
    }
}
