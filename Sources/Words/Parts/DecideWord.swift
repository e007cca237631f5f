/// Decisions on models and uses, and systems that run models.
public enum DecideWord: String, Word {
    public static let part = "decide"

    case wholeTable
    case whatYouNeed
    case whatFor
    case whichData
    case memoryOfCard
    case any
    case language
    case howOpen
    case openModelOrMore
    case openToolingOrMore
    case openScience
    case licence
    case anyLicence
    case osiOnly
    case verdictsLead
    case allAsCsv
    case dataClass
    case classOfData
    case model
    case use
    case titleOfModel
    case evaluationOf
    case withData
    case because
    case whatItAsks
    case openAlternatives
    case mayWeUseIt
    case systems
    case system
    case models
    case decision
    case owner
    case since
    case notStated
    case noticesOf
    case weightsLeave
    case forModels
    case analysis
    case storedText
    case textToCopy
    case linesToShow
    case whenCopied
    case whenCopiedOrHosted
    case noLicencePage
}

extension Catalogue {
    /// A text of ``DecideWord``.
    public func decide(_ word: DecideWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
