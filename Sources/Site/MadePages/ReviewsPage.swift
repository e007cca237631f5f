import Portal
import Primitives

extension MadePage {
    static let reviews = MadePage(
        url: "reviews.html", title: "Reviews", summary: "What must be read again, by whom and by when.",
        template: "tables", kind: "tables", condition: "a page in force has `review_by:`",
        menu: .rules("Reviews"),
        door: Door(title: "Reviews", summary: "What must be read again, by whom.", list: .policy),
        isNeeded: { $0.pages.contains { $0.status == .active && $0.metadata.reviewBy != nil } },
        pages: { [$0.reviewsPage($1)] })
}

extension SiteContext {
    /// Pages with a review date, those due first.
    var reviewedPages: [(page: Page, date: CalendarDate, state: ReviewState)] {
        library.originals.compactMap { page in
            guard page.status == .active, let date = page.metadata.reviewBy?.value else { return nil }
            return (page, date, library.reviewState(of: page))
        }.sorted { ($0.date, $0.page.path) < ($1.date, $1.page.path) }
    }

    fileprivate func reviewsPage(_ made: MadePage) -> GeneratedPage {
        let all = reviewedPages
        func rows(_ isShown: (ReviewState) -> Bool) -> [[TableCell]] {
            all.filter { isShown($0.state) }.map { page, date, state in
                let note: String? =
                    switch state {
                    case .overdue(_, let days): "overdue by \(counted(days, "day"))"
                    case .due(_, let days): "due in \(counted(days, "day"))"
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
        return tablePage(made, sections: sections, downloads: [("As a calendar", "reviews.ics")])
    }

    private func lastReview(of page: Page) -> String {
        if let review = page.metadata.review, let day = review.on, let name = review.by {
            return "\(day.longText) by \(name)" + (page.isChangedSinceReview ? "; changed since" : "")
        }
        guard let day = page.metadata.reviewed else { return "" }
        return day.longText + (page.metadata.reviewer.map { " by " + $0 } ?? "")
    }
}
