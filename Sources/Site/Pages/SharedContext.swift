import Primitives
import Portal

/// What all pages of a build share.
struct SiteContext: Sendable {
    let library: Library
    let assets: [ThemeAssets.Reference]
    let icon: String?
    let version: String

    /// What git knows of the pages.
    var history: ContentHistory?

    /// Parts of the menu: title, address, and what the paths that belong to it start with.
    private let menu: [(title: String, url: String, prefix: String)]

    /// Questions that pages answer, by path; nil where the site answers none.
    private var questions: [String: [AnsweredQuestion]]?
    var hasAnswers: Bool { questions != nil }
    var questionsByPath: [String: [AnsweredQuestion]] { questions ?? [:] }

    mutating func addQuestions(_ added: [String: [AnsweredQuestion]]) { questions = added }

    /// Pages as they stand in lists, by path, where they were made beforehand.
    private var entries: [String: TemplateContext] = [:]

    init(
        library: Library, assets: [ThemeAssets.Reference], icon: String?, version: String
    ) {
        self.library = library
        self.assets = assets
        self.icon = icon
        self.version = version
        let kinds = Set(library.pages.map(\.kind))
        var menu: [(title: String, url: String, prefix: String)] = []
        if library.decisions != nil { menu.append(("Decide", "decide/index.html", "decide/")) }
        for kind in [PageKind.policy, .licence, .evaluation, .guide] where kinds.contains(kind) {
            let folder = kind.folder ?? ""
            menu.append((kind.pluralTitle, folder + "/index.html", folder + "/"))
        }
        if kinds.contains(.policy) { menu.append(("Register", "register.html", "register")) }
        if let glossary = library.pages.first(where: { $0.kind == .glossary }) {
            menu.append(("Glossary", glossary.url, "glossary"))
        }
        menu.append(("Changes", "changes.html", "changes"))
        self.menu = menu
    }

    /// A page as it stands in lists.
    func entry(_ page: Page) -> TemplateContext { entries[page.path] ?? ListEntry(library: library).context(of: page) }

    /// The same with all entries made on all cores: a page stands in the list of its kind, in filters and under its tags.
    func withEntries(threadCount: Int) -> SiteContext {
        let library = library
        let made = concurrentMap(library.pages, threadCount: threadCount) {
            ListEntry(library: library).context(of: $0)
        }
        var site = self
        site.entries = Dictionary(zip(library.pages.map(\.path), made), uniquingKeysWith: { first, _ in first })
        return site
    }

    func review(_ page: Page) -> TemplateContext? { ListEntry(library: library).review(page) }

    func use(_ useCase: Evaluation.UseCase) -> TemplateContext { ListEntry(library: library).use(useCase) }

    /// The context of a page at `path`, to which the page adds its own.
    ///
    /// - Parameter root: what leads from the page to the site's root; the 404 page gives the site's address.
    func context(
        path: String, title: String, summary: String, kind: String, language: String? = nil, root: String? = nil
    ) -> TemplateContext {
        let settings = library.settings
        let depth = path.utf8.count { $0 == UInt8(ascii: "/") }
        return TemplateContext { context in
            context.set("root", root ?? String(repeating: "../", count: depth))
            context.set("title", title)
            context.set("summary", summary)
            context.set("language", language ?? settings.language)
            context.set("path", path)
            context.set("canonical", settings.url.map { $0 + "/" + path })
            context.set("kind", kind)
            context.set(
                "site",
                object: TemplateContext {
                    $0.set("title", settings.title)
                    $0.set("description", settings.description)
                    $0.set("organisation", settings.organisation)
                    $0.set("contact_name", settings.contactName)
                    $0.set("contact_url", settings.contactURL)
                })
            context.set(
                "nav",
                list: ((hasAnswers ? [("Ask", "ask/index.html", "ask/")] : []) + menu).map { entry in
                    TemplateContext {
                        $0.set("title", entry.title)
                        $0.set("url", entry.url)
                        $0.set("current", flag: path.hasPrefix(entry.prefix))
                    }
                })
            context.set("assets", list: assets.filter { $0.kind == nil || $0.kind == kind }.map(\.context))
            context.set("icon", icon)
            context.set("build_date", library.today.description)
            context.set("version", version)
            context.set("has_feed", flag: settings.url != nil)
            context.set("has_open_search", flag: settings.url != nil && settings.search.isEnabled)
            context.set("has_search", flag: settings.search.isEnabled)
            context.set("has_ask", flag: hasAnswers)
            context.set("decided_data", library.decisions?.rules.dataClasses.first?.title.lowercased())
        }
    }

    /// A link to a page.
    func link(_ page: Page) -> TemplateContext { link(page.title, page.url, page.kind.rawValue) }

    func link(_ title: String, _ url: String, _ kind: String = "page") -> TemplateContext {
        TemplateContext {
            $0.set("title", title)
            $0.set("url", url)
            $0.set("kind", kind)
        }
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
