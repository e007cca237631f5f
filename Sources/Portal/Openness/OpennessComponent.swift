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

    /// The rule by which a part is counted, the same for all models, for readers.
    public static let countingRule =
        "One rule for all models: weights are open where anybody may download them, whatever has to be accepted or filled in on the way; data documentation is partial where a card or report tells what kinds of data went in and how much; an evaluation is partial where only its results are public."

    /// What the key of front matter means, in a sentence.
    public var summary: String { "How far the \(label.lowercased()) is public." }
}
