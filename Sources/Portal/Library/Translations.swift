import Diagnostics

/// Which page says the same as another in a further language.
///
/// A translation stands in the folder of its language, at the path of the page that it translates; one that is called otherwise
/// is found by the id that both state.
struct Translations: Sendable {
    /// For each page, its place and those of its translations by language; the portal's own stands under nil.
    private let groups: [[String?: Int]]
    private let groupOfPage: [Int]

    init(_ pages: [Page]) {
        var groups: [[String?: Int]] = [], groupOfPage = Array(repeating: 0, count: pages.count)
        var byPath: [String: Int] = [:], byID: [String: Int] = [:]
        for index in pages.indices where pages[index].edition == nil {
            byPath[pages[index].path] = groups.count
            if let id = pages[index].translatedID { byID[id] = groups.count }
            groupOfPage[index] = groups.count
            groups.append([nil: index])
        }
        for index in pages.indices {
            let page = pages[index]
            guard let edition = page.edition else { continue }
            var group = byPath[page.ownPath] ?? page.translatedID.flatMap { byID[$0] }
            if let known = group, groups[known][edition] != nil { group = nil }
            let place = group ?? groups.count
            if place == groups.count {
                groups.append([:])
                // A page that has no original may have counterparts in further languages.
                byPath[page.ownPath] = place
            }
            groups[place][edition] = index
            groupOfPage[index] = place
        }
        self.groups = groups
        self.groupOfPage = groupOfPage
    }

    /// The page that says the same in a language, nil for the portal's own.
    func counterpart(of index: Int, in edition: String?) -> Int? {
        groupOfPage.indices.contains(index) ? groups[groupOfPage[index]][edition] : nil
    }
}

extension Page {
    /// What the page and its translations state alike.
    fileprivate var translatedID: String? { statedID.map { "\(kind.rawValue) \($0.value.lowercased())" } }
}

extension Library {
    /// The page that a translation was made of; nil for other pages, and where there is none.
    public func original(of page: Page) -> Page? {
        guard page.edition != nil, let index = indexByPath[page.path] else { return nil }
        return translations.counterpart(of: index, in: nil).map { pages[$0] }
    }

    /// The page that says the same in a language.
    ///
    /// - Parameter edition: the language of translations, nil for the portal's own.
    public func counterpart(of page: Page, in edition: String?) -> Page? {
        guard let index = indexByPath[page.path] else { return nil }
        return translations.counterpart(of: index, in: edition).map { pages[$0] }
    }

    /// In which way a translation is behind the page that it was made of; nil where it is not, or nothing tells.
    public func delay(of page: Page) -> TranslationDelay? {
        guard let original = original(of: page) else { return nil }
        if let hash = page.metadata.translationOf {
            return hash.value == original.sourceHash ? nil : .changed
        }
        if let version = original.version, let own = page.version, version != own {
            return .version(own, of: version)
        }
        if let day = original.metadata.lastChange, let own = page.metadata.lastChange, own < day {
            return .date(own, of: day)
        }
        return nil
    }
}

/// In which way a translation is behind its original.
public enum TranslationDelay: Sendable, Hashable {
    /// The original's file is not the one that was translated.
    case changed
    /// The translation is of another version than the original is now.
    case version(String, of: String)
    /// The translation's last change is older than the original's.
    case date(CalendarDate, of: CalendarDate)
}
