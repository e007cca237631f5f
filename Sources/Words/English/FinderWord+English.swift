extension FinderWord {
    public var english: Phrase {
        switch self {
        case .searchResults: "Search results"
        case .recentSearches: "Recent searches"
        case .clearRecent: "Clear recent searches"
        case .recentCleared: "Recent searches cleared"
        case .reasonsAndConditions: "Reasons and conditions"
        case .knownQuestions: "Known questions"
        case .answers: .counted(one: "{count} answer", other: "{count} answers")
        case .answer: "Answer"
        case .fact: "Fact"
        case .allowed: "Allowed"
        case .conditional: "Conditional"
        case .blocked: "Not allowed"
        case .several: "It depends"
        case .notListed: "Not listed"
        case .askText: "Ask “{text}”"
        case .allPages: .counted(one: "{count} page", other: "All {count} pages")
        case .showOnSearchPage: "Show on the search page"
        case .nothingFound: "Nothing was found."
        case .whatToTry: "What to try next"
        case .keys: "↑ ↓ to move, Enter to open, Esc to close"
        case .useArrowKeys: "{found}, use the arrow keys."
        case .startOfPage: "Start of the page"
        case .search: "Search"
        case .pages: .counted(one: "{count} page", other: "{count} pages")
        case .corrected: "“{word}” is not in the portal. Showing results for “{instead}”."
        case .relaxed: "No page has these exact words. Showing pages that have some of them."
        case .unknownWords: "Not in the portal: {words}."
        case .quoted: "“{word}”"
        case .tryAgain: "Try again"
        case .searchFailed: "The search failed."
        case .indexMissing: "A part of the search index could not be loaded."
        case .indexDamaged: "A part of the search index is damaged."
        case .indexVersion: "This page and the search index are of different versions. Reload the page."
        case .clearMarks: "Clear marks"
        case .answerMarked: "The answer is marked. "
        case .wordsMarked:
            .counted(one: "{count} word of your search is marked. ", other: "{count} words of your search are marked. ")
        case .kind: "Kind"
        case .status: "Status"
        case .decision: "Licence decision"
        case .openness: "Openness"
        case .owner: "Owner"
        case .tag: "Tag"
        case .language: "Language"
        case .moreInThisPage: "More in this page"
        case .withoutFilters: "Search without filters"
        case .searchFor: "Search for “{word}”"
        case .partMissing: "A part of the search could not be loaded."
        }
    }
}
