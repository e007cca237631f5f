import Content
import Portal
import Primitives

/// What `api/portal.json` says of a site.
struct PortalExport {
    let site: SiteContext

    private var library: Library { site.library }
    private var pages: [Page] { library.originals.filter { !$0.isIntroduction } }

    var document: PortalDocument {
        PortalDocument(
            generator: "Charter \(site.version)", title: library.settings.title, url: library.settings.url,
            date: library.today.description, pages: pages.map(page),
            requirements: RegisterRow.all(in: library).map(requirement),
            licences: pages.filter { $0.kind == .licence }.map(licence),
            models: pages.filter { $0.kind == .evaluation }.map(model), decisions: site.decisionView?.document,
            answers: pages.flatMap(answers),
            exceptions: library.dataFiles.exceptions?.exceptions.map(exception) ?? [],
            deployments: library.dataFiles.deployments?.all.map(deployment) ?? [],
            withdrawn: pages.filter { $0.status == .active }.flatMap(withdrawals),
            files: files,
            settings: library.settings.governing)
    }

    /// Files that a page shows, links to or rests on. What nobody names is not the portal's, and may be a draft's.
    private var files: [PortalDocument.File] {
        let linked = library.resolutions.joined().compactMap { resolution -> String? in
            if case .asset(let path) = resolution { path } else { nil }
        }
        let named = Set(linked + library.pages.flatMap(DataFiles.files(namedBy:)))
        return site.attachments.filter { named.contains($0.path) }.map {
            .init(path: $0.path, sha256: sha256($0.bytes))
        }
    }

    private func page(_ page: Page) -> PortalDocument.Page {
        .init(
            url: page.url, kind: page.kind.rawValue, title: page.title, summary: page.summary,
            id: page.statedID?.value, status: page.status.rawValue, version: page.version, owner: page.metadata.owner,
            reviewBy: page.metadata.reviewBy?.value.description, updated: page.lastChange?.description,
            tags: page.metadata.tags,
            sections: page.sections.map { .init(id: $0.id, level: $0.level, title: $0.title) },
            aliases: page.metadata.aliases.map(\.value), stated: page.otherStatements,
            wording: page.wording.isEmpty
                ? nil : page.wording.map { .init(section: $0.section, title: $0.title, text: $0.text) })
    }

    private func withdrawals(of page: Page) -> [PortalDocument.Withdrawal] {
        (page.policy?.withdrawn ?? []).compactMap { withdrawal in
            withdrawal.number.map {
                .init(
                    id: "\(page.policy?.id ?? page.slug)-R\($0.value)", date: withdrawal.date?.description,
                    reason: withdrawal.reason)
            }
        }
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
            limitations: licence.limitations.sorted(), duties: Dictionary(uniqueKeysWithValues: duties),
            facts: .init(licence), usePolicy: licence.usePolicy.items.map { .init($0) })
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
            until: exception.until.value.description, mitigation: exception.mitigation)
    }

    private func deployment(_ deployment: Deployment) -> PortalDocument.Deployment {
        .init(
            id: deployment.id, title: deployment.title, owner: deployment.owner, models: deployment.models,
            use: deployment.use, data: deployment.data, since: deployment.since?.description,
            isShipped: deployment.isShipped)
    }
}

extension SiteSettings {
    /// What decides how the portal is governed, as text by the key of `charter.yaml`; where models run and how the site looks
    /// is not part of it.
    fileprivate var governing: [String: String] {
        [
            "fail_on": failsOn.map(\.rawValue).sorted().joined(separator: ", "),
            "review_notice_days": String(reviewNoticeDays),
            "people": people.map { person in person.name + (person.role.map { " (\($0))" } ?? "") }
                .joined(separator: ", "),
            "terms": terms.map { "\($0.phrase) (\($0.unfitFor.sorted().joined(separator: ", "))): \($0.instead)" }
                .joined(separator: "; "),
            "models": models.map { model in
                "\(model.name) (\(model.licence)): " + model.files.map(\.sha256).joined(separator: ", ")
            }.joined(separator: "; "),
            "redirects": redirects.map { "\($0.from) to \($0.to)" }.joined(separator: ", "),
            "gone": gone.sorted().joined(separator: ", "),
            "url_schemes": urlSchemes.sorted().joined(separator: ", "),
            "raw_html": String(allowsRawHTML),
        ]
    }
}
