import Portal

extension MadePage {
    static let search = MadePage(
        url: "search/index.html", title: .search, summary: .searchAbout, template: "search",
        kind: "search", condition: "search is on", isNeeded: \.hasSearch,
        pages: { site, made in [site.page(made) { _ in }] })

    static let allPages = MadePage(
        url: "search/all.html", title: .allPages, summary: .allPagesAbout,
        template: "all", kind: "all", condition: "search is on",
        parent: Parent(title: .search, url: "search/index.html"), menu: .help(.allPagesMenu),
        isNeeded: \.hasSearch,
        pages: { [$0.allPagesPage($1)] })
}

extension SiteContext {
    /// The list of all pages that stands in for the search where there is no JavaScript.
    fileprivate func allPagesPage(_ made: MadePage) -> GeneratedPage {
        var context = context(of: made)
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
        return GeneratedPage(path: made.url, template: made.template, context: context)
    }

    /// The letter that a title is listed under.
    private static func letter(of title: String) -> String {
        title.first.flatMap { $0.isLetter ? $0.uppercased() : nil } ?? "#"
    }
}
