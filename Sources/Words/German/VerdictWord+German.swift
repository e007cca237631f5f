extension VerdictWord {
    public var german: Phrase {
        switch self {
        case .anyUse: "beliebige Verwendung"
        case .anyData: "beliebige Daten"
        case .data: "Datenart „{data}“"
        case .use: "„{use}“"
        case .modelsFit:
            .counted(
                one: "{count} von {all} Modellen passt: {needs}.", other: "{count} von {all} Modellen passen: {needs}.")
        case .modelsAllowed:
            .counted(
                one: "{count} von {all} Modellen ist für manche Verwendungen zulässig, je nach Daten.",
                other: "{count} von {all} Modellen sind für manche Verwendungen zulässig, je nach Daten.")
        case .noModelFits: "Kein Modell passt: {needs}."
        case .allowed: "Zulässig"
        case .conditional: "Mit Auflagen zulässig"
        case .dependsOnData: "Hängt von den Daten ab"
        case .dependsOnUse: "Hängt von der Verwendung ab"
        case .dependsOnBoth: "Hängt von Verwendung und Daten ab"
        case .blocked: "Nicht zulässig"
        case .ruledOut: "Aus anderen Gründen ausgeschlossen"
        case .noFormatFits: "kein Format passt in {memory} GB"
        case .notItsLanguage: "der Hersteller nennt {language} nicht"
        case .speaks: "{title}: Der Hersteller nennt {language}."
        case .speaksMany:
            "{title}: Der Hersteller nennt eine Zahl von Sprachen, aber keine Liste, in der {language} stehen könnte."
        case .speaksNot: "{title}: Der Hersteller nennt {language} nicht."
        case .formatsFit:
            .counted(
                one: "{title}: {count} von {all} Formaten passt in {memory} GB, bei einem Kontext bis 8.192 Token.",
                other: "{title}: {count} von {all} Formaten passen in {memory} GB, bei einem Kontext bis 8.192 Token.")
        case .notStated: "{title}, {fact}: Die Angaben auf der Seite sagen dazu nichts."
        case .listedUnderThisName: "Unter diesem Namen aufgeführt"
        }
    }
}
