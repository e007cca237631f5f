import Portal

extension MadePage {
    static let licenceComparison = MadePage(
        url: "licences/compare.html", title: "Licences side by side",
        summary: "Permissions, conditions, limitations and duties of all licences; choose two to see them alone.",
        template: "tables", kind: "licence-compare", condition: "two licences are in force",
        parent: Parent(title: "Licences", url: "licences/index.html"),
        menu: .licences("Compare"),
        door: Door(title: "Licences side by side", summary: "Terms and duties of any two.", list: .licence),
        isNeeded: { $0.active(.licence).count > 1 }, pages: { [$0.licenceComparison($1)] })
}

extension SiteContext {
    /// All licences side by side; a script leaves the two that the reader chooses.
    fileprivate func licenceComparison(_ made: MadePage) -> GeneratedPage {
        let pages = facts.active(.licence)
        let read = pages.map { $0.licence ?? Licence() }
        func rows(_ tags: [LicenceTag], _ named: (Licence) -> Set<String>) -> [[TableCell]] {
            tags.map { tag in
                [TableCell(tag.label, note: tag.summary, isHead: true)]
                    + read.map { named($0).contains(tag.tag) ? TableCell("yes") : TableCell("–") }
            }
        }
        let columns = [("Term", false)] + pages.map { ($0.title, false) }
        let sections =
            [
                TableSection(
                    id: "overview", title: "Overview", columns: columns,
                    rows: [
                        [TableCell("Page", isHead: true)] + pages.map { TableCell($0.title, url: $0.url) },
                        [TableCell("Decision", isHead: true)]
                            + read.map { TableCell($0.decision.label, badge: "decision-\($0.decision.rawValue)") },
                        [TableCell("Class", isHead: true)] + read.map { TableCell($0.licenceClass?.rawValue ?? "") },
                        [TableCell("OSI-approved", isHead: true)]
                            + read.map { TableCell($0.isOSIApproved ? "yes" : "no") },
                        [TableCell("Risk", isHead: true)]
                            + zip(pages, read).map { page, licence in
                                let risk = LicenceRisk(licence)
                                return TableCell(
                                    risk.level.rawValue, url: page.url + "#risk-title",
                                    badge: "risk-\(risk.level.rawValue)")
                            },
                        [TableCell("How it ends", isHead: true)]
                            + read.map { TableCell($0.termination ?? "") },
                    ] + factRows(read)),
                TableSection(
                    id: "permissions", title: "Permissions", columns: columns,
                    rows: rows(LicenceTag.permissions, \.permissions)),
                TableSection(
                    id: "conditions", title: "Conditions", columns: columns,
                    rows: rows(LicenceTag.conditions, \.conditions)),
                TableSection(
                    id: "limitations", title: "Limitations", columns: columns,
                    rows: rows(LicenceTag.limitations, \.limitations)),
            ]
            + LicenceScenario.allCases.map { scenario in
                let duties = read.map { $0.duties(in: scenario) }
                let texts = duties.flatMap { $0 }.reduce(into: [String]()) { all, duty in
                    if !all.contains(duty.text) { all.append(duty.text) }
                }
                return TableSection(
                    id: scenario.rawValue, title: scenario.title, columns: columns,
                    rows: texts.map { text in
                        [TableCell(text, isHead: true)]
                            + duties.map { $0.contains { $0.text == text } ? TableCell("yes") : TableCell("–") }
                    })
            }
        return tablePage(
            made, sections: sections,
            notes: [
                LicenceRisk.rule,
                "Terms follow choosealicense.com’s vocabulary, with terms of our own for licences of models.",
            ])
    }

    /// A row for each subject on which a clause of some licence fixes something.
    private func factRows(_ licences: [Licence]) -> [[TableCell]] {
        let subjects: [LicenceFact.Subject] = [.users, .regions, .indemnity, .law]
        return subjects.compactMap { subject in
            let texts = licences.map { $0.facts(on: subject).map(\.text).joined(separator: " ") }
            guard texts.contains(where: { !$0.isEmpty }) else { return nil }
            return [TableCell(subject.label, isHead: true)] + texts.map { TableCell($0.isEmpty ? "–" : $0) }
        }
    }

