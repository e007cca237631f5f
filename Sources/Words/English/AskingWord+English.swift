extension AskingWord {
    public var english: Phrase {
        switch self {
        case .searchNeedsScript: "Searching needs JavaScript. [All pages from A to Z] are listed without it."
        case .searchAllPages: "Search all pages"
        case .whatAreYouLookingFor: "What are you looking for?"
        case .search: "Search"
        case .exactWords: "\"exact words\""
        case .without: "-without"
        case .morePages: "More pages"
        case .whatToTry: "What to try next:"
        case .fewerWords: "Use fewer or other words; the [list of all pages] shows what things are called here."
        case .askSomebody: "Ask [contact]."
        case .filters: "Filters"
        case .allPages: "All pages from A to Z"
        case .askNeedsScript:
            "Answering needs JavaScript. Each page lists the questions that it answers at its end, and [all pages from A to Z] are listed without it."
        case .askAQuestion: "Ask a question"
        case .whatDoYouWantToKnow: "What do you want to know?"
        case .ask: "Ask"
        case .askHelp:
            "Verdicts and facts come from the portal’s rules and pages; other answers are quoted word for word. Your question stays in this browser. [About these answers]"
        case .forExample: "For example"
        case .computedTitle: "Verdicts and facts are computed"
        case .computedText:
            "A question about models and licences is understood by its names, uses, classes of data and other words, and answered from the portal’s rules and the facts of its pages: the verdict, its reasons with their clauses, and what would change it. These sentences were written when the portal was built, and every part leads to its place. “Read as” says how the question was understood. Where the reading is unsure, nothing is computed."
        case .quotedTitle: "Other answers are quotations"
        case .quotedText:
            "No machine writes an answer here. Whatever stands in quotation marks on the [Ask page] is a sentence, an item or a row of a page, compared with the page letter for letter when the portal was built and again in your browser before it is shown. With it stand the page, its status, version, owner and next review."
        case .outcomesText:
            "There are three outcomes for such a question: an [answer]; a [section that may help], which is not an answer; or [nothing], and whom to ask instead. The nearest passages stand below each. Retired pages and drafts never answer by themselves."
        case .whereFromTitle: "Where the questions come from"
        case .whereFromText:
            "Writers and reviewers put {curated} questions into the portal themselves. A small language model, run on the machine that builds the portal, wrote others: one statement at a time, many candidates for each, of which few are kept. People approved or changed {reviewed} of these and refused {rejected}; unreviewed ones are not used. Beside the questions, {statements} statements can be quoted as they are."
        case .modelsTitle: "Models"
        case .modelsTable: "Models, table"
        case .model: "Model"
        case .does: "Does"
        case .licence: "Licence"
        case .hashBegins: "SHA-256 begins"
        case .modelsText:
            "In your browser the encoder turns your question into numbers and compares them with those of the portal’s statements and questions. Nothing leaves the browser."
        case .measuredTitle: "How good they are"
        case .measuredText:
            "The site answers at a confidence of {threshold} or more. That follows from questions to other sites, and was tried when the portal was built: each of its {own} questions was asked as if it were not known, and so were {foreign} questions that the portal cannot answer."
        case .measuredTable: "Coverage and correctness, table"
        case .fromConfidence: "From a confidence of"
        case .ownAnswered: "own questions answered"
        case .fromRightSection: "of these from the right section"
        case .foreignDeclined: "foreign questions declined"
        case .whereItStands: " (about where it stands)"
        case .roleGenerator: "Generator"
        case .roleAdapter: "Adapter"
        case .roleEncoder: "Encoder"
        }
    }
}
