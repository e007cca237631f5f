import Portal
import Words

extension MadePage {
    static let notFound = MadePage(
        url: "404.html", title: .notFound, summary: .notFoundAbout, template: "404",
        kind: "404", condition: "always", isNeeded: { _ in true }, pages: { [$0.notFoundPage($1)] })
}

extension SiteContext {
    fileprivate func notFoundPage(_ made: MadePage) -> GeneratedPage {
        // The server shows it at any depth, so its links start at the host: the path of the site's address.
        let address = library.settings.url?.split(separator: "/", omittingEmptySubsequences: true).dropFirst(2) ?? []
        let root = "/" + address.map { $0 + "/" }.joined()
        let context = context(
            path: made.url, title: made.title(in: words), summary: made.summary(in: words), kind: made.kind, root: root)
        return GeneratedPage(path: made.url, template: made.template, context: context)
    }
}
