import Portal

extension SiteContext {
    /// The search page and the list of all pages that replaces it without JavaScript.
    func searchPages() -> [GeneratedPage] {
        guard library.settings.search.isEnabled else { return [] }
        var search = context(
            path: "search/index.html", title: "Search", summary: "Search all pages of the portal.", kind: "search")
        search.set("breadcrumbs", list: [link("Home", "index.html")])
        return [GeneratedPage(path: "search/index.html", template: "search", context: search), allPagesPage()]
    }

    private func allPagesPage() -> GeneratedPage {
        var context = context(
            path: "search/all.html", title: "All pages from A to Z", summary: "Every page of the portal by title.",
            kind: "all")
        context.set("breadcrumbs", list: [link("Home", "index.html"), link("Search", "search/index.html")])
        let entries = library.pages.filter { !$0.isIntroduction }.map { (letter: Self.letter(of: $0.title), page: $0) }
        let groups = Dictionary(grouping: entries, by: \.letter).sorted { $0.key < $1.key }
        context.set(
            "letters",
            list: groups.enumerated().map { number, group in
                TemplateContext {
                    $0.set("letter", group.key)
                    $0.set("id", "letter-\(number + 1)")
                    $0.set(
                        "entries",
                        list: group.value.map(\.page)
                            .sorted { ($0.title.lowercased(), $0.url) < ($1.title.lowercased(), $1.url) }.map(link))
                }
            })
        return GeneratedPage(path: "search/all.html", template: "all", context: context)
    }

    /// The letter that a title is listed under.
    private static func letter(of title: String) -> String {
        title.first.flatMap { $0.isLetter ? $0.uppercased() : nil } ?? "#"
    }
}
