import Diagnostics

// Each check judges the library as a whole and returns what it found; Library's initializer gathers them.
// docs/diagnostics.md explains every id to writers.

extension Library {
    /// Two pages with one address, paths that differ only in case, and one id given twice.
    func checkAddresses() -> [Diagnostic] {
        var problems: [Diagnostic] = []
        var byFoldedPath: [String: Int] = [:]
        byFoldedPath.reserveCapacity(pages.count)
        var byID: [String: Int] = [:]

        func clash(_ id: String, _ page: Page, _ other: Page, range: SourceRange, _ summary: String, fix: String) {
            let note = Diagnostic.Note(path: displayPath(other), range: .fileStart, text: "the other one")
            problems.append(
                Diagnostic(
                    .error, id, path: displayPath(page), range: range, summary, notes: [note], fixes: [.init(fix)]))
        }

        for (index, page) in pages.enumerated() {
            if let other = byFoldedPath.updateValue(index, forKey: page.path.lowercased()).map({ pages[$0] }) {
                clash(
                    "case-collision", page, other, range: .fileStart,
                    "Path differs only in case from '\(other.path)'; many disks and servers take both for one",
                    fix: "rename one of the files")
            }
            for (alias, range) in page.aliases {
                if let target = contentPath(alias, relativeTo: ""), let other = indexByPath[target.markdownPath] {
                    clash(
                        "duplicate-url", page, pages[other], range: range, "Alias '\(alias)' is the address of a page",
                        fix: "remove the alias")
                }
                if !alias.hasSuffix(".html") || contentPath(alias, relativeTo: "") == nil {
                    problems.append(
                        Diagnostic(
                            .error, "alias-form", path: displayPath(page), range: range,
                            "Alias '\(alias)' is no address of a page below the site's root",
                            fixes: [.init("write it as folder/page.html")]))
                }
            }
            for key in ["id", "spdx"] {
                guard let id = page.frontMatter.text(key) else { continue }
                if let other = byID.updateValue(index, forKey: id.lowercased()).map({ pages[$0] }) {
                    clash(
                        "duplicate-id", page, other, range: page.frontMatter.range(key),
                        "Id '\(id)' is given to two pages", fix: "give the newer page the next free id")
                }
            }
        }
        return problems
    }

    /// Pages whose review is overdue.
    func checkReviews() -> [Diagnostic] {
        pages.compactMap { page in
            guard page.status == .active, case .overdue(let date, let days) = reviewState(of: page) else { return nil }
            return Diagnostic(
                settings.failsOn.contains(.overdue) ? .error : .warning, "review-overdue", path: displayPath(page),
                range: page.frontMatter.range("review_by"),
                "Review was due on \(date), \(days) \(days == 1 ? "day" : "days") ago",
                fixes: [.init("read the page, correct it and set review_by to the next date")])
        }
    }

    /// Policies that supersede unknown ones, or that name a model whose licence is not approved.
    func checkPolicies() -> [Diagnostic] {
        var problems: [Diagnostic] = []
        for (index, page) in pages.enumerated() where page.kind == .policy {
            for value in page.frontMatter.list("supersedes") {
                guard let id = value.text, self.page(named: id) == nil else { continue }
                problems.append(
                    Diagnostic(
                        .error, "broken-reference", path: displayPath(page), range: value.range,
                        "Superseded policy '\(id)' is not known",
                        fixes: [.init("keep the old policy with status: retired, or correct the id")]))
            }
            guard page.status == .active else { continue }
            for (link, resolution) in zip(page.links, resolutions[index]) {
                guard case .page(let target, _) = resolution, pages[target].kind == .evaluation else { continue }
                let evaluation = evaluation(of: pages[target])
                let licence = licence(named: evaluation.licenceReference).map(Licence.init)
                guard licence?.decision != .approved else { continue }
                problems.append(
                    Diagnostic(
                        settings.failsOn.contains(.unlicensedModelNamed) ? .error : .note,
                        "policy-names-unapproved-model", path: displayPath(page), range: link.range,
                        "Policy names \(evaluation.model), whose licence is not approved but \(licence?.decision.rawValue ?? "unknown")"
                    ))
            }
        }
        return problems
    }

