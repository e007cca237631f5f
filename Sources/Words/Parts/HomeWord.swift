/// The start page.
public enum HomeWord: String, Word {
    public static let part = "home"

    case whatPeopleComeFor
    case whatChanged
    case whatIsDue
    case nothingDue
    case licences
    case whatIsAllowed
    case verdictsLead
    case allModels
    case sayWhatYouNeed
    case modelsTable
    case verdictHolds
    case allChanges
    case inForceLater
    case noneDue
    case policiesInForce
    case requirementsInRegister
    case guides
    case tools
    case compareAndLookUp
    case mayWeUse
    case mayWeUseAbout
    case whatMustIFollow
    case whatMustIFollowAbout
    case whichDuties
    case whichDutiesAbout
    case howDoIGoAboutIt
    case howDoIGoAboutItAbout
    case whomDoIAsk
}

extension Catalogue {
    /// A text of ``HomeWord``.
    public func home(_ word: HomeWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
