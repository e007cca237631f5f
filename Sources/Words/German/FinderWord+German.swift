extension FinderWord {
    public var german: Phrase {
        switch self {
        case .searchResults: "Suchergebnisse"
        case .recentSearches: "Letzte Suchen"
        case .clearRecent: "Letzte Suchen löschen"
        case .recentCleared: "Letzte Suchen gelöscht"
        case .reasonsAndConditions: "Gründe und Auflagen"
        case .knownQuestions: "Bekannte Fragen"
        case .answers: .counted(one: "{count} Antwort", other: "{count} Antworten")
        case .answer: "Antwort"
        case .fact: "Fakt"
        case .allowed: "Zulässig"
        case .conditional: "Mit Auflagen"
        case .blocked: "Nicht zulässig"
        case .several: "Kommt darauf an"
        case .notListed: "Nicht aufgeführt"
        case .askText: "„{text}“ fragen"
        case .allPages: .counted(one: "{count} Seite", other: "Alle {count} Seiten")
        case .showOnSearchPage: "Auf der Suchseite anzeigen"
        case .nothingFound: "Nichts gefunden."
        case .whatToTry: "Was weiterhelfen kann"
        case .keys: "↑ ↓ zum Wählen, Enter zum Öffnen, Esc zum Schließen"
        case .useArrowKeys: "{found}, Auswahl mit den Pfeiltasten."
        case .startOfPage: "Anfang der Seite"
        case .search: "Suche"
        case .pages: .counted(one: "{count} Seite", other: "{count} Seiten")
        case .corrected: "„{word}“ kommt im Portal nicht vor. Gezeigt werden Ergebnisse für „{instead}“."
        case .relaxed: "Keine Seite enthält genau diese Wörter. Gezeigt werden Seiten mit einigen davon."
        case .unknownWords: "Nicht im Portal: {words}."
        case .quoted: "„{word}“"
        case .tryAgain: "Erneut versuchen"
        case .searchFailed: "Die Suche ist fehlgeschlagen."
        case .indexMissing: "Ein Teil des Suchindex konnte nicht geladen werden."
        case .indexDamaged: "Ein Teil des Suchindex ist beschädigt."
        case .indexVersion: "Diese Seite und der Suchindex haben verschiedene Versionen. Bitte die Seite neu laden."
        case .clearMarks: "Markierungen entfernen"
        case .answerMarked: "Die Antwort ist markiert. "
        case .wordsMarked:
            .counted(one: "{count} Wort der Suche ist markiert. ", other: "{count} Wörter der Suche sind markiert. ")
        case .kind: "Art"
        case .status: "Status"
        case .decision: "Entscheidung zur Lizenz"
        case .openness: "Offenheit"
        case .owner: "Verantwortlich"
        case .tag: "Schlagwort"
        case .language: "Sprache"
        case .moreInThisPage: "Mehr auf dieser Seite"
        case .withoutFilters: "Ohne Filter suchen"
        case .searchFor: "Nach „{word}“ suchen"
        case .partMissing: "Ein Teil der Suche konnte nicht geladen werden."
        }
    }
}
