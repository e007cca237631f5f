import Diagnostics
import Markdown
import Primitives

/// All pages of a site and how they hang together. Pure: the same pages and day give the same library.
public struct Library: Sendable {
    /// The pages that are built, by path.
    public let pages: [Page]
    public let settings: SiteSettings
    public let today: CalendarDate
    /// What stands before content paths in diagnostics.
    public let pathPrefix: String
    /// Files that pages name and that rules need, read.
    public let attachments: Attachments
    /// Which pages refer to each page, by index, in order of path.
    public private(set) var backlinks: [[Int]] = []
    /// Each page's links with where they lead, in the order of the page's `links`.
    public private(set) var resolutions: [[Resolution]] = []
    /// Problems of pages and of how they hang together.
    public private(set) var diagnostics: [Diagnostic] = []

    /// Which model may serve which use, where the site has rules for it.
    public private(set) var decisions: DecisionTable?

    /// Places of pages by kind: going through all pages to find a few costs more than most checks.
    private let indicesByKind: [PageKind: [Int]]
    private let names: NameTable
    let indexByPath: [String: Int]
    private let assets: Set<String>
    /// Addresses that the site makes by itself.
    public let generatedRoutes: Set<String>

    /// Where a link leads.
    public enum Resolution: Sendable, Hashable {
        case page(Int, fragment: String?)
        /// A file that is not a page, by content path.
        case asset(String)
        /// A page that the site makes by itself, by URL.
        case generated(String, fragment: String?)
        case samePage(fragment: String)
        /// Another site, or a scheme such as mailto.
        case external(String)
        /// Nowhere; a diagnostic says so.
        case broken
    }

