extension LanguageWord {
    public var english: Phrase {
        switch self {
        case .ownName: "English"
        case .title: "Language"
        case .notTranslated: "This page has not been translated into English yet."
        case .olderThanOriginal:
            "The original has changed since this translation was made. Where the two differ, the original holds."
        }
    }
}
