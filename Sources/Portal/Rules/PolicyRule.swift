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
            let numbers = Set(page.requirements.map(\.number))
            for number in (page.policy?.withdrawn ?? []).compactMap(\.number) where numbers.contains(number.value) {
                problems.append(
                    Diagnostic(
                        .error, .duplicateRequirement, path: displayPath(page), range: number.range,
                        "Requirement number R\(number.value) was withdrawn and is given again",
                        fixes: [.init("give the requirement the next free number, or take it out of withdrawn:")]))
            }
            let acknowledged = acknowledgedModels(of: page, &problems)
            guard page.status == .active else { continue }
            for (link, resolution) in zip(page.links, resolutions[index]) {
                guard case .page(let target, _) = resolution, let evaluation = pages[target].evaluation else {
                    continue
                }
                let licence = licence(named: evaluation.licenceReference)?.licence
                guard licence?.decision != .approved else { continue }
                let mustFail = settings.failsOn.contains(.unlicensedModelNamed)
                guard mustFail || !acknowledged.contains(pages[target].path) else { continue }
                problems.append(
                    Diagnostic(
                        mustFail ? .error : .note,
                        .policyNamesUnapprovedModel, path: displayPath(page), range: link.range,
                        "Policy names \(evaluation.model), whose licence is not approved but \(licence?.decision.rawValue ?? "unknown")",
                        fixes: mustFail
                            ? [] : [.init("where that is meant, add unapproved_models: [\(pages[target].slug)]")]))
            }
        }
        return problems
    }

    /// Paths of the models that a policy names on purpose; one that has no page is reported.
    private func acknowledgedModels(of page: Page, _ problems: inout [Diagnostic]) -> Set<String> {
        var paths = Set<String>()
        for name in page.policy?.unapprovedModels ?? [] {
            if let model = evaluation(named: name.value) {
                paths.insert(model.path)
                continue
            }
            let near = Suggestion(for: name.value, among: pages(of: .evaluation).map(\.slug))
            problems.append(
                Diagnostic(
                    .error, .brokenReference, path: displayPath(page), range: name.range,
                    "Model '\(name.value)' has no evaluation" + near.question,
                    fixes: near.fixes(otherwise: "name it as its evaluation's file is called")))
        }
        return paths
    }
}
