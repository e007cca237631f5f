import Portal

/// What `api/portal.json` says of a site.
struct PortalExport {
    let site: SiteContext

    private var library: Library { site.library }
    private var pages: [Page] { library.pages.filter { !$0.isIntroduction } }

    var document: PortalDocument {
        PortalDocument(
            generator: "Charter \(site.version)", title: library.settings.title, url: library.settings.url,
            date: library.today.description, pages: pages.map(page),
            requirements: RegisterRow.all(in: library).map(requirement),
            licences: pages.filter { $0.kind == .licence }.map(licence),
            models: pages.filter { $0.kind == .evaluation }.map(model), decisions: site.decisionView?.document,
            answers: pages.flatMap(answers),
            exceptions: library.dataFiles.exceptions?.exceptions.map(exception) ?? [],
            deployments: library.dataFiles.deployments?.all.map(deployment) ?? [])
    }

    private func page(_ page: Page) -> PortalDocument.Page {
        .init(
            url: page.url, kind: page.kind.rawValue, title: page.title, summary: page.summary,
            id: page.statedID?.value, status: page.status.rawValue, version: page.version, owner: page.metadata.owner,
            reviewBy: page.metadata.reviewBy?.value.description, updated: page.lastChange?.description,
            tags: page.metadata.tags,
            sections: page.sections.map { .init(id: $0.id, level: $0.level, title: $0.title) })
    }

    private func requirement(_ row: RegisterRow) -> PortalDocument.Requirement {
        .init(
            id: row.id, level: row.requirement.level.rawValue, text: row.requirement.text, policy: row.policy.id,
            version: row.policy.version, appliesTo: row.policy.appliesTo, url: row.page.url.appending(anchor: row.id))
    }

    private func licence(_ page: Page) -> PortalDocument.Licence {
        let licence = page.licence ?? Licence()
        let duties = LicenceScenario.allCases.map { ($0.rawValue, licence.duties(in: $0).map(\.text)) }
        return .init(
            url: page.url, spdx: licence.spdx, name: licence.name,
            licenceClass: licence.licenceClass?.rawValue ?? "", isOSIApproved: licence.isOSIApproved,
            decision: licence.decision.rawValue, risk: LicenceRisk(licence).level.rawValue,
            permissions: licence.permissions.sorted(), conditions: licence.conditions.sorted(),
            limitations: licence.limitations.sorted(), duties: Dictionary(uniqueKeysWithValues: duties))
    }

    private func model(_ page: Page) -> PortalDocument.Model {
        let evaluation = library.evaluation(of: page)
        let openness = OpennessComponent.allCases.map {
            ($0.rawValue, (evaluation.openness[$0] ?? .closed).rawValue)
        }
        return .init(
            url: page.url, model: evaluation.model, developer: evaluation.developer, version: evaluation.version,
            parameters: evaluation.parameters,
            licence: library.licence(named: evaluation.licenceReference)?.url,
            opennessClass: evaluation.opennessClass.rawValue, openness: Dictionary(uniqueKeysWithValues: openness),
            useCases: evaluation.useCases.map {
                .init(
                    use: $0.use, verdict: $0.verdict.rawValue, reason: $0.reason, requirement: $0.requirement?.value)
            })
    }

    private func answers(on page: Page) -> [PortalDocument.Answer] {
        (site.questionsByPath[page.path] ?? []).map { entry in
            .init(
                question: entry.question, quote: entry.quote,
                url: page.url.appending(anchor: entry.anchor.isEmpty ? nil : entry.anchor))
        }
    }

    private func exception(_ exception: GrantedException) -> PortalDocument.Exception {
        .init(
            id: exception.id.value, requirement: exception.requirement.value, reason: exception.reason,
            owner: exception.owner, approvedBy: exception.approvers.value, from: exception.from.description,
            until: exception.until.value.description)
    }

    private func deployment(_ deployment: Deployment) -> PortalDocument.Deployment {
        .init(
            id: deployment.id, title: deployment.title, owner: deployment.owner, models: deployment.models,
            use: deployment.use, data: deployment.data, since: deployment.since?.description)
    }
}
