/// The pages that search and answer, and the page about answers.
public enum AskingWord: String, Word {
    public static let part = "asking"

    case searchNeedsScript
    case searchAllPages
    case whatAreYouLookingFor
    case search
    case exactWords
    case without
    case morePages
    case whatToTry
    case fewerWords
    case askSomebody
    case filters
    case allPages
    case askNeedsScript
    case askAQuestion
    case whatDoYouWantToKnow
    case ask
    case askHelp
    case forExample
    case computedTitle
    case computedText
    case quotedTitle
    case quotedText
    case outcomesText
    case whereFromTitle
    case whereFromText
    case modelsTitle
    case modelsTable
    case model
    case does
    case licence
    case hashBegins
    case modelsText
    case measuredTitle
    case measuredText
    case measuredTable
    case fromConfidence
    case ownAnswered
    case fromRightSection
    case foreignDeclined
    case whereItStands
    case roleGenerator
    case roleAdapter
    case roleEncoder
}

extension Catalogue {
    /// A text of ``AskingWord``.
    public func asking(_ word: AskingWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
