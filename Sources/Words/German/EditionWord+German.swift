extension EditionWord {
    public var german: Phrase {
        switch self {
        case .notYet: "noch nicht übersetzt"
        case .translation: "Dies ist eine Übersetzung. Bei Abweichungen gilt das Original:"
        case .summary: "Was es auf Deutsch gibt."
        }
    }
}
