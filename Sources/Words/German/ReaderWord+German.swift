extension ReaderWord {
    public var german: Phrase {
        switch self {
        case .themeSystem: "Darstellung: System"
        case .themeLight: "Darstellung: hell"
        case .themeDark: "Darstellung: dunkel"
        case .copy: "Kopieren"
        case .copyCode: "Code kopieren"
        case .cite: "Zitieren"
        case .copyCitation: "Zitat von {id} kopieren"
        case .copied: "Kopiert"
        case .pressCopy: "Strg+C drücken"
        case .copyFailed: "Kopieren fehlgeschlagen"
        case .nothingChanged: "Nichts Neues seit dem letzten Besuch."
        case .changesSince:
            .counted(
                one: "Eine Änderung seit dem letzten Besuch.", other: "{count} Änderungen seit dem letzten Besuch.")
        case .allowed: "Zulässig"
        case .conditional: "Mit Auflagen"
        case .blocked: "Nicht zulässig"
        case .memoryUnknown: "Der Speicherbedarf ist nicht bekannt."
        case .noFormatFits: "Kein Format davon passt in {memory} GB bei einem Kontext von {tokens} Token."
        case .makerDoesNotList: "Der Hersteller nennt {language} nicht."
        case .lessOpen: "Es ist weniger offen."
        case .licenceNotOsi: "Die Lizenz ist nicht OSI-anerkannt."
        case .aboutMemory: "{format}, etwa {memory} GiB"
        case .modelsFit:
            .counted(one: "{count} Modell passt: {title}.", other: "{count} Modelle passen, das erste: {title}.")
        case .noModelFits: "Kein Modell passt. Die Liste sagt, was jeweils dagegen spricht."
        case .never: "nie"
        case .memoryResult: "Etwa {total} GiB: Gewichte {weights}, Cache {cache}, Aktivierungen {activations}."
        case .fillInEveryField: "Bitte jedes Feld ausfüllen."
        case .compare: "Vergleichen: "
        case .with: "mit "
        case .allLicences: "alle Lizenzen"
        case .allOthers: "alle anderen"
        case .showRows: "Zeilen zeigen mit "
        }
    }
}
