import Portal

extension OpennessClass {
    var german: String {
        switch self {
        case .openScience: "Offene Wissenschaft"
        case .openTooling: "Offene Werkzeuge"
        case .openModel: "Offenes Modell"
        case .openWeights: "Offene Gewichte"
        case .closed: "Geschlossen"
        }
    }

    var germanSummary: String {
        switch self {
        case .openScience:
            "Alle Teile sind öffentlich, auch Trainingsdaten und Code: Das Modell lässt sich prüfen und nachbauen."
        case .openTooling:
            "Alles außer den Trainingsdaten ist öffentlich: Das Training ist nachvollziehbar, ein Nachbau braucht andere Daten."
        case .openModel:
            "Gewichte, Architektur, Dokumentation der Daten und Evaluation sind öffentlich; das Training ist es nicht."
        case .openWeights:
            "Die Gewichte sind öffentlich. Ohne Daten und Trainingscode lässt sich das Modell betreiben, aber nicht prüfen oder nachbauen."
        case .closed: "Die Gewichte sind nicht öffentlich."
        }
    }
}

extension Evaluation.Openness {
    var german: String {
        switch self {
        case .open: "offen"
        case .partial: "teilweise"
        case .closed: "geschlossen"
        }
    }
}

extension OpennessComponent {
    var german: String {
        switch self {
        case .trainingCode: "Trainingscode"
        case .inferenceCode: "Inferenzcode"
        case .architecture: "Architektur"
        case .weights: "Gewichte"
        case .trainingData: "Trainingsdaten"
        case .dataDocumentation: "Dokumentation der Daten"
        case .evaluation: "Evaluation"
        case .paper: "Aufsatz oder Bericht"
        }
    }
}

extension OpennessPart {
    var german: String {
        switch self {
        case .architecture: "Modellarchitektur"
        case .preprocessingCode: "Code der Datenaufbereitung"
        case .trainingCode: "Trainingscode"
        case .inferenceCode: "Inferenzcode"
        case .evaluationCode: "Evaluationscode"
        case .libraries: "unterstützende Bibliotheken und Werkzeuge"
        case .finalParameters: "Modellparameter (endgültig)"
        case .intermediateParameters: "Modellparameter (Zwischenstände)"
        case .datasets: "Datensätze"
        case .evaluationData: "Evaluationsdaten"
        case .metadata: "Metadaten des Modells"
        case .sampleOutputs: "Beispielausgaben"
        case .modelCard: "Model Card"
        case .dataCard: "Data Card"
        case .technicalReport: "technischer Bericht"
        case .researchPaper: "Forschungsaufsatz"
        case .evaluationResults: "Evaluationsergebnisse"
        }
    }
}

extension Evaluation.DefinitionRequirement.Subject {
    var german: String {
        switch self {
        case .dataInformation: "Informationen zu den Daten"
        case .code: "Code"
        case .parameters: "Parameter"
        }
    }

    var germanSummary: String {
        switch self {
        case .dataInformation:
            "So viel über die Trainingsdaten, dass eine fachkundige Person ein im Wesentlichen gleichwertiges System bauen könnte."
        case .code:
            "Der vollständige Quellcode für Training und Betrieb, unter OSI-anerkannten Lizenzen."
        case .parameters: "Die Gewichte, unter OSI-anerkannten Bedingungen."
        }
    }
}
