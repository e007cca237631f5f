/// What the box and the search page say; a script takes these.
public enum FinderWord: String, Word {
    public static let part = "finder"

    case searchResults
    case recentSearches
    case clearRecent
    case recentCleared
    case reasonsAndConditions
    case knownQuestions
    case answers
    case answer
    case fact
    case allowed
    case conditional
    case blocked
    case several
    case notListed
    case askText
    case allPages
    case showOnSearchPage
    case nothingFound
    case whatToTry
    case keys
    case useArrowKeys
    case startOfPage
    case search
    case pages
    case corrected
    case relaxed
    case unknownWords
    case quoted
    case tryAgain
    case searchFailed
    case indexMissing
    case indexDamaged
    case indexVersion
    case clearMarks
    case answerMarked
    case wordsMarked
    case kind
    case status
    case decision
    case openness
    case owner
    case tag
    case language
    case moreInThisPage
    case withoutFilters
    case searchFor
    case partMissing
}

extension Catalogue {
    /// A text of ``FinderWord``.
    public func finder(_ word: FinderWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
