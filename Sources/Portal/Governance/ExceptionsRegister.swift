import Diagnostics

/// A deviation from a requirement, granted for a limited time.
public struct GrantedException: Sendable, Hashable {
    public var id: String
    /// Such as `POL-002-R9`.
    public var requirement: String
    public var reason: String
    /// What reduces the risk.
    public var mitigation: String
    public var owner: String
    public var approvers: [String]
    public var from: CalendarDate
    public var until: CalendarDate
    var ranges: [String: SourceRange]
}

extension Schema {
    /// The keys of `content/exceptions.yaml`.
    public static let exceptions = Schema(
        name: "exceptions.yaml", summary: "Deviations from requirements, granted for a limited time.",
        fields: [
            SchemaField(
                "exceptions",
                .list(
                    .object([
                        SchemaField("id", .text, required: true, "The exception's number, never used twice."),
                        SchemaField("requirement", .text, required: true, "What is deviated from, such as POL-002-R9."),
                        SchemaField("reason", .text, required: true, "Why."),
                        SchemaField("mitigation", .text, "What reduces the risk."),
                        SchemaField("owner", .text, required: true, "Who asked for it and answers for it."),
                        SchemaField(
                            "approved_by", .list(.text), required: true,
                            "Who approved it: two people, neither of them the owner."),
                        SchemaField("from", .date, required: true, "From when it holds."),
                        SchemaField("until", .date, required: true, "Until when, at most 365 days later."),
                    ])), required: true, "The exceptions.")
        ])
}

/// The exceptions of a site.
public struct ExceptionsRegister: Sendable, Hashable {
    public var exceptions: [GrantedException] = []
    public var path = ""

    /// Longer than this no exception holds.
    public static let longestDays = 365

    /// Reads the register, and says what of it makes no sense.
    public static func read(_ yaml: String, path: String) -> (ExceptionsRegister, [Diagnostic]) {
        let (values, diagnostics) = Schema.exceptions.read(yaml, path: path)
        let exceptions = values.objects("exceptions").compactMap { entry -> GrantedException? in
            guard let id = entry.text("id"), let requirement = entry.text("requirement"),
                let reason = entry.text("reason"), let owner = entry.text("owner"), let from = entry.date("from"),
                let until = entry.date("until")
            else { return nil }
            return GrantedException(
                id: id, requirement: requirement, reason: reason, mitigation: entry.text("mitigation") ?? "",
                owner: owner, approvers: entry.texts("approved_by"), from: from, until: until,
                ranges: ["id", "requirement", "approved_by", "from", "until"].reduce(into: [:]) {
                    $0[$1] = entry.range($1)
                })
        }
        return (ExceptionsRegister(exceptions: exceptions, path: path), diagnostics)
    }
}

extension Library {
    /// Exceptions that are over, too long, approved by too few or by their owner, or from unknown requirements.
    func checkExceptions() -> [Diagnostic] {
        guard let register = attachments.exceptions else { return [] }
        var problems: [Diagnostic] = []
        var seen = Set<String>()
        for exception in register.exceptions {
            func report(_ key: String, _ id: String, _ summary: String, _ fix: String) {
                problems.append(
                    Diagnostic(
                        .error, id, path: register.path, range: exception.ranges[key] ?? .fileStart, summary,
                        fixes: [.init(fix)]))
            }
            if !seen.insert(exception.id).inserted {
                report(
                    "id", "duplicate-id", "Exception '\(exception.id)' is there twice", "give it the next free number")
            }
            let days = exception.until.daysSince1970 - exception.from.daysSince1970
            if days < 0 || days > ExceptionsRegister.longestDays {
                report(
                    "until", "exception-length",
                    "Exception \(exception.id) would hold for \(days) days; at most \(ExceptionsRegister.longestDays) are allowed",
                    "set an earlier end, and renew it after a new assessment")
            }
            if exception.until < today {
                report(
                    "until", "exception-expired", "Exception \(exception.id) ended on \(exception.until)",
                    "remove it once its owner has shown that the rule is kept again, or renew it")
            }
            let approvers = Set(exception.approvers.map { $0.lowercased() })
            if approvers.count < 2 || approvers.contains(exception.owner.lowercased()) {
                report(
                    "approved_by", "exception-approval",
                    "Exception \(exception.id) needs two approvers other than its owner",
                    "let the owner of the policy and the risk owner approve it")
            }
            if page(named: exception.requirement)?.fragment == nil {
                let near = nearestName(to: exception.requirement)
                report(
                    "requirement", "broken-reference",
                    "Requirement '\(exception.requirement)' is not known"
                        + (near.map { "; did you mean '\($0)'?" } ?? ""),
                    near.map { "write '\($0)'" } ?? "use an id from the register of requirements")
            }
        }
        return problems
    }
}
