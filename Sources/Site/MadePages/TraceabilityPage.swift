import Portal

extension MadePage {
    static let traceability = MadePage(
        url: "traceability.html", title: "Where requirements are applied",
        summary: "From each requirement to the evaluations and decision rules that apply it, and to their evidence.",
        template: "tables", kind: "tables", condition: "a policy in force has requirements",
        parent: Parent(title: "Register of requirements", url: "register.html"),
        menu: .rules("Where applied"),
        door: Door(
            title: "Where requirements are applied", summary: "From a rule to its evidence.", list: .policy),
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
                    evidence.isEmpty ? (isApplied ? "applied" : "stated") : "evidenced",
                    badge: evidence.isEmpty ? (isApplied ? "verdict-conditional" : "level-must") : "verdict-allowed"),
                TableCell("", links: applying.map { ($0.page.title, $0.page.url + "#uses-title") }),
                TableCell(decisions.map(\.id).joined(separator: ", ")),
                TableCell(
                    "",
                    links: evidence.map {
                        (
                            "\($0.page.title): \($0.page.metadata.sources.count) sources",
                            $0.page.url + "#sources-title"
                        )
                    } + exceptions.map { ("exception \($0.id.value)", "exceptions.html") }),
            ]
        }
        return tablePage(
            made,
            sections: [
                TableSection(
                    id: "requirements", title: "Requirements",
                    summary:
                        "\(rows.count) are stated, \(states.applied) applied by an evaluation or a decision rule, \(states.evidenced) with evidence.",
                    columns: [
                        ("Requirement", false), ("State", false), ("Evaluations", false), ("Decision rules", false),
                        ("Evidence and exceptions", false),
                    ], rows: cells)
            ],
            notes: [
                "Stated, applied and evidenced are three states: a rule that is written is not yet a rule that is followed."
            ])
    }
}
