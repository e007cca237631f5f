import Portal

extension MadePage {
    static let frameworks = MadePage(
        url: "frameworks.html", title: "Frameworks",
        summary: "Which policy helps to meet which article, clause or function, and which are met by none.",
        template: "tables", kind: "tables", condition: "a policy in force has `maps_to:`",
        parent: Parent(title: "Policies", url: "policies/index.html"),
        menu: .rules("Frameworks"),
        door: Door(
            title: "Frameworks", summary: "EU AI Act, ISO/IEC 42001, NIST AI RMF: what meets them, and gaps.",
            list: .policy),
        isNeeded: { $0.active(.policy).contains { $0.policy?.mapsTo != nil } }, pages: { [$0.frameworksPage($1)] })
}

extension SiteContext {
    fileprivate func frameworksPage(_ made: MadePage) -> GeneratedPage {
        let sections = Framework.all.map { framework -> TableSection in
            let items = framework.items.map { item in (item, library.policies(mappedTo: item, of: framework)) }
            let mapped = items.count { !$0.1.isEmpty }
            return TableSection(
                id: framework.slug, title: framework.name,
                summary:
                    "\(mapped) of \(items.count) listed items have a policy; the others are gaps, or do not concern us.",
                columns: [("Item", false), ("Policies", false)],
                rows: items.map { item, policies in
                    [
                        TableCell(item.id, note: item.title, isHead: true),
                        policies.isEmpty
                            ? TableCell("gap", badge: "verdict-conditional")
                            : TableCell("", links: policies.map { ($0.title, $0.url) }),
                    ]
                })
        }
        return tablePage(
            made, sections: sections,
            notes: [
                "That a policy is mapped to an item does not say that the item is met: see where requirements are applied.",
                "Sources: \(Framework.all.map { "\($0.name), \($0.source)" }.joined(separator: "; ")).",
            ])
    }
}
