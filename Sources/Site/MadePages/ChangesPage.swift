import Portal

extension MadePage {
    static let changes = MadePage(
        url: "changes.html", title: "Changes", summary: "What changed in the portal, newest first.",
        template: "changes", kind: "changes", condition: "always", menuTitle: "Changes", isNeeded: { _ in true },
        pages: { site, made in [site.page(made) { $0.set("changes", list: site.changes()) }] })
}

extension SiteContext {
    /// Every entry of a history, newest first.
    func changes() -> [TemplateContext] {
        let all = library.pages.flatMap { page in
            page.metadata.history.compactMap { change in
                change.date.map { (page: page, change: change, date: $0) }
            }
        }
        return all.sorted { ($1.date, $0.page.path) < ($0.date, $1.page.path) }.map { page, change, date in
            var context = link(page)
            context.set("date", date.description)
            context.set("date_text", date.longText)
            context.set("version", change.version)
            context.set("summary", change.summary)
            return context
        }
    }
}
