import Diagnostics

/// A deviation from a requirement, granted for a limited time.
public struct GrantedException: Sendable, Hashable {
    /// The exception's number, never used twice.
    public var id: Located<String>
    /// Such as `POL-002-R9`.
    public var requirement: Located<String>
    /// Why it was granted.
    public var reason: String
    /// What reduces the risk.
    public var mitigation: String
    /// Who asked for it and answers for it.
    public var owner: String
    /// Who approved it: at least two, neither of them the owner.
    public var approvers: Located<[String]>
    /// The first day on which it holds.
    public var from: CalendarDate
    /// The last day on which it holds.
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
    /// In the order of the file.
    public var exceptions: [GrantedException] = []
    /// The file, as diagnostics show it.
    public var path = ""
    /// All whom it names, under the keys that do.
    public var people: [Stated<String>] = []

    /// All of it as it was read.
    package init(exceptions: [GrantedException] = [], path: String = "", people: [Stated<String>] = []) {
        self.exceptions = exceptions
        self.path = path
        self.people = people
    }

    /// No exception holds for longer than this.
    public static let longestDays = 365
}
