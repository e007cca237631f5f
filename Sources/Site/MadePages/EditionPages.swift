import Portal
import Words

extension MadePage {
    /// The start page of a further language, and its lists.
    static let editions = MadePage(
        url: "*/index.html", title: .editions, summary: .editionsAbout,
        template: "list", kind: "list",
        condition: "`languages:` names a language that pages are translated to; `*` is its tag",
        isNeeded: { !$0.translations.isEmpty },
        family: { facts in facts.editions.flatMap { edition in facts.lists(of: edition).map(\.url) } },
        pages: { site, made in
            site.facts.editions.flatMap { edition in
                site.facts.lists(of: edition).map { site.speaking(edition).editionPage($0, edition, made) }
            }
        })
}

/// A list of the pages in a language.
private struct EditionList {
    let url: String
    /// Nil for the start page, which shows all.
    let kind: PageKind?
    let pages: [Page]
}

extension SiteFacts {
    /// Languages with at least one page.
    fileprivate var editions: [String] {
        settings.languages.filter { edition in translations.contains { $0.edition == edition } }
    }

    fileprivate func lists(of edition: String) -> [EditionList] {
        let all = translations.filter { $0.edition == edition && !$0.isIntroduction && $0.status != .draft }
        let kinds = PageKind.withLists.map { kind in
            EditionList(
                url: "\(edition)/\(kind.folder ?? kind.rawValue)/index.html", kind: kind,
                pages: all.filter { $0.kind == kind })
        }
        return [EditionList(url: edition + "/index.html", kind: nil, pages: all)] + kinds.filter { !$0.pages.isEmpty }
    }
}

extension SiteContext {
    fileprivate func editionPage(_ list: EditionList, _ edition: String, _ made: MadePage) -> GeneratedPage {
        let start = library.pages.first { $0.path == edition + "/index.md" }
        let title = list.kind.map(words.plural) ?? start?.title ?? library.settings.title
        var context = context(
            path: list.url, title: title, summary: start?.summary ?? words.edition(.summary), kind: made.kind)
        // What binds stands first.
        let order = PageKind.allCases
        addList(
            list.kind?.rawValue ?? "edition",
            list.pages.sorted {
                (order.firstIndex(of: $0.kind) ?? 0, $0.policy?.id ?? "", $0.path)
                    < (order.firstIndex(of: $1.kind) ?? 0, $1.policy?.id ?? "", $1.path)
            }, to: &context)
        context.set("breadcrumbs", list: list.kind == nil ? [] : [startLink(ofPath: list.url)])
        return GeneratedPage(path: list.url, template: made.template, context: context)
    }

    /// The link to the start page of the language that a page is in.
    func startLink(ofPath path: String) -> TemplateContext {
        let editions = Editions(library: library)
        let edition = library.settings.edition(ofPath: path)
        return link(editions.words(ofPath: path).common(.home), editions.startPage(of: edition))
    }
}
