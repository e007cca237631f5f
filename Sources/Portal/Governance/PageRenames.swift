import Primitives

/// Pages that moved to another address: their rules moved with them, and nothing was added or removed.
struct PageRenames {
    /// New addresses by old ones.
    private(set) var newURLs: [String: String] = [:]

    /// Pairs pages that are gone with pages that are new: by id, by an alias, by title, and last by what they say.
    init(from old: PortalSnapshot, to new: PortalSnapshot) {
        var gone = old.pages.values.filter { new.pages[$0.url] == nil }.sorted { $0.url < $1.url }
        var come = new.pages.values.filter { old.pages[$0.url] == nil }.sorted { $0.url < $1.url }
        typealias Page = PortalDocument.Page
        let signs: [(Page, Page) -> Bool] = [
            { $0.id != nil && $0.id == $1.id },
            { $1.aliases?.contains($0.url) == true },
            { $0.kind == $1.kind && $0.title == $1.title },
            { $0.kind == $1.kind && Self.likeness($0, $1) >= Self.leastLikeness },
        ]
        for isSame in signs {
            gone.removeAll { page in
                guard let place = come.firstIndex(where: { isSame(page, $0) }) else { return false }
                newURLs[page.url] = come.remove(at: place).url
                return true
            }
        }
    }

    /// A page that shares so much of its words with another is taken for that page.
    private static let leastLikeness = 0.6

    /// The share of words that two pages have in common: Jaccard's index.
    private static func likeness(_ left: PortalDocument.Page, _ right: PortalDocument.Page) -> Double {
        let (left, right) = (words(of: left), words(of: right))
        // Two pages of few words are alike by chance.
        guard min(left.count, right.count) >= 8 else { return 0 }
        return Double(left.intersection(right).count) / Double(left.union(right).count)
    }

    private static func words(of page: PortalDocument.Page) -> Set<String> {
        let texts = [page.title, page.summary] + page.sections.map(\.title) + (page.wording ?? []).map(\.text)
        return Set(texts.flatMap { $0.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init) })
    }
}
