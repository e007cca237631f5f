import Diagnostics

/// The typed reading of a policy's front matter.
public struct Policy: Sendable {
    public let id: String
    public let version: String
    public let owner: String
    public let approver: String
    public let effective: CalendarDate?
    public let appliesTo: [String]
    public let supersedes: [String]
    /// Frameworks with what the policy helps to meet in each.
    public let mappings: [(framework: String, items: [String])]

    /// Reads checked front matter; what a diagnostic already reports as missing is empty.
    public init(_ page: Page) {
        let values = page.frontMatter
        id = values.text("id") ?? page.slug
        version = values.text("version") ?? ""
        owner = values.text("owner") ?? ""
        approver = values.text("approver") ?? ""
        effective = values.date("effective")
        appliesTo = values.texts("applies_to")
        supersedes = values.texts("supersedes")
        let maps = values.object("maps_to")
        mappings = [("EU AI Act", "eu_ai_act"), ("ISO/IEC 42001", "iso_42001"), ("NIST AI RMF", "nist_ai_rmf")]
            .map { ($0.0, maps.texts($0.1)) }.filter { !$0.items.isEmpty }
    }
}

/// What was decided about a licence.
public enum LicenceDecision: String, Sendable, CaseIterable {
    case approved, conditional, prohibited

    /// The decision for readers.
    public var label: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

/// The typed reading of a licence's front matter.
public struct Licence: Sendable {
    public let spdx: String
    public let name: String
    public let licenceClass: String
    public let isOSIApproved: Bool
    public let decision: LicenceDecision
    public let permissions: Set<String>
    public let conditions: Set<String>
    public let limitations: Set<String>
    public let clauses: [Clause]

    /// A clause of the licence, with what it gives rise to.
    public struct Clause: Sendable, Hashable {
        public var tags: [String]
        public var section: String
        public var quote: String?
        public var summary: String?
        /// Uses that it forbids, by id.
        public var forbids: [String]
        public var quoteRange: SourceRange
        public var forbidsRange: SourceRange
    }

    /// Reads checked front matter.
    public init(_ page: Page) {
        let values = page.frontMatter
        permissions = Set(values.texts("permissions"))
        conditions = Set(values.texts("conditions"))
        limitations = Set(values.texts("limitations"))
        clauses = values.objects("clauses").map {
            Clause(
                tags: $0.texts("tags"), section: $0.text("section") ?? "", quote: $0.text("quote"),
                summary: $0.text("summary"), forbids: $0.texts("forbids"), quoteRange: $0.range("quote"),
                forbidsRange: $0.range("forbids"))
        }
        spdx = values.text("spdx") ?? page.slug
        name = values.text("name") ?? page.title
        licenceClass = values.text("class") ?? ""
        isOSIApproved = values.bool("osi_approved") ?? false
        decision = values.text("decision").flatMap(LicenceDecision.init) ?? .prohibited
    }
}

/// The typed reading of an evaluation's front matter.
public struct Evaluation: Sendable {
    public let model: String
    public let developer: String
    public let parameters: String
    public let licenceReference: String
    public let openness: [OpennessComponent: Openness]
    /// The Model Openness Tool's file, where the page names one.
    public let record: OpennessRecord?
    public let useCases: [UseCase]

    /// How far a part of a model is public.
    public enum Openness: String, Sendable {
        case open, partial, closed
    }

    /// A use with the evaluator's verdict.
    public struct UseCase: Sendable {
        public let use: String
        public let verdict: Verdict
        public let reason: String
        public let requirement: String?
    }

    /// Whether a model may serve a use.
    public enum Verdict: String, Sendable, CaseIterable {
        case allowed, conditional, blocked
    }

    /// Reads checked front matter.
    ///
    /// - Parameter record: what the Model Openness Tool's file says, in place of the page's own words on openness.
    public init(_ page: Page, record: OpennessRecord? = nil) {
        let values = page.frontMatter
        self.record = record
        model = values.text("model") ?? page.title
        developer = values.text("developer") ?? ""
        parameters = values.text("parameters") ?? ""
        licenceReference = values.text("licence") ?? ""
        let parts = values.object("openness")
        openness = Dictionary(
            uniqueKeysWithValues: OpennessComponent.allCases.map {
                ($0, record?.openness(of: $0) ?? parts.text($0.rawValue).flatMap(Openness.init) ?? .closed)
            })
        useCases = values.objects("use_cases").map {
            UseCase(
                use: $0.text("use") ?? "", verdict: $0.text("verdict").flatMap(Verdict.init) ?? .blocked,
                reason: $0.text("reason") ?? "", requirement: $0.text("requirement"))
        }
    }

}

/// Where a page stands with its next review.
public enum ReviewState: Sendable, Equatable {
    case none
    case current(CalendarDate)
    /// Due in so many days.
    case due(CalendarDate, days: Int)
    /// Overdue by so many days.
    case overdue(CalendarDate, days: Int)

    /// The state on a day, where reviews count as due `noticeDays` before.
    public init(reviewBy: CalendarDate?, today: CalendarDate, noticeDays: Int) {
        guard let reviewBy else {
            self = .none
            return
        }
        let days = reviewBy.daysSince1970 - today.daysSince1970
        self =
            days < 0
            ? .overdue(reviewBy, days: -days) : days <= noticeDays ? .due(reviewBy, days: days) : .current(reviewBy)
    }
}
