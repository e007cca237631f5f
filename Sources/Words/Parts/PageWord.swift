/// What pages of content show beside their text.
public enum PageWord: String, Word {
    public static let part = "page"

    case owner
    case reviewed
    case reviewOfThisText
    case nextReview
    case lastChange
    case dateBy
    case version
    case inForceFrom
    case dueIn
    case overdueBy
    case draftNotice
    case comingNotice
    case retiredNotice
    case replacedBy
    case overdueNotice
    case withdrawnNotice
    case changedNotice
    case questions
    case questionsAnswered
    case sources
    case readOn
    case versions
    case versionsTable
    case versionHead
    case date
    case whatChanged
    case whatChangedWordByWord
    case backlinks
    case tags
    case linkToRequirement
    case linkToSection
    case taskDone
    case taskOpen
    case tableNumber
    case footnotes
    case footnote
    case backToReference
    case admonitionNote
    case admonitionTip
    case admonitionImportant
    case admonitionWarning
    case admonitionCaution
}

extension Catalogue {
    /// A text of ``PageWord``.
    public func page(_ word: PageWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