    /// Evaluations whose licence or requirements are not pages of the portal.
    func checkEvaluations() -> [Diagnostic] {
        var problems: [Diagnostic] = []
        for page in pages where page.kind == .evaluation {
            if let name = page.frontMatter.text("licence"), licence(named: name) == nil {
                let known = pages.filter { $0.kind == .licence }.map(\.slug)
                let near = nearestWord(to: name, among: known)
                problems.append(
                    Diagnostic(
                        .error, "broken-reference", path: displayPath(page), range: page.frontMatter.range("licence"),
                        "Licence '\(name)' has no page" + (near.map { "; did you mean '\($0)'?" } ?? ""),
                        fixes: near.map { [.init("write '\($0)'", replacement: $0)] } ?? [
                            .init("write its page first: charter new licence")
                        ]))
            }
            if page.frontMatter.values["openness"] == nil, page.frontMatter.values["openness_file"] == nil,
                !page.isIntroduction
            {
                problems.append(
                    Diagnostic(
                        .error, "front-matter-missing", path: displayPath(page), range: .fileStart,
                        "Key 'openness' is missing; an evaluation needs it, or openness_file",
                        fixes: [
                            .init("add openness: with a word for each part, or name a file of the Model Openness Tool")
                        ]))
            }
            for useCase in page.frontMatter.objects("use_cases") {
                guard let name = useCase.text("requirement"), self.page(named: name) == nil else { continue }
                problems.append(
                    Diagnostic(
                        .error, "broken-reference", path: displayPath(page), range: useCase.range("requirement"),
                        "Requirement '\(name)' is not known",
                        fixes: [.init("use an id from the register of requirements")]))
            }
        }
        return problems
    }

    /// Phrases such as "open source" said of a model that is not.
    func checkTerms() -> [Diagnostic] {
        guard pages.contains(where: { !$0.mentions.isEmpty }) else { return [] }
        let models = pages.filter { $0.kind == .evaluation }.map { (page: $0, evaluation: evaluation(of: $0)) }
        var problems: [Diagnostic] = []
        for page in pages {
            for mention in page.mentions where mention.rule < settings.terms.count {
                let rule = settings.terms[mention.rule]
                guard !mention.sentence.isNegated(rule.phrase) else { continue }
                let about = models.first { model in
                    rule.unfitFor.contains(model.evaluation.opennessClass.rawValue)
                        && (model.page.path == page.path || mention.sentence.containsWord(model.evaluation.model))
                }
                guard let about else { continue }
                problems.append(
                    Diagnostic(
                        .warning, "misleading-term", path: displayPath(page), range: mention.range,
                        "'\(rule.phrase)' is said of \(about.evaluation.model), whose openness is \(about.evaluation.opennessClass.label.lowercased())",
                        explanation: "In the sentence: \(mention.sentence.shortened(to: 120))",
                        fixes: [
                            .init("write '\(rule.instead)'"), .init("or say of the licence that it is OSI-approved"),
                        ]))
            }
        }
        return problems
    }
}

extension Page {
    var aliases: [(String, SourceRange)] {
        frontMatter.list("aliases").compactMap { value in value.text.map { ($0, value.range) } }
    }
}

extension String {
    /// Whether the sentence denies the phrase ("is not open source"), quotes it, or speaks of its definition.
    fileprivate func isNegated(_ phrase: String) -> Bool {
        let folded = lowercased().split(separator: "-").joined(separator: " ")
        let quotes = ["\"\(phrase)", "“\(phrase)", "'\(phrase)", "‘\(phrase)"]
        return ["not ", "no ", "never ", "n't ", "n’t "].contains { folded.contains($0) }
            || quotes.contains { folded.contains($0) }
            || folded.contains("\(phrase) initiative") || folded.contains("\(phrase) ai definition")
            || folded.contains("\(phrase) licen")
    }
}
