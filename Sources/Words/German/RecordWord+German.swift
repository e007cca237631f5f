extension RecordWord {
    public var german: Phrase {
        switch self {
        case .granted: "Gewährt"
        case .number: "Nummer"
        case .requirement: "Anforderung"
        case .reason: "Grund"
        case .owner: "Verantwortlich"
        case .approvedBy: "Genehmigt durch"
        case .until: "Bis"
        case .over: "abgelaufen"
        case .daysLeft: .counted(one: "noch {count} Tag", other: "noch {count} Tage")
        case .noException: "Es gilt keine Ausnahme."
        case .exceptionNote:
            .counted(
                one:
                    "Eine Ausnahme gilt höchstens {count} Tag und wird von zwei anderen Personen als der verantwortlichen genehmigt; beides wird beim Erstellen geprüft.",
                other:
                    "Eine Ausnahme gilt höchstens {count} Tage und wird von zwei anderen Personen als der verantwortlichen genehmigt; beides wird beim Erstellen geprüft."
            )
        case .page: "Seite"
        case .kind: "Art"
        case .reviewBy: "Zu prüfen bis"
        case .lastReview: "Letzte Prüfung"
        case .overdue: "Überfällig"
        case .noneOverdue: "Keine Prüfung ist überfällig."
        case .dueWithin: .counted(one: "Fällig innerhalb von {count} Tag", other: "Fällig innerhalb von {count} Tagen")
        case .noneDue: "Keine Prüfung ist fällig."
        case .later: "Später"
        case .asACalendar: "Als Kalender"
        case .changedSince: "{review}; seitdem geändert"
        case .frameworkSummary:
            "{mapped} von {all} aufgeführten Punkten haben eine Richtlinie; die übrigen sind Lücken oder betreffen uns nicht."
        case .item: "Punkt"
        case .policies: "Richtlinien"
        case .gap: "Lücke"
        case .mappedNote:
            "Dass eine Richtlinie einem Punkt zugeordnet ist, sagt nicht, dass er erfüllt ist: siehe, wo Anforderungen angewendet werden."
        case .sourcesNote: "Quellen: {sources}."
        case .evidenced: "belegt"
        case .applied: "angewendet"
        case .stated: "festgelegt"
        case .sourceCount: .counted(one: "{title}: {count} Quelle", other: "{title}: {count} Quellen")
        case .exceptionNumber: "Ausnahme {id}"
        case .requirements: "Anforderungen"
        case .traceSummary:
            "{stated} sind festgelegt, {applied} durch eine Bewertung oder Entscheidungsregel angewendet, {evidenced} belegt."
        case .state: "Stand"
        case .evaluations: "Bewertungen"
        case .decisionRules: "Entscheidungsregeln"
        case .evidence: "Belege und Ausnahmen"
        case .traceNote:
            "Festgelegt, angewendet und belegt sind drei Stufen: Eine geschriebene Regel ist noch keine befolgte."
        case .historyOf: "Historie von {title}"
        case .shallow: "Die Website wurde aus einem unvollständigen Klon erstellt; ältere Versionen können fehlen."
        case .cut: "Gezeigt werden nur die neuesten Versionen; die übrigen stehen in Git."
        case .byAuthor: "von {author}"
        case .byAuthorFirst: "Von {author}"
        case .firstVersion: "Die erste hier bekannte Version."
        case .sameText: "Der Text blieb gleich; nur die Angaben zur Seite änderten sich."
        case .calendarName: "{title}: Prüfungen"
        case .calendarReview: "Prüfung: {title}"
        case .calendarException: "Ausnahme {id} von {requirement} endet"
        case .feedTitle: "{title}: Änderungen"
        case .searchOf: "{title} durchsuchen"
        case .calendarOwner: "Verantwortlich: {owner}"
        }
    }
}
