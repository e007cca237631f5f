import Diagnostics
import Portal

extension Schema {
    /// The Model Openness Tool's file of a model.
    ///
    /// Source: lfai/model_openness_tool, schema/mof_schema.json.
    static let openness = Schema(
        name: "a Model Openness Tool file", summary: "A model's components and licences.",
        fields: [
            SchemaField(
                "framework",
                .object([
                    SchemaField("name", .text, "Model Openness Framework."),
                    SchemaField("version", .text, "The framework's version."),
                    SchemaField("date", .text, "The day of that version."),
                ]), required: true, "What the model is recorded by."),
            SchemaField(
                "release",
                .object(
                    [
                        SchemaField("name", .text, required: true, "The model's name."),
                        SchemaField("version", .text, "Its version or size."),
                        SchemaField("date", .text, "When it was recorded."),
                        SchemaField("type", .text, "language, vision, multimodal and so on."),
                        SchemaField("architecture", .text, "transformer, diffusion and so on."),
                        SchemaField("treatment", .text, "pre-trained, instruct fine-tuned or chat fine-tuned."),
                        SchemaField("origin", .text, "The model that it was made from."),
                        SchemaField("producer", .text, "Who made it."),
                        SchemaField("contact", .text, "Whom to ask."),
                        SchemaField("repository", .text, "Where its code is."),
                        SchemaField("huggingface", .text, "Where its weights are."),
                        SchemaField(
                            "license",
                            .object(
                                (["distribution"] + OpennessPart.Content.allCases.map(\.rawValue)).map {
                                    SchemaField($0, .object(grant), "The licence of all \($0).")
                                }), required: true, "Licences of the whole."),
                        SchemaField("components", .list(.object(component)), required: true, "What was released."),
                    ]), required: true, "The model."),
        ])

    private static let grant = [
        SchemaField("name", .text, "The licence."), SchemaField("path", .text, "Where its text is."),
    ]

    private static let component = [
        SchemaField("name", .oneOf(OpennessPart.allCases.map(\.rawValue)), required: true, "Which component it is."),
        SchemaField("description", .text, "What it is."),
        SchemaField("license", .text, "Its licence, where it has one of its own."),
        SchemaField("license_path", .text, "Where the licence's text is."),
        SchemaField("component_path", .text, "Where it is."),
    ]
}

extension OpennessRecord {
    /// Reads a file of the Model Openness Tool, with a diagnostic for each part that cannot be read.
    public static func read(_ yaml: String, path: String) -> (OpennessRecord, [Diagnostic]) {
        let (values, diagnostics) = FrontMatterReader.read(yaml[...], path: path, firstLine: 1, schema: .openness)
        let release = values.object("release"), licences = release.object("license")
        func grant(_ key: String) -> Grant? {
            guard licences.values[key] != nil else { return nil }
            let entry = licences.object(key)
            return Grant(name: entry.text("name"), path: entry.text("path"))
        }
        var record = OpennessRecord()
        record.frameworkVersion = values.object("framework").text("version") ?? "1.0"
        record.frameworkDate = values.object("framework").text("date")
        record.name = release.text("name") ?? ""
        record.version = release.text("version")
        record.date = release.text("date")
        record.type = release.text("type")
        record.architecture = release.text("architecture")
        record.treatment = release.text("treatment")
        record.origin = release.text("origin")
        record.producer = release.text("producer") ?? ""
        record.contact = release.text("contact")
        record.repository = release.text("repository")
        record.huggingFace = release.text("huggingface")
        record.distributionLicence = grant("distribution")
        for content in OpennessPart.Content.allCases { record.licences[content] = grant(content.rawValue) }
        record.components = release.objects("components").compactMap { entry in
            guard let part = entry.text("name").flatMap(OpennessPart.init) else { return nil }
            return Component(
                part: part, description: entry.text("description"), licence: entry.text("license"),
                licencePath: entry.text("license_path"), path: entry.text("component_path"))
        }
        return (record, diagnostics)
    }

    /// The record as a file of the Model Openness Tool; read again it is the same.
    public var yaml: String {
        var lines = ["framework:", "  name: \(yamlScalar("Model Openness Framework"))"]
        func add(_ indent: String, _ key: String, _ value: String?) {
            if let value { lines.append("\(indent)\(key): \(yamlScalar(value))") }
        }
        add("  ", "version", frameworkVersion)
        add("  ", "date", frameworkDate)
        lines.append("release:")
        for (key, value) in [
            ("name", name), ("version", version), ("date", date), ("type", type), ("architecture", architecture),
            ("treatment", treatment), ("origin", origin), ("producer", producer), ("contact", contact),
            ("repository", repository), ("huggingface", huggingFace),
        ] { add("  ", key, value) }
        let grants =
            [("distribution", distributionLicence)]
            + OpennessPart.Content.allCases.map { ($0.rawValue, licences[$0]) }
        let given = grants.compactMap { key, grant in grant.map { (key, $0) } }
        lines.append(given.isEmpty ? "  license: {}" : "  license:")
        for (key, grant) in given {
            let fields = [("name", grant.name), ("path", grant.path)].compactMap { name, value in
                value.map { "\(name): \(yamlScalar($0))" }
            }
            lines.append("    \(key): {\(fields.joined(separator: ", "))}")
        }
        lines.append(components.isEmpty ? "  components: []" : "  components:")
        for component in components {
            lines.append("    - name: \(yamlScalar(component.part.rawValue))")
            add("      ", "description", component.description)
            add("      ", "component_path", component.path)
            add("      ", "license", component.licence)
            add("      ", "license_path", component.licencePath)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
