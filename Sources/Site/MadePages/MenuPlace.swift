import Portal

/// What the menu names: few things, in the words that people come with.
enum MenuPart: String, Sendable, CaseIterable {
    case rules, models, licences, decide, help

    var title: String { rawValue.capitalizedFirst }

    /// The kind of content that the part is about, whose pages stand in the margin of each other.
    var kind: PageKind? {
        switch self {
        case .rules: .policy
        case .models: .evaluation
        case .licences: .licence
        case .decide: nil
        case .help: .guide
        }
    }
}

/// Where the menu names a page that the site makes: below which of its entries, and how.
struct MenuPlace: Sendable {
    let part: MenuPart
    let title: String

    static func rules(_ title: String) -> MenuPlace { MenuPlace(part: .rules, title: title) }
    static func models(_ title: String) -> MenuPlace { MenuPlace(part: .models, title: title) }
    static func licences(_ title: String) -> MenuPlace { MenuPlace(part: .licences, title: title) }
    static func decide(_ title: String) -> MenuPlace { MenuPlace(part: .decide, title: title) }
    static func help(_ title: String) -> MenuPlace { MenuPlace(part: .help, title: title) }
}

extension PageKind {
    /// Where the menu names the list of a kind's pages.
    var menuPlace: MenuPlace? {
        switch self {
        case .policy: .rules("All policies")
        case .licence: .licences("All licences")
        case .evaluation: .models("All models")
        case .guide: .help("Guides")
        case .glossary, .page: nil
        }
    }
}
