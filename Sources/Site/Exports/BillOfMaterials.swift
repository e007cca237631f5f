import Primitives
import Diagnostics
import Portal

/// `api/bom.json`: the portal's models as an AI bill of materials.
///
/// Source: OWASP CycloneDX 1.6, components of type `machine-learning-model` with model cards.
struct BillOfMaterials {
    let site: SiteContext

    private var library: Library { site.library }

    var text: String {
        let models = library.pages(of: .evaluation).filter { $0.status == .active && !$0.isIntroduction }
        return JSONText.object([
            ("bomFormat", .string("CycloneDX")), ("specVersion", .string("1.6")), ("version", .integer(1)),
            (
                "metadata",
                .object([
                    ("timestamp", .string("\(library.today)T00:00:00Z")),
                    (
                        "tools",
                        .object([
                            (
                                "components",
                                .array([
                                    .object([
                                        ("type", .string("application")), ("name", .string("Charter")),
                                        ("version", .string(site.version)),
                                    ])
                                ])
                            )
                        ])
                    ),
                    (
                        "component",
                        .object([("type", .string("application")), ("name", .string(library.settings.title))])
                    ),
                ])
            ),
            ("components", .array(models.map(component))),
        ]).text() + "\n"
    }

    private func component(_ page: Page) -> JSONText {
        let evaluation = library.evaluation(of: page)
        var members: [(String, JSONText)] = [
            ("type", .string("machine-learning-model")), ("bom-ref", .string("model:" + page.slug)),
            ("supplier", .object([("name", .string(evaluation.developer))])), ("name", .string(evaluation.model)),
        ]
        if let version = evaluation.version { members.append(("version", .string(version))) }
        members.append(("description", .string(page.summary)))
        if let licence = library.licence(named: evaluation.licenceReference)?.licence {
            let isListed = SPDXLicence.named(licence.spdx) != nil
            var entry: [(String, JSONText)] = [
                (isListed ? "id" : "name", .string(isListed ? licence.spdx : licence.name))
            ]
            if let url = licence.url { entry.append(("url", .string(url))) }
            members.append(("licenses", .array([.object([("license", .object(entry))])])))
        }
        var references: [JSONText] = []
        func refer(_ type: String, _ url: String?) {
            guard let url else { return }
            references.append(.object([("type", .string(type)), ("url", .string(url))]))
        }
        refer("model-card", evaluation.url)
        refer("documentation", library.settings.url.map { $0 + "/" + page.url })
        if !references.isEmpty { members.append(("externalReferences", .array(references))) }
        members.append(("modelCard", card(evaluation)))
        return .object(members)
    }

    private func card(_ evaluation: Evaluation) -> JSONText {
        var parameters: [(String, JSONText)] = [("task", .string("text-generation"))]
        if let architecture = evaluation.architecture {
            parameters.append(("modelArchitecture", .string(architecture)))
        }
        let metrics = evaluation.statedResults.map { result -> JSONText in
            var metric: [(String, JSONText)] = [
                ("type", .string("\(result.task): \(result.metric)")), ("value", .string("\(result.value)")),
            ]
            if let interval = result.interval {
                metric.append(
                    (
                        "confidenceInterval",
                        .object([
                            ("lowerBound", .string("\(interval.lowerBound)")),
                            ("upperBound", .string("\(interval.upperBound)")),
                        ])
                    ))
            }
            return .object(metric)
        }
        let uses = evaluation.useCases
        return .object([
            ("modelParameters", .object(parameters)),
            ("quantitativeAnalysis", .object([("performanceMetrics", .array(metrics))])),
            (
                "considerations",
                .object([
                    (
                        "useCases",
                        .array(
                            uses.filter { $0.verdict != .blocked }.map {
                                .string("\($0.use): \($0.verdict.rawValue). \($0.reason)")
                            })
                    ),
                    (
                        "technicalLimitations",
                        .array(
                            uses.filter { $0.verdict == .blocked }.map { .string("\($0.use): blocked. \($0.reason)") })
                    ),
                ])
            ),
            (
                "properties",
                .array([
                    .object([
                        ("name", .string("charter:openness")), ("value", .string(evaluation.opennessClass.rawValue)),
                    ]),
                    .object([("name", .string("charter:parameters")), ("value", .string(evaluation.parameters))]),
                ])
            ),
        ])
    }
}
