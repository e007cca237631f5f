import Markdown
import Portal
import Search
import Words

extension SiteSettings {
    /// What pages can be filtered by, in the order shown.
    var searchFacets: [String] {
        (languages.isEmpty ? [] : ["language"]) + ["kind", "status", "decision", "openness", "owner", "tag"]
    }
}

extension SearchablePage {
    /// A page as search sees it; depends on the page's own file only.
    init(_ page: Page, text: [TextSection], siteLanguage: String) {
        let metadata = page.metadata
        let words = Catalogue(tag: metadata.language ?? page.edition ?? siteLanguage)
        var names: [String] = []
        var sections = text.map { section in
            SearchablePage.Section(
                anchor: section.id, heading: section.title, ancestors: section.ancestors, text: section.text)
        }
        if sections.isEmpty { sections.append(.init(anchor: "", heading: "", text: "")) }
        let facts = Self.facts(of: page).joined(separator: ", ")
        sections[0].text = [metadata.description ?? "", sections[0].text, facts].filter { !$0.isEmpty }
            .joined(separator: "\n")
        for entry in metadata.faq {
            sections.append(.init(anchor: "faq-title", heading: entry.question ?? "", text: entry.answer ?? ""))
        }
        switch page.details {
        case .policy(let policy):
            names.append(policy.id)
            // A requirement's text stands in its section too; by its id it is found in its own place.
            for requirement in page.requirements.sorted(by: { $0.number < $1.number }) {
                let id = requirement.id(in: policy.id)
                sections.append(
                    .init(anchor: id, heading: id, text: requirement.text, names: [id], isTarget: true))
            }
        case .licence(let licence):
            names += [licence.spdx, licence.name]
            sections += Self.sections(of: licence, words)
        case .evaluation(let evaluation):
            names.append(evaluation.model)
            sections.append(
                .init(
                    anchor: "uses-title", heading: words.lists(.uses),
                    text: evaluation.useCases.map { "\($0.use): \(words.word($0.verdict)). \($0.reason)" }
                        .joined(separator: "\n")))
            sections += Self.figures(of: evaluation, words)
        case .glossary:
            for term in page.terms {
                guard let index = sections.firstIndex(where: { $0.anchor == term.id }) else { continue }
                sections[index].names = [term.name] + term.otherNames
            }
        case .guide, .page: break
        }
        // Targets come last.
        sections = sections.filter { !$0.isTarget } + sections.filter(\.isTarget)
        self.init(
            url: page.url, title: page.title, names: names.filter { $0 != page.title }, tags: metadata.tags,
            kind: page.kind.rawValue, status: page.status.rawValue,
            language: metadata.language ?? page.edition ?? siteLanguage, sections: sections)
    }

    /// What the page's table of facts shows and readers may search for.
    static func facts(of page: Page) -> [String] {
        let facts: [String] =
            switch page.details {
            case .policy(let policy):
                [policy.approver?.value ?? ""] + policy.appliesTo
                    + policy.mappings.flatMap { [$0.framework.name] + $0.items }
            case .licence(let licence): [licence.spdx, licence.name] + licence.decisionConditions
            case .evaluation(let evaluation):
                [evaluation.developer, evaluation.parameters, evaluation.architecture ?? ""] + evaluation.languages
            case .guide, .glossary, .page: []
            }
        return facts.filter { !$0.isEmpty }
    }

    /// The tables of an evaluation that are written from its front matter, as tables of a text are: a line for each row.
    private static func figures(of evaluation: Evaluation, _ words: Catalogue) -> [Section] {
        func table(_ anchor: String, _ heading: String, _ columns: [String], _ rows: [[String]]) -> Section? {
            guard !rows.isEmpty else { return nil }
            let lines = ([columns] + rows).map { $0.joined(separator: " | ") }
            return Section(anchor: anchor, heading: heading, text: lines.joined(separator: "\n"))
        }
        return [
            table(
                "results-title", words.evaluation(.results),
                [EvaluationWord.task, .metric, .value, .source].map { words.evaluation($0) },
                evaluation.statedResults.map { [$0.task, $0.metric, "\($0.value)", $0.source] }),
            table(
                "hardware-title", words.cards(.attributeMemory),
                [words.evaluation(.format), "GiB", words.evaluation(.basis)],
                evaluation.hardware.map { [$0.format ?? "", $0.memory.map { "\($0)" } ?? "", $0.note ?? ""] }),
        ].compactMap { $0 }
    }

    /// The parts of a licence page that are written from its front matter.
    private static func sections(of licence: Licence, _ words: Catalogue) -> [Section] {
        let thresholds = licence.thresholds.map { entry in
            [entry.measure, entry.limit, entry.consequence].compactMap { $0 }.joined(separator: ": ")
        }
        let end = [licence.termination].compactMap { $0 } + licence.consequences
        let parts = [
            ("use-title", words.licence(.forbiddenUses), licence.forbiddenUses),
            ("thresholds-title", words.licence(.thresholds), thresholds),
            ("handing-on-title", words.licence(.whenHandedOn), licence.redistribution),
            ("attribution-title", words.licence(.linesToShow), licence.lines.map(\.text)),
            ("end-title", words.licence(.howItEnds), end),
            (
                "facts-title", words.licence(.whatClausesFix),
                licence.facts.map { "\(words.label($0)): \(words.text($0))" }
            ),
        ]
        return parts.filter { !$0.2.isEmpty }.map { anchor, heading, lines in
            Section(anchor: anchor, heading: heading, text: lines.joined(separator: "\n"))
        }
    }
}

extension Library {
    /// The values of a page for each facet.
    func searchFacets(of page: Page) -> [String: [String]] {
        var facets = ["kind": [page.kind.rawValue], "status": [page.status.rawValue]]
        if !settings.languages.isEmpty { facets["language"] = [settings.language(of: page)] }
        facets["owner"] = page.metadata.owner.map { [$0] }
        facets["tag"] = page.metadata.tags
        switch page.details {
        case .licence(let licence): facets["decision"] = [licence.decision.rawValue]
        case .evaluation:
            let evaluation = evaluation(of: page)
            facets["openness"] = [evaluation.opennessClass.rawValue]
            facets["decision"] = licence(named: evaluation.licenceReference)?.licence.map { [$0.decision.rawValue] }
        case .policy, .guide, .glossary, .page: break
        }
        return facets
    }
}

extension MarkdownDocument {
    /// The page's text by heading, with references as names rather than as `kind:name`.
    func searchSections(of page: Page) -> [TextSection] {
        let hasBareReference = page.links.contains { link in
            if case .reference(_, _, nil) = link.target { true } else { false }
        }
        guard hasBareReference else { return textSections }
        var named = self
        named.transformInlines { inlines, _ in inlines.nameReferences() }
        return named.textSections
    }
}

extension [Inline] {
    fileprivate mutating func nameReferences() {
        for index in indices {
            if case .reference(let target, let fragment, nil) = self[index].kind {
                let name = target.split(separator: ":", maxSplits: 1).last.map(String.init) ?? target
                self[index].kind = .reference(target: target, fragment: fragment, text: name)
            } else {
                self[index].mapChildren { $0.nameReferences() }
            }
        }
    }
}
