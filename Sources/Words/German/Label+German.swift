import Portal

extension Evaluation.Verdict {
    var german: String {
        switch self {
        case .allowed: "Zulässig"
        case .conditional: "Mit Auflagen"
        case .blocked: "Nicht zulässig"
        }
    }
}

extension LicenceDecision {
    var german: String {
        switch self {
        case .approved: "Freigegeben"
        case .conditional: "Mit Auflagen"
        case .prohibited: "Untersagt"
        }
    }
}

extension Page.Status {
    var german: String {
        switch self {
        case .draft: "Entwurf"
        case .active: "in Kraft"
        case .retired: "außer Kraft"
        }
    }
}

extension PageKind {
    var german: String {
        switch self {
        case .policy: "Richtlinie"
        case .licence: "Lizenz"
        case .evaluation: "Bewertung"
        case .guide: "Anleitung"
        case .glossary: "Glossar"
        case .page: "Seite"
        }
    }
}

extension Requirement.Level {
    var german: String {
        switch self {
        case .must: "MUSS"
        case .mustNot: "DARF NICHT"
        case .should: "SOLL"
        case .shouldNot: "SOLL NICHT"
        case .may: "KANN"
        }
    }
}
