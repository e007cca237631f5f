import Portal
import Words

/// What the menu names: few things, in the words that people come with.
enum MenuPart: Sendable, CaseIterable {
    case rules, models, licences, decide, help

    func title(in words: Catalogue) -> String {
        switch self {
        case .rules: words.frame(.rulesMenu)
        case .models: words.frame(.modelsMenu)
        case .licences: words.frame(.licencesMenu)
        case .decide: words.frame(.decideMenu)
        case .help: words.frame(.helpMenu)
        }
    }

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
    let title: MadeWord

    static func rules(_ title: MadeWord) -> MenuPlace { MenuPlace(part: .rules, title: title) }
    static func models(_ title: MadeWord) -> MenuPlace { MenuPlace(part: .models, title: title) }
    static func licences(_ title: MadeWord) -> MenuPlace { MenuPlace(part: .licences, title: title) }
    static func decide(_ title: MadeWord) -> MenuPlace { MenuPlace(part: .decide, title: title) }
    static func help(_ title: MadeWord) -> MenuPlace { MenuPlace(part: .help, title: title) }
}

extension PageKind {
    /// Where the menu names the list of a kind's pages.
    var menuPlace: MenuPlace? {
        switch self {
        case .policy: .rules(.policiesMenu)
        case .licence: .licences(.licencesMenu)
        case .evaluation: .models(.evaluationsMenu)
        case .guide: .help(.guidesMenu)
        case .glossary, .page: nil
        }
    }
}
