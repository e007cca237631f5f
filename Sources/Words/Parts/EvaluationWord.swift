/// A model’s page, openness and results.
public enum EvaluationWord: String, Word {
    public static let part = "evaluation"

    case evaluation
    case licenceTextChangedNotice
    case byAllTogether
    case allReasons
    case licenceAndOpenness
    case licenceOfWeights
    case classIs
    case licenceOfCode
    case opennessOfParts
    case whatItTakes
    case memoryTable
    case format
    case basis
    case model
    case developer
    case madeFrom
    case parameters
    case architecture
    case context
    case tokens
    case released
    case languages
    case evaluated
    case whatIsPublic
    case missingFor
    case definitionAsks
    case allModelsCompared
    case opennessFile
    case evaluatorsVerdict
    case usesTable
    case use
    case verdict
    case reason
    case results
    case resultsTable
    case task
    case metric
    case value
    case settings
    case source
    case differentSettings
    case resultsChart
    case staleOverdue
    case staleDays
    case sameSettings
    case resultOf
    case allResults
    case noneRanked
    case notRanked
    case standardError
    case makersDiffer
    case qualityAgainstSize
    case qualityCaption
    case billionParameters
    case percent
    case chartBar
    case chartInterval
    case chartDot
    case whichPartsArePublic
    case `class`
    case whatKeeps
    case forOpenModel
    case forOpenTooling
    case forOpenScience
    case byOpennessFile
    case definitionSummary
    case missing
    case opennessFileOf
    case frameworkNote
    case definitionNote
}

extension Catalogue {
    /// A text of ``EvaluationWord``.
    public func evaluation(_ word: EvaluationWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
