/// A part of a model that its makers may publish.
public enum OpennessComponent: String, Sendable, CaseIterable {
    case trainingCode = "training_code"
    case inferenceCode = "inference_code"
    case architecture
    case weights
    case trainingData = "training_data"
    case dataDocumentation = "data_documentation"
    case evaluation
    case paper

    /// The part's name for readers.
    public var label: String {
        switch self {
        case .trainingCode: "Training code"
        case .inferenceCode: "Inference code"
        case .architecture: "Architecture"
        case .weights: "Weights"
        case .trainingData: "Training data"
        case .dataDocumentation: "Data documentation"
        case .evaluation: "Evaluation"
        case .paper: "Paper or report"
        }
    }

    /// What the key of front matter means, in a sentence.
    public var summary: String { "How far the \(label.lowercased()) is public." }
}
