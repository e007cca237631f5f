import Diagnostics

/// `content/decisions.yaml`: uses, classes of data, and the rules that decide which model may serve which.
public struct DecisionRules: Sendable, Hashable {
    /// What models are used for.
    public var uses: [Choice] = []
    /// The least sensitive first.
    public var dataClasses: [Choice] = []
    /// The rules in the file's order; an outcome names them by their place here.
    public var rules: [Rule] = []
    /// The requirement behind "open source wherever possible"; nil where the portal has no such rule.
    public var preference: Reference?
    /// Uses that are judged in evaluations only, each with the phrases by which a question names it; no rule decides them.
    public var furtherUses: [FurtherUse] = []
    /// What staff call models and licences beside the names of their pages.
    public var nicknames: [Nickname] = []
    /// What holds for a model or licence that has no page; nil where the file does not say.
    public var notListed: NotListed?
    /// The file that says so.
    public var path = ""

    /// All of it as it was read.
    package init(
        uses: [Choice] = [], dataClasses: [Choice] = [], rules: [Rule] = [], preference: Reference? = nil,
        path: String = ""
    ) {
        self.uses = uses
        self.dataClasses = dataClasses
        self.rules = rules
        self.preference = preference
        self.path = path
    }

    /// A use or a class of data.
    public struct Choice: Sendable, Hashable {
        /// The choice's name in rules and addresses.
        public var id: String
        /// Its name for readers.
        public var title: String
        /// What it means, in a sentence; empty where the file does not say.
        public var summary: String
        /// Names that evaluations give the use.
        public var names: [String]
        /// Phrases by which a question names it, in any language.
        public var askedAs: [String]
        /// Ids of uses that come before it; a question that names them too asks for this one.
        public var takesIn: [String]
        /// Ids of uses that are not asked about where a question says what makes it this one.
        public var insteadOf: [String]
        /// Phrases that say so, such as that a person reads it first.
        public var insteadAskedAs: [String]
        /// Where the file names it.
        public var range: SourceRange

        /// All of it as it was read.
        package init(
            id: String, title: String, summary: String, names: [String], askedAs: [String] = [],
            takesIn: [String] = [], insteadOf: [String] = [], insteadAskedAs: [String] = [], range: SourceRange
        ) {
            self.id = id
            self.title = title
            self.summary = summary
            self.names = names
            self.askedAs = askedAs
            self.takesIn = takesIn
            self.insteadOf = insteadOf
            self.insteadAskedAs = insteadAskedAs
            self.range = range
        }
    }

    /// A use that evaluations judge beside the table's, such as training other models on its outputs.
    public struct FurtherUse: Sendable, Hashable {
        /// The use as evaluations write it.
        public var title: String
        /// Phrases by which a question names it, in any language.
        public var askedAs: [String]
        /// Words of the items of a licence's use policy that forbid it: they answer where an evaluation has no such row.
        public var policyWords: [String]

        /// All of it as it was read.
        package init(title: String, askedAs: [String], policyWords: [String] = []) {
            self.title = title
            self.askedAs = askedAs
            self.policyWords = policyWords
        }
    }

    /// What staff call a model or a licence.
    public struct Nickname: Sendable, Hashable {
        /// The page of the model or licence.
        public var page: Reference
        /// Such as `house model`.
        public var names: [String]

        /// All of it as it was read.
        package init(page: Reference, names: [String]) {
            self.page = page
            self.names = names
        }
    }

    /// What holds for models and licences that have no page, and names by which questions call some.
    public struct NotListed: Sendable, Hashable {
        /// The requirement that rules out models that are not listed, such as `POL-001-R2`.
        public var because: Reference
        /// The requirement that rules out licences without a decision; nil where it is the same.
        public var licencesBecause: Reference?
        /// Names of models and services that have no page, such as `ChatGPT`.
        public var products: [String]
        /// Names of licences that have no page, such as `GPL`.
        public var licences: [String]

        /// All of it as it was read.
        package init(because: Reference, licencesBecause: Reference?, products: [String], licences: [String]) {
            self.because = because
            self.licencesBecause = licencesBecause
            self.products = products
            self.licences = licences
        }
    }

