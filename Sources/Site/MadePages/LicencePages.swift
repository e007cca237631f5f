import Portal
import Words

extension MadePage {
    static let licenceComparison = MadePage(
        url: "licences/compare.html", title: .licenceComparison,
        summary: .licenceComparisonAbout,
        template: "tables", kind: "licence-compare", condition: "two licences are in force",
        parent: Parent(title: .licences, url: "licences/index.html"),
        menu: .licences(.licenceComparisonMenu),
        door: Door(title: .licenceComparison, summary: .licenceComparisonDoorAbout, list: .licence),
        isNeeded: { $0.active(.licence).count > 1 }, pages: { [$0.licenceComparison($1)] })
}

extension SiteContext {
    /// All licences side by side; a script leaves the two that the reader chooses.
    fileprivate func licenceComparison(_ made: MadePage) -> GeneratedPage {
        let pages = facts.active(.licence)
        let read = pages.map { $0.licence ?? Licence() }
        func rows(_ tags: [LicenceTag], _ named: (Licence) -> Set<String>) -> [[TableCell]] {
            tags.map { tag in
                [TableCell(words.label(tag), note: words.summary(tag), isHead: true)]
                    + read.map { TableCell(named($0).contains(tag.tag) ? words.common(.yes) : "–") }
            }
        }
        let columns = [(words.licence(.term), false)] + pages.map { ($0.title, false) }
        let sections =
            [
                TableSection(
                    id: "overview", title: words.licence(.overview), columns: columns,
                    rows: [
                        [TableCell(words.licence(.page), isHead: true)]
                            + pages.map { TableCell($0.title, url: $0.url) },
                        [TableCell(words.licence(.decision), isHead: true)]
                            + read.map {
                                TableCell(words.label($0.decision), badge: "decision-\($0.decision.rawValue)")
                            },
                        [TableCell(words.licence(.class), isHead: true)]
                            + read.map { TableCell($0.licenceClass.map(words.word) ?? "") },
                        [TableCell(words.licence(.osiApproved), isHead: true)]
                            + read.map { TableCell(words.common($0.isOSIApproved ? .yes : .no)) },
                        [TableCell(words.licence(.risk), isHead: true)]
                            + zip(pages, read).map { page, licence in
                                let risk = LicenceRisk(licence)
                                return TableCell(
                                    words.word(risk.level), url: page.url + "#risk-title",
                                    badge: "risk-\(risk.level.rawValue)")
                            },
                        [TableCell(words.licence(.howItEnds), isHead: true)]
                            + read.map { TableCell($0.termination ?? "") },
                    ] + factRows(read)),
                TableSection(
                    id: "permissions", title: words.licence(.permissions), columns: columns,
                    rows: rows(LicenceTag.permissions, \.permissions)),
                TableSection(
                    id: "conditions", title: words.licence(.conditions), columns: columns,
                    rows: rows(LicenceTag.conditions, \.conditions)),
                TableSection(
                    id: "limitations", title: words.licence(.limitations), columns: columns,
                    rows: rows(LicenceTag.limitations, \.limitations)),
            ]
            + LicenceScenario.allCases.map { scenario in
                let duties = read.map { $0.duties(in: scenario) }
                let kinds = duties.flatMap { $0 }.reduce(into: [LicenceDuty.Kind]()) { all, duty in
                    if !all.contains(duty.kind) { all.append(duty.kind) }
                }
                return TableSection(
                    id: scenario.rawValue, title: words.title(scenario), columns: columns,
                    rows: kinds.map { kind in
                        [TableCell(words.text(kind), isHead: true)]
                            + duties.map { TableCell($0.contains { $0.kind == kind } ? words.common(.yes) : "–") }
                    })
            }
        return tablePage(
            made, sections: sections,
            notes: [
                words.riskRule,
                words.licence(.vocabulary),
            ])
    }

    /// A row for each subject on which a clause of some licence fixes something.
    private func factRows(_ licences: [Licence]) -> [[TableCell]] {
        let subjects: [LicenceFact.Subject] = [.users, .regions, .indemnity, .law]
        return subjects.compactMap { subject in
            let texts = licences.map { $0.facts(on: subject).map(words.text).joined(separator: " ") }
            guard texts.contains(where: { !$0.isEmpty }) else { return nil }
            return [TableCell(words.label(subject), isHead: true)] + texts.map { TableCell($0.isEmpty ? "–" : $0) }
        }
    }

