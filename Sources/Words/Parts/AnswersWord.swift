/// What the Ask page says; a script takes these.
public enum AnswersWord: String, Word {
    public static let part = "answers"

    case mailSubject
    case byWriters
    case asStatement
    case writtenBy
    case writtenAndReviewed
    case aPerson
    case readAs
    case notUnderstood
    case computed
    case askedIn
    case version
    case nextReview
    case mayHelp
    case mayHelpSaid
    case noSentence
    case askInOther
    case notAnswered
    case notAnsweredSaid
    case unlisted
    case askContact
    case tryOtherWords
    case answeredBy
    case nearest
    case nearestNotAnswer
    case looking
    case loading
    case answersMissing
    case answersDamaged
    case answersVersion
}

extension Catalogue {
    /// A text of ``AnswersWord``.
    public func answers(_ word: AnswersWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
