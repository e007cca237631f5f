/// Titles, summaries, entries of the menu and doors of the pages that a site makes.
public enum MadeWord: String, Word {
    public static let part = "made"

    case home
    case homeAbout
    case editions
    case editionsAbout
    case ask
    case askAbout
    case aboutAnswers
    case aboutAnswersAbout
    case decide
    case decideAbout
    case decideMenu
    case decideDoorAbout
    case decisions
    case decisionsAbout
    case decisionsParent
    case policies
    case licences
    case evaluations
    case guides
    case glossary
    case pages
    case listAbout
    case policiesMenu
    case licencesMenu
    case evaluationsMenu
    case guidesMenu
    case register
    case registerAbout
    case registerMenu
    case handbook
    case handbookAbout
    case handbookMenu
    case handbookDoorAbout
    case changes
    case changesAbout
    case openness
    case opennessAbout
    case opennessMenu
    case opennessDoorAbout
    case results
    case resultsAbout
    case resultsMenu
    case resultsDoorAbout
    case estimate
    case estimateAbout
    case estimateMenu
    case estimateDoorAbout
    case licenceComparison
    case licenceComparisonAbout
    case licenceComparisonMenu
    case licenceComparisonDoorAbout
    case deployments
    case deploymentsAbout
    case deploymentsMenu
    case deploymentsDoorAbout
    case notices
    case noticesAbout
    case exceptions
    case exceptionsAbout
    case exceptionsMenu
    case exceptionsDoorAbout
    case reviews
    case reviewsAbout
    case reviewsDoorAbout
    case frameworks
    case frameworksAbout
    case frameworksDoorAbout
    case traceability
    case traceabilityAbout
    case traceabilityMenu
    case traceabilityDoorAbout
    case tags
    case tagsAbout
    case search
    case searchAbout
    case allPages
    case allPagesAbout
    case allPagesMenu
    case history
    case historyAbout
    case moved
    case movedAbout
    case notFound
    case notFoundAbout
}

extension Catalogue {
    /// A text of ``MadeWord``.
    public func made(_ word: MadeWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
