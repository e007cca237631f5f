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
        let all = originals.flatMap { page in
            page.statedChanges.compactMap { change in
                change.date.map {
                    DatedChange(page: page, date: $0, version: change.version, summary: change.summary)
                }
            }
        }
        return all.sorted { ($1.date, $0.page.path) < ($0.date, $1.page.path) }
    }
}

extension Page {
    /// The entries of its history, and the requirements that were withdrawn from it.
    package var statedChanges: [PageMetadata.Change] {
        metadata.history
            + (policy?.withdrawn ?? []).map { withdrawal in
                var change = PageMetadata.Change()
                change.date = withdrawal.date
                let name = withdrawal.number.map { "\(policy?.id ?? slug)-R\($0.value)" } ?? "A requirement"
                change.summary = "\(name) was withdrawn: \(withdrawal.reason ?? "")"
                return change
            }
    }
}