    /// A reference as it is written, with its place.
    public struct Reference: Sendable, Hashable {
        /// Such as `POL-004-R1` or `licence#decision-title`.
        public var text: String
        /// Where the file names it.
        public var range: SourceRange

        /// All of it as it was read.
        package init(text: String, range: SourceRange) {
            self.text = text
            self.range = range
        }
    }

    /// What a rule looks at. Within a ground, a rule that allows and one that restricts contradict each other unless one
    /// asks for more than the other; across grounds the strictest holds.
    public enum Ground: String, Sendable, CaseIterable { case licence, policy, openness, evaluation }

    /// One rule: where all of its conditions hold, its verdict does.
    public struct Rule: Sendable, Hashable {
        /// The rule's name.
        public var id: String
        /// What it looks at.
        public var ground: Ground
        /// What must hold, all of it; the rule always holds where this is empty.
        public var conditions: [Condition: Set<String>]
        /// What follows where the rule holds.
        public var verdict: Evaluation.Verdict
        /// Why, in a sentence for readers, in which `{model}` and its like are filled in.
        public var reason: String
        /// The clause behind it: a reference, or `licence` or `evaluation` for the model's own page, with a fragment.
        public var because: Reference
        /// Which lists of the licence's page are duties where the rule holds.
        public var duties: [Duties]
        /// Where the rule's id stands.
        public var range: SourceRange

        /// All of it as it was read.
        package init(
            id: String, ground: Ground, conditions: [Condition: Set<String>], verdict: Evaluation.Verdict,
            reason: String, because: Reference, duties: [Duties], range: SourceRange
        ) {
            self.id = id
            self.ground = ground
            self.conditions = conditions
            self.verdict = verdict
            self.reason = reason
            self.because = because
            self.duties = duties
            self.range = range
        }
    }

    /// Lists of a licence's page that a verdict can hand to the reader.
    public enum Duties: String, Sendable, CaseIterable {
        case decisionConditions = "decision_conditions", redistribution, attribution
        /// The items of the use policy that touch the use.
        case usePolicy = "use_policy"
    }

    /// What a rule may ask of a case. A list asks for any of its words, but `permits` for all.
    public enum Condition: String, Sendable, CaseIterable {
        case use, data
        case licenceDecision = "licence_decision"
        case osiApproved = "osi_approved"
        case permits, forbids
        case hasCondition = "has_condition"
        case hasLimitation = "has_limitation"
        case lacksPermission = "lacks_permission"
        case withoutCondition = "without_condition"
        case withoutLimitation = "without_limitation"
        case openness, evaluation, overdue, withdrawn

        /// What may stand in the condition's list; nil where the file itself says.
        package var words: [String]? {
            switch self {
            case .use, .data: nil
            case .licenceDecision: LicenceDecision.allCases.map(\.rawValue) + ["none"]
            case .osiApproved, .forbids, .overdue, .withdrawn: ["true", "false"]
            case .permits, .lacksPermission: LicenceTag.permissions.map(\.tag)
            case .hasCondition, .withoutCondition: LicenceTag.conditions.map(\.tag)
            case .hasLimitation, .withoutLimitation: LicenceTag.limitations.map(\.tag)
            case .openness: OpennessClass.allCases.map(\.rawValue)
            case .evaluation: Evaluation.Verdict.allCases.map(\.rawValue) + ["none"]
            }
        }

        /// What the condition asks, for the schema and the guide to decisions.
        package var summary: String {
            switch self {
            case .use: "Uses, by id."
            case .data: "Classes of data, by id."
            case .licenceDecision: "What was decided about the weights' licence; none where it has no page."
            case .osiApproved: "Whether the licence is OSI-approved."
            case .permits: "Permissions that the licence must give, all of them."
            case .forbids: "Whether the licence or its use policy forbids the use."
            case .hasCondition: "Conditions of which the licence sets one."
            case .hasLimitation: "Limitations of which the licence has one."
            case .lacksPermission: "Permissions of which one is not given."
            case .withoutCondition: "Conditions of which the licence sets none."
            case .withoutLimitation: "Limitations of which the licence has none."
            case .openness: "Classes of openness."
            case .evaluation: "The evaluator's verdict on the use; none where there is none."
            case .overdue: "Whether the evaluation's or the licence's review is overdue."
            case .withdrawn: "Whether the evaluation or the licence is retired."
            }
        }
    }
}
