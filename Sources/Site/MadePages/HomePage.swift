import Portal
import Words

extension MadePage {
    static let home = MadePage(
        url: "index.html", title: .home, summary: .homeAbout, template: "home",
        kind: "home", condition: "always", isNeeded: { _ in true }, pages: { [$0.homePage($1)] })
}

extension SiteContext {
    /// How many models the start page's matrix has at most; more are to be searched, not read.
    private static let shownModels = 24

    fileprivate func homePage(_ made: MadePage) -> GeneratedPage {
        let settings = library.settings
        var context = context(
            path: made.url, title: settings.title, summary: settings.description, kind: made.kind)
        context.set("models", list: listed(.evaluation).filter { $0.status == .active }.map(entry))
        context.set("licences", list: listed(.licence).filter { $0.status == .active }.map(entry))
        let policies = listed(.policy).filter { $0.status == .active }
        context.set("policies", list: policies.filter { $0.bindsLater(than: library.today) == nil }.map(entry))
        context.set("coming_policies", list: policies.filter { $0.bindsLater(than: library.today) != nil }.map(entry))
        context.set("guides", list: listed(.guide).filter { $0.status == .active }.prefix(12).map(entry))
        context.set("changes", list: Array(changes().prefix(6)))
        let due = library.originals.filter { page in
            guard page.status == .active else { return false }
            switch library.reviewState(of: page) {
            case .due, .overdue: return true
            case .none, .current: return false
            }
        }.sorted {
            ($0.metadata.reviewBy?.value.description ?? "", $0.path) < (
                $1.metadata.reviewBy?.value.description ?? "", $1.path
            )
        }
        context.set("due", list: due.map(entry))
        let requirementCount = policies.reduce(0) { $0 + $1.requirements.count }
        context.set("requirement_count", words.number(requirementCount))
        context.set("requirements_text", words.home(.requirementsInRegister, count: requirementCount))
        context.set("none_due_text", words.home(.noneDue, ["date": words.shortDate(library.today)]))
        context.set("tools", list: doors())
        context.set("doors", list: startDoors())
        let matrices = decisionView?.matrices(limit: Self.shownModels) ?? []
        context.set("matrices", list: matrices)
        let modelCount = listed(.evaluation).count { $0.status == .active }
        let isWhole = matrices.isEmpty || modelCount <= Self.shownModels
        context.set("more_models", isWhole ? nil : words.number(modelCount))
        context.set("more_models_text", isWhole ? nil : words.home(.allModels, count: modelCount))
        context.set("term_count", String(library.originals.reduce(0) { $0 + $1.terms.count }))
        return GeneratedPage(path: made.url, template: made.template, context: context)
    }
}
