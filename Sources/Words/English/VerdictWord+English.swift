extension VerdictWord {
    public var english: Phrase {
        switch self {
        case .anyUse: "any use"
        case .anyData: "any data"
        case .data: "{data} data"
        case .use: "“{use}”"
        case .modelsFit:
            .counted(one: "{count} of {all} models fit: {needs}.", other: "{count} of {all} models fit: {needs}.")
        case .modelsAllowed:
            .counted(
                one: "{count} of {all} models is allowed for some uses, depending on the data.",
                other: "{count} of {all} models are allowed for some uses, depending on the data.")
        case .noModelFits: "No model fits: {needs}."
        case .allowed: "Allowed"
        case .conditional: "Allowed under conditions"
        case .dependsOnData: "Depends on the data"
        case .dependsOnUse: "Depends on the use"
        case .dependsOnBoth: "Depends on the use and the data"
        case .blocked: "Not allowed"
        case .ruledOut: "Ruled out otherwise"
        case .noFormatFits: "no format fits into {memory} GB"
        case .notItsLanguage: "its maker does not list {language}"
        case .speaks: "{title}: its maker lists {language}."
        case .speaksMany:
            "{title}: its maker gives a number of languages, without a list that {language} could stand in."
        case .speaksNot: "{title}: its maker does not list {language}."
        case .formatsFit:
            .counted(
                one: "{title}: {count} of {all} formats fits into {memory} GB, with a context of up to 8,192 tokens.",
                other: "{title}: {count} of {all} formats fit into {memory} GB, with a context of up to 8,192 tokens.")
        case .notStated: "{title}, {fact}: not stated among the facts of its page."
        case .listedUnderThisName: "Listed under this name"
        }
    }
}
