extension HandbookWord {
    public var german: Phrase {
        switch self {
        case .title: "Handbuch der Richtlinien"
        case .policies: "Richtlinien"
        case .allInForce: "Alle {number}, die gelten"
        case .someInForce: "{ids} ({number} von {total}, die gelten)"
        case .requirements: "Anforderungen"
        case .asOf: "Stand"
        case .commit: "Commit"
        case .uncommitted: "mit Änderungen, die nicht eingetragen sind"
        case .questions: "Fragen"
        case .uncontrolled: "Gedruckt nicht gelenkt"
        case .uncontrolledAbout: "[Gedruckt nicht gelenkt.] Es gilt der Text des Portals"
        case .toPrint: "Richtlinien, die gedruckt werden"
        case .print: "Drucken"
        case .chooseAll: "Alle auswählen"
        case .chooseOne: "Mindestens eine Richtlinie auswählen."
        case .notThere: "Nicht unter den geltenden Richtlinien: {ids}."
        case .noNumbers:
            "Browser können die Zeilen des Inhalts nicht nummerieren. [charter print --pdf handbuch.pdf] schreibt ein PDF, in dem die Nummern der Blätter stehen."
        case .contents: "Inhalt"
        case .register: "Verzeichnis der Anforderungen"
        case .registerTable: "Verzeichnis der Anforderungen, Tabelle"
        case .number: "Nummer"
        case .strength: "Stärke"
        case .requirement: "Anforderung"
        case .inForceFrom: "In Kraft ab"
        case .inForceFromDate: "in Kraft ab {date}"
        case .approvedBy: "Genehmigt von"
        case .owner: "Verantwortlich"
        case .nextReview: "Nächste Prüfung"
        case .appliesTo: "Für"
        }
    }
}
