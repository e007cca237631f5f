extension RecordWord {
    public var english: Phrase {
        switch self {
        case .granted: "Granted"
        case .number: "Number"
        case .requirement: "Requirement"
        case .reason: "Reason"
        case .owner: "Owner"
        case .approvedBy: "Approved by"
        case .until: "Until"
        case .over: "over"
        case .daysLeft: .counted(one: "{count} day left", other: "{count} days left")
        case .noException: "No exception is in force."
        case .exceptionNote:
            .counted(
                one:
                    "An exception holds for at most {count} day and is approved by two people other than its owner; the build checks both.",
                other:
                    "An exception holds for at most {count} days and is approved by two people other than its owner; the build checks both."
            )
        case .page: "Page"
        case .kind: "Kind"
        case .reviewBy: "Review by"
        case .lastReview: "Last review"
        case .overdue: "Overdue"
        case .noneOverdue: "No review is overdue."
        case .dueWithin: .counted(one: "Due within {count} day", other: "Due within {count} days")
        case .noneDue: "No review is due."
        case .later: "Later"
        case .asACalendar: "As a calendar"
        case .changedSince: "{review}; changed since"
        case .frameworkSummary:
            "{mapped} of {all} listed items have a policy; the others are gaps, or do not concern us."
        case .item: "Item"
        case .policies: "Policies"
        case .gap: "gap"
        case .mappedNote:
            "That a policy is mapped to an item does not say that the item is met: see where requirements are applied."
        case .sourcesNote: "Sources: {sources}."
        case .evidenced: "evidenced"
        case .applied: "applied"
        case .stated: "stated"
        case .sourceCount: .counted(one: "{title}: {count} source", other: "{title}: {count} sources")
        case .exceptionNumber: "exception {id}"
        case .requirements: "Requirements"
        case .traceSummary:
            "{stated} are stated, {applied} applied by an evaluation or a decision rule, {evidenced} with evidence."
        case .state: "State"
        case .evaluations: "Evaluations"
        case .decisionRules: "Decision rules"
        case .evidence: "Evidence and exceptions"
        case .traceNote:
            "Stated, applied and evidenced are three states: a rule that is written is not yet a rule that is followed."
        case .historyOf: "History of {title}"
        case .shallow: "The site was built from a shallow clone, so older versions may be missing."
        case .cut: "Only the latest versions are shown; git has the others."
        case .byAuthor: "by {author}"
        case .byAuthorFirst: "By {author}"
        case .firstVersion: "The first version that is known here."
        case .sameText: "The text stayed the same; only its front matter changed."
        case .calendarName: "{title}: reviews"
        case .calendarReview: "Review: {title}"
        case .calendarException: "Exception {id} from {requirement} ends"
        case .feedTitle: "{title}: changes"
        case .searchOf: "Search {title}"
        case .calendarOwner: "Owner: {owner}"
        }
    }
}
