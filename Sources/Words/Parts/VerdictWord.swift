/// The sentences of computed answers that are written when a question is asked, in Swift and in a script.
public enum VerdictWord: String, Word {
    public static let part = "verdicts"

    case anyUse
    case anyData
    case data
    case use
    case modelsFit
    case modelsAllowed
    case noModelFits
    case allowed
    case conditional
    case dependsOnData
    case dependsOnUse
    case dependsOnBoth
    case blocked
    case ruledOut
    case noFormatFits
    case notItsLanguage
    case speaks
    case speaksMany
    case speaksNot
    case formatsFit
    case notStated
    case listedUnderThisName
}

extension Catalogue {
    /// A text of ``VerdictWord``.
    public func verdicts(_ word: VerdictWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
