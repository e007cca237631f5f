import Portal

extension MadePage {
    static let openness = MadePage(
        url: "openness.html", title: "How open the models are",
        summary: "Which parts are public, and under which licence: two questions with two answers.",
        template: "tables", kind: "tables", condition: "an evaluation is in force",
        parent: Parent(title: "Evaluations", url: "evaluations/index.html"),
        menu: .models("Openness"),
        door: Door(
            title: "How open the models are", summary: "Which parts are public, and under which licence.",
            list: .evaluation),
        isNeeded: { !$0.active(.evaluation).isEmpty }, pages: { [$0.opennessPage($1)] })
}

extension SiteContext {
    private var activeModels: [Page] {
        library.pages(of: .evaluation).filter { $0.status == .active && !$0.isIntroduction }
    }

    /// One table for the openness of all models, what keeps each from the next class, and the Open Source AI Definition.
    fileprivate func opennessPage(_ made: MadePage) -> GeneratedPage {
        let models = activeModels
        let parts = TableSection(
            id: "parts", title: "Which parts are public",
            columns: [("Model", false), ("Class", false)] + OpennessComponent.allCases.map { ($0.label, false) }
                + [("Licence of the weights", false)],
            rows: models.map { page in
                let evaluation = library.evaluation(of: page)
                return [
                    TableCell(page.title, url: page.url + "#components-title", isHead: true),
                    TableCell(
                        evaluation.opennessClass.label, badge: "openness-\(evaluation.opennessClass.rawValue)"),
                ]
                    + OpennessComponent.allCases.map { part in
                        let word = evaluation.openness[part] ?? .closed
                        return TableCell(word.rawValue, badge: "component-\(word.rawValue)")
                    } + [licenceCell(evaluation)]
            }, isMatrix: true)
        let classes = TableSection(
            id: "classes", title: "What keeps a model from the next class",
            columns: [
                ("Model", false), ("Class", false), ("For open model", false), ("For open tooling", false),
                ("For open science", false),
            ],
            rows: models.map { page in
                let evaluation = library.evaluation(of: page)
                return [
                    TableCell(page.title, url: page.url + "#components-title", isHead: true),
                    TableCell(
                        evaluation.opennessClass.label, badge: "openness-\(evaluation.opennessClass.rawValue)",
                        note: evaluation.record == nil ? nil : "by the Model Openness Tool's file"),
                ] + [OpennessClass.openModel, .openTooling, .openScience].map { TableCell(missing(evaluation, $0)) }
            })
        let definition = TableSection(
            id: "definition", title: "What the Open Source AI Definition asks for",
            summary:
                "A list to learn from, not a verdict: whether a model is open source is for its makers and the OSI to say.",
            columns: [("Model", false)]
                + Evaluation.definitionTitles.map { ($0, false) } + [("Missing", false)],
            rows: models.map { page in
                let evaluation = library.evaluation(of: page)
                let requirements = evaluation.definitionRequirements(
                    hasApprovedLicence: library.licence(named: evaluation.licenceReference)?.licence?
                        .isOSIApproved ?? false)
                let missing = requirements.filter { $0.state != .open }.map { $0.title.lowercased() }
                return [TableCell(page.title, url: page.url + "#components-title", isHead: true)]
                    + requirements.map { TableCell($0.state.rawValue, badge: "component-\($0.state.rawValue)") }
                    + [TableCell(missing.isEmpty ? "nothing" : missing.joined(separator: ", "))]
            }, isMatrix: true)
        return tablePage(
            made, sections: [parts, classes, definition],
            downloads: models.filter { library.dataFiles.openness[$0.path] != nil }.map {
                ("\($0.title) as a Model Openness Tool file", Self.opennessAddress($0).url)
            },
            notes: [
                OpennessComponent.countingRule,
                "Classes follow the Model Openness Framework 1.0 (White et al., LF AI & Data, 2024); open weights and closed are two classes of ours below its lowest.",
                "The three requirements are those of the Open Source AI Definition 1.0 (Open Source Initiative, 2024).",
            ])
    }

    /// Where a model's Model Openness Tool file stands.
    static func opennessAddress(_ page: Page) -> SitePath { SitePath("openness/\(page.slug).yml") }

    private func licenceCell(_ evaluation: Evaluation) -> TableCell {
        guard let page = library.licence(named: evaluation.licenceReference) else {
            return TableCell(evaluation.licenceReference)
        }
        let licence = page.licence ?? Licence()
        return TableCell(
            page.title, url: page.url,
            note: "\(licence.isOSIApproved ? "OSI-approved" : "not OSI-approved"), \(licence.decision.rawValue)")
    }

    private func missing(_ evaluation: Evaluation, _ wanted: OpennessClass) -> String {
        if let record = evaluation.record, let reached = wanted.frameworkClass {
            let parts = record.missing(for: reached)
            let progress = Int(record.progress(to: reached).rounded())
            return parts.isEmpty
                ? "nothing" : parts.map { $0.rawValue.lowercased() }.joined(separator: ", ") + " (\(progress)%)"
        }
        let parts = evaluation.missing(for: wanted)
        return parts.isEmpty ? "nothing" : parts.map { $0.label.lowercased() }.joined(separator: ", ")
    }

    // MARK: On an evaluation's own page

    func addOpenness(_ evaluation: Evaluation, _ page: Page, to context: inout TemplateContext) {
        let licence = library.licence(named: evaluation.licenceReference)?.licence
        context.set(
            "definition",
            list: evaluation.definitionRequirements(hasApprovedLicence: licence?.isOSIApproved ?? false).map { entry in
                TemplateContext {
                    $0.set("title", entry.title)
                    $0.set("summary", entry.summary)
                    $0.set("value", entry.state.rawValue)
                }
            })
        let above = [OpennessClass.openModel, .openTooling, .openScience].first { missing(evaluation, $0) != "nothing" }
        if let above, evaluation.opennessClass != .closed {
            context.set("next_class", above.label.lowercased())
            context.set("next_missing", missing(evaluation, above))
        }
        if evaluation.record != nil { context.set("openness_file_url", Self.opennessAddress(page).url) }
        if let name = evaluation.codeLicence {
            let target = library.licence(named: name)
            context.set("code_licence", target?.title ?? name)
            context.set("code_licence_url", target?.url)
        }
        if let name = evaluation.baseModel, let base = library.evaluation(named: name) {
            context.set("base_model", object: link(base))
        }
        context.set(
            "is_licence_text_changed",
            flag: library.licence(named: evaluation.licenceReference).map(library.hasChangedText) ?? false)
    }
}
