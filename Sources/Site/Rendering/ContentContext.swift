import Portal
import Words

extension SiteContext {
    /// The template and context of the page at `index`; `content` is set when the body is known.
    func contentContext(ofPage index: Int) -> (template: String, context: TemplateContext) {
        let page = library.pages[index]
        return speaking(library.settings.language(of: page)).contentContext(page, index: index)
    }

    private func contentContext(_ page: Page, index: Int) -> (template: String, context: TemplateContext) {
        var context = context(
            path: page.address.file, title: page.title, summary: page.summary, kind: page.kind.rawValue, page: page)
        context.set("translation", object: Editions(library: library).note(on: page))
        addContent(page, index: index, to: &context)
        switch page.details {
        case .policy(let policy):
            addPolicy(policy, page, to: &context)
            return ("policy", context)
        case .licence(let licence):
            addLicence(licence, page, to: &context)
            return ("licence", context)
        case .evaluation:
            addEvaluationPage(page, to: &context)
            return ("evaluation", context)
        case .guide, .glossary, .page: return ("page", context)
        }
    }

    private func addContent(_ page: Page, index: Int, to context: inout TemplateContext) {
        let metadata = page.metadata
        context.set(
            "toc",
            list: page.sections.filter { (2...3).contains($0.level) }.map { section in
                TemplateContext {
                    $0.set("id", section.id)
                    $0.set("title", section.title)
                    $0.set("is_sub", flag: section.level == 3)
                }
            })
        context.set("breadcrumbs", list: breadcrumbs(of: page))
        // A translation has no tags of its own: subjects are listed once.
        let tags = (library.original(of: page) ?? page).metadata.tags
        context.set(
            "tags",
            list: tags.filter { library.generatedRoutes.contains(tagAddress($0).file) }.map {
                link($0, tagAddress($0).url, "tag")
            })
        context.set(
            "questions",
            list: (questionsByPath[page.path] ?? []).map { entry in
                TemplateContext {
                    $0.set("question", entry.question)
                    $0.set("url", page.url.appending(anchor: entry.anchor.isEmpty ? nil : entry.anchor))
                }
            })
        context.set("backlinks", list: library.backlinks[index].map { link(library.pages[$0]) })
        context.set("status", page.status.rawValue)
        context.set("status_label", words.word(page.status))
        let coming = page.bindsLater(than: library.today).map(words.date)
        context.set("in_force_from", coming)
        context.set("in_force_text", coming.map { words.page(.inForceFrom, ["date": $0]) })
        context.set("coming_notice", marked: coming.map { words.marked(PageWord.comingNotice, ["date": $0]) })
        context.set("is_draft", flag: page.status == .draft)
        context.set("is_retired", flag: page.status == .retired)
        context.set("superseded_by", list: successors(of: page).map(link))
        context.set("owner", metadata.owner)
        context.set("reviewer", metadata.reviewer)
        let reviewed = metadata.reviewed.map { words.date($0.value) }
        context.set("reviewed", reviewed)
        context.set("reviewed_text", reviewed.map { signed($0, metadata.reviewer) })
        context.set("date", metadata.date.map(words.date))
        context.set("updated", page.lastChange.map(words.date))
        context.set("review", object: review(page))
        context.set(
            "history",
            list: page.statedChanges.sorted { ($0.date?.description ?? "") > ($1.date?.description ?? "") }.map {
                change in
                TemplateContext {
                    $0.set("version", change.version)
                    $0.set("date", change.date?.description)
                    $0.set("date_text", change.date.map(words.date))
                    $0.set("summary", change.summary)
                }
            })
        context.set(
            "sources",
            list: metadata.sources.map { source in
                TemplateContext {
                    $0.set("title", source.title)
                    $0.set("url", source.url)
                    $0.set("version", source.version)
                    $0.set("version_text", source.version.map { words.page(.version, ["version": $0]) })
                    $0.set("date", source.date.map(words.date))
                    let retrieved = source.retrieved.map(words.date)
                    $0.set("retrieved", retrieved)
                    $0.set("retrieved_text", retrieved.map { words.page(.readOn, ["date": $0]) })
                }
            })
        context.set(
            "faq",
            list: metadata.faq.map { pair in
                TemplateContext {
                    $0.set("question", pair.question)
                    $0.set("answer", pair.answer)
                }
            })
        context.set("source_path", page.path)
        context.set("history_url", shownVersions(of: page).isEmpty ? nil : Self.historyAddress(page).url)
        context.set("withdrawn", list: withdrawnPages(namedBy: index).map(link))
        let review = metadata.review?.value
        context.set("is_changed_since_review", flag: page.isChangedSinceReview)
        let day = review?.on.map(words.date)
        context.set("reviewed_by", review?.by)
        context.set("reviewed_on", day)
        context.set("review_text", day.map { signed($0, review?.by ?? "") })
        context.set(
            "changed_notice",
            marked: words.marked(PageWord.changedNotice, ["name": review?.by ?? "", "date": day ?? ""]))
        context.set("checked", list: TemplateContext.texts(review?.checked ?? []))
    }

