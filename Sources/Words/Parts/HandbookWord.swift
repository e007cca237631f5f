/// Texts of the handbook of policies.
public enum HandbookWord: String, Word {
    public static let part = "handbook"

    case title
    /// Before the number of policies, on the title sheet.
    case policies
    /// Of a handbook of all policies.
    case allInForce
    /// Of a handbook of chosen policies, after their ids.
    case someInForce
    case requirements
    case asOf
    case commit
    /// After the commit.
    case uncommitted
    /// Before whom to ask.
    case questions
    /// At the foot of each sheet.
    case uncontrolled
    /// The same on the title sheet, before the address.
    case uncontrolledAbout
    case toPrint
    case print
    case chooseAll
    /// Where none is chosen.
    case chooseOne
    /// Of ids in an address.
    case notThere
    /// What a browser cannot do, around a command.
    case noNumbers
    case contents
    case register
    /// For screen readers.
    case registerTable
    case number
    case strength
    case requirement
    /// Before a date.
    case inForceFrom
    /// At the head of a policy and at the foot of its sheets.
    case inForceFromDate
    case approvedBy
    case owner
    case nextReview
    case appliesTo
}

extension Catalogue {
    /// A word of ``HandbookWord``.
    public func handbook(_ word: HandbookWord, _ values: [String: String] = [:]) -> String { text(word, values) }
}
