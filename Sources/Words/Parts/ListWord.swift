/// Lists, filters, tags, changes, all pages.
public enum ListWord: String, Word {
    public static let part = "lists"

    case filterBy
    case inAll
    case summary
    case filtered
    case status
    case statusActive
    case statusComing
    case statusRetired
    case statusDraft
    case decision
    case licenceDecision
    case `class`
    case openness
    case policiesTable
    case licencesTable
    case modelsTable
    case id
    case policy
    case licence
    case model
    case size
    case weightsLicence
    case uses
    case usesWith
    case version
    case owner
    case nextReview
    case draft
    case retired
    case tag
    case tagSummary
    case letters
    case followFeed
    case noHistory
}

extension Catalogue {
    /// A text of ``ListWord``.
    public func lists(_ word: ListWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