    // MARK: On a licence's own page

    /// What a licence's page shows of the analysis: risk, duties, clauses, changes since the version before.
    func addLicenceAnalysis(_ page: Page, to context: inout TemplateContext) {
        guard let licence = page.licence else { return }
        let risk = LicenceRisk(licence)
        context.set("risk", risk.level.rawValue)
        context.set("risk_label", words.word(risk.level))
        context.set("risk_text", words.phrase(risk.level))
        context.set("risk_heading", words.licence(.riskIs, ["risk": words.word(risk.level)]))
        context.set("risk_rule", words.riskRule)
        context.set(
            "risk_parts",
            list: risk.contributions.map { part in
                TemplateContext {
                    $0.set("label", words.label(part.tag))
                    $0.set("weight", String(part.weight))
                    $0.set("weight_text", words.licence(.weighs, ["weight": String(part.weight)]))
                    setSections(part.clauses, in: &$0)
                }
            })
        context.set(
            "scenarios",
            list: LicenceScenario.allCases.map { scenario in
                TemplateContext { entry in
                    entry.set("id", scenario.rawValue)
                    entry.set("title", words.title(scenario))
                    entry.set(
                        "duties",
                        list: licence.duties(in: scenario).map { duty in
                            TemplateContext {
                                $0.set("text", words.text(duty.kind))
                                $0.set("label", words.label(duty.tag))
                                setSections(duty.clauses, in: &$0)
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
                    $0.set(
                        "terms",
                        clause.tags.compactMap { LicenceTag.named($0).map(words.label) }.joined(separator: ", "))
                }
            })
        context.set(
            "clause_facts",
            list: licence.facts.map { fact in
                TemplateContext {
                    $0.set("label", words.label(fact))
                    $0.set("text", words.text(fact))
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
        let retrieved = licence.text?.retrieved.map(words.date)
        context.set("text_retrieved", retrieved)
        context.set("checked_text", marked: words.marked(LicenceWord.checked, ["date": retrieved ?? ""]))
        context.set("unchecked_text", marked: words.marked(LicenceWord.unchecked, ["date": retrieved ?? ""]))
        context.set("is_text_stored", flag: state != .notStored)
        context.set("is_text_checked", flag: state != .notStored && state != .unchecked)
        context.set(
            "is_use_policy_missing",
            flag: licence.usePolicy.url.map {
                $0 != licence.url && licence.usePolicy.text == nil && licence.usePolicy.section == nil
            } ?? false)
        context.set("is_text_changed", flag: library.hasChangedText(page))
    }

    private func setSections(_ clauses: [Licence.Clause], in context: inout TemplateContext) {
        let sections = clauses.map(\.section).reduce(into: [String]()) { all, section in
            if !all.contains(section) { all.append(section) }
        }.joined(separator: ", ")
        context.set("sections", sections)
        context.set("sections_text", words.licence(.sections, ["sections": sections]))
    }

    /// Terms that were added and removed since the version that the licence replaces.
    private func addVersionChanges(_ page: Page, _ licence: Licence, to context: inout TemplateContext) {
        guard let name = licence.replaces?.value, let other = library.licence(named: name), let before = other.licence
        else { return }
        func terms(_ licence: Licence) -> [(LicenceWord, String)] {
            [
                (.permissionOf, licence.permissions), (.conditionOf, licence.conditions),
                (.limitationOf, licence.limitations),
            ].flatMap { kind, tags in tags.sorted().map { (kind, $0) } }
        }
        let old = terms(before), new = terms(licence)
        func entries(_ these: [(LicenceWord, String)], without those: [(LicenceWord, String)]) -> [TemplateContext] {
            these.filter { one in !those.contains { $0 == one } }.map { kind, tag in
                TemplateContext {
                    $0.set("text", words.licence(kind, ["term": LicenceTag.named(tag).map(words.label) ?? tag]))
                }
            }
        }
        var replaced = link(other)
        replaced.set("since_text", words.licence(.since, ["title": other.title]))
        context.set("replaces", object: replaced)
        context.set("added_terms", list: entries(new, without: old))
        context.set("removed_terms", list: entries(old, without: new))
        context.set(
            "is_same_terms", flag: !new.contains { one in !old.contains { $0 == one } } && new.count == old.count)
    }
}
