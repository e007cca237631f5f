import Diagnostics

extension Rule {
    /// A policy supersedes policies that exist, and names no model whose licence is not approved.
    package static let policies = Rule { $0.checkPolicies() }
}

extension Library {
    /// Policies that supersede unknown ones, or that name a model whose licence is not approved.
    fileprivate func checkPolicies() -> [Diagnostic] {
        var problems: [Diagnostic] = []
        for index in indices(of: .policy) {
            let page = pages[index]
            for id in page.policy?.supersedes ?? [] where self.page(named: id.value) == nil {
                problems.append(
                    Diagnostic(
                        .error, .brokenReference, path: displayPath(page), range: id.range,
                        "Superseded policy '\(id.value)' is not known",
                        fixes: [.init("keep the old policy with status: retired, or correct the id")]))
            }
            guard page.status == .active else { continue }
            for (link, resolution) in zip(page.links, resolutions[index]) {
                guard case .page(let target, _) = resolution, let evaluation = pages[target].evaluation else {
                    continue
                }
                let licence = licence(named: evaluation.licenceReference)?.licence
                guard licence?.decision != .approved else { continue }
                problems.append(
                    Diagnostic(
                        settings.failsOn.contains(.unlicensedModelNamed) ? .error : .note,
                        .policyNamesUnapprovedModel, path: displayPath(page), range: link.range,
                        "Policy names \(evaluation.model), whose licence is not approved but \(licence?.decision.rawValue ?? "unknown")"
                    ))
            }
        }
        return problems
    }
}
