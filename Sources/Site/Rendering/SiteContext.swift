import Content
import Portal

/// What all pages of a build share.
struct SiteContext: Sendable {
    let library: Library
    /// The tool's.
    let version: String
    /// What git knows of the pages.
    let history: ContentHistory?
    /// Files beside pages that the site holds.
    let attachments: [SourceFile]
    /// The commit that the sources are of; nil where it is not known.
    let commit: SourceCommit?
    /// The texts of pages, for what shows them beside the pages themselves; nil where nothing does.
    let bodies: PageBodies?
    /// Questions that pages answer, by path; nil where the site answers none.
    private let questions: [String: [AnsweredQuestion]]?
    /// Pages as they stand in lists, by path, where they were made beforehand.
    private let entries: [String: TemplateContext]
    /// Style sheets and scripts.
    private let assets: [ThemeAssets.Reference]
    let menu: Menu
    /// What every page's context begins with.
    private let common: TemplateContext

    var hasAnswers: Bool { questions != nil }
    var questionsByPath: [String: [AnsweredQuestion]] { questions ?? [:] }

    /// - Parameters:
    ///   - attachments: files beside pages that the site holds.
    ///   - commit: that of the sources, where it is known.
    ///   - bodies: the texts of pages, where a page shows several.
    ///   - questions: questions that pages answer, by path; nil where the site answers none.
    ///   - entries: pages as they stand in lists, where all are wanted: made on all cores beforehand.
    init(
        library: Library, assets: ThemeAssets, version: String, history: ContentHistory? = nil,
        attachments: [SourceFile] = [], commit: SourceCommit? = nil, bodies: PageBodies? = nil,
        questions: [String: [AnsweredQuestion]]? = nil, entries: [String: TemplateContext] = [:]
    ) {
        self.library = library
        self.version = version
        self.history = history
        self.attachments = attachments
        self.commit = commit
        self.bodies = bodies
        self.questions = questions
        self.entries = entries
        self.assets = assets.references
        menu = Menu(library)
        common = Self.common(library, icon: assets.icon, version: version, hasAnswers: questions != nil)
    }

    private static func common(_ library: Library, icon: String?, version: String, hasAnswers: Bool) -> TemplateContext
    {
        let settings = library.settings
        return TemplateContext { context in
            context.set(
                "site",
                object: TemplateContext {
                    $0.set("title", settings.title)
                    $0.set("description", settings.description)
                    $0.set("organisation", settings.organisation)
                    $0.set("contact_name", settings.contactName)
                    $0.set("contact_url", settings.contactURL)
                    $0.set("logo", settings.look.logo.map { SitePath($0.path).url })
                    $0.set("imprint", settings.look.imprint)
                    $0.set("links", list: settings.look.footer.compactMap { Self.door($0, library) })
                })
            context.set("icon", icon)
            context.set("build_date", library.today.description)
            context.set("version", version)
            context.set("security_policy", ContentSecurityPolicy.meta)
            context.set("has_feed", flag: settings.url != nil)
            context.set("has_open_search", flag: settings.url != nil && settings.search.isEnabled)
            context.set("has_search", flag: settings.search.isEnabled)
            context.set("has_ask", flag: hasAnswers)
            context.set("decided_data", library.decisions?.rules.dataClasses.first?.title.lowercased())
        }
    }

    /// A page as it stands in lists.
    func entry(_ page: Page) -> TemplateContext { entries[page.path] ?? ListEntry(library: library).context(of: page) }

    func review(_ page: Page) -> TemplateContext? { ListEntry(library: library).review(page) }

    func use(_ useCase: Evaluation.UseCase) -> TemplateContext { ListEntry(library: library).use(useCase) }

    /// The context of a page at `path`, to which the page adds its own.
    ///
    /// - Parameter root: what leads from the page to the site's root; the 404 page gives the site's address.
    func context(
        path: String, title: String, summary: String, kind: String, language: String? = nil, root: String? = nil
    ) -> TemplateContext {
        let depth = path.utf8.count { $0 == UInt8(ascii: "/") }
        var context = common
        context.set("root", root ?? String(repeating: "../", count: depth))
        context.set("title", title)
        context.set("summary", summary)
        context.set("language", language ?? library.settings.language)
        context.set("path", SitePath(path).url)
        context.set("canonical", library.settings.url.map { $0 + "/" + SitePath(path).url })
        context.set("kind", kind)
        context.set("is_home", flag: kind == MadePage.home.kind)
        menu.add(to: &context, path: path)
        context.set("assets", list: assets.compactMap { $0.context(onPage: kind) })
        return context
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
