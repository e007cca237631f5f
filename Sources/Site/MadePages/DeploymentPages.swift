import Portal

extension MadePage {
    static let deployments = MadePage(
        url: "deployments/index.html", title: "Systems that run models",
        summary: "Which models run where, for what, and which notices each system owes.", template: "tables",
        kind: "tables", condition: "`deployments.yaml` names a system",
        menu: .models("In use"),
        door: Door(
            title: "Systems that run models", summary: "Which model runs where, and the notices it owes.",
            list: .licence),
        isNeeded: { !$0.deployments.isEmpty }, pages: { [$0.deploymentsPage($1)] })

    static let notices = MadePage(
        url: "deployments/*.html", title: "Notices of a system",
        summary: "The lines, copies and names that the licences of its models ask for.", template: "notices",
        kind: "notices", condition: "`deployments.yaml` names a system; one for each",
        parent: Parent(title: "Systems that run models", url: "deployments/index.html"),
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
                TableCell(useTitle(deployment) ?? "not stated", note: dataTitle(deployment).map { $0 + " data" }),
                worst.map { TableCell($0.verdict.label, badge: "verdict-\($0.verdict.rawValue)") } ?? TableCell(""),
                TableCell(deployment.owner), TableCell(deployment.since?.longText ?? ""),
            ]
        }
        return tablePage(
            made,
            sections: [
                TableSection(
                    id: "systems", title: "Systems",
                    columns: [
                        ("System", false), ("Models", false), ("Use", false), ("Decision", false), ("Owner", false),
                        ("Since", false),
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
            path: Self.address(of: deployment).file, title: "Notices of \(deployment.title)",
            summary: made.summary, kind: made.kind)
        context.set("breadcrumbs", list: breadcrumbs(of: made))
        context.set("owner", deployment.owner)
        context.set("since", deployment.since?.longText)
        context.set("use", useTitle(deployment))
        context.set("data", dataTitle(deployment))
        context.set("is_shipped", flag: isOutside)
        context.set(
            "models",
            list: models.map { model in
                var entry = link(model)
                if let verdict = library.verdict(on: model, in: deployment) {
                    entry.set("verdict", verdict.verdict.rawValue)
                    entry.set("verdict_label", verdict.verdict.label)
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
                entry.set("models", models.map(\.title).joined(separator: ", "))
                entry.set("lines", list: terms.lines.map(\.context))
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