    /// Links the pages.
    ///
    /// - Parameters:
    ///   - assets: content paths of all files that are not pages.
    ///   - generatedRoutes: addresses that the site makes by itself, such as `register.html`.
    ///   - includesDrafts: whether drafts are part of the site; without, they are as if they were not there.
    ///   - attachments: files that pages name and that rules need.
    ///   - threadCount: how many threads resolve links.
    public init(
        pages allPages: [Page], assets: Set<String>, generatedRoutes: Set<String>, settings: SiteSettings,
        today: CalendarDate, includesDrafts: Bool, pathPrefix: String = "content/",
        attachments: Attachments = Attachments(), threadCount: Int = 1
    ) {
        self.attachments = attachments
        let drafts = includesDrafts ? [] : allPages.filter { $0.status == .draft }
        var pages = drafts.isEmpty ? allPages : allPages.filter { $0.status != .draft }
        if !zip(pages, pages.dropFirst()).allSatisfy({ $0.path < $1.path }) { pages.sort { $0.path < $1.path } }
        self.pages = pages
        self.settings = settings
        self.today = today
        self.assets = assets
        self.generatedRoutes = generatedRoutes
        self.pathPrefix = pathPrefix
        // Most sites of many pages call few of them by name.
        names = NameTable(pages.contains(where: \.usesNames) ? pages : [])
        var indicesByKind: [PageKind: [Int]] = [:]
        for index in pages.indices { indicesByKind[pages[index].kind, default: []].append(index) }
        self.indicesByKind = indicesByKind
        indexByPath = Dictionary(pages.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
        // A draft's own problems are told only where drafts are built.
        diagnostics = pages.flatMap(\.diagnostics)
        resolveLinks(drafts: drafts, threadCount: threadCount)
        diagnostics +=
            checkAddresses() + checkReviews() + checkPolicies() + checkEvaluations() + checkTerms()
            + checkModels() + checkLicences() + checkApprovals()
            + checkExceptions() + checkFrameworks() + checkReviewedTexts() + attachments.diagnostics
        if let rules = attachments.decisions {
            let table = DecisionTable(rules, library: self)
            decisions = table
            diagnostics += table.diagnostics
        }
        diagnostics += checkDeployments()
    }

    /// The pages of a kind, in order of path.
    public func pages(of kind: PageKind) -> [Page] { (indicesByKind[kind] ?? []).map { pages[$0] } }

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

    /// The page that a name in front matter, such as `POL-001`, stands for.
    public func page(named name: String) -> (page: Page, fragment: String?)? {
        guard case .found(let index, let fragment)? = names.lookup(name) else { return nil }
        return (pages[index], fragment)
    }

    /// An evaluation with the openness file that it names.
    public func evaluation(of page: Page) -> Evaluation {
        Evaluation(page, record: attachments.openness[page.path])
    }

    /// The name that a misspelt one most likely meant.
    func nearestName(to name: String) -> String? { names.nearest(to: name) }

    /// The page's next review on the library's day.
    public func reviewState(of page: Page) -> ReviewState {
        ReviewState(reviewBy: page.frontMatter.date("review_by"), today: today, noticeDays: settings.reviewNoticeDays)
    }

    // MARK: Links

    private mutating func resolveLinks(drafts: [Page], threadCount: Int) {
        // Each page's links depend on the tables above only, so all cores resolve them.
        let library = self
        let resolved = concurrentMap(Array(pages.indices), threadCount: threadCount) { index in
            var problems: [Diagnostic] = []
            let targets = library.pages[index].links.map {
                library.resolve($0, from: index, drafts: drafts, problems: &problems)
            }
            return (targets, problems)
        }
        var incoming = [[Int]](repeating: [], count: pages.count)
        for (index, targets) in resolved.map(\.0).enumerated() {
            for case .page(let target, _) in targets where target != index && incoming[target].last != index {
                incoming[target].append(index)
            }
        }
        resolutions = resolved.map(\.0)
        backlinks = incoming
        diagnostics += resolved.flatMap(\.1)
    }

    private func resolve(
        _ link: OutgoingLink, from index: Int, drafts: [Page], problems: inout [Diagnostic]
    ) -> Resolution {
        switch link.target {
        case .link(let destination), .image(let destination):
            return resolve(destination: destination, link, from: index, drafts: drafts, problems: &problems)
        case .reference(let target, let fragment, _):
            if target.isEmpty, let fragment {
                return resolve(destination: "#" + fragment, link, from: index, drafts: drafts, problems: &problems)
            }
            switch names.lookup(target) {
            case .found(let page, let ownFragment):
                let anchor = fragment ?? ownFragment
                if let anchor { checkAnchor(anchor, of: page, link, from: index, problems: &problems) }
                return .page(page, fragment: anchor)
            case .ambiguous(let choices):
                report(
                    "ambiguous-reference", link, from: index,
                    "Reference '\(target)' may mean \(choices.joined(separator: " or "))",
                    fixes: choices.map { .init("write [[\($0)]]", replacement: "[[\($0)]]") }, problems: &problems)
                return .broken
            case nil:
                if isDraft(target, in: drafts) {
                    reportDraft(target, link, from: index, problems: &problems)
                } else {
                    let near = names.nearest(to: target)
                    report(
                        "broken-reference", link, from: index,
                        "Reference '\(target)' leads nowhere" + (near.map { "; did you mean '\($0)'?" } ?? ""),
                        fixes: near.map { [.init("write [[\($0)]]", replacement: "[[\($0)]]")] }
                            ?? [.init("use a page's id or file name, such as [[POL-001]] or [[licence:mit]]")],
                        problems: &problems)
                }
                return .broken
            }
        }
    }

    private func resolve(
        destination: String, _ link: OutgoingLink, from index: Int, drafts: [Page], problems: inout [Diagnostic]
    ) -> Resolution {
        if destination.hasPrefix("#") {
            let fragment = String(destination.dropFirst())
            if !fragment.isEmpty { checkAnchor(fragment, of: index, link, from: index, problems: &problems) }
            return .samePage(fragment: fragment)
        }
        if let scheme = destination.urlScheme {
            if !settings.urlSchemes.contains(scheme) {
                report(
                    "url-scheme", link, from: index,
                    "URL scheme '\(scheme):' is not allowed; the link is left without a target",
                    fixes: [.init("link to https://…"), .init("or add '\(scheme)' to url_schemes in charter.yaml")],
                    problems: &problems)
                return .broken
            }
            if case .image = link.target, scheme == "http" || scheme == "https" {
                reportExternalImage(destination, link, from: index, &problems)
            }
            return .external(destination)
        }
        if destination.hasPrefix("//") {
            if case .image = link.target { reportExternalImage(destination, link, from: index, &problems) }
            return .external(destination)
        }
        let (path, fragment) = destination.splitFragment
        guard let target = contentPath(path, relativeTo: pages[index].path) else {
            report(
                "broken-link", link, from: index, "Link '\(destination)' leads out of the content folder",
                problems: &problems)
            return .broken
        }
        if let page = indexByPath[target] ?? indexByPath[target.markdownPath] {
            if let fragment { checkAnchor(fragment, of: page, link, from: index, problems: &problems) }
            return .page(page, fragment: fragment)
        }
        if assets.contains(target) { return .asset(target) }
        if generatedRoutes.contains(target) { return .generated(target, fragment: fragment) }
        if drafts.contains(where: { $0.path == target || $0.url == target }) {
            reportDraft(target, link, from: index, problems: &problems)
            return .broken
        }
        let near = nearestWord(to: target, among: pages.map(\.path) + assets.sorted())
        let suggestion = near.map { relativePath(from: pages[index].path, to: $0) + (fragment.map { "#" + $0 } ?? "") }
        report(
            "broken-link", link, from: index,
            "Link target '\(destination)' does not exist" + (suggestion.map { "; did you mean '\($0)'?" } ?? ""),
            fixes: suggestion.map { [.init("link to '\($0)'")] } ?? [.init("correct the path, or remove the link")],
            problems: &problems)
        return .broken
    }

    private func checkAnchor(
        _ fragment: String, of target: Int, _ link: OutgoingLink, from index: Int, problems: inout [Diagnostic]
    ) {
        let decoded = fragment.percentDecoded
        guard !pages[target].hasAnchor(decoded) else { return }
        let near = nearestWord(to: decoded, among: pages[target].anchors.sorted())
        let place = target == index ? "this page" : "'\(pages[target].path)'"
        report(
            "broken-anchor", link, from: index,
            "Section '#\(decoded)' does not exist in \(place)" + (near.map { "; did you mean '#\($0)'?" } ?? ""),
            fixes: near.map { [.init("link to '#\($0)'")] } ?? [
                .init("link to a heading's id, or to the page as a whole")
            ],
            problems: &problems)
    }

    private func isDraft(_ name: String, in drafts: [Page]) -> Bool { NameTable(drafts).lookup(name) != nil }

    private func reportDraft(_ name: String, _ link: OutgoingLink, from index: Int, problems: inout [Diagnostic]) {
        report(
            "link-to-draft", link, from: index, "'\(name)' is a draft and not part of the site",
            fixes: [.init("set its status to active"), .init("or remove the link until then")], problems: &problems)
    }

    private func reportExternalImage(
        _ url: String, _ link: OutgoingLink, from index: Int, _ problems: inout [Diagnostic]
    ) {
        report(
            "external-subresource", link, from: index, "Image '\(url)' would be loaded from another site",
            explanation:
                "Pages load nothing from elsewhere: the portal must work offline and tell nobody who reads what.",
            fixes: [.init("store the image beside the page and link to that file")], problems: &problems)
    }

    private func report(
        _ id: String, _ link: OutgoingLink, from index: Int, _ summary: String, explanation: String? = nil,
        fixes: [Diagnostic.Fix] = [], problems: inout [Diagnostic]
    ) {
        problems.append(
            Diagnostic(
                .error, id, path: displayPath(pages[index]), range: link.range, summary, explanation: explanation,
                fixes: fixes))
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
    fileprivate func hasAnchor(_ id: String) -> Bool {
        if sections.contains(where: { $0.id == id }) || kind.anchors.contains(id) { return true }
        let policyID = frontMatter.text("id") ?? slug
        return requirements.contains { $0.id(in: policyID) == id || "R\($0.number)" == id }
    }

    /// All ids that a link to the page may name.
    var anchors: Set<String> {
        let policyID = frontMatter.text("id") ?? slug
        return Set(
            sections.map(\.id) + requirements.map { $0.id(in: policyID) } + requirements.map { "R\($0.number)" }
                + kind.anchors)
    }
}
