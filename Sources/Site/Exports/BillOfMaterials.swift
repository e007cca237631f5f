import Portal

/// `api/bom.json`: the portal's models as an AI bill of materials, components of type `machine-learning-model` with model
/// cards. Only evaluations in force are listed.
struct BillOfMaterials {
    let site: SiteContext

    private var library: Library { site.library }

    var document: CycloneDX.Document {
        let models = library.pages(of: .evaluation).filter { $0.status == .active && !$0.isIntroduction }
        return CycloneDX.Document(
            metadata: CycloneDX.Metadata(
                timestamp: "\(library.today)T00:00:00Z",
                tools: .init(components: [.init(type: .application, name: "Charter", version: site.version)]),
                component: .init(type: .application, name: library.settings.title)),
            components: models.map(component))
    }

    private func component(_ page: Page) -> CycloneDX.Component {
        let evaluation = library.evaluation(of: page)
        let references = [
            evaluation.url.map { CycloneDX.ExternalReference(type: .modelCard, url: $0) },
            library.settings.url.map { CycloneDX.ExternalReference(type: .documentation, url: $0 + "/" + page.url) },
        ].compactMap { $0 }
        return CycloneDX.Component(
            type: .machineLearningModel, bomRef: "model:" + page.slug, supplier: .init(name: evaluation.developer),
            name: evaluation.model, version: evaluation.version, description: page.summary,
            licenses: library.licence(named: evaluation.licenceReference)?.licence.map {
                [CycloneDX.LicenseChoice(license: license($0))]
            },
            externalReferences: references.isEmpty ? nil : references, modelCard: card(evaluation))
    }

    private func license(_ licence: Licence) -> CycloneDX.License {
        SPDXLicence.named(licence.spdx) != nil
            ? .init(id: licence.spdx, url: licence.url) : .init(name: licence.name, url: licence.url)
    }

    private func card(_ evaluation: Evaluation) -> CycloneDX.ModelCard {
        let uses = evaluation.useCases
        return CycloneDX.ModelCard(
            modelParameters: .init(task: "text-generation", modelArchitecture: evaluation.architecture),
            quantitativeAnalysis: .init(performanceMetrics: evaluation.statedResults.map(metric)),
            considerations: .init(
                useCases: uses.filter { $0.verdict != .blocked }.map {
                    "\($0.use): \($0.verdict.rawValue). \($0.reason)"
                },
                technicalLimitations: uses.filter { $0.verdict == .blocked }.map {
                    "\($0.use): blocked. \($0.reason)"
                }),
            properties: [
                .init(name: "charter:openness", value: evaluation.opennessClass.rawValue),
                .init(name: "charter:parameters", value: evaluation.parameters),
            ])
    }

    private func metric(_ result: ModelResult) -> CycloneDX.PerformanceMetric {
        .init(
            type: "\(result.task): \(result.metric)", value: "\(result.value)",
            confidenceInterval: result.interval.map {
                .init(lowerBound: "\($0.lowerBound)", upperBound: "\($0.upperBound)")
            })
    }
}
