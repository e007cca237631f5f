import Diagnostics
import Primitives

/// All pages of a site and the links between them. Pure: the same pages and day give the same library.
public struct Library: Sendable {
    /// The pages that are built, by path; translations are among them.
    public let pages: [Page]
    /// The pages that are built, without translations: what is counted, listed and decided, is once.
    public let originals: [Page]
    /// What `charter.yaml` says.
    public let settings: SiteSettings
    /// The day of the build: what is due or overdue depends on it.
    public let today: CalendarDate
    /// What stands before content paths in diagnostics.
    public let pathPrefix: String
    /// Files that pages name and that rules need, read.
    public let dataFiles: DataFiles
    /// Which pages refer to each page, by index, in order of path.
    public private(set) var backlinks: [[Int]] = []
    /// Each page's links with where they lead, in the order of the page's `links`.
    public private(set) var resolutions: [[Resolution]] = []
    /// Problems of the pages and of the links between them.
    public private(set) var diagnostics: [Diagnostic] = []

    /// Which model may serve which use, where the site has rules for it.
    public private(set) var decisions: DecisionTable?

    /// Places of pages by kind: going through all pages to find a few costs more than most checks.
    private let indicesByKind: [PageKind: [Int]]
    private(set) var names: NameTable
    /// The names of translations, by language.
    private(set) var translatedNames: [String: NameTable] = [:]
    let translations: Translations
    let indexByPath: [String: Int]
    /// Paths of drafts that are not built.
    let leftOut: Set<String>
    let assets: Set<String>
    /// Addresses that the site makes by itself.
    public let generatedRoutes: Set<String>

    /// Where a link leads.
    public enum Resolution: Sendable, Hashable {
        /// A page of the site, by its place in ``Library/pages``.
        case page(Int, fragment: String?)
        /// A file that is not a page, by content path.
        case asset(String)
        /// A page that the site makes by itself, by URL.
        case generated(String, fragment: String?)
        /// A section of the page that holds the link.
        case samePage(fragment: String)
        /// Another site, or a scheme such as mailto.
        case external(String)
        /// Nowhere; a diagnostic says so.
        case broken
    }

