import Diagnostics

/// A system that runs models: what notices it owes and whether its models may serve it.
public struct Deployment: Sendable, Hashable {
    public var id: String
    public var title: String
    public var owner: String
    /// Evaluations, by page.
    public var models: [String]
    /// Of `decisions.yaml`.
    public var use: String?
    public var data: String?
    public var since: CalendarDate?
    /// Whether weights leave the organisation with it.
    public var isShipped: Bool
    public var range: SourceRange
    public var modelsRange: SourceRange
    public var useRange: SourceRange
    public var dataRange: SourceRange
}

extension Schema {
    /// The keys of `content/deployments.yaml`.
    public static let deployments = Schema(
        name: "deployments.yaml", summary: "Systems that run models.",
        fields: [
            SchemaField(
                "deployments",
                .list(
                    .object([
                        SchemaField("id", .text, required: true, "Its name in addresses."),
                        SchemaField("title", .text, required: true, "Its name for readers."),
                        SchemaField("owner", .text, required: true, "Who answers for it."),
                        SchemaField("models", .list(.text), required: true, "Evaluations of the models that it runs."),
                        SchemaField("use", .text, "Its use, by the id in decisions.yaml."),
                        SchemaField(
                            "data", .text, "The most sensitive data that it sees, by the id in decisions.yaml."),
                        SchemaField("since", .date, "Since when it runs."),
                        SchemaField("shipped", .bool, "Whether weights leave the organisation with it."),
                    ])), required: true, "The systems.")
        ])
}

/// The systems of a site.
public struct Deployments: Sendable, Hashable {
    public var all: [Deployment] = []
    public var path = ""

    /// Reads the file, and says what of it cannot be read.
    public static func read(_ yaml: String, path: String) -> (Deployments, [Diagnostic]) {
        let (values, diagnostics) = Schema.deployments.read(yaml, path: path)
        let all = values.objects("deployments").compactMap { entry -> Deployment? in
            guard let id = entry.text("id"), let title = entry.text("title"), let owner = entry.text("owner") else {
                return nil
            }
            return Deployment(
                id: id, title: title, owner: owner, models: entry.texts("models"), use: entry.text("use"),
                data: entry.text("data"), since: entry.date("since"), isShipped: entry.bool("shipped") ?? false,
                range: entry.range("id"), modelsRange: entry.range("models"), useRange: entry.range("use"),
                dataRange: entry.range("data"))
        }
        return (Deployments(all: all, path: path), diagnostics)
    }
}

extension Library {
    /// The evaluation that a deployment names.
    public func evaluation(named name: String) -> Page? {
        if let target = page(named: "evaluation:" + name.removingPrefix("evaluation:"))?.page { return target }
        guard let target = page(named: name)?.page, target.kind == .evaluation else { return nil }
        return target
    }

    /// The verdict on a deployment's model, where the deployment says its use and data.
    public func verdict(on model: Page, in deployment: Deployment) -> DecisionTable.Case? {
        guard let decisions, let place = decisions.models.firstIndex(of: model.path),
            let use = decisions.rules.uses.firstIndex(where: { $0.id == deployment.use }),
            let data = decisions.rules.dataClasses.firstIndex(where: { $0.id == deployment.data })
        else { return nil }
        return decisions[place, use, data]
    }

    /// Deployments that name unknown models, uses or data, or run a model that the rules block.
    func checkDeployments() -> [Diagnostic] {
        guard let deployments = attachments.deployments else { return [] }
        var problems: [Diagnostic] = []
        for deployment in deployments.all {
            func report(_ severity: Severity, _ id: String, _ range: SourceRange, _ summary: String, _ fix: String) {
                problems.append(
                    Diagnostic(severity, id, path: deployments.path, range: range, summary, fixes: [.init(fix)]))
            }
            if contentPath(deployment.id, relativeTo: "") != deployment.id || deployment.id.contains("/") {
                report(
                    .error, "deployment-entry", deployment.range, "'\(deployment.id)' cannot be part of an address",
                    "use letters, digits and hyphens")
            }
            if deployments.all.count(where: { $0.id == deployment.id }) > 1 {
                report(
                    .error, "duplicate-id", deployment.range, "Deployment '\(deployment.id)' is there twice",
                    "give it a name of its own")
            }
            if let rules = attachments.decisions {
                for (name, choices, range) in [
                    (deployment.use, rules.uses, deployment.useRange),
                    (deployment.data, rules.dataClasses, deployment.dataRange),
                ] {
                    guard let name, !choices.contains(where: { $0.id == name }) else { continue }
                    report(
                        .error, "deployment-entry", range, "decisions.yaml has no '\(name)'",
                        nearestWord(to: name, among: choices.map(\.id)).map { "write '\($0)'" }
                            ?? "use an id of decisions.yaml")
                }
            }
            for name in deployment.models {
                guard let model = evaluation(named: name) else {
                    let near = nearestWord(to: name, among: pages(of: .evaluation).map(\.slug))
                    report(
                        .error, "broken-reference", deployment.modelsRange,
                        "Model '\(name)' has no evaluation" + (near.map { "; did you mean '\($0)'?" } ?? ""),
                        near.map { "write '\($0)'" } ?? "evaluate it first: charter new evaluation")
                    continue
                }
                guard let verdict = verdict(on: model, in: deployment), verdict.verdict == .blocked else { continue }
                let reason = verdict.reasons.first
                report(
                    settings.failsOn.contains(.blockedModelInUse) ? .error : .warning, "blocked-model-in-use",
                    deployment.modelsRange,
                    "\(deployment.title) runs \(model.title), which is blocked for it: \(reason?.text ?? "no rule covers it") \(reason?.clause ?? "")",
                    "move it to another model, or ask for an exception")
            }
        }
        return problems
    }
}
