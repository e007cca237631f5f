import Diagnostics
import Portal

extension SiteContext {
    /// Exceptions in force, reviews, frameworks with their gaps, and where requirements are applied.
    func governancePages() -> [GeneratedPage] {
        exceptionPages() + reviewPages() + frameworkPages() + traceabilityPages()
    }

    /// A requirement's cell with its address.
    private func requirementCell(_ id: String, isHead: Bool = false) -> TableCell {
        let target = library.page(named: id)
        return TableCell(
            target?.fragment ?? id, url: target.map { $0.page.url + ($0.fragment.map { "#" + $0 } ?? "") },
            isHead: isHead)
    }

    // MARK: Exceptions

    private func exceptionPages() -> [GeneratedPage] {
        guard let register = library.dataFiles.exceptions else { return [] }
        let rows = register.exceptions.sorted { ($0.until.value, $0.id.value) < ($1.until.value, $1.id.value) }.map {
            exception in
            let days = exception.until.daysSince1970 - library.today.daysSince1970
            return [
                TableCell(exception.id.value, isHead: true), requirementCell(exception.requirement.value),
                TableCell(exception.reason, note: exception.mitigation), TableCell(exception.owner),
                TableCell(exception.approvers.value.joined(separator: ", ")),
                TableCell(
                    exception.until.longText, note: days < 0 ? "over" : "\(days) \(days == 1 ? "day" : "days") left"),
            ]
        }
        return [
            tablePage(
                path: "exceptions.html", title: "Exceptions",
                summary: "Deviations from requirements that were granted, by whom, why and until when.",
                sections: [
                    TableSection(
                        id: "in-force", title: "Granted",
                        columns: [
                            ("Number", false), ("Requirement", false), ("Reason", false), ("Owner", false),
                            ("Approved by", false), ("Until", false),
                        ], rows: rows, empty: "No exception is in force.")
                ],
                notes: [
                    "An exception holds for at most \(ExceptionsRegister.longestDays) days and is approved by two people other than its owner; the build checks both."
                ], parent: ("Register of requirements", "register.html"))
        ]
    }

    // MARK: Reviews

    /// Pages with a review date, those due first.
    var reviewedPages: [(page: Page, date: CalendarDate, state: ReviewState)] {
        library.pages.compactMap { page in
            guard page.status == .active, let date = page.metadata.reviewBy?.value else { return nil }
            return (page, date, library.reviewState(of: page))
        }.sorted { ($0.date, $0.page.path) < ($1.date, $1.page.path) }
    }

    private func reviewPages() -> [GeneratedPage] {
        let all = reviewedPages
        guard !all.isEmpty else { return [] }
        func rows(_ isShown: (ReviewState) -> Bool) -> [[TableCell]] {
            all.filter { isShown($0.state) }.map { page, date, state in
                let note: String? =
                    switch state {
                    case .overdue(_, let days): "overdue by \(days) \(days == 1 ? "day" : "days")"
                    case .due(_, let days): "due in \(days) \(days == 1 ? "day" : "days")"
                    case .none, .current: nil
                    }
                return [
                    TableCell(page.title, url: page.url, isHead: true), TableCell(page.kind.rawValue),
                    TableCell(page.metadata.owner ?? ""), TableCell(date.longText, note: note),
                    TableCell(lastReview(of: page)),
                ]
            }
        }
        let columns = [
            ("Page", false), ("Kind", false), ("Owner", false), ("Review by", false), ("Last review", false),
        ]
        let sections = [
            TableSection(
                id: "overdue", title: "Overdue", columns: columns,
                rows: rows { if case .overdue = $0 { true } else { false } }, empty: "No review is overdue."),
            TableSection(
                id: "due", title: "Due within \(library.settings.reviewNoticeDays) days", columns: columns,
                rows: rows { if case .due = $0 { true } else { false } }, empty: "No review is due."),
            TableSection(
                id: "later", title: "Later", columns: columns,
                rows: rows { if case .current = $0 { true } else { false } }),
        ]
        return [
            tablePage(
                path: "reviews.html", title: "Reviews",
                summary: "What must be read again, by whom and by when.", sections: sections,
                downloads: [("As a calendar", "reviews.ics")])
        ]
    }

    private func lastReview(of page: Page) -> String {
        if let review = page.metadata.review, let day = review.on, let name = review.by {
            return "\(day.longText) by \(name)" + (page.isChangedSinceReview ? "; changed since" : "")
        }
        guard let day = page.metadata.reviewed else { return "" }
        return day.longText + (page.metadata.reviewer.map { " by " + $0 } ?? "")
    }

    // MARK: Frameworks

    private func frameworkPages() -> [GeneratedPage] {
        guard library.pages(of: .policy).contains(where: { $0.policy?.mapsTo != nil }) else {
            return []
        }
        let sections = Framework.all.map { framework -> TableSection in
            let items = framework.items.map { item in (item, library.policies(mappedTo: item, of: framework)) }
            let mapped = items.count { !$0.1.isEmpty }
            return TableSection(
                id: framework.slug, title: framework.name,
                summary:
                    "\(mapped) of \(items.count) items that are looked at have a policy; the others are gaps, or do not concern us.",
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
        return [
            tablePage(
                path: "frameworks.html", title: "Frameworks",
                summary: "Which policy helps to meet which article, clause or function, and what none does.",
                sections: sections,
                notes: [
                    "That a policy is mapped to an item does not say that the item is met: see where requirements are applied.",
                    "Sources: \(Framework.all.map { "\($0.name), \($0.source)" }.joined(separator: "; ")).",
                ], parent: ("Policies", "policies/index.html"))
        ]
    }

    // MARK: Traceability

    private func traceabilityPages() -> [GeneratedPage] {
        let rows = RegisterRow.all(in: library)
        guard !rows.isEmpty else { return [] }
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
                TableCell(row.id, url: row.page.url + "#" + row.id, isHead: true),
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
        return [
            tablePage(
                path: "traceability.html", title: "Where requirements are applied",
                summary:
                    "From each requirement to the evaluations and decision rules that apply it, and to their evidence.",
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
                    "Stated, applied and evidenced are three states: a rule that is written is not yet a rule that is kept."
                ],
                parent: ("Register of requirements", "register.html"))
        ]
    }
}

extension String {
    fileprivate func replacing(_ old: Character, with new: Character) -> String { String(map { $0 == old ? new : $0 }) }
}
