import Diagnostics

extension Rule {
    /// Somebody other than its author has approved a policy in force.
    package static let approvals = Rule { $0.checkApprovals() }
}

extension Library {
    /// Policies in force that nobody approved, or that their author did.
    fileprivate func checkApprovals() -> [Diagnostic] {
        pages(of: .policy).compactMap { page in
            guard page.status == .active, !page.isIntroduction else { return nil }
            guard let policy = page.policy, let approver = policy.approver else { return nil }
            if policy.author?.lowercased() == approver.value.lowercased() {
                return Diagnostic(
                    .error, .selfApproval, path: displayPath(page), range: approver.range,
                    "\(approver.value) wrote the policy and cannot approve it",
                    fixes: [.init("let somebody else approve it, or leave it as a draft")])
            }
            guard policy.approved == nil else { return nil }
            return Diagnostic(
                .error, .notApproved, path: displayPath(page), range: page.metadata.status?.range ?? .fileStart,
                "The policy is in force but has no 'approved' date",
                fixes: [.init("add approved: with the day of the approval"), .init("or set status: draft")])
        }
    }
}
