import Portal
import Primitives
import Words

/// What lists show of a page.
struct ListEntry: Sendable {
    let library: Library
    /// In which its labels are.
    let words: Catalogue

    /// A page's next review, where it has one.
    func review(_ page: Page) -> TemplateContext? {
        let date: CalendarDate
        var due = false
        var overdue = false
        var dayCount: Int?
        switch library.reviewState(of: page) {
        case .none: return nil
        case .current(let day): date = day
        case .due(let day, let days): (date, due, dayCount) = (day, true, days)
        case .overdue(let day, let days): (date, overdue, dayCount) = (day, true, days)
        }
        return TemplateContext {
            $0.set("date", date.description)
            $0.set("date_text", words.date(date))
            $0.set("is_due", flag: due)
            $0.set("is_overdue", flag: overdue)
            $0.set("days", dayCount.map { words.common(.days, count: $0) })
            $0.set("days_text", dayCount.map { words.page(overdue ? .overdueBy : .dueIn, count: $0) })
            $0.set(
                "overdue_notice",
                marked: dayCount.map { words.marked(PageWord.overdueNotice, count: $0, ["date": words.date(date)]) })
        }
    }

    /// All pages as they stand in lists, by path: a page stands in the list of its kind, in filters and under its tags.
    func contexts(threadCount: Int) -> [String: TemplateContext] {
        let entry = self
        let made = concurrentMap(library.pages, threadCount: threadCount) { entry.context(of: $0) }
        return Dictionary(zip(library.pages.map(\.path), made), uniquingKeysWith: { first, _ in first })
    }

    /// A page as it stands in lists.
    func context(of page: Page) -> TemplateContext {
        TemplateContext { context in
            context.set("title", page.title)
            context.set("url", page.url)
            context.set("kind", page.kind.rawValue)
            context.set("kind_label", words.word(page.kind))
            context.set("summary", page.summary)
            context.set("status", page.status.rawValue)
            context.set("status_label", words.word(page.status))
            let coming = page.bindsLater(than: library.today).map(words.date)
            context.set("in_force_from", coming)
            context.set("in_force_text", coming.map { words.page(.inForceFrom, ["date": $0]) })
            context.set("is_retired", flag: page.status == .retired)
            context.set("is_draft", flag: page.status == .draft)
            context.set("owner", page.metadata.owner)
            context.set("date", page.lastChange?.description)
            context.set("date_text", page.lastChange.map(words.date))
            context.set("version", page.version)
            switch page.details {
            case .policy(let policy): context.set("id", policy.id)
            case .licence(let licence):
                context.set("id", licence.spdx)
                context.set("decision", licence.decision.rawValue)
                context.set("decision_label", words.label(licence.decision))
                context.set("licence_class", licence.licenceClass?.rawValue ?? "")
                let shownClass = licence.licenceClass.map(words.word) ?? ""
                context.set("class_label", shownClass)
                context.set("class_text", words.evaluation(.classIs, ["class": shownClass]))
            case .evaluation: addEvaluation(page, to: &context)
            case .guide, .glossary, .page: break
            }
            context.set("review", object: review(page))
        }
    }

    private func addEvaluation(_ page: Page, to context: inout TemplateContext) {
        let evaluation = library.evaluation(of: page)
        context.set("openness", evaluation.opennessClass.rawValue)
        context.set("openness_label", words.label(evaluation.opennessClass))
        context.set("developer", evaluation.developer)
        context.set("parameters", evaluation.parameters)
        context.set("uses", list: decided(page) ?? evaluation.useCases.map(use))
        guard let licence = library.licence(named: evaluation.licenceReference) else { return }
        context.set("licence_title", licence.title)
        context.set("licence_url", licence.url)
        let decision = licence.licence?.decision ?? .prohibited
        context.set("decision", decision.rawValue)
        context.set("decision_label", words.label(decision))
    }

    /// What the rules say of a model's uses with the least sensitive data; nil where the site has no rules.
    private func decided(_ page: Page) -> [TemplateContext]? {
        guard let table = library.decisions, let model = table.models.firstIndex(of: page.path),
            let data = table.rules.dataClasses.first
        else { return nil }
        return table.rules.uses.enumerated().map { use, choice in
            let verdict = table[model, use, 0].verdict
            return TemplateContext {
                $0.set("use", choice.title)
                $0.set("url", DecisionView.address(ofModel: page).url.appending(anchor: "\(choice.id)-\(data.id)"))
                $0.set("verdict", verdict.rawValue)
                $0.set("verdict_label", words.label(verdict))
            }
        }
    }

    func use(_ useCase: Evaluation.UseCase) -> TemplateContext {
        TemplateContext {
            $0.set("url", nil as String?)
            $0.set("use", useCase.use)
            $0.set("verdict", useCase.verdict.rawValue)
            $0.set("verdict_label", words.label(useCase.verdict))
            $0.set("reason", useCase.reason)
            guard let name = useCase.requirement?.value, let target = library.page(named: name) else { return }
            $0.set("requirement", target.fragment ?? name)
            $0.set("requirement_url", target.page.url.appending(anchor: target.fragment))
        }
    }
}
