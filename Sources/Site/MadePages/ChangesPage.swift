import Portal

extension MadePage {
    static let changes = MadePage(
        url: "changes.html", title: "Changes", summary: "What changed in the portal, newest first.",
        template: "changes", kind: "changes", condition: "always", menu: .help("Changes"), isNeeded: { _ in true },
        pages: { site, made in [site.page(made) { $0.set("changes", list: site.changes()) }] })
}

extension SiteContext {
    /// Every entry of a history, newest first.
    func changes() -> [TemplateContext] {
        library.datedChanges.map { change in
            var context = link(change.page)
            context.set("date", change.date.description)
            context.set("date_text", change.date.longText)
            context.set("version", change.version)
            context.set("summary", change.summary)
            return context
        }
    }
}
