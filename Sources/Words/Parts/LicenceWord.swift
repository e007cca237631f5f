/// A licence’s page and the comparison of licences.
public enum LicenceWord: String, Word {
    public static let part = "licence"

    case textChangedNotice
    case atAGlance
    case permissions
    case conditions
    case limitations
    case conditionsOfDecision
    case fullName
    case text
    case `class`
    case risk
    case riskIs
    case osiApproved
    case notOsiApproved
    case compare
    case whatToDo
    case sections
    case nothingBeyond
    case weighs
    case noTermAdds
    case since
    case sameTerms
    case new
    case gone
    case permissionOf
    case conditionOf
    case limitationOf
    case clauses
    case clausesTable
    case section
    case whatItSays
    case terms
    case whatClausesFix
    case whatClausesFixTable
    case about
    case whatItFixes
    case howFarChecked
    case checked
    case unchecked
    case notStored
    case usePolicyNotStored
    case forbiddenUses
    case forbiddenUsesTable
    case fromUsePolicy
    case allItems
    case item
    case whatItForbids
    case usesToCompare
    case isForbidden
    case thresholds
    case thresholdsTable
    case measure
    case limit
    case beyondIt
    case whenHandedOn
    case linesToShow
    case owed
    case howItEnds
    case whatFollows
    case evaluatedModels
    case disclaimer
    case term
    case overview
    case page
    case decision
    case vocabulary
}

extension Catalogue {
    /// A text of ``LicenceWord``.
    public func licence(_ word: LicenceWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
