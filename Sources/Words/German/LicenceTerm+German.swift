import Portal

extension LicenceTag.Name {
    /// The term in German, and what it means.
    var german: (label: String, summary: String) {
        switch self {
        case .commercialUse: ("Kommerzielle Nutzung", "Darf verwendet werden, um Geld zu verdienen.")
        case .modifications: ("Änderung", "Darf geändert werden, auch durch Fine-Tuning.")
        case .distribution: ("Weitergabe", "Darf weitergegeben werden.")
        case .privateUse: ("Interne Nutzung", "Darf innerhalb der Organisation verwendet werden.")
        case .patentUse: ("Nutzung von Patenten", "Gewährt Rechte an den Patenten der Mitwirkenden.")
        case .outputsUnclaimed:
            (
                "Ausgaben gehören den Nutzenden",
                "Die Hersteller beanspruchen keine Rechte an dem, was das Modell schreibt."
            )
        case .includeCopyright: ("Lizenz- und Urhebervermerk", "Eine Kopie von beidem gehört zum Material.")
        case .documentChanges: ("Änderungen kennzeichnen", "Geänderte Dateien müssen das angeben.")
        case .discloseSource: ("Quelltext offenlegen", "Zu Weitergegebenem muss der Quelltext angeboten werden.")
        case .networkUseDisclose:
            ("Netznutzung gilt als Weitergabe", "Wer über ein Netz nutzt, muss den Quelltext angeboten bekommen.")
        case .sameLicense: ("Gleiche Lizenz", "Weitergegebenes muss unter derselben Lizenz stehen.")
        case .acceptableUsePolicy: ("Nutzungsrichtlinie", "Eine Nutzungsrichtlinie ist Teil der Lizenz.")
        case .useRestrictionsPassedDown:
            ("Weiterzugebende Einschränkungen", "Empfänger müssen an die Nutzungseinschränkungen gebunden werden.")
        case .noticeString:
            (
                "Vorgeschriebener Vermerk",
                "Zu jeder weitergegebenen Kopie gehört ein Vermerk mit vorgeschriebenem Wortlaut."
            )
        case .displayAttribution:
            ("Sichtbarer Hinweis", "Den Nutzenden muss ein vorgeschriebener Hinweis gezeigt werden.")
        case .improvementAttribution:
            (
                "Hinweis bei verbesserten Modellen",
                "Ein Modell, das damit oder mit dessen Ausgaben erstellt oder verbessert wurde, muss einen vorgeschriebenen Hinweis zeigen."
            )
        case .namingPrefix:
            (
                "Namensregel",
                "Der Name eines Modells, das damit oder mit dessen Ausgaben erstellt oder verbessert wurde, muss wie vorgeschrieben beginnen."
            )
        case .userThreshold: ("Grenze der Nutzerzahl", "Über einer Zahl von Nutzenden ist eine andere Lizenz nötig.")
        case .hostedIsDistribution:
            (
                "Betrieb gilt als Weitergabe",
                "Das Modell als Dienst anzubieten, bringt Pflichten der Weitergabe mit sich."
            )
        case .derivativeByDistillation:
            (
                "Destillierte Modelle sind abgeleitet",
                "Ein Modell, das mit dessen Ausgaben trainiert wurde, um ähnlich zu arbeiten, unterliegt denselben Bedingungen."
            )
        case .deleteOnTermination: ("Löschen am Ende", "Endet die Lizenz, müssen Kopien gelöscht werden.")
        case .gatedAccess:
            ("Annahme durch Klick oder Nutzung", "Wer klickt oder das Material nutzt, nimmt die Bedingungen an.")
        case .liability: ("Keine Haftung", "Die Hersteller schließen ihre Haftung aus oder begrenzen sie.")
        case .warranty: ("Keine Gewährleistung", "Das Material wird bereitgestellt, wie es ist.")
        case .trademarkUse: ("Keine Markenrechte", "Namen und Marken dürfen nicht verwendet werden.")
        case .noPatentUse: ("Keine Patentrechte", "Rechte an Patenten werden nicht gewährt.")
        case .nonCommercial:
            ("Keine kommerzielle Nutzung", "Nutzung, die auf kommerziellen Vorteil zielt, ist nicht erlaubt.")
        case .researchOnly: ("Nur Forschung", "Nur Nutzung zur Forschung ist erlaubt.")
        case .useRestrictions: ("Verbotene Verwendungen", "Bestimmte Zwecke sind verboten.")
        case .remoteRestriction:
            ("Aus der Ferne einschränkbar", "Der Hersteller kann die Nutzung aus der Ferne einschränken.")
        case .termsMayChange:
            (
                "Bedingungen können sich ändern",
                "Der Hersteller kann die Bedingungen oder die Nutzungsrichtlinie ändern."
            )
        case .litigationTermination:
            (
                "Endet bei Klage",
                "Wer jemanden verklagt, weil das Material eigene Rechte verletze, verliert die Lizenz."
            )
        case .regionLimit:
            ("Regional begrenzt", "Personen oder Unternehmen mancher Regionen erhalten keine Rechte.")
        case .governingLaw:
            ("Fremdes Recht", "Es gilt das Recht eines anderen Landes, oder dessen Gerichte entscheiden.")
        case .indemnity: ("Freistellung", "Wer nutzt, stellt den Hersteller von Ansprüchen Dritter frei.")
        }
    }
}
