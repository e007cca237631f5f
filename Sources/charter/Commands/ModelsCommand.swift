import ArgumentParser
import Diagnostics
import Platform
import Portal
import Primitives
import Site

struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "Fetches, lists and checks the models that charter.yaml names.",
        discussion: """
            Models are kept in a cache of the user's, shared by all projects: CHARTER_MODELS, or charter/models in
            XDG_CACHE_HOME or ~/.cache. A file is kept only if its SHA-256 is the one in charter.yaml. A model whose licence's
            page in the portal does not say approved is refused.
            """,
        subcommands: [PullModels.self, ListModels.self, VerifyModels.self])
}

/// The models of a project, and what the portal's own rules say of them.
private struct ProjectModels {
    let models: [ModelSettings]
    let store: ModelStore
    let diagnostics: [Diagnostic]

    init(_ project: ProjectOptions) throws {
        let (input, problems) = try project.load(drafts: false)
        models = input.settings.models
        store = project.modelStore
        diagnostics = (problems + LinkedSite(input, isAnalysed: false).diagnostics).filter {
            $0.id.rawValue.hasPrefix("model-")
        }
    }
}

struct PullModels: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull", abstract: "Fetches the models that are missing.",
        discussion: """
            An interrupted download resumes where it stopped. If nothing is missing, the network is not used. A file that is \
            not what charter.yaml says is fetched again. No file of more than 4 GiB is fetched unless its size: says so.
            """
    )

    @OptionGroup var project: ProjectOptions

    func run() throws {
        let found = try ProjectModels(project)
        guard found.diagnostics.isEmpty else {
            project.report(found.diagnostics)
            throw ExitStatus.contentErrors
        }
        for model in found.models where model.endpoint == nil {
            let isFetched: Bool
            do {
                isFetched = try found.store.pull(model, progress: Progress())
            } catch {
                printError("charter: error: \(error)")
                throw ExitStatus.inputOutput
            }
            printText("\(model.name): \(isFetched ? "fetched" : "already there"), \(found.store.folder(of: model))")
        }
        try? FileManager.default.removeItem(atPath: found.store.folder + "/wheels")
        if found.models.isEmpty { print("\(project.config) names no models") }
    }
}

struct ListModels: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the models, their licences, and whether they are there.")

    @OptionGroup var project: ProjectOptions

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() throws {
        let found = try ProjectModels(project)
        let entries = found.models.map { model in
            let isRefused = found.diagnostics.contains { $0.range == model.licenceRange }
            return JSONText.object([
                ("name", .string(model.name)), ("role", .string(model.role.rawValue)),
                ("licence", .string(model.licence)),
                ("may_run", .bool(!isRefused)), ("present", .bool(found.store.isPresent(model))),
                model.endpoint.map { ("endpoint", .string($0.url)) } ?? (
                    "folder", .string(found.store.folder(of: model))
                ),
            ])
        }
        if json {
            print(JSONText.array(entries).text(indent: nil))
        } else {
            for model in found.models {
                let isRefused = found.diagnostics.contains { $0.range == model.licenceRange }
                printText(
                    "\(model.name) (\(model.role.rawValue)): licence \(model.licence), \(isRefused ? "refused" : "approved")"
                )
                let place = model.endpoint?.url ?? found.store.folder(of: model)
                printText("   \(found.store.isPresent(model) ? place : "not there; run charter models pull")")
            }
        }
        project.report(found.diagnostics)
    }
}

struct VerifyModels: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Reads the models' files and compares their SHA-256.",
        discussion: "Exits with 66 where a file is missing and with 74 where one has changed.")

    @OptionGroup var project: ProjectOptions

    func run() throws {
        let found = try ProjectModels(project)
        var isMissing = false, isWrong = false
        for model in found.models {
            for file in model.files {
                let path = found.store.path(of: file, in: model)
                guard let hash = PinnedFetch.sha256(path) else {
                    isMissing = true
                    printError("charter: error: \(path) is missing; run charter models pull")
                    continue
                }
                guard hash != file.sha256 else { continue }
                isWrong = true
                printError(
                    "charter: error: \(path): its SHA-256 is \(hash), expected \(file.sha256); remove it and run charter models pull"
                )
            }
        }
        if isWrong { throw ExitStatus.inputOutput }
        if isMissing { throw ExitStatus.inputMissing }
        print("\(found.models.count { $0.endpoint == nil }) models are there and unchanged")
    }
}
