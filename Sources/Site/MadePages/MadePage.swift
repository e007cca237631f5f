import Portal
import Words

/// A page that the site makes by itself, or a family of such pages: the one place where it is declared.
///
/// Routes, the menu, the doors on the start page and on lists, `charter schema pages`, `docs/pages.md` and the tests' list of
/// pages follow from ``all``. A new page is a file with its declaration and what it shows, and its name in ``all``.
struct MadePage: Sendable {
    /// Its address; with a `*` where a family of pages differs.
    let url: String
    let title: MadeWord
    /// What it shows, in a sentence: its description.
    let summary: MadeWord
    /// The template that writes it.
    let template: String
    /// Which of the theme's scripts it loads, and the class of its body.
    var kind: String
    /// When the site has it, in words that follow "where".
    let condition: String
    /// What stands above it in the breadcrumbs.
    var parent: Parent?
    /// Its place in the menu, nil where it is not there.
    var menu: MenuPlace?
    /// How lists point to it, nil where they do not.
    var door: Door?
    /// What it is made with.
    var group = OutputGroup.generated
    /// Whether the site has it.
    let isNeeded: @Sendable (SiteFacts) -> Bool
    /// Addresses of the family, as far as they are known before pages are linked.
    var family: @Sendable (SiteFacts) -> [String] = { _ in [] }
    /// The page, or the pages of the family.
    let pages: @Sendable (SiteContext, MadePage) -> [GeneratedPage]

    /// A page that stands above another.
    struct Parent: Sendable {
        let title: MadeWord
        let url: String
    }

    /// A way to a page that answers more than one page of content can.
    struct Door: Sendable {
        let title: MadeWord
        let summary: MadeWord
        /// The list that has the door beside the start page.
        let list: PageKind
    }

    /// The title and the summary in a language.
    func title(in words: Catalogue) -> String { words.made(title) }
    func summary(in words: Catalogue) -> String {
        words.made(summary, ["folder": String(url.prefix { $0 != "/" })])
    }

    /// Whether it is a family rather than one page.
    var isFamily: Bool { url.utf8.contains(UInt8(ascii: "*")) }

    /// All pages that the site makes; the menu and the doors keep this order.
    static let all: [MadePage] =
        [.home, .editions, .ask, .aboutAnswers, .decide, .decisions] + PageKind.withLists.map(MadePage.list) + [
            .register, .handbook, .changes, .openness, .results, .estimate, .licenceComparison, .deployments, .notices,
            .exceptions, .reviews, .frameworks, .traceability, .tags, .search, .allPages, .history, .redirects,
            .notFound,
        ]

    /// The addresses that a site of these facts has.
    static func routes(_ facts: SiteFacts) -> Set<String> {
        all.filter { $0.isNeeded(facts) }.reduce(into: []) { routes, made in
            if !made.isFamily { routes.insert(made.url) }
            routes.formUnion(made.family(facts))
        }
    }
}

/// What decides which pages a site has: known before its pages are linked.
struct SiteFacts: Sendable {
    /// The pages that are built, without translations.
    let pages: [Page]
    let translations: [Page]
    let dataFiles: DataFiles
    let settings: SiteSettings
    let hasAnswers: Bool
    let hasHistory: Bool

    /// - Parameter pages: all that are built.
    init(pages: [Page], dataFiles: DataFiles, settings: SiteSettings, hasAnswers: Bool, hasHistory: Bool) {
        self.pages = settings.languages.isEmpty ? pages : pages.filter { $0.edition == nil }
        translations = settings.languages.isEmpty ? [] : pages.filter { $0.edition != nil }
        self.dataFiles = dataFiles
        self.settings = settings
        self.hasAnswers = hasAnswers
        self.hasHistory = hasHistory
    }

    /// Pages of a kind in force that are more than an introduction.
    func active(_ kind: PageKind) -> [Page] {
        pages.filter { $0.kind == kind && $0.status == .active && !$0.isIntroduction }
    }

    var hasSearch: Bool { settings.search.isEnabled }
}

extension PageKind {
    /// Kinds whose pages the site lists, in the order of the menu.
    static let withLists: [PageKind] = [.policy, .licence, .evaluation, .guide]
}

extension SiteContext {
    var facts: SiteFacts {
        SiteFacts(
            pages: library.pages, dataFiles: library.dataFiles, settings: library.settings, hasAnswers: hasAnswers,
            hasHistory: history != nil)
    }

    /// The pages of a group that come from more than one source.
    ///
    /// - Parameter introductions: bodies of `index.md` files, by the address of the page that they introduce.
    func generatedPages(of group: OutputGroup = .generated, introductions: [String: String]) -> [GeneratedPage] {
        let facts = facts
        return MadePage.all.filter { $0.group == group && $0.isNeeded(facts) }.flatMap { $0.pages(self, $0) }.map {
            page in
            var page = page
            if let introduction = introductions[page.path] { page.context["intro"] = .html(introduction) }
            return page
        }
    }

    /// What a declared page's context begins with.
    func context(of made: MadePage) -> TemplateContext {
        var context = context(
            path: made.url, title: made.title(in: words), summary: made.summary(in: words), kind: made.kind)
        context.set("breadcrumbs", list: breadcrumbs(of: made))
        return context
    }

    /// The way from the start page to a declared page.
    func breadcrumbs(of made: MadePage) -> [TemplateContext] {
        [link(words.common(.home), "index.html")] + (made.parent.map { [link(words.made($0.title), $0.url)] } ?? [])
    }

    /// A declared page with what it shows.
    func page(_ made: MadePage, _ fill: (inout TemplateContext) -> Void) -> GeneratedPage {
        var context = context(of: made)
        fill(&context)
        return GeneratedPage(path: made.url, template: made.template, context: context)
    }

    /// Pages that answer more than one page of content can; `list` is the list that names them, too.
    func doors(on list: PageKind? = nil) -> [TemplateContext] {
        MadePage.all.compactMap { made in
            guard let door = made.door, list == nil || door.list == list, library.generatedRoutes.contains(made.url)
            else { return nil }
            var context = link(words.made(door.title), made.url)
            context.set("summary", words.made(door.summary))
            return context
        }
    }
}

/// The declared pages and files for machines as a page of markdown: `docs/pages.md`.
public func madePagesDocumentation() -> String {
    let words = Catalogue(.english)
    let pages = MadePage.all.map { made in
        "| `\(made.url)` | \(made.title(in: words)) | `\(made.template)` | \(made.condition) | \(made.summary(in: words)) |"
    }
    let files = ExportFile.all.map { "| `\($0.url)` | \($0.condition) | \($0.summary) |" }
    return """
        # Pages that the site makes

        Beside the pages of `content/`, a site has these. `*` stands for what differs within a family of pages. Templates are in \
        `templates/`; [templates.md](templates.md) lists what each can show. `charter schema pages` prints this page.

        | address | title | template | where | what it shows |
        | --- | --- | --- | --- | --- |
        \(pages.joined(separator: "\n"))

        ## Files for machines

        [exports.md](exports.md) explains them.

        | address | where | what it is |
        | --- | --- | --- |
        \(files.joined(separator: "\n"))

        """
}
