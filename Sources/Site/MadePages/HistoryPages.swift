import Content
import Portal
import Primitives
import Words

extension MadePage {
    static let history = MadePage(
        url: "history/*", title: .history, summary: .historyAbout,
        template: "history", kind: "history",
        condition: "`history:` is on and git knows the page; one for each page, at its address",
        isNeeded: \.hasHistory, pages: { $0.historyPages($1) })
}

extension SiteContext {
    /// Where a page's history stands.
    static func historyAddress(_ page: Page) -> SitePath { SitePath("history/" + page.address.file) }

    /// Versions of a page that may be shown: no drafts, unless drafts are built.
    func shownVersions(of page: Page) -> [PageVersion] {
        (history?.versions[page.path] ?? []).filter { !$0.isDraft || page.status == .draft }
    }

    /// For each page that git knows, its versions with what changed from one to the next.
    fileprivate func historyPages(_ made: MadePage) -> [GeneratedPage] {
        guard let history else { return [] }
        let pages = library.pages.filter { !$0.isIntroduction }
        // What changed from one version to the next takes longer to find than all other pages to make.
        return concurrentMap(pages, threadCount: threadCount) { page -> GeneratedPage? in
            let versions = shownVersions(of: page)
            guard !versions.isEmpty else { return nil }
            let path = Self.historyAddress(page).file
            var context = context(
                path: path, title: words.records(.historyOf, ["title": page.title]),
                summary: made.summary(in: words), kind: made.kind)
            context.set("breadcrumbs", list: [link(words.common(.home), "index.html"), link(page)])
            context.set("is_shallow", flag: history.isShallow)
            context.set("is_cut", flag: versions.count == ContentHistory.longest)
            context.set(
                "versions",
                list: versions.enumerated().map { number, version in
                    let before = versions.indices.contains(number + 1) ? versions[number + 1] : nil
                    return versionContext(version, before: before, showsAuthors: history.showsAuthors)
                })
            return GeneratedPage(path: path, template: made.template, context: context)
        }.compactMap(\.self)
    }

    private func versionContext(_ version: PageVersion, before: PageVersion?, showsAuthors: Bool) -> TemplateContext {
        TemplateContext { context in
            context.set("commit", String(version.commit.prefix(10)))
            context.set("version", version.value("version"))
            context.set(
                "version_text", version.value("version").map { words.page(.version, ["version": $0]) })
            context.set("date", version.date.description)
            context.set("date_text", words.date(version.date))
            context.set("subject", version.subject)
            context.set("author", showsAuthors ? version.author : nil)
            context.set("author_text", words.records(.byAuthor, ["author": version.author]))
            context.set("author_first_text", words.records(.byAuthorFirst, ["author": version.author]))
            context.set("is_first", flag: before == nil)
            let difference = before.map { WordDifference(from: $0.body, to: version.body) }
            context.set("is_same", flag: difference?.isEmpty ?? false)
            context.set(
                "pieces",
                list: (difference.map { $0.isEmpty ? [] : $0.pieces } ?? []).map { piece in
                    TemplateContext {
                        $0.set("text", piece.text)
                        $0.set("is_added", flag: piece.kind == .added)
                        $0.set("is_removed", flag: piece.kind == .removed)
                        $0.set("is_same", flag: piece.kind == .same)
                        $0.set("is_gap", flag: piece.kind == .gap)
                    }
                })
        }
    }
}
