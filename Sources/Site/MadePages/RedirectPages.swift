import Portal

extension MadePage {
    static let redirects = MadePage(
        url: "*", title: "Moved", summary: "This page has moved.", template: "redirect", kind: "redirect",
        condition: "a page has `aliases:` or `charter.yaml` has `redirects:`", isNeeded: { _ in true },
        pages: { $0.redirects($1) })
}

extension SiteContext {
    fileprivate func redirects(_ made: MadePage) -> [GeneratedPage] {
        let fromPages = library.pages.flatMap { page in
            page.metadata.aliases.compactMap { alias in
                contentPath(alias.value, relativeTo: "").map { (from: $0, to: page.url, title: page.title) }
            }
        }
        let fromSettings = library.settings.redirects.compactMap { redirect in
            contentPath(redirect.from, relativeTo: "").map { (from: $0, to: redirect.to, title: redirect.to) }
        }
        return (fromPages + fromSettings).map { from, to, title in
            var context = context(
                path: from, title: "Moved: \(title)", summary: made.summary, kind: made.kind)
            context.set("target", relativePath(from: from, to: to))
            context.set("target_title", title)
            return GeneratedPage(path: from, template: made.template, context: context)
        }
    }
}
