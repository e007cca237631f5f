import Portal

extension Catalogue {
    /// A class of openness.
    public func label(_ openness: OpennessClass) -> String { said(openness.label, german: openness.german) }

    /// A class of openness within a sentence.
    public func word(_ openness: OpennessClass) -> String {
        said(openness.label.lowercased(), german: label(openness).lowered)
    }

    /// What a class of openness means.
    public func summary(_ openness: OpennessClass) -> String { said(openness.summary, german: openness.germanSummary) }

    /// How far a part is public.
    public func word(_ openness: Evaluation.Openness) -> String { said(openness.rawValue, german: openness.german) }

    /// A part of a model.
    public func label(_ component: OpennessComponent) -> String { said(component.label, german: component.german) }

    /// A part of a model within a sentence.
    public func word(_ component: OpennessComponent) -> String {
        said(component.label.lowercased(), german: label(component))
    }

    /// A component of the Model Openness Framework within a sentence.
    public func word(_ part: OpennessPart) -> String { said(part.rawValue.lowercased(), german: part.german) }

    /// What the Open Source AI Definition asks for.
    public func label(_ subject: Evaluation.DefinitionRequirement.Subject) -> String {
        said(subject.title, german: subject.german)
    }

    /// What the Open Source AI Definition asks for, within a sentence.
    public func word(_ subject: Evaluation.DefinitionRequirement.Subject) -> String {
        said(subject.title.lowercased(), german: label(subject))
    }

    /// The same in a sentence of its own.
    public func summary(_ subject: Evaluation.DefinitionRequirement.Subject) -> String {
        said(subject.summary, german: subject.germanSummary)
    }

    /// The rule by which parts are counted.
    public var countingRule: String {
        said(
            OpennessComponent.countingRule,
            german:
                "Eine Regel für alle Modelle: Gewichte sind offen, wenn alle sie herunterladen dürfen, auch wenn dafür etwas anzunehmen oder auszufüllen ist; die Dokumentation der Daten ist teilweise offen, wenn eine Karte oder ein Bericht nennt, welche Arten von Daten in welchem Umfang verwendet wurden; eine Evaluation ist teilweise offen, wenn nur ihre Ergebnisse öffentlich sind."
        )
    }
}
