import Portal
import Words

extension MadePage {
    static let frameworks = MadePage(
        url: "frameworks.html", title: .frameworks,
        summary: .frameworksAbout,
        template: "tables", kind: "tables", condition: "a policy in force has `maps_to:`",
        parent: Parent(title: .policies, url: "policies/index.html"),
        menu: .rules(.frameworks),
        door: Door(
            title: .frameworks, summary: .frameworksDoorAbout,
            list: .policy),
        isNeeded: { $0.active(.policy).contains { $0.policy?.mapsTo != nil } }, pages: { [$0.frameworksPage($1)] })
}

extension SiteContext {
    fileprivate func frameworksPage(_ made: MadePage) -> GeneratedPage {
        let sections = Framework.all.map { framework -> TableSection in
            let items = framework.items.map { item in (item, library.policies(mappedTo: item, of: framework)) }
            let mapped = items.count { !$0.1.isEmpty }
            return TableSection(
                id: framework.slug, title: words.name(framework),
                summary:
                    words.records(
                        .frameworkSummary, ["mapped": words.number(mapped), "all": words.number(items.count)]),
                columns: [(words.records(.item), false), (words.records(.policies), false)],
                rows: items.map { item, policies in
                    [
                        TableCell(words.number(item), note: words.title(item), isHead: true),
                        policies.isEmpty
                            ? TableCell(words.records(.gap), badge: "verdict-conditional")
                            : TableCell("", links: policies.map { ($0.title, $0.url) }),
                    ]
                })
        }
        return tablePage(
            made, sections: sections,
            notes: [
                words.records(.mappedNote),
                words.records(
                    .sourcesNote,
                    ["sources": Framework.all.map { "\(words.name($0)), \($0.source)" }.joined(separator: "; ")]),
            ])
    }
}
