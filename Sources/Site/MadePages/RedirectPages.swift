import Portal
import Words

extension MadePage {
    static let redirects = MadePage(
        url: "*", title: .moved, summary: .movedAbout, template: "redirect", kind: "redirect",
        condition: "a page has `aliases:` or `charter.yaml` has `redirects:`", isNeeded: { _ in true },
        pages: { $0.redirects($1) })
}

extension SiteContext {
    /// A page at each former address. One that is no address, or leads nowhere, was reported with the library.
    fileprivate func redirects(_ made: MadePage) -> [GeneratedPage] {
        let fromPages = library.pages.flatMap { page in
            page.metadata.aliases.map { alias in
                (from: alias.value, to: RedirectTarget.file(page.address, anchor: nil), title: page.title)
            }
        }
        let fromSettings = library.settings.redirects.compactMap { redirect in
            library.redirectTarget(redirect.to).map { (from: redirect.from, to: $0, title: redirect.to) }
        }
        return (fromPages + fromSettings).compactMap { address, to, title in
            guard let from = try? SitePath(formerAddress: address) else { return nil }
            let target =
                switch to {
                case .file(let path, let anchor):
                    relativePath(from: from.url, to: path.url).appending(anchor: anchor)
                case .elsewhere(let address): address
                }
            var context = context(
                path: from.file, title: words.frame(.movedTitle, ["title": title]), summary: made.summary(in: words),
                kind: made.kind)
            context.set("target", target)
            context.set("target_title", title)
            return GeneratedPage(path: from.file, template: made.template, context: context)
        }
    }
}