    // MARK: On a licence's own page

    /// What a licence's page shows of the analysis: risk, duties, clauses, changes since the version before.
    func addLicenceAnalysis(_ page: Page, to context: inout TemplateContext) {
        guard let licence = page.licence else { return }
        let risk = LicenceRisk(licence)
        context.set("risk", risk.level.rawValue)
        context.set("risk_rule", LicenceRisk.rule)
        context.set(
            "risk_parts",
            list: risk.contributions.map { part in
                TemplateContext {
                    $0.set("label", part.tag.label)
                    $0.set("weight", String(part.weight))
                    $0.set("sections", sections(part.clauses))
                }
            })
        context.set(
            "scenarios",
            list: LicenceScenario.allCases.map { scenario in
                TemplateContext { entry in
                    entry.set("id", scenario.rawValue)
                    entry.set("title", scenario.title)
                    entry.set(
                        "duties",
                        list: licence.duties(in: scenario).map { duty in
                            TemplateContext {
                                $0.set("text", duty.text)
                                $0.set("label", duty.tag.label)
                                $0.set("sections", sections(duty.clauses))
                            }
                        })
                }
            })
        context.set(
            "clauses",
            list: licence.clauses.map { clause in
                TemplateContext {
                    $0.set("section", clause.section)
                    $0.set("quote", clause.quote?.value)
                    $0.set("summary", clause.summary)
                    $0.set("terms", clause.tags.compactMap { LicenceTag.named($0)?.label }.joined(separator: ", "))
                }
            })
        context.set(
            "clause_facts",
            list: licence.facts.map { fact in
                TemplateContext {
                    $0.set("label", fact.label)
                    $0.set("text", fact.text)
                    $0.set("section", fact.clause.section)
                }
            })
        addTextState(page, licence, to: &context)
        addVersionChanges(page, licence, to: &context)
    }

    /// Whether the quotations were compared with the licence's text.
    private func addTextState(_ page: Page, _ licence: Licence, to context: inout TemplateContext) {
        let state = library.quotationState(of: page)
        context.set("text_url", licence.text?.contentPath(besidePage: page.path).map { SitePath($0).url })
        context.set("text_hash", licence.text?.hash)
        context.set("text_retrieved", licence.text?.retrieved?.longText)
        context.set("is_text_stored", flag: state != .notStored)
        context.set("is_text_checked", flag: state != .notStored && state != .unchecked)
        context.set(
            "is_use_policy_missing",
            flag: licence.usePolicy.url.map {
                $0 != licence.url && licence.usePolicy.text == nil && licence.usePolicy.section == nil
            } ?? false)
        context.set("is_text_changed", flag: library.hasChangedText(page))
    }

    private func sections(_ clauses: [Licence.Clause]) -> String {
        clauses.map(\.section).reduce(into: [String]()) { all, section in
            if !all.contains(section) { all.append(section) }
        }.joined(separator: ", ")
    }

    /// Terms that were added and removed since the version that the licence replaces.
    private func addVersionChanges(_ page: Page, _ licence: Licence, to context: inout TemplateContext) {
        guard let name = licence.replaces?.value, let other = library.licence(named: name), let before = other.licence
        else { return }
        func terms(_ licence: Licence) -> [(String, String)] {
            [
                ("permission", licence.permissions), ("condition", licence.conditions),
                ("limitation", licence.limitations),
            ].flatMap { kind, tags in tags.sorted().map { (kind, $0) } }
        }
        let old = terms(before), new = terms(licence)
        func entries(_ these: [(String, String)], without those: [(String, String)]) -> [TemplateContext] {
            these.filter { one in !those.contains { $0 == one } }.map { kind, tag in
                TemplateContext { $0.set("text", "\(LicenceTag.named(tag)?.label ?? tag) (\(kind))") }
            }
        }
        context.set("replaces", object: link(other))
        context.set("added_terms", list: entries(new, without: old))
        context.set("removed_terms", list: entries(old, without: new))
        context.set(
            "is_same_terms", flag: !new.contains { one in !old.contains { $0 == one } } && new.count == old.count)
    }
}
