extension PageWord {
    public var german: Phrase {
        switch self {
        case .owner: "Verantwortlich"
        case .reviewed: "Geprüft"
        case .reviewOfThisText: "Prüfung dieses Textes"
        case .nextReview: "Nächste Prüfung"
        case .lastChange: "Letzte Änderung"
        case .dateBy: "{date} durch {name}"
        case .version: "Version {version}"
        case .inForceFrom: "in Kraft ab {date}"
        case .dueIn: .counted(one: "fällig in {count} Tag", other: "fällig in {count} Tagen")
        case .overdueBy: .counted(one: "seit {count} Tag überfällig", other: "seit {count} Tagen überfällig")
        case .draftNotice: "[Entwurf.] Dieser Text ist nicht in Kraft und keine Grundlage für Entscheidungen."
        case .comingNotice: "[Noch nicht in Kraft.] Dieser Text gilt ab {date}."
        case .retiredNotice: "[Außer Kraft.] Dieser Text gilt nicht mehr."
        case .replacedBy: "Er wurde ersetzt durch [pages]"
        case .overdueNotice:
            .counted(
                one:
                    "[Prüfung überfällig.] Dieser Text war bis {date} zu prüfen, vor {count} Tag. Bitte vor der Verwendung bei der verantwortlichen Stelle nachfragen.",
                other:
                    "[Prüfung überfällig.] Dieser Text war bis {date} zu prüfen, vor {count} Tagen. Bitte vor der Verwendung bei der verantwortlichen Stelle nachfragen."
            )
        case .withdrawnNotice: "[Zurückgezogen.] Diese Seite nennt [pages]; dies darf nicht mehr verwendet werden."
        case .changedNotice: "[Seit der Prüfung geändert.] Der Text ist nicht der, den {name} am {date} geprüft hat."
        case .questions: "Fragen"
        case .questionsAnswered: "Hier beantwortete Fragen"
        case .sources: "Quellen"
        case .readOn: "gelesen am {date}"
        case .versions: "Versionen"
        case .versionsTable: "Versionen, Tabelle"
        case .versionHead: "Version"
        case .date: "Datum"
        case .whatChanged: "Was sich geändert hat"
        case .whatChangedWordByWord: "Änderungen Wort für Wort"
        case .backlinks: "Seiten, die hierher verweisen"
        case .tags: "Schlagwörter: "
        case .linkToRequirement: "Link zu Anforderung {id}"
        case .linkToSection: "Link zum Abschnitt: {title}"
        case .taskDone: "Erledigt"
        case .taskOpen: "Offen"
        case .tableNumber: "Tabelle {number}"
        case .footnotes: "Fußnoten"
        case .footnote: "Fußnote {number}"
        case .backToReference: "Zurück zur Verweisstelle {number}"
        case .admonitionNote: "Hinweis"
        case .admonitionTip: "Tipp"
        case .admonitionImportant: "Wichtig"
        case .admonitionWarning: "Warnung"
        case .admonitionCaution: "Vorsicht"
        }
    }
}
