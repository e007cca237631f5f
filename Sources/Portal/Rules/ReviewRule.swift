import Diagnostics
import Primitives

extension Rule {
    /// A page in force is read again by the day that it states.
    package static let reviews = Rule { $0.checkReviews() }
}

extension Library {
    /// Pages whose review is overdue.
    fileprivate func checkReviews() -> [Diagnostic] {
        pages.compactMap { page in
            guard page.status == .active, case .overdue(let date, let days) = reviewState(of: page) else { return nil }
            return Diagnostic(
                settings.failsOn.contains(.overdue) ? .error : .warning, .reviewOverdue, path: displayPath(page),
                range: page.metadata.reviewBy?.range ?? .fileStart,
                "Review was due on \(date), \(counted(days, "day")) ago",
                fixes: [.init("read the page, correct it and set review_by to the next date")])
        }
    }
}
