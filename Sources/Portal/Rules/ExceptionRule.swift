import Diagnostics
import Primitives

extension Rule {
    /// An exception has an end, two approvers and a requirement that exists.
    package static let exceptions = Rule { $0.checkExceptions() }
}

extension Library {
    /// Exceptions that are over, too long, approved by too few or by their owner, or from unknown requirements.
    fileprivate func checkExceptions() -> [Diagnostic] {
        guard let register = dataFiles.exceptions else { return [] }
        var problems: [Diagnostic] = []
        var seen = Set<String>()
        for exception in register.exceptions {
            func report(
                _ id: DiagnosticID, _ range: SourceRange, _ summary: String, _ fix: String, severity: Severity = .error
            ) {
                problems.append(
                    Diagnostic(severity, id, path: register.path, range: range, summary, fixes: [.init(fix)]))
            }
            let id = exception.id.value
            if !seen.insert(id).inserted {
                report(
                    .duplicateID, exception.id.range, "Exception '\(id)' appears twice",
                    "give it the next free number")
            }
            let days = exception.until.daysSince1970 - exception.from.daysSince1970
            if days < 0 || days > ExceptionsRegister.longestDays {
                report(
                    .exceptionLength, exception.until.range,
                    "Exception \(id) would hold for \(days) days; at most \(ExceptionsRegister.longestDays) are allowed",
                    "set an earlier end, and renew it after a new assessment")
            }
            let remaining = exception.until.daysSince1970 - today.daysSince1970
            if remaining < 0 {
                report(
                    .exceptionExpired, exception.until.range, "Exception \(id) ended on \(exception.until.value)",
                    "remove it once its owner has shown that the rule is met again, or renew it",
                    severity: settings.failsOn.contains(.expiredException) ? .error : .warning)
            } else if remaining <= settings.reviewNoticeDays {
                report(
                    .exceptionEnds, exception.until.range,
                    "Exception \(id) ends on \(exception.until.value), "
                        + (remaining == 0 ? "today" : "in \(counted(remaining, "day"))"),
                    "let \(exception.owner) show by then that the rule is met again, or renew it", severity: .warning)
            }
            let approvers = Set(exception.approvers.value.map { $0.lowercased() })
            if approvers.count < 2 || approvers.contains(exception.owner.lowercased()) {
                report(
                    .exceptionApproval, exception.approvers.range,
                    "Exception \(id) needs two approvers other than its owner",
                    "let the owner of the policy and the risk owner approve it")
            }
            let requirement = exception.requirement
            if page(named: requirement.value)?.fragment == nil {
                let near = Suggestion(nearestName(to: requirement.value))
                report(
                    .brokenReference, requirement.range,
                    "Requirement '\(requirement.value)' is not known" + near.question,
                    near.advice(otherwise: "use an id from the register of requirements"))
            }
        }
        return problems
    }
}
