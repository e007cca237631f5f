/// A change of a page that its author dated.
package struct DatedChange: Sendable {
    package let page: Page
    package let date: CalendarDate
    package let version: String?
    package let summary: String?
}

extension Library {
    /// Every dated entry of the pages' histories, newest first; of one day, by path.
    package var datedChanges: [DatedChange] {
        let all = pages.flatMap { page in
            page.metadata.history.compactMap { change in
                change.date.map {
                    DatedChange(page: page, date: $0, version: change.version, summary: change.summary)
                }
            }
        }
        return all.sorted { ($1.date, $0.page.path) < ($0.date, $1.page.path) }
    }
}
