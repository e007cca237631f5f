extension PageWord {
    public var english: Phrase {
        switch self {
        case .owner: "Owner"
        case .reviewed: "Reviewed"
        case .reviewOfThisText: "Review of this text"
        case .nextReview: "Next review"
        case .lastChange: "Last change"
        case .dateBy: "{date} by {name}"
        case .version: "version {version}"
        case .inForceFrom: "in force from {date}"
        case .dueIn: .counted(one: "due in {count} day", other: "due in {count} days")
        case .overdueBy: .counted(one: "overdue by {count} day", other: "overdue by {count} days")
        case .draftNotice: "[Draft.] This text is not in force. Do not act on it."
        case .comingNotice: "[Not in force yet.] This text binds from {date}."
        case .retiredNotice: "[Retired.] This text is no longer in force."
        case .replacedBy: "It was replaced by [pages]"
        case .overdueNotice:
            .counted(
                one:
                    "[Review overdue.] This text was to be reviewed by {date}, {count} day ago. Ask its owner before you rely on it.",
                other:
                    "[Review overdue.] This text was to be reviewed by {date}, {count} days ago. Ask its owner before you rely on it."
            )
        case .withdrawnNotice: "[Withdrawn.] This page names [pages], which may no longer be used."
        case .changedNotice: "[Changed since review.] The text is not the one that {name} reviewed on {date}."
        case .questions: "Questions"
        case .questionsAnswered: "Questions answered here"
        case .sources: "Sources"
        case .readOn: "read on {date}"
        case .versions: "Versions"
        case .versionsTable: "Versions, table"
        case .versionHead: "Version"
        case .date: "Date"
        case .whatChanged: "What changed"
        case .whatChangedWordByWord: "What changed, word by word"
        case .backlinks: "Pages that refer here"
        case .tags: "Tags: "
        case .linkToRequirement: "Link to requirement {id}"
        case .linkToSection: "Link to section: {title}"
        case .taskDone: "Done"
        case .taskOpen: "To do"
        case .tableNumber: "Table {number}"
        case .footnotes: "Footnotes"
        case .footnote: "Footnote {number}"
        case .backToReference: "Back to reference {number}"
        case .admonitionNote: "Note"
        case .admonitionTip: "Tip"
        case .admonitionImportant: "Important"
        case .admonitionWarning: "Warning"
        case .admonitionCaution: "Caution"
        }
    }
}
