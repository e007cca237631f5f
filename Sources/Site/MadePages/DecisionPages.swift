import Diagnostics
import Portal
import Primitives
import Words

extension MadePage {
    static let decide = MadePage(
        url: "decide/index.html", title: .decide,
        summary: .decideAbout,
        template: "decide", kind: "decide", condition: "`decisions.yaml` has uses and data, and there is an evaluation",
        menu: .decide(.decideMenu),
        door: Door(
            title: .decide, summary: .decideDoorAbout,
            list: .evaluation),
        isNeeded: \.hasDecisions, pages: { site, made in site.decisionView.map { [$0.chooser(made)] } ?? [] })

    static let decisions = MadePage(
        url: "decide/*.html", title: .decisions,
        summary: .decisionsAbout, template: "decision",
        kind: "decision", condition: "there are decisions; one for each evaluation",
        parent: Parent(title: .decisionsParent, url: "decide/index.html"), isNeeded: \.hasDecisions,
        family: { facts in
            facts.pages.filter { $0.kind == .evaluation && !$0.isIntroduction }.map {
                DecisionView.address(ofModel: $0).file
            }
        },
        pages: { site, made in site.decisionView?.pages(made) ?? [] })
}

extension SiteFacts {
    /// Whether rules decide which model may serve which use.
    fileprivate var hasDecisions: Bool {
        guard let rules = dataFiles.decisions, !rules.uses.isEmpty, !rules.dataClasses.isEmpty else { return false }
        return pages.contains { $0.kind == .evaluation && !$0.isIntroduction }
    }
}

extension SiteContext {
    /// What the decisions of the site need to be shown; nil where it has no rules.
    var decisionView: DecisionView? { library.decisions.map { DecisionView(site: self, table: $0) } }
}

/// The pages on which model may serve which use: the chooser with the whole table, and a page for each model.
struct DecisionView {
    let site: SiteContext
    let table: DecisionTable

    private var rules: DecisionRules { table.rules }
    private var words: Catalogue { site.words }

    private func dataText(_ data: Int) -> String { words.decide(.dataClass, ["data": rules.dataClasses[data].title]) }

    private func model(_ index: Int) -> Page? { site.library.pages.first { $0.path == table.models[index] } }

    /// Where a model's decisions stand.
    static func address(ofModel page: Page) -> SitePath { SitePath("decide/\(page.slug).html") }

    private func anchor(_ use: Int, _ data: Int) -> String { rules.uses[use].id + "-" + rules.dataClasses[data].id }

    private func url(_ model: Page, _ use: Int, _ data: Int) -> String {
        Self.address(ofModel: model).url.appending(anchor: anchor(use, data))
    }

    // MARK: The chooser

    fileprivate func chooser(_ made: MadePage) -> GeneratedPage {
        var context = site.context(of: made)
        context.set("data_url", ChooserData.path(of: ChooserData(view: self).script))
        context.set("uses", list: choices(rules.uses))
        context.set("data_classes", list: choices(rules.dataClasses))
        context.set("languages", list: TemplateContext.texts(languages))
        context.set("matrices", list: matrices())
        return GeneratedPage(path: made.url, template: made.template, context: context)
    }

    private func choices(_ choices: [DecisionRules.Choice]) -> [TemplateContext] {
        choices.map { choice in
            TemplateContext {
                $0.set("id", choice.id)
                $0.set("title", choice.title)
                $0.set("summary", choice.summary)
            }
        }
    }

    private var languages: [String] {
        Set(table.models.indices.compactMap(model).flatMap { $0.evaluation?.languages ?? [] }).sorted()
    }

    /// All decisions: for each class of data the models down and the uses across.
    ///
    /// - Parameter limit: how many models at most, the first of those in force.
    func matrices(limit: Int = .max) -> [TemplateContext] {
        rules.dataClasses.indices.map { data in
            TemplateContext {
                $0.set("id", matrixAnchor(data))
                $0.set("title", dataText(data))
                $0.set("summary", rules.dataClasses[data].summary)
                $0.set(
                    "choices",
                    list: rules.dataClasses.indices.map { other in
                        TemplateContext {
                            $0.set("title", rules.dataClasses[other].title)
                            $0.set("url", "".appending(anchor: matrixAnchor(other)))
                            $0.set("current", flag: other == data)
                        }
                    })
                $0.set("matrix", object: matrix(data: data, limit: limit).context(site.words))
            }
        }
    }

