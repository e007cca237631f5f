extension AskingWord {
    public var german: Phrase {
        switch self {
        case .searchNeedsScript: "Die Suche braucht JavaScript. [Alle Seiten von A bis Z] sind auch ohne aufgeführt."
        case .searchAllPages: "Alle Seiten durchsuchen"
        case .whatAreYouLookingFor: "Wonach wird gesucht?"
        case .search: "Suchen"
        case .exactWords: "\"genauer Wortlaut\""
        case .without: "-ohne"
        case .morePages: "Weitere Seiten"
        case .whatToTry: "Was weiterhelfen kann:"
        case .fewerWords: "Weniger oder andere Wörter verwenden; die [Liste aller Seiten] zeigt, wie etwas hier heißt."
        case .askSomebody: "Nachfragen bei [contact]."
        case .filters: "Filter"
        case .allPages: "Alle Seiten von A bis Z"
        case .askNeedsScript:
            "Antworten brauchen JavaScript. Jede Seite nennt am Ende die Fragen, die sie beantwortet; [alle Seiten von A bis Z] sind auch ohne aufgeführt."
        case .askAQuestion: "Frage stellen"
        case .whatDoYouWantToKnow: "Wie lautet die Frage?"
        case .ask: "Fragen"
        case .askHelp:
            "Ergebnisse und Fakten stammen aus den Regeln und Seiten des Portals; andere Antworten sind wörtliche Zitate. Die Frage bleibt in diesem Browser. [Über diese Antworten]"
        case .forExample: "Zum Beispiel"
        case .computedTitle: "Ergebnisse und Fakten werden berechnet"
        case .computedText:
            "Eine Frage zu Modellen und Lizenzen wird an Namen, Verwendungen, Arten von Daten und anderen Wörtern erkannt und aus den Regeln des Portals und den Fakten seiner Seiten beantwortet: das Ergebnis, seine Gründe mit Fundstellen und was es ändern würde. Diese Sätze wurden beim Erstellen des Portals geschrieben, und jeder Teil führt zu seiner Fundstelle. „Verstanden als“ zeigt, wie die Frage gelesen wurde. Ist das unsicher, wird nichts berechnet."
        case .quotedTitle: "Andere Antworten sind Zitate"
        case .quotedText:
            "Keine Maschine schreibt hier eine Antwort. Was auf der [Fragenseite] in Anführungszeichen steht, ist ein Satz, ein Punkt oder eine Zeile einer Seite; es wurde beim Erstellen des Portals Buchstabe für Buchstabe mit der Seite verglichen und wird im Browser vor der Anzeige noch einmal verglichen. Dabei stehen die Seite, ihr Status, ihre Version, wer verantwortlich ist und wann die nächste Prüfung ansteht."
        case .outcomesText:
            "Für eine solche Frage gibt es drei Ausgänge: eine [Antwort]; einen [Abschnitt, der helfen kann], was keine Antwort ist; oder [nichts], mit der Angabe, wer weiterhilft. Darunter stehen jeweils die nächstliegenden Stellen. Seiten außer Kraft und Entwürfe antworten nie von sich aus."
        case .whereFromTitle: "Woher die Fragen stammen"
        case .whereFromText:
            "Die Redaktion hat {curated} Fragen selbst ins Portal gestellt. Ein kleines Sprachmodell, das beim Erstellen des Portals lokal läuft, hat weitere geschrieben: Aussage für Aussage viele Vorschläge, von denen wenige bleiben. Davon wurden {reviewed} von Menschen angenommen oder geändert und {rejected} abgelehnt; ungeprüfte werden nicht verwendet. Außerdem können {statements} Aussagen unverändert zitiert werden."
        case .modelsTitle: "Modelle"
        case .modelsTable: "Modelle, Tabelle"
        case .model: "Modell"
        case .does: "Aufgabe"
        case .licence: "Lizenz"
        case .hashBegins: "SHA-256 beginnt mit"
        case .modelsText:
            "Im Browser verwandelt der Encoder die Frage in Zahlen und vergleicht sie mit denen der Aussagen und Fragen des Portals. Nichts verlässt den Browser."
        case .measuredTitle: "Wie gut sie sind"
        case .measuredText:
            "Geantwortet wird ab einer Sicherheit von {threshold}. Das folgt aus Fragen an andere Websites und wurde beim Erstellen des Portals erprobt: Jede seiner {own} Fragen wurde gestellt, als wäre sie unbekannt, ebenso {foreign} Fragen, die das Portal nicht beantworten kann."
        case .measuredTable: "Abdeckung und Richtigkeit, Tabelle"
        case .fromConfidence: "Ab einer Sicherheit von"
        case .ownAnswered: "eigene Fragen beantwortet"
        case .fromRightSection: "davon aus dem richtigen Abschnitt"
        case .foreignDeclined: "fremde Fragen abgelehnt"
        case .whereItStands: " (etwa der jetzige Wert)"
        case .roleGenerator: "Schreibt Fragen"
        case .roleAdapter: "Passt das Modell an"
        case .roleEncoder: "Vergleicht Bedeutungen"
        }
    }
}
