import Answers
import Content
import Diagnostics
import Platform
import Inference
import Portal
import Primitives
import Remote
import Site

/// The models of a project that write and find answers, opened when they are first needed.
struct ProjectAnswerModels {
    private let models: [ModelSettings]
    private let store: ModelStore
    private let project: ProjectOptions

    init(_ project: ProjectOptions, _ settings: SiteSettings) {
        self.project = project
        models = settings.models
        store = project.modelStore
    }

    func model(_ role: ModelSettings.Role) -> ModelSettings? { models.first { $0.role == role } }

    /// The generator, with its adapter unless that is left out; throws where there is none.
    func openWriter(
        withAdapter: Bool = true, backend: Backend, _ approval: ModelApproval
    ) throws -> any QuestionWriter {
        if let generator = model(.generator), let endpoint = generator.endpoint {
            return RemoteWriter(try Endpoint(endpoint), name: generator.name)
        }
        let generator = try present(.generator)
        let adapter = withAdapter ? model(.adapter) : nil
        if let adapter, !store.isPresent(adapter) { throw MissingModel(adapter.name) }
        let used = [generator, adapter].compactMap(\.self)
        for model in used { try store.verify(model) }
        return try modelling { () throws(ModelError) in
            try EmbeddedWriter(
                model: store.path(of: generator.files[0], in: generator),
                adapter: adapter.map { store.path(of: $0.files[0], in: $0) },
                name: used.map(\.name).joined(separator: " + "), hash: Self.hash(of: used), backend: backend)
        }
    }

    /// The encoder; throws where there is none.
    func openEncoder(backend: Backend, _ approval: ModelApproval) throws -> EmbeddedEncoder {
        let encoder = try present(.encoder)
        try store.verify(encoder)
        return try modelling { () throws(ModelError) in
            try EmbeddedEncoder(
                folder: store.folder(of: encoder), name: encoder.name, hash: Self.hash(of: [encoder]),
                backend: backend)
        }
    }

    /// The portal obeys its own policy: models whose licence is not approved do not run.
    func approval(_ library: Library) throws -> ModelApproval {
        guard let approval = library.approveModels() else {
            project.report(library.diagnostics.filter { $0.id == .modelLicence })
            throw ExitStatus.contentErrors
        }
        return approval
    }

    private func present(_ role: ModelSettings.Role) throws -> ModelSettings {
        guard let model = model(role), !model.files.isEmpty else {
            printError("charter: error: charter.yaml names no \(role.rawValue); add one to models:")
            throw ExitStatus.inputMissing
        }
        guard store.isPresent(model) else { throw MissingModel(model.name) }
        return model
    }

    /// One file's own SHA-256; several files' together.
    static func hash(of models: [ModelSettings]) -> String {
        let hashes = models.flatMap(\.files).map(\.sha256)
        guard hashes.count > 1 else { return hashes.first ?? "" }
        return sha256(hashes.joined(separator: "\n"))
    }
}

/// A model that is not on this machine.
struct MissingModel: Error, CustomStringConvertible {
    let name: String

    init(_ name: String) { self.name = name }

    var description: String { "the model \(name) is not on this machine; run charter models pull" }
}

extension ProjectOptions {
    /// The answers' ledger, `content/answers/`.
    func loadLedger() -> (Ledger, [Diagnostic]) {
        let prefix = content.hasSuffix("/") ? content : content + "/"
        let tree = SourceTree.load(
            folder: prefix + "answers", pathPrefix: prefix + "answers/", threadCount: threadCount)
        guard FileManager.default.fileExists(atPath: prefix + "answers") else { return (Ledger(), []) }
        let (ledger, diagnostics) = Ledger.read(tree.assets, pathPrefix: prefix)
        return (ledger, tree.diagnostics + diagnostics)
    }
}
