import Portal

extension LicenceRisk.Level {
    var german: String {
        switch self {
        case .low: "gering"
        case .medium: "mittel"
        case .high: "hoch"
        }
    }

    var germanPhrase: String {
        switch self {
        case .low: "geringes Risiko"
        case .medium: "mittleres Risiko"
        case .high: "hohes Risiko"
        }
    }
}

extension LicenceScenario {
    var german: String {
        switch self {
        case .runInternally: "Interner Betrieb"
        case .fineTune: "Fine-Tuning"
        case .shipProduct: "Auslieferung in einem Produkt"
        case .offerService: "Angebot als Dienst"
        }
    }
}

extension LicenceFact.Subject {
    var german: String {
        switch self {
        case .users: "Grenze der Nutzerzahl"
        case .owed: "Wann es gilt"
        case .regions: "Regionen"
        case .endings: "Wie sie endet"
        case .indemnity: "Freistellung"
        case .law: "Recht und Gerichte"
        }
    }
}
