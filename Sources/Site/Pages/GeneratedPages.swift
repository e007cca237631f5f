import Markdown
import Portal

/// A page that the site makes by itself, ready to be written by its template.
struct GeneratedPage: Sendable {
    var path: String
    var template: String
    var context: TemplateContext
}

/// The address of a tag's page.
func tagURL(_ tag: String) -> String { "tags/\(headingID(for: tag)).html" }

/// The addresses that the site makes by itself for a set of pages, for links to be checked against.
func generatedRoutes(for pages: [Page], hasSearch: Bool, hasAnswers: Bool = false, data: Set<String> = [])
    -> Set<String>
{
    var routes: Set<String> = [
        "index.html", "register.html", "register.csv", "changes.html", "404.html", "tags/index.html", "feed.xml",
        "sitemap.xml", "api/portal.json", "api/bom.json", "llms.txt",
    ]
    if hasSearch { routes.formUnion(["search/index.html", "search/all.html"]) }
    if hasAnswers { routes.formUnion(["ask/index.html", "ask/about.html"]) }
    routes.formUnion(governanceRoutes(for: pages, data: data))
    for kind in PageKind.allCases { if let folder = kind.folder { routes.insert(folder + "/index.html") } }
    let tags = Set(pages.flatMap(\.metadata.tags))
    routes.formUnion(tags.map(tagURL))
    return routes
}

/// The addresses of pages on governance, for which there must be content.
private func governanceRoutes(for pages: [Page], data: Set<String>) -> Set<String> {
    var routes: Set<String> = []
    var licenceCount = 0
    for page in pages where page.status == .active {
        if page.metadata.reviewBy != nil { routes.formUnion(["reviews.html", "reviews.ics"]) }
        switch page.details {
        case .evaluation(let evaluation):
            routes.insert("openness.html")
            if evaluation.hasResults { routes.insert("results.html") }
            if evaluation.shape != nil, evaluation.parameterCount != nil { routes.insert("estimate.html") }
        case .licence: licenceCount += 1
        case .policy(let policy):
            if policy.mapsTo != nil { routes.insert("frameworks.html") }
            if !page.requirements.isEmpty { routes.insert("traceability.html") }
        case .guide, .glossary, .page: break
        }
    }
    if licenceCount > 1 { routes.insert("licences/compare.html") }
    if data.contains("exceptions.yaml") { routes.insert("exceptions.html") }
    if data.contains("deployments.yaml") { routes.insert("deployments/index.html") }
    if data.contains("decisions.yaml") {
        routes.formUnion(["decide/index.html", "decisions.csv"])
        for page in pages where page.kind == .evaluation {
            routes.insert(DecisionView.url(ofModel: page))
        }
    }
    return routes
}

extension SiteContext {
    /// All pages that come from more than one source.
    ///
    /// - Parameter intros: bodies of `index.md` files, by the address of the page that they introduce.
    func generatedPages(intros: [String: String]) -> [GeneratedPage] {
        [home(intro: intros["index.html"])] + lists(intros: intros) + tagPages() + registerPages() + [
            changesPage(), notFoundPage(),
        ] + (decisionView?.pages ?? []) + opennessPages() + resultPages() + licencePages() + governancePages()
            + deploymentPages() + estimatePages() + historyPages() + searchPages()
            + (hasAnswers ? [askPage()] : []) + redirects()
    }

    /// Pages that lists show: all but drafts' leftovers and the folders' introductions.
    private func listed(_ kind: PageKind) -> [Page] {
        library.pages.filter { $0.kind == kind && !$0.isIntroduction }
    }

    // MARK: Tools

    /// Pages that answer more than one page can, where there is content for them; `place` is the list that names them, too.
    private func tools(on place: String? = nil) -> [TemplateContext] {
        let routes = library.generatedRoutes
        let all: [(url: String, title: String, summary: String, place: String)] = [
            (
                "decide/index.html", "May we use this model for that?", "Say what you need, get models with reasons.",
                "evaluation"
            ),
            (
                "openness.html", "How open the models are", "Which parts are public, and under which licence.",
                "evaluation"
            ),
            ("results.html", "Results compared", "Figures with the settings behind them.", "evaluation"),
            ("estimate.html", "What it takes to run a model", "Memory, and hardware against an API.", "evaluation"),
            ("licences/compare.html", "Licences side by side", "Terms and duties of any two.", "licence"),
            (
                "deployments/index.html", "Systems that run models", "Which model runs where, and the notices it owes.",
                "licence"
            ),
            ("exceptions.html", "Exceptions", "Who may deviate from what, and until when.", "policy"),
            ("reviews.html", "Reviews", "What must be read again, by whom.", "policy"),
            (
                "frameworks.html", "Frameworks", "EU AI Act, ISO/IEC 42001, NIST AI RMF: what meets them, and gaps.",
                "policy"
            ),
            ("traceability.html", "Where requirements are applied", "From a rule to its evidence.", "policy"),
        ]
        return all.filter { routes.contains($0.url) && (place == nil || $0.place == place) }.map { tool in
            var context = link(tool.title, tool.url)
            context.set("summary", tool.summary)
            return context
        }
    }