    private func matrixAnchor(_ data: Int) -> String { "with-" + rules.dataClasses[data].id }

    private func matrix(data: Int, limit: Int) -> TableSection {
        let models = table.models.indices.compactMap { index in model(index).map { (index: index, page: $0) } }
        let rows = models.filter { $0.page.status == .active }.prefix(limit).map { index, page in
            [TableCell(page.title, url: page.url, isHead: true)]
                + rules.uses.indices.map { use in
                    let verdict = table[index, use, data].verdict
                    return TableCell(
                        words.label(verdict), url: url(page, use, data), badge: "verdict-\(verdict.rawValue)")
                }
        }
        return TableSection(
            id: matrixAnchor(data) + "-title", title: dataText(data),
            columns: [(words.decide(.model), false)] + rules.uses.map { ($0.title, false) }, rows: rows, isMatrix: true)
    }

    // MARK: One model

    fileprivate func pages(_ made: MadePage) -> [GeneratedPage] { table.models.indices.compactMap { page($0, made) } }

    private func page(_ index: Int, _ made: MadePage) -> GeneratedPage? {
        guard let page = model(index) else { return nil }
        let path = Self.address(ofModel: page).file
        var context = site.context(
            path: path, title: words.decide(.titleOfModel, ["title": page.title]),
            summary: made.summary(in: words), kind: made.kind)
        context.set("breadcrumbs", list: site.breadcrumbs(of: made))
        context.set("model", object: site.link(page))
        context.set("evaluation_text", words.decide(.evaluationOf, ["title": page.title]))
        context.set("matrix", object: matrix(ofModel: page)?.context(site.words))
        context.set(
            "uses",
            list: rules.uses.indices.map { use in
                TemplateContext { context in
                    context.set("id", rules.uses[use].id)
                    context.set("title", rules.uses[use].title)
                    context.set("summary", rules.uses[use].summary)
                    context.set(
                        "cases",
                        list: rules.dataClasses.indices.map { caseContext(index, use, $0) })
                }
            })
        return GeneratedPage(path: path, template: made.template, context: context)
    }

    private func caseContext(_ index: Int, _ use: Int, _ data: Int) -> TemplateContext {
        let decided = table[index, use, data]
        return TemplateContext { context in
            context.set("id", anchor(use, data))
            context.set("data", rules.dataClasses[data].title)
            context.set(
                "data_text", marked: words.marked(DecideWord.withData, ["data": rules.dataClasses[data].title]))
            context.set("verdict", decided.verdict.rawValue)
            context.set("verdict_label", words.label(decided.verdict))
            // What is milder than the verdict explains nothing, except in an allowed case.
            let decisive = decided.reasons.filter { $0.verdict == decided.verdict }
            let further =
                decided.verdict == .blocked
                ? [] : decided.reasons.filter { $0.verdict != decided.verdict && $0.verdict != .allowed }
            context.set("reasons", list: (decisive + further).map(reason))
            let duties = (decisive + further).flatMap(\.duties).reduce(into: [String]()) { all, duty in
                if !all.contains(duty) { all.append(duty) }
            }
            context.set("duties", list: decided.verdict == .blocked ? [] : TemplateContext.texts(duties))
            context.set(
                "alternatives",
                list: decided.alternatives.prefix(3).compactMap { other in
                    model(other).map { page in
                        var context = site.link(page.title, url(page, use, data), "decision")
                        context.set("verdict_label", words.label(table[other, use, data].verdict))
                        context.set("verdict", table[other, use, data].verdict.rawValue)
                        return context
                    }
                })
        }
    }

    private func reason(_ reason: DecisionTable.Reason) -> TemplateContext {
        TemplateContext {
            $0.set("text", reason.text)
            $0.set("clause", reason.clause)
            $0.set("url", reason.url)
        }
    }

    /// What a model's own page shows: a row for each use, a cell for each class of data.
    func matrix(ofModel page: Page) -> TableSection? {
        guard let index = table.models.firstIndex(of: page.path), !rules.uses.isEmpty else { return nil }
        return TableSection(
            id: "decisions-title", title: words.decide(.mayWeUseIt),
            columns: [(words.decide(.use), false)] + rules.dataClasses.indices.map { (dataText($0), false) },
            rows: rules.uses.indices.map { use in
                [TableCell(rules.uses[use].title, isHead: true)]
                    + rules.dataClasses.indices.map { data in
                        let verdict = table[index, use, data].verdict
                        return TableCell(
                            words.label(verdict), url: url(page, use, data), badge: "verdict-\(verdict.rawValue)")
                    }
            }, isMatrix: true)
    }

