import Primitives
import Diagnostics
import Portal

/// `api/portal.json`: all that the portal knows, for programs. The form is described in docs/exports.md; a change that breaks
/// readers raises its number.
struct PortalExport {
    let site: SiteContext
    static let form = 1

    private var library: Library { site.library }
    private var pages: [Page] { library.pages.filter { !$0.isIntroduction } }

    var text: String {
        JSONText.object([
            ("form", .integer(Self.form)), ("generator", .string("Charter \(site.version)")),
            ("title", .string(library.settings.title)), ("url", optional(library.settings.url)),
            ("date", .string(library.today.description)),
            ("pages", .array(pages.map(page))),
            ("requirements", .array(RegisterRow.all(in: library).map(requirement))),
            ("licences", .array(pages.filter { $0.kind == .licence }.map(licence))),
            ("models", .array(pages.filter { $0.kind == .evaluation }.map(model))),
            ("decisions", site.decisionView?.json ?? .null),
            ("answers", .array(answers)),
            ("exceptions", .array(library.dataFiles.exceptions?.exceptions.map(exception) ?? [])),
            ("deployments", .array(library.dataFiles.deployments?.all.map(deployment) ?? [])),
        ]).text(depth: 2) + "\n"
    }

    /// Reviewed questions with the words that answer them.
    private var answers: [JSONText] {
        pages.flatMap { page in
            (site.questionsByPath[page.path] ?? []).map { entry in
                .object([
                    ("question", .string(entry.question)), ("quote", .string(entry.quote)),
                    ("url", .string(entry.anchor.isEmpty ? page.url : page.url + "#" + entry.anchor)),
                ])
            }
        }
    }

    private func optional(_ text: String?) -> JSONText { text.map { .string($0) } ?? .null }
    private func texts(_ texts: [String]) -> JSONText { .array(texts.map { .string($0) }) }

    private func page(_ page: Page) -> JSONText {
        .object([
            ("url", .string(page.url)), ("kind", .string(page.kind.rawValue)), ("title", .string(page.title)),
            ("summary", .string(page.summary)), ("id", optional(page.statedID?.value)),
            ("status", .string(page.status.rawValue)), ("version", optional(page.version)),
            ("owner", optional(page.metadata.owner)),
            ("review_by", optional(page.metadata.reviewBy?.value.description)),
            ("updated", optional(page.lastChange?.description)), ("tags", texts(page.metadata.tags)),
            (
                "sections",
                .array(
                    page.sections.map {
                        .object([
                            ("id", .string($0.id)), ("level", .integer($0.level)), ("title", .string($0.title)),
                        ])
                    })
            ),
        ])
    }

    private func requirement(_ row: RegisterRow) -> JSONText {
        .object([
            ("id", .string(row.id)), ("level", .string(row.requirement.level.rawValue)),
            ("text", .string(row.requirement.text)), ("policy", .string(row.policy.id)),
            ("version", .string(row.policy.version)), ("applies_to", texts(row.policy.appliesTo)),
            ("url", .string(row.page.url + "#" + row.id)),
        ])
    }

    private func licence(_ page: Page) -> JSONText {
        let licence = page.licence ?? Licence(), risk = LicenceRisk(licence)
        return .object([
            ("url", .string(page.url)), ("spdx", .string(licence.spdx)), ("name", .string(licence.name)),
            ("class", .string(licence.licenceClass?.rawValue ?? "")), ("osi_approved", .bool(licence.isOSIApproved)),
            ("decision", .string(licence.decision.rawValue)), ("risk", .string(risk.level.rawValue)),
            ("permissions", texts(licence.permissions.sorted())), ("conditions", texts(licence.conditions.sorted())),
            ("limitations", texts(licence.limitations.sorted())),
            (
                "duties",
                .object(
                    LicenceScenario.allCases.map { ($0.rawValue, texts(licence.duties(in: $0).map(\.text))) })
            ),
        ])
    }

    private func model(_ page: Page) -> JSONText {
        let evaluation = library.evaluation(of: page)
        return .object([
            ("url", .string(page.url)), ("model", .string(evaluation.model)),
            ("developer", .string(evaluation.developer)),
            ("version", optional(evaluation.version)), ("parameters", .string(evaluation.parameters)),
            ("licence", optional(library.licence(named: evaluation.licenceReference)?.url)),
            ("openness_class", .string(evaluation.opennessClass.rawValue)),
            (
                "openness",
                .object(
                    OpennessComponent.allCases.map {
                        ($0.rawValue, .string((evaluation.openness[$0] ?? .closed).rawValue))
                    })
            ),
            (
                "use_cases",
                .array(
                    evaluation.useCases.map {
                        .object([
                            ("use", .string($0.use)), ("verdict", .string($0.verdict.rawValue)),
                            ("reason", .string($0.reason)), ("requirement", optional($0.requirement?.value)),
                        ])
                    })
            ),
        ])
    }

    private func exception(_ exception: GrantedException) -> JSONText {
        .object([
            ("id", .string(exception.id.value)), ("requirement", .string(exception.requirement.value)),
            ("reason", .string(exception.reason)), ("owner", .string(exception.owner)),
            ("approved_by", texts(exception.approvers.value)), ("from", .string(exception.from.description)),
            ("until", .string(exception.until.value.description)),
        ])
    }

    private func deployment(_ deployment: Deployment) -> JSONText {
        .object([
            ("id", .string(deployment.id)), ("title", .string(deployment.title)), ("owner", .string(deployment.owner)),
            ("models", texts(deployment.models)), ("use", optional(deployment.use)),
            ("data", optional(deployment.data)),
            ("since", optional(deployment.since?.description)),
        ])
    }
}
