import Portal
import Words

extension MadePage {
    static let traceability = MadePage(
        url: "traceability.html", title: .traceability,
        summary: .traceabilityAbout,
        template: "tables", kind: "tables", condition: "a policy in force has requirements",
        parent: Parent(title: .register, url: "register.html"),
        menu: .rules(.traceabilityMenu),
        door: Door(title: .traceability, summary: .traceabilityDoorAbout, list: .policy),
        isNeeded: { facts in facts.active(.policy).contains { !$0.requirements.isEmpty } },
        pages: { [$0.traceabilityPage($1)] })
}

extension SiteContext {
    fileprivate func traceabilityPage(_ made: MadePage) -> GeneratedPage {
        let rows = RegisterRow.all(in: library)
        let evaluations = library.pages(of: .evaluation).filter { $0.status == .active }
            .map { (page: $0, evaluation: library.evaluation(of: $0)) }
        var states = (applied: 0, evidenced: 0)
        let cells = rows.map { row -> [TableCell] in
            let applying = evaluations.filter { $0.evaluation.useCases.contains { $0.requirement?.value == row.id } }
            let decisions = library.decisions?.rules.rules.filter { $0.because.text == row.id } ?? []
            let exceptions = library.dataFiles.exceptions?.exceptions.filter { $0.requirement.value == row.id } ?? []
            let evidence = applying.filter { !$0.page.metadata.sources.isEmpty }
            let isApplied = !applying.isEmpty || !decisions.isEmpty
            states.applied += isApplied ? 1 : 0
            states.evidenced += evidence.isEmpty ? 0 : 1
            return [
                TableCell(row.id, url: row.page.url.appending(anchor: row.id), isHead: true),
                TableCell(
                    words.records(evidence.isEmpty ? (isApplied ? .applied : .stated) : .evidenced),
                    badge: evidence.isEmpty ? (isApplied ? "verdict-conditional" : "level-must") : "verdict-allowed"),
                TableCell("", links: applying.map { ($0.page.title, $0.page.url + "#uses-title") }),
                TableCell(decisions.map(\.id).joined(separator: ", ")),
                TableCell(
                    "",
                    links: evidence.map {
                        (
                            words.records(
                                .sourceCount, count: $0.page.metadata.sources.count, ["title": $0.page.title]),
                            $0.page.url + "#sources-title"
                        )
                    } + exceptions.map { (words.records(.exceptionNumber, ["id": $0.id.value]), "exceptions.html") }),
            ]
        }
        return tablePage(
            made,
            sections: [
                TableSection(
                    id: "requirements", title: words.records(.requirements),
                    summary:
                        words.records(
                            .traceSummary,
                            [
                                "stated": words.number(rows.count), "applied": words.number(states.applied),
                                "evidenced": words.number(states.evidenced),
                            ]),
                    columns: [
                        (words.records(.requirement), false), (words.records(.state), false),
                        (words.records(.evaluations), false), (words.records(.decisionRules), false),
                        (words.records(.evidence), false),
                    ], rows: cells)
            ],
            notes: [
                words.records(.traceNote)
            ])
    }
}
