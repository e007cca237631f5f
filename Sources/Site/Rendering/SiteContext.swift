import Content
import Portal
import Words

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
    /// How many threads may make pages.
    let threadCount: Int
    /// Pages as they stand in lists, by path, where they were made beforehand.
    private var entries: [String: TemplateContext]
    /// Style sheets and scripts.
    private let assets: [ThemeAssets.Reference]
    let menu: Menu
    /// What pages say of themselves, in their language.
    private(set) var words: Catalogue
    private let icon: String?
    /// What every page's context begins with.
    private var common: TemplateContext

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
        questions: [String: [AnsweredQuestion]]? = nil, entries: [String: TemplateContext] = [:], threadCount: Int = 1
    ) {
        self.library = library
        self.version = version
        self.history = history
        self.attachments = attachments
        self.commit = commit
        self.bodies = bodies
        self.questions = questions
        self.entries = entries
        self.threadCount = threadCount
        self.assets = assets.references
        icon = assets.icon
        words = Catalogue(tag: library.settings.language)
        menu = Menu(library)
        common = TemplateContext()
        common = makeCommon()
    }

    /// The same in the language of a page.
    ///
    /// - Parameter tag: the page's language; nil for the site's.
    func speaking(_ tag: String?) -> SiteContext {
        let words = Catalogue(tag: tag ?? library.settings.language)
        guard words != self.words else { return self }
        var site = self
        site.words = words
        site.entries = [:]
        site.common = site.makeCommon()
        return site
    }

    private func makeCommon() -> TemplateContext {
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
            context["words"] = .words(words)
            context.set("icon", icon)
            context.set("build_date", library.today.description)
            context.set("dates_text", words.frame(.datesCompared, ["date": words.shortDate(library.today)]))
            context.set("version", version)
            context.set("security_policy", ContentSecurityPolicy.meta)
            context.set("has_feed", flag: settings.url != nil)
            context.set("has_open_search", flag: settings.url != nil && settings.search.isEnabled)
            context.set("has_search", flag: settings.search.isEnabled)
            context.set("has_ask", flag: hasAnswers)
            let data = library.decisions?.rules.dataClasses.first.map { words.inSentence($0.title) }
            context.set("decided_data", data)
            context.set("uses_head", data.map { words.lists(.usesWith, ["data": $0]) } ?? words.lists(.uses))
        }
    }

    /// A page as it stands in lists.
    func entry(_ page: Page) -> TemplateContext {
        entries[page.path] ?? ListEntry(library: library, words: words).context(of: page)
    }

    func review(_ page: Page) -> TemplateContext? { ListEntry(library: library, words: words).review(page) }

    func use(_ useCase: Evaluation.UseCase) -> TemplateContext {
        ListEntry(library: library, words: words).use(useCase)
    }

    /// The context of a page at `path`, to which the page adds its own.
    ///
    /// - Parameters:
    ///   - page: its source, where it has one.
    ///   - root: what leads from the page to the site's root; the 404 page gives the site's address.
    func context(
        path: String, title: String, summary: String, kind: String, page: Page? = nil, root: String? = nil
    ) -> TemplateContext {
        let depth = path.utf8.count { $0 == UInt8(ascii: "/") }
        var context = common
        context.set("root", root ?? String(repeating: "../", count: depth))
        context.set("title", title)
        context.set("summary", summary)
        let settings = library.settings, edition = settings.edition(ofPath: path)
        context.set("language", page.map(settings.language(of:)) ?? edition ?? settings.language)
        context.set("path", SitePath(path).url)
        context.set("canonical", library.settings.url.map { $0 + "/" + SitePath(path).url })
        context.set("kind", kind)
        context.set("is_home", flag: kind == MadePage.home.kind)
        let editions = Editions(library: library)
        context.set("home_url", editions.startPage(of: edition))
        editions.add(to: &context, path: path, page: page)
        menu.add(to: &context, path: path, words: words)
        context.set("assets", list: assets.compactMap { $0.context(onPage: kind, words.language) })
        return context
    }

    /// A link to a page.
    func link(_ page: Page) -> TemplateContext {
        var context = link(page.title, page.url, page.kind.rawValue)
        context.set("kind_label", words.word(page.kind))
        return context
    }

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

extension Library {
    /// The languages of the interface on the site's pages, the site's own first.
    var spokenLanguages: [Language] {
        let tags = [settings.language] + settings.languages + pages.map { settings.language(of: $0) }
        return tags.map { Catalogue(tag: $0).language }.reduce(into: []) { languages, language in
            if !languages.contains(language) { languages.append(language) }
        }
    }
}
