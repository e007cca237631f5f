/// Policies, their requirements and the register of these.
public enum PolicyWord: String, Word {
    public static let part = "policy"

    case printHead
    case inShort
    case appliesTo
    case inForceFrom
    case lastChanged
    case lastChangedUndated
    case version
    case approvedBy
    case replaces
    case requirementsAtAGlance
    case requirementsTable
    case number
    case strength
    case requirement
    case policy
    case helpsToMeet
    case requirementCount
    case allAsCsv
    case requirementsOf
    case audience
}

extension Catalogue {
    /// A text of ``PolicyWord``.
    public func policy(_ word: PolicyWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
