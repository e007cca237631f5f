import Portal

extension Catalogue {
    /// A term of a licence.
    public func label(_ tag: LicenceTag) -> String { said(tag.label, german: tag.name.german.label) }

    /// What a term of a licence means.
    public func summary(_ tag: LicenceTag) -> String { said(tag.summary, german: tag.name.german.summary) }

    /// What has to be done.
    public func text(_ duty: LicenceDuty.Kind) -> String { said(duty.text, german: duty.german) }

    /// The class of a licence, as front matter says it.
    public func word(_ kind: LicenceClass) -> String { said(kind.rawValue, german: label(kind)) }

    /// The class of a licence in a list of choices.
    public func label(_ kind: LicenceClass) -> String {
        switch kind {
        case .openSource: said("Open source", german: "Open Source")
        case .openWeights: said("Open weights", german: "Offene Gewichte")
        case .sourceAvailable: said("Source available", german: "Quelltext einsehbar")
        case .proprietary: said("Proprietary", german: "Proprietär")
        }
    }

    /// How much a licence can cost whoever relies on it.
    public func word(_ risk: LicenceRisk.Level) -> String { said(risk.rawValue, german: risk.german) }

    /// The same with its noun.
    public func phrase(_ risk: LicenceRisk.Level) -> String { said("\(risk.rawValue) risk", german: risk.germanPhrase) }

    /// How risks are weighed.
    public var riskRule: String {
        said(
            LicenceRisk.rule,
            german:
                "Eine Bestimmung wiegt 1 (Arbeit), 2 (eine Grenze, die im Blick zu behalten ist) oder 3 (was eine Verwendung beenden oder ausschließen kann). Hoch: eine Bestimmung mit Gewicht 3 oder zusammen 10. Mittel: ab 4. Gering: darunter."
        )
    }

    /// What an organisation does with a model.
    public func title(_ scenario: LicenceScenario) -> String { said(scenario.title, german: scenario.german) }

    /// When what clauses ask for is owed; nil where the page does not say.
    public func occasion(_ occasions: [Licence.Occasion]) -> String? {
        guard !occasions.isEmpty else { return nil }
        return said(
            occasions.map(\.label).joined(separator: ", and "),
            german: occasions.map { occasion in
                switch occasion {
                case .copies: "bei weitergegebenen Kopien"
                case .hosting: "bei einem Dienst, den andere nutzen"
                case .improvedModels:
                    "sobald andere ein Modell erhalten oder nutzen, das damit oder mit dessen Ausgaben erstellt oder verbessert wurde"
                case .use: "bei jeder Nutzung, auch innerhalb der Organisation"
                }
            }.joined(separator: " und "))
    }

    /// What a fact of a licence is about.
    public func label(_ fact: LicenceFact) -> String {
        guard fact.subject != .owed else {
            return fact.clause.tags.compactMap { LicenceTag.named($0).map(label) }.joined(separator: ", ")
        }
        return label(fact.subject)
    }

    /// A subject of facts.
    public func label(_ subject: LicenceFact.Subject) -> String { said(subject.label, german: subject.german) }

    /// A fact that a clause fixes, in a sentence.
    public func text(_ fact: LicenceFact) -> String { said(fact.text, german: germanText(fact)) }
}