    // MARK: Home

    private func home(intro: String?) -> GeneratedPage {
        let settings = library.settings
        var context = context(path: "index.html", title: settings.title, summary: settings.description, kind: "home")
        if let intro { context["intro"] = .html(intro) }
        context.set("models", list: listed(.evaluation).filter { $0.status == .active }.map(entry))
        context.set("licences", list: listed(.licence).filter { $0.status == .active }.map(entry))
        context.set("policies", list: listed(.policy).filter { $0.status == .active }.map(entry))
        context.set("guides", list: listed(.guide).filter { $0.status == .active }.prefix(12).map(entry))
        context.set("changes", list: Array(changes().prefix(8)))
        let due = library.pages.filter { page in
            guard page.status == .active else { return false }
            switch library.reviewState(of: page) {
            case .due, .overdue: return true
            case .none, .current: return false
            }
        }.sorted {
            ($0.metadata.reviewBy?.value.description ?? "", $0.path) < (
                $1.metadata.reviewBy?.value.description ?? "", $1.path
            )
        }
        context.set("due", list: due.map(entry))
        let requirementCount = listed(.policy).filter { $0.status == .active }.reduce(0) { $0 + $1.requirements.count }
        context.set("requirement_count", String(requirementCount))
        context.set("tools", list: tools())
        context.set("term_count", String(library.pages.reduce(0) { $0 + $1.terms.count }))
        return GeneratedPage(path: "index.html", template: "home", context: context)
    }

    // MARK: Lists

    private struct Filter {
        var title: String
        var slug: String
        var options: [(value: String, title: String)]
        var value: @Sendable (Page) -> [String]
    }

    private func filters(for kind: PageKind) -> [Filter] {
        let status = Filter(
            title: "Status", slug: "status",
            options: [("active", "In force"), ("retired", "Retired"), ("draft", "Draft")],
            value: { [$0.status.rawValue] })
        let decisions = LicenceDecision.allCases.map { ($0.rawValue, $0.label) }
        switch kind {
        case .policy: return [status]
        case .licence:
            let classes = [
                ("open-source", "Open source"), ("open-weights", "Open weights"),
                ("source-available", "Source available"), ("proprietary", "Proprietary"),
            ]
            return [
                Filter(
                    title: "Decision", slug: "decision", options: decisions,
                    value: { $0.licence.map { [$0.decision.rawValue] } ?? [] }),
                Filter(
                    title: "Class", slug: "class", options: classes,
                    value: { [$0.licence?.licenceClass?.rawValue ?? ""] }),
            ]
        case .evaluation:
            let library = library
            return [
                Filter(
                    title: "Licence decision", slug: "decision", options: decisions,
                    value: { page in
                        library.licence(named: page.evaluation?.licenceReference ?? "")?.licence.map {
                            [$0.decision.rawValue]
                        } ?? []
                    }),
                Filter(
                    title: "Openness", slug: "openness",
                    options: OpennessClass.allCases.map { ($0.rawValue, $0.label) },
                    value: { [library.evaluation(of: $0).opennessClass.rawValue] }),
            ]
        case .guide, .glossary, .page: return []
        }
    }

    private func lists(intros: [String: String]) -> [GeneratedPage] {
        [PageKind.policy, .licence, .evaluation, .guide].flatMap { kind -> [GeneratedPage] in
            let pages = listed(kind)
            guard !pages.isEmpty, let folder = kind.folder else { return [] }
            let filters = filters(for: kind).map { filter in
                (
                    filter: filter,
                    options: filter.options.filter { option in
                        pages.contains { filter.value($0).contains(option.value) }
                    }
                )
            }.filter { $0.options.count > 1 }
            func url(_ filter: Filter, _ value: String) -> String { "\(folder)/filter/\(filter.slug)-\(value).html" }
            func page(_ path: String, _ shown: [Page], title: String?) -> GeneratedPage {
                let heading = title.map { "\(kind.pluralTitle): \($0)" } ?? kind.pluralTitle
                var context = context(
                    path: path, title: heading, summary: "\(heading), \(shown.count) in all.", kind: "list")
                if let intro = intros[path] { context["intro"] = .html(intro) }
                addList(kind.rawValue, shown, to: &context)
                context.set("tools", list: tools(on: kind.rawValue))
                context.set("filter_title", title)
                context.set(
                    "breadcrumbs",
                    list: [link("Home", "index.html")]
                        + (title == nil ? [] : [link(kind.pluralTitle, folder + "/index.html")]))
                context.set(
                    "filters",
                    list: filters.map { filter, options in
                        TemplateContext {
                            $0.set("title", filter.title)
                            $0.set(
                                "options",
                                list: [option("All", folder + "/index.html", pages.count, path)]
                                    + options.map { value, title in
                                        option(
                                            title, url(filter, value), pages.count { filter.value($0).contains(value) },
                                            path)
                                    })
                        }
                    })
                return GeneratedPage(path: path, template: "list", context: context)
            }
            let filtered = filters.flatMap { filter, options in
                options.map { value, title in
                    page(url(filter, value), pages.filter { filter.value($0).contains(value) }, title: title)
                }
            }
            return [page(folder + "/index.html", pages, title: nil)] + filtered
        }
    }

