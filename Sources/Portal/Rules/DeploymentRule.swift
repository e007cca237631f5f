import Diagnostics

extension Rule {
    /// A deployment names models, uses and data that exist, and runs no model that the decisions block.
    package static let deployments = Rule { $0.checkDeployments() }
}

extension Library {
    /// Deployments that name unknown models, uses or data, or run a model that the rules block.
    fileprivate func checkDeployments() -> [Diagnostic] {
        guard let deployments = dataFiles.deployments else { return [] }
        var problems: [Diagnostic] = []
        for deployment in deployments.all {
            func report(
                _ severity: Severity, _ id: DiagnosticID, _ range: SourceRange, _ summary: String, _ fix: String
            ) {
                problems.append(
                    Diagnostic(severity, id, path: deployments.path, range: range, summary, fixes: [.init(fix)]))
            }
            if deployment.id.utf8.contains(UInt8(ascii: "/")) || (try? ContentPath(deployment.id)) == nil {
                report(
                    .error, .deploymentEntry, deployment.range, "'\(deployment.id)' cannot be part of an address",
                    "use letters, digits and hyphens")
            }
            if deployments.all.count(where: { $0.id == deployment.id }) > 1 {
                report(
                    .error, .duplicateID, deployment.range, "Deployment '\(deployment.id)' appears twice",
                    "give it a name of its own")
            }
            if let rules = dataFiles.decisions {
                for (name, choices, range) in [
                    (deployment.use, rules.uses, deployment.useRange),
                    (deployment.data, rules.dataClasses, deployment.dataRange),
                ] {
                    guard let name, !choices.contains(where: { $0.id == name }) else { continue }
                    report(
                        .error, .deploymentEntry, range, "decisions.yaml has no '\(name)'",
                        Suggestion(for: name, among: choices.map(\.id)).advice(otherwise: "use an id of decisions.yaml")
                    )
                }
            }
            for name in deployment.models {
                guard let model = evaluation(named: name) else {
                    let near = Suggestion(for: name, among: pages(of: .evaluation).map(\.slug))
                    report(
                        .error, .brokenReference, deployment.modelsRange,
                        "Model '\(name)' has no evaluation" + near.question,
                        near.advice(otherwise: "evaluate it first: charter new evaluation"))
                    continue
                }
                guard let verdict = verdict(on: model, in: deployment), verdict.verdict == .blocked else { continue }
                let reason = verdict.reasons.first
                report(
                    settings.failsOn.contains(.blockedModelInUse) ? .error : .warning, .blockedModelInUse,
                    deployment.modelsRange,
                    "\(deployment.title) runs \(model.title), which is blocked for it: \(reason?.text ?? "no rule covers it") \(reason?.clause ?? "")",
                    "move it to another model, or ask for an exception")
            }
        }
        return problems
    }
}
