extension PolicyWord {
    public var german: Phrase {
        switch self {
        case .printHead: "{id} · Version {version} · in Kraft ab {date}"
        case .inShort: "Kurz gefasst"
        case .appliesTo: "Gilt für [whom]."
        case .inForceFrom: "In Kraft ab {date}."
        case .lastChanged: "Zuletzt geändert am {date}: {summary}"
        case .lastChangedUndated: "Zuletzt geändert: {summary}"
        case .version: "Version"
        case .approvedBy: "Genehmigt durch"
        case .replaces: "Ersetzt"
        case .requirementsAtAGlance: "Anforderungen im Überblick"
        case .requirementsTable: "Anforderungen, Tabelle"
        case .number: "Nummer"
        case .strength: "Verbindlichkeit"
        case .requirement: "Anforderung"
        case .policy: "Richtlinie"
        case .helpsToMeet: "Trägt bei zu"
        case .requirementCount: .counted(one: "{count} Anforderung", other: "{count} Anforderungen")
        case .allAsCsv: "Alle als CSV"
        case .requirementsOf: "Anforderungen: {title}"
        case .audience: "Gilt für"
        }
    }
}
