/// The part of CycloneDX that ``BillOfMaterials`` writes, in its words; names and order of keys are those of the
/// standard, and an absent one is left out.
///
/// Source: OWASP CycloneDX 1.6, JSON (ECMA-424).
enum CycloneDX {
    struct Document: Codable {
        var bomFormat = "CycloneDX"
        var specVersion = "1.6"
        /// Of this document, not of the standard.
        var version = 1
        var metadata: Metadata
        var components: [Component]
    }

    struct Metadata: Codable {
        /// RFC 3339.
        var timestamp: String
        var tools: Tools
        /// What the whole document describes.
        var component: Component
    }

    struct Tools: Codable { var components: [Component] }

    struct Component: Codable {
        enum Kind: String, Codable {
            case application
            case machineLearningModel = "machine-learning-model"
        }

        var type: Kind
        /// Its name within the document.
        var bomRef: String?
        var supplier: Organization?
        var name: String
        var version: String?
        var description: String?
        var licenses: [LicenseChoice]?
        var externalReferences: [ExternalReference]?
        var modelCard: ModelCard?

        private enum CodingKeys: String, CodingKey {
            case type
            case bomRef = "bom-ref"
            case supplier, name, version, description, licenses, externalReferences, modelCard
        }
    }

    struct Organization: Codable { var name: String }

    struct LicenseChoice: Codable { var license: License }

    /// Has an id of SPDX or a name, never both.
    struct License: Codable {
        var id: String?
        var name: String?
        var url: String?
    }

    struct ExternalReference: Codable {
        enum Kind: String, Codable {
            case modelCard = "model-card"
            case documentation
        }

        var type: Kind
        var url: String
    }

    struct Property: Codable {
        var name: String
        var value: String
    }
}

extension CycloneDX {
    struct ModelCard: Codable {
        var modelParameters: ModelParameters
        var quantitativeAnalysis: QuantitativeAnalysis
        var considerations: Considerations
        var properties: [Property]
    }

    struct ModelParameters: Codable {
        var task: String
        var modelArchitecture: String?
    }

    struct QuantitativeAnalysis: Codable { var performanceMetrics: [PerformanceMetric] }

    struct PerformanceMetric: Codable {
        var type: String
        var value: String
        var confidenceInterval: ConfidenceInterval?
    }

    struct ConfidenceInterval: Codable {
        var lowerBound: String
        var upperBound: String
    }

    struct Considerations: Codable {
        var useCases: [String]
        var technicalLimitations: [String]
    }
}
