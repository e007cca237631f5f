import Portal
import Words

extension MadePage {
    /// The list of a kind's pages, whole and by each of its filters.
    static func list(of kind: PageKind) -> MadePage {
        let folder = kind.folder ?? kind.rawValue
        return MadePage(
            url: folder + "/index.html", title: kind.listTitle, summary: .listAbout, template: "list", kind: "list",
            condition: "there is a page in `\(folder)/`", menu: kind.menuPlace,
            isNeeded: { facts in facts.pages.contains { $0.kind == kind && !$0.isIntroduction } },
            pages: { $0.lists(kind, folder, $1) })
    }
}

extension PageKind {
    /// What the list of the kind's pages is called.
    fileprivate var listTitle: MadeWord {
        switch self {
        case .policy: .policies
        case .licence: .licences
        case .evaluation: .evaluations
        case .guide: .guides
        case .glossary: .glossary
        case .page: .pages
        }
    }
}

extension SiteContext {
    /// Pages that lists show: all but the folders' introductions.
    func listed(_ kind: PageKind) -> [Page] {
        library.originals.filter { $0.kind == kind && !$0.isIntroduction }
    }

    private struct Filter {
        var title: String
        var slug: String
        var options: [(value: String, title: String)]
        var value: @Sendable (Page) -> [String]
    }

    private func filters(for kind: PageKind) -> [Filter] {
        let today = library.today
        let status = Filter(
            title: words.lists(.status), slug: "status",
            options: [
                ("active", words.lists(.statusActive)), ("coming", words.lists(.statusComing)),
                ("retired", words.lists(.statusRetired)), ("draft", words.lists(.statusDraft)),
            ],
            value: { [$0.bindsLater(than: today) == nil ? $0.status.rawValue : "coming"] })
        let decisions = LicenceDecision.allCases.map { ($0.rawValue, words.label($0)) }
        switch kind {
        case .policy: return [status]
        case .licence:
            let classes = LicenceClass.allCases.map { ($0.rawValue, words.label($0)) }
            return [
                Filter(
                    title: words.lists(.decision), slug: "decision", options: decisions,
                    value: { $0.licence.map { [$0.decision.rawValue] } ?? [] }),
                Filter(
                    title: words.lists(.class), slug: "class", options: classes,
                    value: { [$0.licence?.licenceClass?.rawValue ?? ""] }),
            ]
        case .evaluation:
            let library = library
            return [
                Filter(
                    title: words.lists(.licenceDecision), slug: "decision", options: decisions,
                    value: { page in
                        library.licence(named: page.evaluation?.licenceReference ?? "")?.licence.map {
                            [$0.decision.rawValue]
                        } ?? []
                    }),
                Filter(
                    title: words.lists(.openness), slug: "openness",
                    options: OpennessClass.allCases.map { ($0.rawValue, words.label($0)) },
                    value: { [library.evaluation(of: $0).opennessClass.rawValue] }),
            ]
        case .guide, .glossary, .page: return []
        }
    }

    fileprivate func lists(_ kind: PageKind, _ folder: String, _ made: MadePage) -> [GeneratedPage] {
        let pages = listed(kind)
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
            let heading =
                title.map { words.lists(.filtered, ["list": words.plural(kind), "choice": $0]) } ?? words.plural(kind)
            var context = context(
                path: path, title: heading,
                summary: words.lists(.summary, ["title": heading, "number": words.number(shown.count)]), kind: made.kind
            )
            addList(kind.rawValue, shown, to: &context)
            context.set("tools", list: doors(on: kind))
            context.set("filter_title", title)
            context.set(
                "breadcrumbs",
                list: [link(words.common(.home), "index.html")]
                    + (title == nil ? [] : [link(words.plural(kind), folder + "/index.html")]))
            context.set(
                "filters",
                list: filters.map { filter, options in
                    TemplateContext {
                        $0.set("title", filter.title)
                        $0.set("label", words.lists(.filterBy, ["title": filter.title]))
                        $0.set(
                            "options",
                            list: [option(words.common(.all), folder + "/index.html", pages.count, path)]
                                + options.map { value, title in
                                    option(
                                        title, url(filter, value), pages.count { filter.value($0).contains(value) },
                                        path)
                                })
                    }
                })
            return GeneratedPage(path: path, template: made.template, context: context)
        }
        let filtered = filters.flatMap { filter, options in
            options.map { value, title in
                page(url(filter, value), pages.filter { filter.value($0).contains(value) }, title: title)
            }
        }
        return [page(folder + "/index.html", pages, title: nil)] + filtered
    }

    /// A filter's choice; both paths are files of the site.
    func option(_ title: String, _ path: String, _ count: Int, _ current: String) -> TemplateContext {
        TemplateContext {
            $0.set("title", title)
            $0.set("url", SitePath(path).url)
            $0.set("count", words.number(count))
            $0.set("current", flag: path == current)
        }
    }

    func addList(_ kind: String, _ pages: [Page], to context: inout TemplateContext) {
        context.set("list_kind", kind)
        context.set("is_policies", flag: kind == "policy")
        context.set("is_licences", flag: kind == "licence")
        context.set("is_evaluations", flag: kind == "evaluation")
        context.set("is_mixed", flag: !["policy", "licence", "evaluation"].contains(kind))
        context.set("count", words.number(pages.count))
        context.set("count_text", words.lists(.inAll, count: pages.count))
        context.set("entries", list: pages.map(entry))
    }
}
