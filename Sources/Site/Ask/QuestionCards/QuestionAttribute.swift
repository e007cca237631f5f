import Answers
import Words

/// What a question may ask of a model or a licence, each a typed fact of its page.
enum QuestionAttribute: String, CaseIterable {
    // Of a model.
    case context, memory, languages, openness, trainingData, trainingCode, licence, maker, released, parameters
    // Of a licence, and so of the models under it.
    case users, notices, handingOn, patents, law, naming, remote, distillation, commercial, region, forbidden, ending,
        indemnity, suing, hosting, models

    /// The attribute with its phrases, in English and some German.
    func choice(in words: Catalogue) -> QuestionLexicon.Choice {
        .init(id: rawValue, title: words.cards(title), phrases: phrases)
    }

    /// Tags of licences whose clauses answer.
    var tags: [String] {
        switch self {
        case .patents: ["patent-use"]
        case .law: ["governing-law"]
        case .naming: ["naming-prefix"]
        case .remote: ["remote-restriction"]
        case .distillation: ["derivative-by-distillation"]
        case .commercial: ["commercial-use", "non-commercial"]
        case .region: ["region-limit"]
        case .hosting: ["hosted-is-distribution"]
        default: []
        }
    }

    /// What it is called.
    var title: CardWord {
        switch self {
        case .context: .attributeContext
        case .memory: .attributeMemory
        case .languages: .attributeLanguages
        case .openness: .attributeOpenness
        case .trainingData: .attributeTrainingData
        case .trainingCode: .attributeTrainingCode
        case .licence: .attributeLicence
        case .maker: .attributeMaker
        case .released: .attributeReleased
        case .parameters: .attributeParameters
        case .users: .attributeUsers
        case .notices: .attributeNotices
        case .handingOn: .attributeHandingOn
        case .patents: .attributePatents
        case .law: .attributeLaw
        case .naming: .attributeNaming
        case .remote: .attributeRemote
        case .distillation: .attributeDistillation
        case .commercial: .attributeCommercial
        case .region: .attributeRegion
        case .forbidden: .attributeForbidden
        case .ending: .attributeEnding
        case .indemnity: .attributeIndemnity
        case .suing: .attributeSuing
        case .hosting: .attributeHosting
        case .models: .attributeModels
        }
    }
}
