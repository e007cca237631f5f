import Diagnostics

/// A deviation from a requirement, granted for a limited time.
public struct GrantedException: Sendable, Hashable {
    public var id: Located<String>
    /// Such as `POL-002-R9`.
    public var requirement: Located<String>
    public var reason: String
    /// What reduces the risk.
    public var mitigation: String
    public var owner: String
    public var approvers: Located<[String]>
    public var from: CalendarDate
    public var until: Located<CalendarDate>

    /// An exception as the register states it.
    public init(
        id: Located<String>, requirement: Located<String>, reason: String, mitigation: String, owner: String,
        approvers: Located<[String]>, from: CalendarDate, until: Located<CalendarDate>
    ) {
        self.id = id
        self.requirement = requirement
        self.reason = reason
        self.mitigation = mitigation
        self.owner = owner
        self.approvers = approvers
        self.from = from
        self.until = until
    }
}

/// The exceptions of a site.
public struct ExceptionsRegister: Sendable, Hashable {
    public var exceptions: [GrantedException] = []
    public var path = ""

    /// All of it as it was read.
    package init(exceptions: [GrantedException] = [], path: String = "") {
        self.exceptions = exceptions
        self.path = path
    }

    /// Longer than this no exception holds.
    public static let longestDays = 365
}
