extension CommonWord {
    public var english: Phrase {
        switch self {
        case .all: "All"
        case .home: "Home"
        case .no: "no"
        case .none: "None"
        case .nothing: "nothing"
        case .startPage: "Start page"
        case .yes: "yes"
        case .days: .counted(one: "{count} day", other: "{count} days")
        }
    }
}
