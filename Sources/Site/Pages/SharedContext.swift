import Portal

/// What all pages of a build share.
struct SiteContext: Sendable {
    let library: Library
    let assets: [ThemeAssets.Reference]
    let icon: String?
    let version: String

    /// Parts of the menu: title, address, and what the paths that belong to it start with.
    private let menu: [(title: String, url: String, prefix: String)]

    init(library: Library, assets: [ThemeAssets.Reference], icon: String?, version: String) {
        self.library = library
        self.assets = assets
        self.icon = icon
        self.version = version
        let kinds = Set(library.pages.map(\.kind))
        var menu: [(title: String, url: String, prefix: String)] = []
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
                list: menu.map { entry in
                    TemplateContext {
                        $0.set("title", entry.title)
                        $0.set("url", entry.url)
                        $0.set("current", flag: path.hasPrefix(entry.prefix))
                    }
                })
            context.set("assets", list: assets.map(\.context))
            context.set("icon", icon)
            context.set("build_date", library.today.description)
            context.set("version", version)
            context.set("has_feed", flag: settings.url != nil)
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

    /// A page's next review, where it has one.
    func review(_ page: Page) -> TemplateContext? {
        let date: CalendarDate
        var due = false
        var overdue = false
        var dayCount: Int?
        switch library.reviewState(of: page) {
        case .none: return nil
        case .current(let day): date = day
        case .due(let day, let days): (date, due, dayCount) = (day, true, days)
        case .overdue(let day, let days): (date, overdue, dayCount) = (day, true, days)
        }
        return TemplateContext {
            $0.set("date", date.description)
            $0.set("date_text", date.longText)
            $0.set("is_due", flag: due)
            $0.set("is_overdue", flag: overdue)
            $0.set("days", dayCount.map { "\($0) \($0 == 1 ? "day" : "days")" })
        }
    }

    /// A page as it stands in lists.
    func entry(_ page: Page) -> TemplateContext {
        TemplateContext { context in
            context.set("title", page.title)
            context.set("url", page.url)
            context.set("kind", page.kind.rawValue)
            context.set("summary", page.summary)
            context.set("status", page.status.rawValue)
            context.set("is_retired", flag: page.status == .retired)
            context.set("is_draft", flag: page.status == .draft)
            context.set("owner", page.frontMatter.text("owner"))
            context.set("date", page.lastChange?.description)
            context.set("date_text", page.lastChange?.longText)
            context.set("version", page.frontMatter.text("version"))
            switch page.kind {
            case .policy: context.set("id", page.frontMatter.text("id"))
            case .licence:
                let licence = Licence(page)
                context.set("id", licence.spdx)
                context.set("decision", licence.decision.rawValue)
                context.set("decision_label", licence.decision.label)
                context.set("licence_class", licence.licenceClass)
            case .evaluation: addEvaluation(page, to: &context)
            case .guide, .glossary, .page: break
            }
            context.set("review", object: review(page))
        }
    }

    private func addEvaluation(_ page: Page, to context: inout TemplateContext) {
        let evaluation = Evaluation(page)
        context.set("openness", evaluation.opennessClass.rawValue)
        context.set("openness_label", evaluation.opennessClass.label)
        context.set("developer", evaluation.developer)
        context.set("parameters", evaluation.parameters)
        context.set("uses", list: evaluation.useCases.map(use))
        guard let licence = library.licence(named: evaluation.licenceReference) else { return }
        context.set("licence_title", licence.title)
        context.set("licence_url", licence.url)
        let decision = Licence(licence).decision
        context.set("decision", decision.rawValue)
        context.set("decision_label", decision.label)
    }

    func use(_ useCase: Evaluation.UseCase) -> TemplateContext {
        TemplateContext {
            $0.set("use", useCase.use)
            $0.set("verdict", useCase.verdict.rawValue)
            $0.set("verdict_label", useCase.verdict.rawValue.capitalizedFirst)
            $0.set("reason", useCase.reason)
            guard let name = useCase.requirement, let target = library.page(named: name) else { return }
            $0.set("requirement", target.fragment ?? name)
            $0.set("requirement_url", target.page.url + (target.fragment.map { "#" + $0 } ?? ""))
        }
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
