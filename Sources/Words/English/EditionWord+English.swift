extension EditionWord {
    public var english: Phrase {
        switch self {
        case .notYet: "not translated yet"
        case .translation: "This is a translation. Where it differs from the original, the original holds:"
        case .summary: "What there is in English."
        }
    }
}
