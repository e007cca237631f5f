extension HomeWord {
    public var german: Phrase {
        switch self {
        case .whatPeopleComeFor: "Häufige Anliegen"
        case .whatChanged: "Was sich geändert hat"
        case .whatIsDue: "Was fällig ist"
        case .nothingDue: "Nichts."
        case .licences: "Lizenzen"
        case .whatIsAllowed: "Was zulässig ist"
        case .verdictsLead: "Jedes Ergebnis führt zu seinen Gründen. "
        case .allModels: .counted(one: "{count} Modell", other: "Alle {count} Modelle")
        case .sayWhatYouNeed: "[Bedarf angeben] und passende Modelle finden."
        case .modelsTable: "Modelle und ihre Verwendungen, Tabelle"
        case .verdictHolds:
            "Ein Ergebnis gilt im Rahmen der Richtlinien; Gründe und Auflagen stehen auf der Seite des Modells."
        case .allChanges: "Alle Änderungen"
        case .inForceLater: "Später in Kraft"
        case .noneDue: "Am {date} ist keine Prüfung fällig oder überfällig."
        case .policiesInForce: "Geltende Richtlinien"
        case .requirementsInRegister:
            .counted(one: "{count} Anforderung im Verzeichnis", other: "Alle {count} Anforderungen im Verzeichnis")
        case .guides: "Anleitungen"
        case .tools: "Entscheiden, vergleichen, nachschlagen"
        case .compareAndLookUp: "Vergleichen und nachschlagen"
        case .mayWeUse: "Darf dieses Modell verwendet werden?"
        case .mayWeUseAbout: "Ein Ergebnis für jede Verwendung und jede Art von Daten, mit Gründen."
        case .whatMustIFollow: "Was ist zu beachten?"
        case .whatMustIFollowAbout: "Die geltenden Richtlinien mit allen Anforderungen."
        case .whichDuties: "Welche Pflichten bringt eine Lizenz mit sich?"
        case .whichDutiesAbout: "Was jede erlaubt, verlangt und ausschließt."
        case .howDoIGoAboutIt: "Wie gehe ich vor?"
        case .howDoIGoAboutItAbout: "Anleitungen, Schritt für Schritt."
        case .whomDoIAsk: "Wer hilft weiter?"
        }
    }
}
