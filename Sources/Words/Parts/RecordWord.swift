/// Exceptions, reviews, frameworks, traceability, histories.
public enum RecordWord: String, Word {
    public static let part = "records"

    case granted
    case number
    case requirement
    case reason
    case owner
    case approvedBy
    case until
    case over
    case daysLeft
    case noException
    case exceptionNote
    case page
    case kind
    case reviewBy
    case lastReview
    case overdue
    case noneOverdue
    case dueWithin
    case noneDue
    case later
    case asACalendar
    case changedSince
    case frameworkSummary
    case item
    case policies
    case gap
    case mappedNote
    case sourcesNote
    case evidenced
    case applied
    case stated
    case sourceCount
    case exceptionNumber
    case requirements
    case traceSummary
    case state
    case evaluations
    case decisionRules
    case evidence
    case traceNote
    case historyOf
    case shallow
    case cut
    case byAuthor
    case byAuthorFirst
    case firstVersion
    case sameText
    case calendarName
    case calendarReview
    case calendarException
    case feedTitle
    case searchOf
    case calendarOwner
}

extension Catalogue {
    /// A text of ``RecordWord``.
    public func records(_ word: RecordWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