    /// A day with the name of who did something on it.
    func signed(_ day: String, _ name: String?) -> String {
        name.map { words.page(.dateBy, ["date": day, "name": $0]) } ?? day
    }

    /// Models and licences that were withdrawn and that the page names.
    private func withdrawnPages(namedBy index: Int) -> [Page] {
        guard library.pages[index].status == .active else { return [] }
        var found: [Page] = []
        for case .page(let target, _) in library.resolutions[index] where target != index {
            let page = library.pages[target]
            guard page.status == .retired, page.kind == .evaluation || page.kind == .licence,
                !found.contains(where: { $0.path == page.path })
            else { continue }
            found.append(page)
        }
        return found
    }

    private func breadcrumbs(of page: Page) -> [TemplateContext] {
        if let edition = page.edition {
            let list = edition + "/" + (page.kind.folder ?? "") + "/index.html"
            let hasList = page.kind.folder != nil && library.generatedRoutes.contains(list)
            return [startLink(ofPath: page.path)] + (hasList ? [link(words.plural(page.kind), list)] : [])
        }
        guard let folder = page.kind.folder, page.kind != .glossary else {
            return [link(words.common(.home), "index.html")]
        }
        return [link(words.common(.home), "index.html"), link(words.plural(page.kind), folder + "/index.html")]
    }

    /// The active policies that say they replace this one.
    private func successors(of page: Page) -> [Page] {
        guard let id = page.policy?.id else { return [] }
        return library.originals.filter { $0.policy?.supersedes.contains { $0.value == id } == true }
    }

    private func addPolicy(_ policy: Policy, _ page: Page, to context: inout TemplateContext) {
        context.set("id", policy.id)
        context.set("policy_version", policy.version)
        context.set("approver", policy.approver?.value ?? "")
        let effective = policy.effective.map(words.date)
        context.set("effective", effective)
        context.set("effective_date", policy.effective?.description)
        context.set("effective_text", effective.map { words.policy(.inForceFrom, ["date": $0]) })
        context.set(
            "print_text",
            words.policy(
                .printHead,
                [
                    "id": policy.id, "version": policy.version,
                    "date": policy.effective.map(words.shortDate) ?? "",
                ]))
        context.set("applies_to", list: TemplateContext.texts(policy.appliesTo))
        context.set("supersedes", list: policy.supersedes.compactMap { library.page(named: $0.value)?.page }.map(link))
        context.set(
            "mappings",
            // What a translation helps to meet is what its original does.
            list: (library.original(of: page)?.policy ?? policy).mappings.map { mapping in
                TemplateContext {
                    $0.set("framework", words.name(mapping.framework))
                    $0.set("items", list: TemplateContext.texts(mapping.items))
                }
            })
        context.set(
            "requirements",
            list: page.requirements.sorted { $0.number < $1.number }.map { requirement in
                TemplateContext {
                    $0.set("id", requirement.id(in: policy.id))
                    $0.set("level", requirement.level.rawValue)
                    $0.set("level_label", words.word(requirement.level))
                    $0.set("level_class", requirement.level.cssClass)
                    $0.set("text", requirement.text)
                }
            })
        context.set("requirement_count", String(page.requirements.count))
        context.set("levels", list: levels(of: page.requirements, policy))
        context.set(
            "latest",
            object: page.statedChanges.max { ($0.date?.description ?? "") < ($1.date?.description ?? "") }.map {
                change in
                TemplateContext {
                    $0.set("version", change.version)
                    let day = change.date.map(words.date), summary = change.summary ?? ""
                    $0.set("date_text", day)
                    $0.set("summary", change.summary)
                    $0.set(
                        "change_text",
                        day.map { words.policy(.lastChanged, ["date": $0, "summary": summary]) }
                            ?? words.policy(.lastChangedUndated, ["summary": summary]))
                }
            })
    }

    /// How many requirements there are of each strength, and where the first of them stands.
    private func levels(of requirements: [Requirement], _ policy: Policy) -> [TemplateContext] {
        Requirement.Level.allCases.compactMap { level in
            let own = requirements.filter { $0.level == level }
            guard let first = own.min(by: { $0.number < $1.number }) else { return nil }
            return TemplateContext {
                $0.set("level", level.rawValue)
                $0.set("level_label", words.word(level))
                $0.set("level_class", level.cssClass)
                $0.set("count", String(own.count))
                $0.set("url", "".appending(anchor: first.id(in: policy.id)))
            }
        }
    }

