import Portal
import Words

extension MadePage {
    static let changes = MadePage(
        url: "changes.html", title: .changes, summary: .changesAbout,
        template: "changes", kind: "changes", condition: "always", menu: .help(.changes), isNeeded: { _ in true },
        pages: { site, made in [site.page(made) { $0.set("changes", list: site.changes()) }] })
}

extension SiteContext {
    /// Every entry of a history, newest first.
    func changes() -> [TemplateContext] {
        library.datedChanges.map { change in
            var context = link(change.page)
            context.set("date", change.date.description)
            context.set("date_text", words.date(change.date))
            context.set("version", change.version)
            context.set("version_text", change.version.map { words.page(.version, ["version": $0]) })
            context.set("summary", change.summary)
            return context
        }
    }
}
