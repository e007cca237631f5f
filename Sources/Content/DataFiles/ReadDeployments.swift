import Diagnostics
import Portal

extension Schema {
    /// The keys of `content/deployments.yaml`.
    public static let deployments = Schema(
        name: "deployments.yaml", summary: "Systems that run models.",
        fields: [
            SchemaField(
                "deployments",
                .list(
                    .object([
                        SchemaField("id", .text, required: true, "Its name in addresses."),
                        SchemaField("title", .text, required: true, "Its name for readers."),
                        SchemaField("owner", .text, required: true, "Who answers for it.", meaning: .person),
                        SchemaField("models", .list(.text), required: true, "Evaluations of the models that it runs."),
                        SchemaField("use", .text, "Its use, by the id in decisions.yaml."),
                        SchemaField(
                            "data", .text, "The most sensitive data that it sees, by the id in decisions.yaml."),
                        SchemaField("since", .date, "Since when it runs."),
                        SchemaField("shipped", .bool, "Whether weights leave the organisation with it."),
                    ])), required: true, "The systems.")
        ])
}

extension Deployments {
    /// Reads the file, with a diagnostic for each part that cannot be read.
    public static func read(_ yaml: String, path: String) -> (Deployments, [Diagnostic]) {
        let (values, diagnostics) = Schema.deployments.read(yaml, path: path)
        let all = values.objects("deployments").compactMap { entry -> Deployment? in
            guard let id = entry.text("id"), let title = entry.text("title"), let owner = entry.text("owner") else {
                return nil
            }
            return Deployment(
                id: id, title: title, owner: owner, models: entry.texts("models"), use: entry.text("use"),
                data: entry.text("data"), since: entry.date("since"), isShipped: entry.bool("shipped") ?? false,
                range: entry.range("id"), modelsRange: entry.range("models"), useRange: entry.range("use"),
                dataRange: entry.range("data"))
        }
        return (Deployments(all: all, path: path, people: Schema.deployments.people(in: values)), diagnostics)
    }
}