    private func addLicence(_ licence: Licence, _ page: Page, to context: inout TemplateContext) {
        context.set("spdx", licence.spdx)
        context.set("name", licence.name)
        context.set("licence_version", licence.version)
        context.set("licence_url", licence.url)
        context.set("licence_class", licence.licenceClass?.rawValue ?? "")
        context.set("class_label", licence.licenceClass.map(words.word))
        context.set("is_osi_approved", flag: licence.isOSIApproved)
        context.set("decision", licence.decision.rawValue)
        context.set("decision_label", words.label(licence.decision))
        context.set("decision_conditions", list: TemplateContext.texts(licence.decisionConditions))
        for (key, tags, chosen) in [
            ("permissions", LicenceTag.permissions, licence.permissions),
            ("conditions", LicenceTag.conditions, licence.conditions),
            ("limitations", LicenceTag.limitations, licence.limitations),
        ] {
            context.set(
                key,
                list: tags.filter { chosen.contains($0.tag) }.map { tag in
                    TemplateContext {
                        $0.set("tag", tag.tag)
                        $0.set("label", words.label(tag))
                        $0.set("summary", words.summary(tag))
                    }
                })
        }
        context.set("use_policy_url", licence.usePolicy.url)
        context.set("restrictions", list: TemplateContext.texts(licence.usePolicy.restrictions))
        context.set("use_items", list: licence.usePolicy.items.map(useItem))
        context.set(
            "thresholds",
            list: licence.thresholds.map { threshold in
                TemplateContext {
                    $0.set("measure", threshold.measure)
                    $0.set("limit", threshold.limit)
                    $0.set("consequence", threshold.consequence)
                }
            })
        context.set("attribution", list: licence.lines.map(shownLine))
        context.set("redistribution", list: TemplateContext.texts(licence.redistribution))
        context.set("termination", licence.termination)
        context.set("consequences", list: TemplateContext.texts(licence.consequences))
        let models = library.originals.filter { other in
            other.evaluation.map { library.licence(named: $0.licenceReference)?.path == page.path } ?? false
        }
        context.set("models", list: models.map(entry))
        addLicenceAnalysis(page, to: &context)
    }

    /// An item of a use policy, with the uses that are to be compared with it.
    private func useItem(_ item: Licence.UsePolicyItem) -> TemplateContext {
        TemplateContext {
            $0.set("id", item.anchor)
            $0.set("number", item.number)
            $0.set("words", item.words?.value)
            $0.set("summary", item.summary)
            $0.set(
                "uses",
                list: item.touches.map { id in
                    let title = library.decisions?.rules.uses.first { $0.id == id }?.title ?? id
                    return TemplateContext {
                        $0.set("title", title)
                        $0.set("is_forbidden", flag: item.forbids.contains(id))
                        $0.set("forbidden_text", words.licence(.isForbidden))
                    }
                })
        }
    }

    private func addEvaluationPage(_ page: Page, to context: inout TemplateContext) {
        let evaluation = library.evaluation(of: page)
        context.set("model", evaluation.model)
        context.set("model_version", evaluation.version)
        context.set("developer", evaluation.developer)
        context.set("model_url", evaluation.url)
        context.set("parameters", evaluation.parameters)
        context.set("architecture", evaluation.architecture)
        context.set(
            "context_length", evaluation.contextLength.map { words.evaluation(.tokens, ["number": words.number($0)]) })
        context.set("released", evaluation.released.map(words.date))
        context.set("languages", evaluation.languages.joined(separator: ", "))
        context.set("evaluator", evaluation.evaluator)
        let evaluated = evaluation.evaluated.map(words.date)
        context.set("evaluated", evaluated)
        context.set("evaluated_text", signed(evaluated ?? "", evaluation.evaluator ?? ""))
        context.set("openness", evaluation.opennessClass.rawValue)
        context.set("openness_label", words.label(evaluation.opennessClass))
        context.set("openness_summary", words.summary(evaluation.opennessClass))
        context.set(
            "components",
            list: OpennessComponent.allCases.map { component in
                TemplateContext {
                    let state = evaluation.openness[component] ?? .closed
                    $0.set("label", words.label(component))
                    $0.set("value", state.rawValue)
                    $0.set("value_label", words.word(state))
                    $0.set("source", evaluation.opennessSources[component])
                }
            })
        addOpenness(evaluation, page, to: &context)
        context.set(
            "model_licence", list: library.licence(named: evaluation.licenceReference).map { [entry($0)] } ?? [])
        context.set("uses", list: evaluation.useCases.map(use))
        if let table = decisionView?.matrix(ofModel: page) {
            context.set("decision_table", object: table.context(words))
            context.set("decisions_url", DecisionView.address(ofModel: page).url)
        }
        addResults(page, to: &context)
        context.set(
            "hardware",
            list: evaluation.hardware.map { hardware in
                TemplateContext {
                    $0.set("format", hardware.format)
                    $0.set("memory", hardware.memory.map { words.decimal("\($0)") })
                    $0.set("note", hardware.note)
                }
            })
    }
}

extension SiteContext {
    /// A line that must be shown, and when it is owed where the page says so.
    func shownLine(_ line: Licence.ShownLine) -> TemplateContext {
        TemplateContext {
            let occasion = words.occasion(line.owed)
            $0.set("text", line.text)
            $0.set("owed", occasion)
            $0.set("owed_text", occasion.map { words.licence(.owed, ["occasion": $0]) })
        }
    }
}
