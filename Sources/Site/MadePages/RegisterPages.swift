import Portal
import Words

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
        url: "register.html", title: .register,
        summary: .registerAbout, template: "register", kind: "register",
        condition: "a policy in force has requirements; by strength, policy and audience in `register/*.html`",
        menu: .rules(.registerMenu), isNeeded: { facts in facts.active(.policy).contains { !$0.requirements.isEmpty } },
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

        let (strength, named, bound) = (words.policy(.strength), words.policy(.policy), words.policy(.audience))
        var choices: [(group: String, title: String, path: String, rows: [RegisterRow])] = []
        for level in levels {
            choices.append(
                (
                    strength, words.word(level), "register/level-\(level.cssClass).html",
                    rows.filter { $0.requirement.level == level }
                ))
        }
        for policy in policies {
            choices.append(
                (
                    named, policy.policy.id, "register/\(addressName(for: "policy " + policy.policy.id)).html",
                    rows.filter { $0.policy.id == policy.policy.id }
                ))
        }
        for audience in audiences {
            choices.append(
                (
                    bound, audience, "register/\(addressName(for: "applies-to " + audience)).html",
                    rows.filter { $0.policy.appliesTo.contains(audience) }
                ))
        }

        func page(_ path: String, _ shown: [RegisterRow], title: String?) -> GeneratedPage {
            let heading = title.map { words.policy(.requirementsOf, ["title": $0]) } ?? made.title(in: words)
            var context = context(
                path: path, title: heading, summary: made.summary(in: words), kind: made.kind)
            context.set("rows", list: shown.map(row))
            context.set("count", words.number(shown.count))
            context.set("count_text", words.policy(.requirementCount, count: shown.count))
            context.set("filter_title", title)
            context.set("csv_url", "register.csv")
            context.set(
                "breadcrumbs",
                list: [link(words.common(.home), "index.html")]
                    + (title == nil ? [] : [link(made.title(in: words), made.url)]))
            let groups = [strength, named, bound].map { group in
                (group, choices.filter { $0.group == group })
            }
            context.set(
                "filters",
                list: groups.filter { !$0.1.isEmpty }.map { group, options in
                    TemplateContext {
                        $0.set("title", group)
                        $0.set("label", words.lists(.filterBy, ["title": group]))
                        $0.set(
                            "options",
                            list: [option(words.common(.all), made.url, rows.count, path)]
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
            $0.set("level_label", words.word(row.requirement.level))
            $0.set("level_class", row.requirement.level.cssClass)
            $0.set("text", row.requirement.text)
            $0.set("policy_title", row.page.title)
            $0.set("policy_url", row.page.url)
            let coming = row.page.bindsLater(than: library.today).map(words.date)
            $0.set("in_force_from", coming)
            $0.set("in_force_text", coming.map { words.page(.inForceFrom, ["date": $0]) })
            $0.set("section", row.requirement.sectionTitle)
        }
    }
}
