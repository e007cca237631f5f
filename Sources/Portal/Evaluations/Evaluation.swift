import Diagnostics

/// An evaluation: what is known of a model, and for which uses it may serve.
public struct Evaluation: Sendable, Equatable {
    /// The model's name as its maker writes it; the page's title where it states none.
    public var model = ""
    /// Whether the page states the model's name.
    public var isModelStated = false
    /// The version or date of the weights.
    public var version: String?
    /// Who made it.
    public var developer = ""
    /// The model's card.
    public var url: String?
    /// How many parameters, in words such as `24B`.
    public var parameters = ""
    /// In a few words.
    public var architecture: String?
    /// Tokens that fit in its context.
    public var contextLength: Int?
    /// The page of its weights' licence, as the evaluation names it.
    public var licence: Located<String>?
    /// When the weights were published.
    public var released: CalendarDate?
    /// Those that its maker names.
    public var languages: [String] = []
    /// How far each part is public, as the page says; nil where it says nothing of openness.
    public var statedOpenness: [OpennessComponent: Openness]?
    /// Where each part can be seen.
    public var opennessSources: [OpennessComponent: String] = [:]
    /// A file of the Model Openness Tool beside the page.
    public var opennessFile: Located<String>?
    /// The licence of its code, by page or SPDX id, where it is not the weights'.
    public var codeLicence: String?
    /// The evaluation of the model that it was made from.
    public var baseModel: String?
    /// In billions.
    public var parameterCount: Double?
    /// What the memory estimate needs to know of the network.
    public var shape: ModelShape?
    /// Published or measured results that the page itself states.
    public var statedResults: [ModelResult] = []
    /// A results file of lm-evaluation-harness beside the page.
    public var resultsFile: Located<String>?
    /// Whether the page states results or names a file of them.
    public var hasResults = false
    /// What it takes to run, by format of the weights.
    public var hardware: [Hardware] = []
    /// Uses, each with the evaluator's verdict.
    public var useCases: [UseCase] = []
    /// Who evaluated it.
    public var evaluator: String?
    /// When it was evaluated.
    public var evaluated: CalendarDate?
    /// What the Model Openness Tool's file says, where the page names one; ``Library/evaluation(of:)`` fills it in.
    public internal(set) var record: OpennessRecord?

    /// What a draft names as its licence until it is known.
    package static let unknownLicence = "to-be-named"

    /// An evaluation that says nothing yet.
    public init() {}

    /// The licence as the page names it, empty where it names none.
    public var licenceReference: String { licence?.value ?? "" }

    /// How far each part is public: by the tool's file where there is one, otherwise by the page's own words.
    public var openness: [OpennessComponent: Openness] {
        Dictionary(
            uniqueKeysWithValues: OpennessComponent.allCases.map {
                ($0, record?.openness(of: $0) ?? statedOpenness?[$0] ?? .closed)
            })
    }

    /// How far a part of a model is public.
    public enum Openness: String, Sendable, CaseIterable {
        case open, partial, closed
    }

    /// What it takes to run the model in one format of its weights.
    public struct Hardware: Sendable, Hashable {
        /// Such as `BF16`.
        public var format: String?
        /// For the weights, in GiB.
        public var memory: Double?
        /// What the figure rests on.
        public var note: String?

        /// An entry that says nothing yet.
        public init() {}
    }

    /// A use with the evaluator's verdict.
    public struct UseCase: Sendable, Hashable {
        /// The use: an id of `decisions.yaml`, or a name that it lists.
        public var use = ""
        /// Whether the model may serve.
        public var verdict = Verdict.blocked
        /// Why, and under which conditions.
        public var reason = ""
        /// The requirement behind it, such as `POL-002-R3`.
        public var requirement: Located<String>?

        /// A use that nobody judged, and so blocked.
        public init() {}
    }

    /// Whether a model may serve a use.
    public enum Verdict: String, Sendable, CaseIterable {
        case allowed, conditional, blocked
    }
}
