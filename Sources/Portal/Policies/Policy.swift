import Diagnostics

/// A policy: rules that bind staff. Its requirements are part of its text (``Page/requirements``).
public struct Policy: Sendable, Equatable {
    /// Such as `POL-001`; the page's slug where it states none.
    public var id = ""
    /// Where the id stands; nil where the page states none.
    public var idRange: SourceRange?
    /// The policy's own version, such as `2.1`.
    public var version = ""
    /// Who wrote it.
    public var author: String?
    /// Who approved it: somebody other than its author.
    public var approver: Located<String>?
    /// When it was approved.
    public var approved: Located<CalendarDate>?
    /// From when it binds.
    public var effective: CalendarDate?
    /// Whom it binds.
    public var appliesTo: [String] = []
    /// Ids of the policies that it replaces.
    public var supersedes: [Located<String>] = []
    /// What it helps to meet; nil where the page says nothing of frameworks.
    public var mapsTo: FrameworkItems?

    /// Requirements that no longer hold, in the order of the page.
    public var withdrawn: [Withdrawal] = []
    /// Models that it names although their licence is not approved, by page.
    public var unapprovedModels: [Located<String>] = []

    /// A policy that says nothing yet.
    public init() {}

    /// A requirement that was taken out of the policy on purpose. Its number stays taken.
    public struct Withdrawal: Sendable, Hashable {
        /// The number within the policy; nil where what is written is none.
        public var number: Located<Int>?
        /// From when it no longer holds.
        public var date: CalendarDate?
        /// Why, and what holds instead.
        public var reason: String?

        /// A withdrawal that says nothing yet.
        public init() {}
    }

    /// Items of frameworks, as the policy writes them.
    public struct FrameworkItems: Sendable, Hashable {
        /// Articles of Regulation (EU) 2024/1689.
        public var euAIAct: [Located<String>] = []
        /// Clauses or controls of ISO/IEC 42001:2023.
        public var iso42001: [Located<String>] = []
        /// Functions or subcategories of NIST AI RMF 1.0.
        public var nistAIRMF: [Located<String>] = []

        /// A policy that maps to nothing.
        public init() {}
    }

    /// Frameworks with what the policy helps to meet in each, those that it names.
    public var mappings: [(framework: Framework, items: [String])] {
        Framework.all.map { ($0, items(of: $0).map(\.value)) }.filter { !$0.1.isEmpty }
    }

    /// The items of a framework that the policy names.
    func items(of framework: Framework) -> [Located<String>] { mapsTo?[keyPath: framework.namedItems] ?? [] }
}
