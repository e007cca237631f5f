import Portal
import Words

extension MadePage {
    static let deployments = MadePage(
        url: "deployments/index.html", title: .deployments,
        summary: .deploymentsAbout, template: "tables",
        kind: "tables", condition: "`deployments.yaml` names a system",
        menu: .models(.deploymentsMenu),
        door: Door(
            title: .deployments, summary: .deploymentsDoorAbout,
            list: .licence),
        isNeeded: { !$0.deployments.isEmpty }, pages: { [$0.deploymentsPage($1)] })

    static let notices = MadePage(
        url: "deployments/*.html", title: .notices,
        summary: .noticesAbout, template: "notices",
        kind: "notices", condition: "`deployments.yaml` names a system; one for each",
        parent: Parent(title: .deployments, url: "deployments/index.html"),
        isNeeded: { !$0.deployments.isEmpty }, family: { $0.deployments.map { SiteContext.address(of: $0).file } },
        pages: { site, made in site.facts.deployments.map { site.noticePage($0, made) } })
}

extension SiteFacts {
    fileprivate var deployments: [Deployment] { dataFiles.deployments?.all ?? [] }
}

extension SiteContext {
    /// Systems that run models, and for each the notices that it owes.
    fileprivate func deploymentsPage(_ made: MadePage) -> GeneratedPage {
        let deployments = facts.deployments
        let rows = deployments.map { deployment in
            let models = deployment.models.compactMap { library.evaluation(named: $0) }
            let verdicts = models.compactMap { library.verdict(on: $0, in: deployment) }
            let worst = verdicts.max { $0.verdict.strictness < $1.verdict.strictness }
            return [
                TableCell(deployment.title, url: Self.address(of: deployment).url, isHead: true),
                TableCell("", links: models.map { ($0.title, $0.url) }),
                TableCell(useTitle(deployment) ?? words.decide(.notStated), note: dataTitle(deployment).map(dataText)),
                worst.map { TableCell(words.label($0.verdict), badge: "verdict-\($0.verdict.rawValue)") }
                    ?? TableCell(""),
                TableCell(deployment.owner), TableCell(deployment.since.map(words.date) ?? ""),
            ]
        }
        return tablePage(
            made,
            sections: [
                TableSection(
                    id: "systems", title: words.decide(.systems),
                    columns: [
                        (words.decide(.system), false), (words.decide(.models), false), (words.decide(.use), false),
                        (words.decide(.decision), false), (words.decide(.owner), false), (words.decide(.since), false),
                    ], rows: rows)
            ])
    }

    static func address(of deployment: Deployment) -> SitePath { SitePath("deployments/\(deployment.id).html") }

    private func useTitle(_ deployment: Deployment) -> String? {
        library.decisions?.rules.uses.first { $0.id == deployment.use }?.title
    }

    private func dataTitle(_ deployment: Deployment) -> String? {
        library.decisions?.rules.dataClasses.first { $0.id == deployment.data }?.title
    }

    private func dataText(_ data: String) -> String { words.decide(.dataClass, ["data": data]) }

    /// What a system must show and pass on, licence by licence.
    fileprivate func noticePage(_ deployment: Deployment, _ made: MadePage) -> GeneratedPage {
        let models = deployment.models.compactMap { library.evaluation(named: $0) }
        var licences: [(page: Page, models: [Page])] = []
        for model in models {
            guard let licence = library.licence(named: library.evaluation(of: model).licenceReference) else { continue }
            if let place = licences.firstIndex(where: { $0.page.path == licence.path }) {
                licences[place].models.append(model)
            } else {
                licences.append((licence, [model]))
            }
        }
        let isOutside = deployment.isShipped || deployment.use == "redistribution"
        var context = context(
            path: Self.address(of: deployment).file, title: words.decide(.noticesOf, ["title": deployment.title]),
            summary: made.summary(in: words), kind: made.kind)
        context.set("breadcrumbs", list: breadcrumbs(of: made))
        context.set("owner", deployment.owner)
        context.set("since", deployment.since.map(words.date))
        context.set("use", useTitle(deployment))
        context.set("data", dataTitle(deployment))
        context.set("data_text", dataTitle(deployment).map(dataText))
        context.set("is_shipped", flag: isOutside)
        context.set(
            "models",
            list: models.map { model in
                var entry = link(model)
                if let verdict = library.verdict(on: model, in: deployment) {
                    entry.set("verdict", verdict.verdict.rawValue)
                    entry.set("verdict_label", words.label(verdict.verdict))
                    entry.set(
                        "decisions_url",
                        DecisionView.address(ofModel: model).url.appending(
                            anchor: "\(deployment.use ?? "")-\(deployment.data ?? "")"))
                }
                return entry
            })
        context.set(
            "licences",
            list: licences.map { licence, models in
                let terms = licence.licence ?? Licence()
                var entry = link(licence)
                let names = models.map(\.title).joined(separator: ", ")
                entry.set("models", names)
                entry.set("models_text", words.decide(.forModels, ["models": names]))
                entry.set("lines", list: terms.lines.map(shownLine))
                entry.set("is_hosting", flag: terms.conditions.contains("hosted-is-distribution"))
                entry.set("duties", list: TemplateContext.texts(terms.redistribution))
                entry.set("conditions", list: TemplateContext.texts(terms.decisionConditions))
                entry.set(
                    "text_url", terms.text?.contentPath(besidePage: licence.path).map { SitePath($0).url })
                entry.set("licence_url", terms.url)
                return entry
            })
        return GeneratedPage(path: Self.address(of: deployment).file, template: made.template, context: context)
    }
}
