/// A component of a model by the Model Openness Framework 1.0, with the kind of licence that fits it.
///
/// Source: White et al., "The Model Openness Framework" (LF AI & Data, 2024), components and classes; the order is the Model
/// Openness Tool's.
public enum OpennessPart: String, Sendable, CaseIterable {
    case architecture = "Model architecture"
    case preprocessingCode = "Data preprocessing code"
    case trainingCode = "Training code"
    case inferenceCode = "Inference code"
    case evaluationCode = "Evaluation code"
    case libraries = "Supporting libraries and tools"
    case finalParameters = "Model parameters (Final)"
    case intermediateParameters = "Model parameters (Intermediate)"
    case datasets = "Datasets"
    case evaluationData = "Evaluation data"
    case metadata = "Model metadata"
    case sampleOutputs = "Sample model outputs"
    case modelCard = "Model card"
    case dataCard = "Data card"
    case technicalReport = "Technical report"
    case researchPaper = "Research paper"
    case evaluationResults = "Evaluation results"

    /// What a component is, and so which licences suit it.
    public enum Content: String, Sendable, CaseIterable { case code, data, document }

    /// What the component is.
    public var content: Content {
        switch self {
        case .architecture, .preprocessingCode, .trainingCode, .inferenceCode, .evaluationCode, .libraries: .code
        case .finalParameters, .intermediateParameters, .datasets, .evaluationData, .metadata, .sampleOutputs: .data
        case .modelCard, .dataCard, .technicalReport, .researchPaper, .evaluationResults: .document
        }
    }

    /// The lowest class that asks for the component; nil where it is optional.
    public var requiredBy: OpennessFrameworkClass? {
        switch self {
        case .architecture, .finalParameters, .evaluationResults, .modelCard, .dataCard, .technicalReport: .openModel
        case .trainingCode, .inferenceCode, .evaluationCode, .evaluationData: .openTooling
        case .datasets, .preprocessingCode, .intermediateParameters, .researchPaper: .openScience
        case .libraries, .metadata, .sampleOutputs: nil
        }
    }
}

/// A class of the Model Openness Framework; a higher one asks for all that the lower ones do.
public enum OpennessFrameworkClass: Int, Sendable, CaseIterable, Comparable {
    case openScience = 1
    case openTooling = 2
    case openModel = 3

    /// The class as the framework names it.
    public var label: String {
        switch self {
        case .openScience: "Class I - Open Science Model"
        case .openTooling: "Class II - Open Tooling Model"
        case .openModel: "Class III - Open Model"
        }
    }

    /// Lower numbers ask for more.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue > b.rawValue }

    /// What the class asks for: its own components and those of the classes below.
    public var required: [OpennessPart] {
        OpennessPart.allCases.filter { part in part.requiredBy.map { $0 <= self } ?? false }
    }
}
