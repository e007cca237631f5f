import Diagnostics

/// A system that runs models: what notices it owes and whether its models may serve it.
public struct Deployment: Sendable, Hashable {
    /// The system's name in addresses.
    public var id: String
    /// Its name for readers.
    public var title: String
    /// Who answers for it.
    public var owner: String
    /// Evaluations, by page.
    public var models: [String]
    /// Of `decisions.yaml`.
    public var use: String?
    /// The most sensitive class of data that it sees, by id of `decisions.yaml`.
    public var data: String?
    /// Since when it runs.
    public var since: CalendarDate?
    /// Whether weights leave the organisation with it.
    public var isShipped: Bool
    /// Where its id stands.
    public var range: SourceRange
    /// Where its models stand.
    public var modelsRange: SourceRange
    /// Where its use stands.
    public var useRange: SourceRange
    /// Where its data stands.
    public var dataRange: SourceRange

    /// All of it as it was read.
    package init(
        id: String, title: String, owner: String, models: [String], use: String? = nil, data: String? = nil,
        since: CalendarDate? = nil, isShipped: Bool, range: SourceRange, modelsRange: SourceRange,
        useRange: SourceRange, dataRange: SourceRange
    ) {
        self.id = id
        self.title = title
        self.owner = owner
        self.models = models
        self.use = use
        self.data = data
        self.since = since
        self.isShipped = isShipped
        self.range = range
        self.modelsRange = modelsRange
        self.useRange = useRange
        self.dataRange = dataRange
    }
}

/// The systems of a site.
public struct Deployments: Sendable, Hashable {
    /// In the order of the file.
    public var all: [Deployment] = []
    /// The file, as diagnostics show it.
    public var path = ""
    /// All whom it names, under the keys that do.
    public var people: [Stated<String>] = []

    /// All of it as it was read.
    package init(all: [Deployment] = [], path: String = "", people: [Stated<String>] = []) {
        self.all = all
        self.path = path
        self.people = people
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
}