    /// Links the pages.
    ///
    /// - Parameters:
    ///   - allPages: the pages as `Content` read them, in any order.
    ///   - assets: content paths of all files that are not pages.
    ///   - generatedRoutes: addresses that the site makes by itself, such as `register.html`.
    ///   - settings: what `charter.yaml` says.
    ///   - today: the day of the build.
    ///   - includesDrafts: whether drafts are part of the site; without, they are as if they were not there.
    ///   - pathPrefix: what stands before content paths in diagnostics.
    ///   - dataFiles: files that pages name and that rules need.
    ///   - threadCount: how many threads resolve links.
    public init(
        pages allPages: [Page], assets: Set<String>, generatedRoutes: Set<String>, settings: SiteSettings,
        today: CalendarDate, includesDrafts: Bool, pathPrefix: String = "content/",
        dataFiles: DataFiles = DataFiles(), threadCount: Int = 1
    ) {
        self.dataFiles = dataFiles
        let drafts = includesDrafts ? [] : allPages.filter { $0.status == .draft }
        var pages = drafts.isEmpty ? allPages : allPages.filter { $0.status != .draft }
        if !zip(pages, pages.dropFirst()).allSatisfy({ $0.path < $1.path }) { pages.sort { $0.path < $1.path } }
        self.pages = pages
        leftOut = Set(drafts.map(\.path))
        self.settings = settings
        self.today = today
        self.assets = assets
        self.generatedRoutes = generatedRoutes
        self.pathPrefix = pathPrefix
        // Most sites of many pages call few of them by name.
        names = NameTable(pages.contains(where: \.usesNames) ? pages : [])
        for edition in settings.languages { translatedNames[edition] = NameTable(pages, edition: edition) }
        translations = Translations(settings.languages.isEmpty ? [] : pages)
        originals = settings.languages.isEmpty ? pages : pages.filter { $0.edition == nil }
        var indicesByKind: [PageKind: [Int]] = [:]
        for index in pages.indices where pages[index].edition == nil {
            indicesByKind[pages[index].kind, default: []].append(index)
        }
        self.indicesByKind = indicesByKind
        indexByPath = Dictionary(pages.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
        // A draft's own problems are reported only where drafts are built.
        diagnostics = pages.flatMap(\.diagnostics) + dataFiles.diagnostics
        let links = LinkResolver(self, drafts: drafts).resolveAll(threadCount: threadCount)
        resolutions = links.resolutions
        backlinks = links.backlinks
        diagnostics += links.diagnostics
        if let rules = dataFiles.decisions {
            let table = DecisionTable(rules, library: self)
            decisions = table
            diagnostics += table.diagnostics
        }
        for rule in Rule.all { diagnostics += rule.check(self) }
    }

    /// The pages of a kind, in order of path, without translations.
    public func pages(of kind: PageKind) -> [Page] { indices(of: kind).map { pages[$0] } }

    /// Where the pages of a kind stand in ``pages``, without translations.
    func indices(of kind: PageKind) -> [Int] { indicesByKind[kind] ?? [] }

    /// The page's path as diagnostics show it.
    public func displayPath(_ page: Page) -> String { pathPrefix + page.path }

    /// The page of a licence by its id, slug or `licence:` reference, or by a name that people write for it.
    public func licence(named name: String) -> Page? {
        let plain = name.removingPrefix("licence:")
        for name in [plain, LicenceName(plain).id] {
            guard let name, case .found(let index, _)? = names.lookup("licence:" + name) else { continue }
            return pages[index]
        }
        return nil
    }

    /// The same library, with names for all pages: where no page calls another by name, the library keeps none.
    public func namingAllPages() -> Library {
        var library = self
        library.names = NameTable(pages)
        return library
    }

    /// What a name stands for: `POL-001` is the portal's own page, `de/POL-001` the one in that language.
    func lookup(_ name: String) -> NameTable.Match? {
        if let found = names.lookup(name) { return found }
        guard let slash = name.firstIndex(of: "/") else { return nil }
        return translatedNames[String(name[..<slash])]?.lookup(String(name[name.index(after: slash)...]))
    }

    /// The page that a name in front matter, such as `POL-001`, stands for.
    public func page(named name: String) -> (page: Page, fragment: String?)? {
        guard case .found(let index, let fragment)? = lookup(name) else { return nil }
        return (pages[index], fragment)
    }

    /// An evaluation with the openness file that it names.
    public func evaluation(of page: Page) -> Evaluation {
        var evaluation = page.evaluation ?? Evaluation()
        evaluation.record = dataFiles.openness[page.ownPath]
        return evaluation
    }

    /// The name that a misspelt one most likely meant.
    func nearestName(to name: String) -> String? { names.nearest(to: name) }

    /// The page's next review on the library's day.
    public func reviewState(of page: Page) -> ReviewState {
        ReviewState(reviewBy: page.metadata.reviewBy?.value, today: today, noticeDays: settings.reviewNoticeDays)
    }
}

extension Page {
    /// Whether the page calls others by name, or is of a kind that others call by name in front matter.
    fileprivate var usesNames: Bool {
        switch kind {
        case .policy, .licence, .evaluation, .glossary: true
        case .guide, .page: links.contains { if case .reference = $0.target { true } else { false } }
        }
    }

    /// Whether a link may name the id.
    func hasAnchor(_ id: String) -> Bool {
        if sections.contains(where: { $0.id == id }) || kind.anchors.contains(id) { return true }
        if licence?.usePolicy.items.contains(where: { $0.anchor == id }) == true { return true }
        let policyID = policy?.id ?? slug
        return requirements.contains { $0.id(in: policyID) == id || "R\($0.number)" == id }
    }

    /// All ids that a link to the page may name.
    var anchors: Set<String> {
        let policyID = policy?.id ?? slug
        return Set(
            sections.map(\.id) + requirements.map { $0.id(in: policyID) } + requirements.map { "R\($0.number)" }
                + kind.anchors + (licence?.usePolicy.items.map(\.anchor) ?? []))
    }
}
