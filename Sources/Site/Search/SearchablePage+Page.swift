import Markdown
import Portal
import Search

/// What pages can be filtered by, in the order shown.
let searchFacets = ["kind", "status", "decision", "openness", "owner", "tag"]

extension SearchablePage {
    /// A page as search sees it; depends on the page's own file only.
    init(_ page: Page, text: [TextSection], siteLanguage: String) {
        let values = page.frontMatter
        var names: [String] = []
        var sections = text.map { section in
            SearchablePage.Section(
                anchor: section.id, heading: section.title, ancestors: section.ancestors, text: section.text)
        }
        if sections.isEmpty { sections.append(.init(anchor: "", heading: "", text: "")) }
        let facts = Self.facts(of: page).joined(separator: ", ")
        sections[0].text = [values.text("description") ?? "", sections[0].text, facts].filter { !$0.isEmpty }
            .joined(separator: "\n")
        for entry in values.objects("faq") {
            sections.append(
                .init(
                    anchor: "faq-title", heading: entry.text("question") ?? "", text: entry.text("answer") ?? ""))
        }
        switch page.kind {
        case .policy:
            let id = Policy(page).id
            names.append(id)
            // A section holds the requirement's text too; by its id it is found at its own anchor.
            for requirement in page.requirements.sorted(by: { $0.number < $1.number }) {
                let id = requirement.id(in: id)
                sections.append(
                    .init(anchor: id, heading: id, text: requirement.text, names: [id], isTarget: true))
            }
        case .licence:
            names += [Licence(page).spdx, Licence(page).name]
            sections += Self.licenceSections(values)
        case .evaluation:
            let evaluation = Evaluation(page)
            names.append(evaluation.model)
            sections.append(
                .init(
                    anchor: "uses-title", heading: "Uses",
                    text: evaluation.useCases.map { "\($0.use): \($0.verdict.rawValue). \($0.reason)" }
                        .joined(separator: "\n")))
            sections += Self.figures(of: values)
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
            url: page.url, title: page.title, names: names.filter { $0 != page.title }, tags: values.texts("tags"),
            kind: page.kind.rawValue, status: page.status.rawValue,
            language: values.text("language") ?? siteLanguage, sections: sections)
    }

    /// What the page's table of facts shows and readers may search for.
    static func facts(of page: Page) -> [String] {
        let values = page.frontMatter
        let keys = ["developer", "parameters", "architecture", "spdx", "name", "approver"]
        var facts = keys.compactMap { values.text($0) }
        facts += values.texts("languages") + values.texts("decision_conditions") + values.texts("applies_to")
        facts += Policy(page).mappings.flatMap { [$0.framework] + $0.items }
        return facts
    }

    /// The tables of an evaluation that are written from its front matter, as tables of a text are: a line for each row.
    private static func figures(of values: FrontMatter) -> [Section] {
        func table(_ anchor: String, _ heading: String, _ key: String, _ columns: [(title: String, key: String)])
            -> Section?
        {
            let rows = values.objects(key).map { row in columns.map { row.text($0.key) ?? "" }.joined(separator: " | ")
            }
            let header = columns.map(\.title).joined(separator: " | ")
            return rows.isEmpty
                ? nil : Section(anchor: anchor, heading: heading, text: ([header] + rows).joined(separator: "\n"))
        }
        return [
            table(
                "results-title", "Results", "results",
                [("Task", "task"), ("Metric", "metric"), ("Value", "value"), ("Source", "source")]),
            table(
                "hardware-title", "Memory for the weights", "hardware",
                [("Format", "format"), ("GiB", "memory_gib"), ("Basis", "note")]),
        ].compactMap { $0 }
    }

    /// The parts of a licence page that are written from its front matter.
    private static func licenceSections(_ values: FrontMatter) -> [Section] {
        let thresholds = values.objects("thresholds").map { entry in
            ["measure", "limit", "consequence"].compactMap { entry.text($0) }.joined(separator: ": ")
        }
        let end = [values.text("termination")].compactMap { $0 } + values.texts("consequences")
        let parts = [
            ("use-title", "Forbidden uses", values.object("acceptable_use").texts("restrictions")),
            ("thresholds-title", "Thresholds", thresholds),
            ("handing-on-title", "When you hand it on", values.texts("redistribution")),
            ("attribution-title", "Lines that must be shown", values.texts("attribution")),
            ("end-title", "How it ends", end),
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
        facets["owner"] = page.frontMatter.text("owner").map { [$0] }
        facets["tag"] = page.frontMatter.texts("tags")
        switch page.kind {
        case .licence: facets["decision"] = [Licence(page).decision.rawValue]
        case .evaluation:
            let evaluation = evaluation(of: page)
            facets["openness"] = [evaluation.opennessClass.rawValue]
            facets["decision"] = licence(named: evaluation.licenceReference).map { [Licence($0).decision.rawValue] }
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
