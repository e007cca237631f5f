import Portal
import Primitives
import Words

extension MadePage {
    static let reviews = MadePage(
        url: "reviews.html", title: .reviews, summary: .reviewsAbout,
        template: "tables", kind: "tables", condition: "a page in force has `review_by:`",
        menu: .rules(.reviews),
        door: Door(title: .reviews, summary: .reviewsDoorAbout, list: .policy),
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
                    case .overdue(_, let days): words.page(.overdueBy, count: days)
                    case .due(_, let days): words.page(.dueIn, count: days)
                    case .none, .current: nil
                    }
                return [
                    TableCell(page.title, url: page.url, isHead: true), TableCell(words.word(page.kind)),
                    TableCell(page.metadata.owner ?? ""), TableCell(words.date(date), note: note),
                    TableCell(lastReview(of: page)),
                ]
            }
        }
        let columns = [
            (words.records(.page), false), (words.records(.kind), false), (words.records(.owner), false),
            (words.records(.reviewBy), false), (words.records(.lastReview), false),
        ]
        let sections = [
            TableSection(
                id: "overdue", title: words.records(.overdue), columns: columns,
                rows: rows { if case .overdue = $0 { true } else { false } }, empty: words.records(.noneOverdue)),
            TableSection(
                id: "due", title: words.records(.dueWithin, count: library.settings.reviewNoticeDays), columns: columns,
                rows: rows { if case .due = $0 { true } else { false } }, empty: words.records(.noneDue)),
            TableSection(
                id: "later", title: words.records(.later), columns: columns,
                rows: rows { if case .current = $0 { true } else { false } }),
        ]
        return tablePage(made, sections: sections, downloads: [(words.records(.asACalendar), "reviews.ics")])
    }

    private func lastReview(of page: Page) -> String {
        if let review = page.metadata.review, let day = review.on, let name = review.by {
            let text = signed(words.date(day), name)
            return page.isChangedSinceReview ? words.records(.changedSince, ["review": text]) : text
        }
        guard let day = page.metadata.reviewed else { return "" }
        return signed(words.date(day.value), page.metadata.reviewer)
    }
}
