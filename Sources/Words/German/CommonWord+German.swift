extension CommonWord {
    public var german: Phrase {
        switch self {
        case .all: "Alle"
        case .home: "Start"
        case .no: "nein"
        case .none: "Keine"
        case .nothing: "nichts"
        case .startPage: "Startseite"
        case .yes: "ja"
        case .days: .counted(one: "{count} Tag", other: "{count} Tage")
        }
    }
}