    /// A filter's choice.
    func option(_ title: String, _ url: String, _ count: Int, _ current: String) -> TemplateContext {
        TemplateContext {
            $0.set("title", title)
            $0.set("url", url)
            $0.set("count", String(count))
            $0.set("current", flag: url == current)
        }
    }

    private func addList(_ kind: String, _ pages: [Page], to context: inout TemplateContext) {
        context.set("list_kind", kind)
        context.set("is_policies", flag: kind == "policy")
        context.set("is_licences", flag: kind == "licence")
        context.set("is_evaluations", flag: kind == "evaluation")
        context.set("is_mixed", flag: !["policy", "licence", "evaluation"].contains(kind))
        context.set("count", String(pages.count))
        context.set("entries", list: pages.map(entry))
    }

    // MARK: Tags

    private func tagPages() -> [GeneratedPage] {
        var byTag: [String: (title: String, pages: [Page])] = [:]
        for page in library.pages {
            for tag in page.metadata.tags { byTag[tagURL(tag), default: (tag, [])].pages.append(page) }
        }
        let tags = byTag.sorted { $0.value.title.lowercased() < $1.value.title.lowercased() }
        guard !tags.isEmpty else { return [] }
        var index = context(path: "tags/index.html", title: "Tags", summary: "Pages by subject.", kind: "tags")
        index.set(
            "tags",
            list: tags.map { url, tag in
                var entry = link(tag.title, url, "tag")
                entry.set("count", String(tag.pages.count))
                return entry
            })
        index.set("breadcrumbs", list: [link("Home", "index.html")])
        return [GeneratedPage(path: "tags/index.html", template: "tags", context: index)]
            + tags.map { url, tag in
                var context = context(
                    path: url, title: "Tag: \(tag.title)", summary: "Pages on \(tag.title).", kind: "list")
                addList("tag", tag.pages, to: &context)
                context.set("breadcrumbs", list: [link("Home", "index.html"), link("Tags", "tags/index.html")])
                return GeneratedPage(path: url, template: "list", context: context)
            }
    }

    // MARK: Changes, 404, redirects

    /// Every entry of a history, newest first.
    func changes() -> [TemplateContext] {
        let all = library.pages.flatMap { page in
            page.metadata.history.compactMap { change in
                change.date.map { (page: page, change: change, date: $0) }
            }
        }
        return all.sorted { ($1.date, $0.page.path) < ($0.date, $1.page.path) }.map { page, change, date in
            var context = link(page)
            context.set("date", date.description)
            context.set("date_text", date.longText)
            context.set("version", change.version)
            context.set("summary", change.summary)
            return context
        }
    }

    private func changesPage() -> GeneratedPage {
        var context = context(
            path: "changes.html", title: "Changes", summary: "What changed in the portal, newest first.",
            kind: "changes")
        context.set("changes", list: changes())
        context.set("breadcrumbs", list: [link("Home", "index.html")])
        return GeneratedPage(path: "changes.html", template: "changes", context: context)
    }

    private func notFoundPage() -> GeneratedPage {
        // The server shows it at any depth, so its links start at the host: the path of the site's address.
        let address = library.settings.url?.split(separator: "/", omittingEmptySubsequences: true).dropFirst(2) ?? []
        let root = "/" + address.map { $0 + "/" }.joined()
        let context = context(
            path: "404.html", title: "Page not found", summary: "There is no page at this address.", kind: "404",
            root: root)
        return GeneratedPage(path: "404.html", template: "404", context: context)
    }

    private func redirects() -> [GeneratedPage] {
        let fromPages = library.pages.flatMap { page in
            page.metadata.aliases.compactMap { alias in
                contentPath(alias.value, relativeTo: "").map { (from: $0, to: page.url, title: page.title) }
            }
        }
        let fromSettings = library.settings.redirects.compactMap { redirect in
            contentPath(redirect.from, relativeTo: "").map { (from: $0, to: redirect.to, title: redirect.to) }
        }
        return (fromPages + fromSettings).map { from, to, title in
            var context = context(
                path: from, title: "Moved: \(title)", summary: "This page has moved.", kind: "redirect")
            context.set("target", relativePath(from: from, to: to))
            context.set("target_title", title)
            return GeneratedPage(path: from, template: "redirect", context: context)
        }
    }
}
