/// Classes of openness by published parts: the Model Openness Framework's, and two below its lowest.
public enum OpennessClass: String, Sendable, CaseIterable {
    case openScience = "open-science"
    case openTooling = "open-tooling"
    case openModel = "open-model"
    case openWeights = "open-weights"
    case closed

    /// The class for readers.
    public var label: String {
        switch self {
        case .openScience: "Open science"
        case .openTooling: "Open tooling"
        case .openModel: "Open model"
        case .openWeights: "Open weights"
        case .closed: "Closed"
        }
    }

    /// What the class means.
    public var summary: String {
        switch self {
        case .openScience: "All parts are public, training data and code included: it can be audited and rebuilt."
        case .openTooling:
            "All but the training data is public: how it was trained can be followed, rebuilding it needs other data."
        case .openModel:
            "Weights, architecture, documentation of the data and evaluation are public; how it was trained is not."
        case .openWeights:
            "The weights are public. Without data and training code it can be run, not audited or rebuilt."
        case .closed: "The weights are not public."
        }
    }

    /// The framework's class; nil below its lowest.
    public var frameworkClass: OpennessFrameworkClass? {
        switch self {
        case .openScience: .openScience
        case .openTooling: .openTooling
        case .openModel: .openModel
        case .openWeights, .closed: nil
        }
    }
}

extension OpennessComponent {
    /// The lowest class that asks for the part.
    var requiredBy: OpennessClass {
        switch self {
        case .architecture, .weights, .dataDocumentation, .evaluation, .paper: .openModel
        case .trainingCode, .inferenceCode: .openTooling
        case .trainingData: .openScience
        }
    }
}

extension Evaluation {
    /// The class that follows from which parts are public; the licence is another axis and plays no role here.
    ///
    /// Where the Model Openness Tool's file is at hand its seventeen components decide, otherwise the page's eight parts.
    public var opennessClass: OpennessClass {
        guard openness[.weights] != .closed else { return .closed }
        if let record {
            switch record.frameworkClass {
            case .openScience: return .openScience
            case .openTooling: return .openTooling
            case .openModel: return .openModel
            case nil: return .openWeights
            }
        }
        return [.openScience, .openTooling, .openModel].first { missing(for: $0).isEmpty } ?? .openWeights
    }

    /// The parts that keep the model from a class.
    public func missing(for wanted: OpennessClass) -> [OpennessComponent] {
        let classes = OpennessClass.allCases
        let level = classes.firstIndex(of: wanted) ?? 0
        return OpennessComponent.allCases.filter { part in
            (classes.firstIndex(of: part.requiredBy) ?? 0) >= level && openness[part] != .open
        }
    }

    /// What the Open Source AI Definition 1.0 asks for, and whether it is there. A list to learn from, not a verdict.
    ///
    /// Source: OSI, "The Open Source AI Definition 1.0" (2024), "Preferred form to make modifications".
    ///
    /// - Parameter hasApprovedLicence: whether the weights' licence is OSI-approved.
    public func definitionRequirements(hasApprovedLicence: Bool) -> [DefinitionRequirement] {
        func least(_ parts: OpennessComponent...) -> Openness {
            let words = parts.map { openness[$0] ?? .closed }
            return words.allSatisfy { $0 == .open } ? .open : words.contains { $0 != .closed } ? .partial : .closed
        }
        let data: Openness = openness[.trainingData] == .open ? .open : openness[.dataDocumentation] ?? .closed
        let weights = openness[.weights] ?? .closed
        return [
            .init(subject: .dataInformation, state: data),
            .init(subject: .code, state: least(.trainingCode, .inferenceCode)),
            .init(
                subject: .parameters,
                state: hasApprovedLicence ? weights : weights == .closed ? .closed : .partial),
        ]
    }

    /// A requirement of the Open Source AI Definition.
    public struct DefinitionRequirement: Sendable, Hashable {
        /// What it is about.
        public var subject: Subject
        /// How far it is there.
        public var state: Openness

        /// What the definition asks for, in its order.
        public enum Subject: Sendable, CaseIterable {
            case dataInformation, code, parameters

            /// The requirement for readers.
            public var title: String {
                switch self {
                case .dataInformation: "Data information"
                case .code: "Code"
                case .parameters: "Parameters"
                }
            }

            /// What the definition asks for, in a sentence.
            public var summary: String {
                switch self {
                case .dataInformation:
                    "Enough about the training data that a skilled person could build a substantially equivalent system."
                case .code: "The complete source code used to train and run it, under OSI-approved licences."
                case .parameters: "The weights, under OSI-approved terms."
                }
            }
        }
    }
}

extension OpennessRecord {
    /// A part's word by the components of the record.
    func openness(of part: OpennessComponent) -> Evaluation.Openness {
        func word(_ components: OpennessPart...) -> Evaluation.Openness {
            let states = components.map(status)
            if states.allSatisfy(\.counts) { return .open }
            return states.contains { $0 != .missing } ? .partial : .closed
        }
        switch part {
        case .trainingCode: return word(.trainingCode, .preprocessingCode)
        case .inferenceCode: return word(.inferenceCode)
        case .architecture: return word(.architecture)
        case .weights: return word(.finalParameters)
        case .trainingData: return word(.datasets)
        case .dataDocumentation: return word(.dataCard)
        case .evaluation: return word(.evaluationResults, .evaluationCode, .evaluationData)
        case .paper:
            let either = [status(of: .researchPaper), status(of: .technicalReport)]
            return either.contains(where: \.counts) ? .open : either.allSatisfy { $0 == .missing } ? .closed : .partial
        }
    }
}
