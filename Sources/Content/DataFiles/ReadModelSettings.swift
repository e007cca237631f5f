import Diagnostics
import Portal

extension ModelSettings {
    /// Reads the models of `charter.yaml`, with a diagnostic for each that makes no sense.
    static func read(_ values: FrontMatter, path: String) -> ([ModelSettings], [Diagnostic]) {
        var models: [ModelSettings] = [], problems: [Diagnostic] = []
        for entry in values.objects("models") {
            guard let role = entry.text("role").flatMap(Role.init), let name = entry.text("name"),
                let licence = entry.text("licence")
            else { continue }
            var files: [PinnedFile] = []
            for value in entry.list("files") {
                guard let file = value.object, let text = file.text("source"), let hash = file.text("sha256") else {
                    continue
                }
                func report(_ key: String, _ summary: String, _ fix: String) {
                    problems.append(
                        Diagnostic(
                            .error, .modelSettings, path: path, range: file.range(key), summary, fixes: [.init(fix)]))
                }
                guard let source = PinnedFile.Source(text) else {
                    report(
                        "source", "Source '\(text)' is not a place that a file can come from",
                        "write pypi:package==version:path/in/wheel, an https address, or a path")
                    continue
                }
                guard hash.count == 64, hash.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
                    report(
                        "sha256", "'\(hash)' is not a SHA-256", "write the 64 hexadecimal digits that sha256sum prints")
                    continue
                }
                let size = file.integer("size")
                guard size.map({ $0 > 0 }) ?? true else {
                    report(
                        "size", "A file cannot have \(size ?? 0) bytes",
                        "write how many bytes it has, or leave size: out")
                    continue
                }
                let kept = file.text("name") ?? source.lastComponent
                guard !kept.isEmpty, contentPath(kept, relativeTo: "") == kept,
                    !files.contains(where: { $0.name == kept })
                else {
                    report(
                        file.values["name"] == nil ? "source" : "name",
                        "'\(kept)' is not a name of its own for a file of the model",
                        "give each file of a model a name: below")
                    continue
                }
                files.append(
                    PinnedFile(name: kept, source: source, sha256: hash.lowercased(), size: size, range: value.range))
            }
            let endpoint = endpoint(entry, name: name)
            if let summary = misuse(of: role, files: entry.list("files").count, endpoint: endpoint) {
                problems.append(
                    Diagnostic(
                        .error, .modelSettings, path: path, range: entry.range("name"),
                        "The model \(name) \(summary)",
                        fixes: [.init("give it files: to run here, or, for a generator, an endpoint: that runs it")]))
            }
            models.append(
                ModelSettings(
                    role: role, name: name, licence: licence, licenceRange: entry.range("licence"), files: files,
                    endpoint: endpoint))
        }
        return (models, problems)
    }

    private static func endpoint(_ entry: FrontMatter, name: String) -> Endpoint? {
        let values = entry.object("endpoint")
        guard let url = values.text("url") else { return nil }
        return Endpoint(
            url: url, model: values.text("model") ?? name, keyVariable: values.text("key_variable"),
            timeoutSeconds: values.number("timeout_seconds") ?? 120, retries: values.integer("retries") ?? 4,
            concurrency: values.integer("concurrency") ?? 4)
    }

    /// Why a model cannot be used as it is described; nil where it can.
    private static func misuse(of role: Role, files: Int, endpoint: Endpoint?) -> String? {
        switch (files > 0, endpoint) {
        case (true, nil): return nil
        case (true, _): return "has both files and an endpoint"
        case (false, nil): return "has neither files nor an endpoint"
        case (false, let endpoint?):
            // Readers' browsers need the encoder's weights, and an adapter changes files.
            guard role == .generator else { return "is an \(role.rawValue), which must run here" }
            guard endpoint.timeoutSeconds > 0, endpoint.retries >= 0, endpoint.concurrency > 0 else {
                return "has an endpoint whose timeout, retries or concurrency is out of range"
            }
            return nil
        }
    }

    static let schema = SchemaField(
        "models",
        .list(
            .object([
                SchemaField(
                    "role", .oneOf(["generator", "adapter", "encoder"]), required: true,
                    "What it is for: to write questions, to teach the generator to, or to turn texts into embeddings."),
                SchemaField("name", .text, required: true, "Its name."),
                SchemaField(
                    "licence", .text, required: true,
                    "Its licence, by the page's name; the model runs only if that is approved."),
                SchemaField(
                    "files",
                    .list(
                        .object([
                            SchemaField(
                                "source", .text, required: true,
                                "Where it comes from: pypi:package==version:path/in/wheel, an https address, or a path."
                            ),
                            SchemaField("sha256", .text, required: true, "What its bytes must hash to."),
                            SchemaField("name", .text, "The name to keep it under; the source's last part unless set."),
                            SchemaField(
                                "size", .integer, "How many bytes it may have; no more are fetched. 4 GiB unless set."),
                        ])), "Its files, for a model that runs on this machine."),
                SchemaField(
                    "endpoint",
                    .object([
                        SchemaField(
                            "url", .url, required: true,
                            "A server's address up to the version, such as http://127.0.0.1:8080/v1."),
                        SchemaField("model", .text, "The model's name as the server knows it; its name unless set."),
                        SchemaField("key_variable", .text, "The environment variable that holds the server's key."),
                        SchemaField("timeout_seconds", .number, "How long an answer may take; 120 unless set."),
                        SchemaField("retries", .integer, "How often a request is sent again; 4 unless set."),
                        SchemaField("concurrency", .integer, "Requests at the same time; 4 unless set."),
                    ]), "A server that runs the generator, in OpenAI's protocol: llama-server, vLLM, Ollama."),
            ])), "Models that the build runs, on this machine or on a server.")
}
