extension AnswersWord {
    public var english: Phrase {
        switch self {
        case .mailSubject: "Question to the portal"
        case .byWriters: "Question and answer by the page's writers."
        case .asStatement: "Found as the page's own words, without a reviewed question."
        case .writtenBy: "Question written by {author}; the answer is the page's own text."
        case .writtenAndReviewed:
            "Question written by {author}, reviewed by {reviewer}; the answer is the page's own text."
        case .aPerson: "a person"
        case .readAs: "Read as: {parts}."
        case .notUnderstood: " Not understood: {words}."
        case .computed: " Computed from the decision table and the facts of the pages."
        case .askedIn: "Asked in {asked}; this portal answers in {portal}."
        case .version: "version {version}"
        case .nextReview: "next review {date}"
        case .mayHelp: "This section may help"
        case .mayHelpSaid: "This section may help: {title}."
        case .noSentence: "No sentence of the portal surely answers the question; read the section."
        case .askInOther: "Ask in {portal}, or look at what the words find below."
        case .notAnswered: "The portal does not answer this"
        case .notAnsweredSaid: "The portal does not answer this."
        case .unlisted: "{names} is not listed here, so the portal says nothing of it."
        case .askContact: "Ask [contact]; your question is filled in."
        case .tryOtherWords: "Try other words."
        case .answeredBy: "Answered by {title}."
        case .nearest: "Nearest passages"
        case .nearestNotAnswer: "Nearest passages (not an answer)"
        case .looking: "Looking for the answer …"
        case .loading: "Loading what it takes to understand the question; this happens once …"
        case .answersMissing: "A part of the answers could not be loaded."
        case .answersDamaged: "A part of the answers is damaged."
        case .answersVersion: "This page and the answers are of different versions. Reload the page."
        }
    }
}
