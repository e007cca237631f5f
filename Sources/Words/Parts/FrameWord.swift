/// What stands around every page: head, header, box, menu, margins, footer.
public enum FrameWord: String, Word {
    public static let part = "frame"

    case skip
    case menu
    case mainMenu
    case moreIn
    case theme
    case youAreHere
    case onThisPage
    case contents
    case beforeAndAfter
    case previous
    case next
    case datesCompared
    case questionsTo
    case changes
    case feed
    case search
    case searchNow
    case askOrSearch
    case askOrSearchPortal
    case searchPortal
    case table
    case nothingYet
    case rulesMenu
    case modelsMenu
    case licencesMenu
    case decideMenu
    case helpMenu
    case moved
    case movedTitle
    case lostLink
}

extension Catalogue {
    /// A text of ``FrameWord``.
    public func frame(_ word: FrameWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
