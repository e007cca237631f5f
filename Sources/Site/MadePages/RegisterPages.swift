import Portal

/// A requirement with the policy it stands in.
struct RegisterRow: Sendable {
    var page: Page
    var policy: Policy
    var requirement: Requirement

    var id: String { requirement.id(in: policy.id) }

    /// The requirements of all policies in force, by policy and number.
    static func all(in library: Library) -> [RegisterRow] {
        library.originals.filter { $0.kind == .policy && $0.status == .active }.flatMap { page -> [RegisterRow] in
            guard let policy = page.policy else { return [] }
            return page.requirements.sorted { $0.number < $1.number }.map {
                RegisterRow(page: page, policy: policy, requirement: $0)
            }
        }.sorted { ($0.policy.id, $0.requirement.number) < ($1.policy.id, $1.requirement.number) }
    }
}

extension MadePage {
    static let register = MadePage(
        url: "register.html", title: "Register of requirements",
        summary: "Every MUST, SHOULD and MAY of the policies in force.", template: "register", kind: "register",
        condition: "a policy in force has requirements; by strength, policy and audience in `register/*.html`",
        menu: .rules("Register"), isNeeded: { facts in facts.active(.policy).contains { !$0.requirements.isEmpty } },
        pages: { $0.registerPages($1) })
}

extension SiteContext {
    /// The register of requirements: whole, by level, by policy and by whom it binds.
    fileprivate func registerPages(_ made: MadePage) -> [GeneratedPage] {
        let rows = RegisterRow.all(in: library)
        let levels = Requirement.Level.allCases.filter { level in rows.contains { $0.requirement.level == level } }
        let policies = rows.reduce(into: [RegisterRow]()) { list, row in
            if list.last?.policy.id != row.policy.id { list.append(row) }
        }
        let audiences = Set(rows.flatMap(\.policy.appliesTo)).sorted()

        var choices: [(group: String, title: String, path: String, rows: [RegisterRow])] = []
        for level in levels {
            choices.append(
                (
                    "Strength", level.rawValue, "register/level-\(level.cssClass).html",
                    rows.filter { $0.requirement.level == level }
                ))
        }
        for policy in policies {
            choices.append(
                (
                    "Policy", policy.policy.id, "register/\(addressName(for: "policy " + policy.policy.id)).html",
                    rows.filter { $0.policy.id == policy.policy.id }
                ))
        }
        for audience in audiences {
            choices.append(
                (
                    "Applies to", audience, "register/\(addressName(for: "applies-to " + audience)).html",
                    rows.filter { $0.policy.appliesTo.contains(audience) }
                ))
        }

        func page(_ path: String, _ shown: [RegisterRow], title: String?) -> GeneratedPage {
            let heading = title.map { "Requirements: \($0)" } ?? made.title
            var context = context(
                path: path, title: heading, summary: made.summary, kind: made.kind)
            context.set("rows", list: shown.map(row))
            context.set("count", String(shown.count))
            context.set("filter_title", title)
            context.set("csv_url", "register.csv")
            context.set(
                "breadcrumbs",
                list: [link("Home", "index.html")]
                    + (title == nil ? [] : [link(made.title, made.url)]))
            let groups = ["Strength", "Policy", "Applies to"].map { group in
                (group, choices.filter { $0.group == group })
            }
            context.set(
                "filters",
                list: groups.filter { !$0.1.isEmpty }.map { group, options in
                    TemplateContext {
                        $0.set("title", group)
                        $0.set(
                            "options",
                            list: [option("All", made.url, rows.count, path)]
                                + options.map { option($0.title, $0.path, $0.rows.count, path) })
                    }
                })
            return GeneratedPage(path: path, template: made.template, context: context)
        }
        return [page(made.url, rows, title: nil)] + choices.map { page($0.path, $0.rows, title: $0.title) }
    }

    private func row(_ row: RegisterRow) -> TemplateContext {
        TemplateContext {
            $0.set("id", row.id)
            $0.set("url", row.page.url.appending(anchor: row.id))
            $0.set("level", row.requirement.level.rawValue)
            $0.set("level_class", row.requirement.level.cssClass)
            $0.set("text", row.requirement.text)
            $0.set("policy_title", row.page.title)
            $0.set("policy_url", row.page.url)
            $0.set("in_force_from", row.page.bindsLater(than: library.today)?.longText)
            $0.set("section", row.requirement.sectionTitle)
        }
    }
}