    // MARK: For machines

    /// All cases as CSV: one line each, with the reasons that decide.
    var rows: [[String]] {
        [["model", "use", "data", "verdict", "reason", "clause", "url", "alternatives"]]
            + table.cases.compactMap { decided in
                guard let page = model(decided.model) else { return nil }
                let decisive = decided.reasons.filter { $0.verdict == decided.verdict }
                return [
                    page.title, rules.uses[decided.use].title, rules.dataClasses[decided.data].title,
                    decided.verdict.rawValue, decisive.map(\.text).joined(separator: " "),
                    decisive.map(\.clause).joined(separator: "; "), url(page, decided.use, decided.data),
                    decided.alternatives.compactMap { model($0)?.title }.joined(separator: "; "),
                ]
            }
    }

    /// The table for scripts and exports; a reason is written once and named by its number.
    var document: PortalDocument.Decisions {
        var places: [DecisionTable.Reason: Int] = [:], reasons: [PortalDocument.Decisions.Reason] = []
        func place(_ reason: DecisionTable.Reason) -> Int {
            if let place = places[reason] { return place }
            places[reason] = reasons.count
            reasons.append(
                .init(
                    text: reason.text, verdict: reason.verdict.rawValue, ground: reason.ground.rawValue,
                    rule: reason.rule, clause: reason.clause, url: reason.url, duties: reason.duties))
            return reasons.count - 1
        }
        let cases = table.cases.map { decided in
            PortalDocument.Decisions.Case(
                model: decided.model, use: decided.use, data: decided.data, verdict: decided.verdict.rawValue,
                reasons: decided.reasons.map(place), alternatives: decided.alternatives)
        }
        func choice(_ choice: DecisionRules.Choice) -> PortalDocument.Decisions.Choice {
            .init(id: choice.id, title: choice.title)
        }
        return PortalDocument.Decisions(
            uses: rules.uses.map(choice), data: rules.dataClasses.map(choice),
            // Every model of the table is a page of the library that it was made from, so no number shifts.
            models: table.models.indices.compactMap(model).map(modelDocument), reasons: reasons, cases: cases)
    }

    private func modelDocument(_ page: Page) -> PortalDocument.Decisions.Model {
        let evaluation = site.library.evaluation(of: page)
        let licence = site.library.licence(named: evaluation.licenceReference)
        return .init(
            title: page.title, url: page.url, decisions: Self.address(ofModel: page).url,
            licence: licence?.title ?? evaluation.licenceReference,
            isOSIApproved: licence?.licence?.isOSIApproved ?? false, openness: evaluation.opennessClass.rawValue,
            languages: evaluation.languages, formats: ChooserData.formats(of: evaluation))
    }
}

/// The chooser's data: a script that registers the table, under a name that carries its hash.
struct ChooserData {
    let view: DecisionView

    var script: String {
        let table = JSONText(encoding: view.document).text(indent: nil)
        return "window.charter = window.charter || {};\nwindow.charter.decisionTable = \(table);\n"
    }

    static func path(of script: String) -> String { "decide/table-\(sha256(Array(script.utf8)).prefix(12)).js" }

    /// Formats of a model with the memory that each takes at a context of 8,192 tokens, or its own where that is shorter; where
    /// its shape is not known, without the cache.
    static func formats(of evaluation: Evaluation) -> [PortalDocument.Decisions.Format] {
        let shape = evaluation.shape
        let context = min(8192, max(1, evaluation.contextLength ?? 8192))
        return evaluation.hardware.compactMap { entry in
            guard let format = entry.format, let weights = entry.memory else { return nil }
            let rest = shape.map { shape in
                let estimate = MemoryEstimate(shape: shape, parameters: 0, bits: 0, context: context)
                return estimate.cache + estimate.activations
            }
            return PortalDocument.Decisions.Format(
                format: format, gibibytes: ((weights + (rest ?? 0)) * 10).rounded() / 10, includesCache: rest != nil)
        }
    }
}
