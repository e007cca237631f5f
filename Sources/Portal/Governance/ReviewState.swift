/// Where a page stands with its next review.
public enum ReviewState: Sendable, Equatable {
    case none
    case current(CalendarDate)
    /// Due in so many days.
    case due(CalendarDate, days: Int)
    /// Overdue by so many days.
    case overdue(CalendarDate, days: Int)

    /// The state on a day, where reviews count as due `noticeDays` before.
    public init(reviewBy: CalendarDate?, today: CalendarDate, noticeDays: Int) {
        guard let reviewBy else {
            self = .none
            return
        }
        let days = reviewBy.daysSince1970 - today.daysSince1970
        self =
            days < 0
            ? .overdue(reviewBy, days: -days) : days <= noticeDays ? .due(reviewBy, days: days) : .current(reviewBy)
    }
}
