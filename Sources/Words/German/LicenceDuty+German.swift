import Portal

extension LicenceDuty.Kind {
    /// What to do, in German.
    var german: String {
        switch self {
        case .askForChanges: "Bei den Herstellern anfragen: Die Lizenz erlaubt keine Änderungen."
        case .askForHandingOn: "Bei den Herstellern anfragen: Die Lizenz erlaubt keine Weitergabe."
        case .askForCommercialUse: "Bei den Herstellern anfragen: Die Lizenz erlaubt keine kommerzielle Nutzung."
        case .acceptTerms:
            "Die Bedingungen durch jemanden annehmen lassen, der für die Organisation zeichnen darf, und das Datum festhalten."
        case .comparePurpose: "Den Zweck mit der Nutzungsrichtlinie abgleichen und das festhalten."
        case .keepForbiddenUsesOut: "Verbotene Verwendungen ausschließen, durch Anweisung und technisch."
        case .earnNothing: "Für nichts verwenden, was Geld einbringt oder spart."
        case .researchOnly: "Nur zur Forschung verwenden, auf einer Maschine ohne Nutzende."
        case .compareUsers:
            "Die eigene Nutzerzahl mit der Grenze vergleichen, an dem Tag oder über die Zeit, die die Lizenz nennt."
        case .checkRegion: "Prüfen, ob die Region der Organisation die Rechte hat."
        case .giveCopy: "Eine Kopie der Lizenz und des Urhebervermerks mitgeben."
        case .giveNotice: "Den vorgeschriebenen Vermerk in einer Notice-Datei jeder Kopie beilegen."
        case .markChanges: "Geänderte Dateien als geändert kennzeichnen."
        case .trackChanges: "Festhalten, was geändert wurde, für den Fall der Weitergabe."
        case .offerSource: "Den Quelltext anbieten."
        case .offerSourceToUsers: "Den Quelltext denen anbieten, die den Dienst nutzen."
        case .sameLicence: "Das Ergebnis nur unter derselben Lizenz weitergeben."
        case .bindRecipients:
            "Empfänger, und Nutzende, wo die Lizenz es sagt, an die Nutzungseinschränkungen binden."
        case .showLine: "Den Nutzenden den vorgeschriebenen Hinweis zeigen."
        case .showLineOfImproved:
            "Den vorgeschriebenen Hinweis zeigen, sobald andere ein Modell erhalten oder nutzen, das damit oder mit dessen Ausgaben erstellt oder verbessert wurde."
        case .nameImproved:
            "Ein Modell, das damit oder mit dessen Ausgaben erstellt oder verbessert wurde, wie vorgeschrieben benennen, sobald andere es erhalten oder nutzen."
        case .treatServiceAsHandingOn:
            "Den Dienst wie eine Weitergabe behandeln: Es gelten die Pflichten für Produkte, außer bei Dateien, die zu Kopien gehören."
        case .treatDistilledAsDerivatives:
            "Modelle, die mit dessen Ausgaben trainiert wurden, um ähnlich zu arbeiten, als abgeleitet behandeln."
        case .knowCopies: "Wissen, wo Kopien und Abgeleitetes liegen: Sie sind am Ende zu löschen."
        case .askBeforeSuing:
            "Vor einer Klage wegen Verletzung eigener Rechte durch das Modell die Rechtsabteilung fragen: Sie beendet die Lizenz."
        case .planForClaims: "Ansprüche Dritter einplanen: Wer nutzt, stellt den Hersteller davon frei."
        case .haveAlternative: "Eine Alternative bereithalten: Die Hersteller können die Nutzung einschränken."
        case .watchTerms: "Bedingungen und Nutzungsrichtlinie beobachten: Die Hersteller können sie ändern."
        case .useNamesAsPrescribed: "Namen und Marken der Hersteller nur wie in der Lizenz vorgeschrieben verwenden."
        }
    }
}
