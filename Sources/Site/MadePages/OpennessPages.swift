import Portal
import Words

extension MadePage {
    static let openness = MadePage(
        url: "openness.html", title: .openness,
        summary: .opennessAbout,
        template: "tables", kind: "tables", condition: "an evaluation is in force",
        parent: Parent(title: .evaluations, url: "evaluations/index.html"),
        menu: .models(.opennessMenu),
        door: Door(
            title: .openness, summary: .opennessDoorAbout,
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
            id: "parts", title: words.evaluation(.whichPartsArePublic),
            columns: [(words.evaluation(.model), false), (words.evaluation(.class), false)]
                + OpennessComponent.allCases.map { (words.label($0), false) }
                + [(words.evaluation(.licenceOfWeights), false)],
            rows: models.map { page in
                let evaluation = library.evaluation(of: page)
                return [
                    TableCell(page.title, url: page.url + "#components-title", isHead: true),
                    TableCell(
                        words.label(evaluation.opennessClass), badge: "openness-\(evaluation.opennessClass.rawValue)"),
                ]
                    + OpennessComponent.allCases.map { part in
                        let state = evaluation.openness[part] ?? .closed
                        return TableCell(words.word(state), badge: "component-\(state.rawValue)")
                    } + [licenceCell(evaluation)]
            }, isMatrix: true)
        let classes = TableSection(
            id: "classes", title: words.evaluation(.whatKeeps),
            columns: [
                (words.evaluation(.model), false), (words.evaluation(.class), false),
                (words.evaluation(.forOpenModel), false), (words.evaluation(.forOpenTooling), false),
                (words.evaluation(.forOpenScience), false),
            ],
            rows: models.map { page in
                let evaluation = library.evaluation(of: page)
                return [
                    TableCell(page.title, url: page.url + "#components-title", isHead: true),
                    TableCell(
                        words.label(evaluation.opennessClass), badge: "openness-\(evaluation.opennessClass.rawValue)",
                        note: evaluation.record == nil ? nil : words.evaluation(.byOpennessFile)),
                ] + [OpennessClass.openModel, .openTooling, .openScience].map { TableCell(missing(evaluation, $0)) }
            })
        let definition = TableSection(
            id: "definition", title: words.evaluation(.definitionAsks),
            summary:
                words.evaluation(.definitionSummary),
            columns: [(words.evaluation(.model), false)]
                + Evaluation.DefinitionRequirement.Subject.allCases.map { (words.label($0), false) }
                + [(words.evaluation(.missing), false)],
            rows: models.map { page in
                let evaluation = library.evaluation(of: page)
                let requirements = evaluation.definitionRequirements(
                    hasApprovedLicence: library.licence(named: evaluation.licenceReference)?.licence?
                        .isOSIApproved ?? false)
                let missing = requirements.filter { $0.state != .open }.map { words.word($0.subject) }
                return [TableCell(page.title, url: page.url + "#components-title", isHead: true)]
                    + requirements.map { TableCell(words.word($0.state), badge: "component-\($0.state.rawValue)") }
                    + [TableCell(missing.isEmpty ? words.common(.nothing) : missing.joined(separator: ", "))]
            }, isMatrix: true)
        return tablePage(
            made, sections: [parts, classes, definition],
            downloads: models.filter { library.dataFiles.openness[$0.path] != nil }.map {
                (words.evaluation(.opennessFileOf, ["title": $0.title]), Self.opennessAddress($0).url)
            },
            notes: [
                words.countingRule,
                words.evaluation(.frameworkNote),
                words.evaluation(.definitionNote),
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
            note: words.licence(licence.isOSIApproved ? .osiApproved : .notOsiApproved) + ", "
                + words.word(licence.decision))
    }

    private func missing(_ evaluation: Evaluation, _ wanted: OpennessClass) -> String {
        if let record = evaluation.record, let reached = wanted.frameworkClass {
            let parts = record.missing(for: reached)
            let progress = Int(record.progress(to: reached).rounded())
            return parts.isEmpty
                ? words.common(.nothing) : parts.map(words.word).joined(separator: ", ") + " (\(progress)%)"
        }
        let parts = evaluation.missing(for: wanted)
        return parts.isEmpty ? words.common(.nothing) : parts.map(words.word).joined(separator: ", ")
    }

    // MARK: On an evaluation's own page

    func addOpenness(_ evaluation: Evaluation, _ page: Page, to context: inout TemplateContext) {
        let licence = library.licence(named: evaluation.licenceReference)?.licence
        context.set(
            "definition",
            list: evaluation.definitionRequirements(hasApprovedLicence: licence?.isOSIApproved ?? false).map { entry in
                TemplateContext {
                    $0.set("title", words.label(entry.subject))
                    $0.set("summary", words.summary(entry.subject))
                    $0.set("value", entry.state.rawValue)
                    $0.set("value_label", words.word(entry.state))
                }
            })
        let above = [OpennessClass.openModel, .openTooling, .openScience].first {
            missing(evaluation, $0) != words.common(.nothing)
        }
        if let above, evaluation.opennessClass != .closed {
            let parts = missing(evaluation, above)
            context.set("next_class", words.word(above))
            context.set("next_missing", parts)
            context.set(
                "missing_text",
                marked: words.marked(EvaluationWord.missingFor, ["class": words.word(above), "parts": parts]))
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
