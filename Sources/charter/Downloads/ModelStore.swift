import Platform
import Portal
import Primitives

/// The models of `charter.yaml` in a cache of the user's, shared by all projects. A file is there under its final
/// name only if its bytes had the right hash when they arrived; they are hashed again before they are used.
struct ModelStore {
    let folder: String
    /// Where paths of `charter.yaml` start.
    let project: String

    init(project: String) {
        let environment = ProcessInfo.processInfo.environment
        let home =
            environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? FileManager.default.temporaryDirectory.path)
            + "/.cache"
        folder = environment["CHARTER_MODELS"] ?? home + "/charter/models"
        self.project = project
    }

    /// The folder of a model's files. Its name changes with the hashes, so that versions stand side by side.
    func folder(of model: ModelSettings) -> String {
        let hashes = model.files.map { "\($0.name) \($0.sha256)\n" }.joined()
        let digest = Primitives.sha256(hashes).prefix(12)
        let name = model.name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) ? $0 : "-" }
        return "\(folder)/\(String(name))-\(digest)"
    }

    func path(of file: PinnedFile, in model: ModelSettings) -> String { folder(of: model) + "/" + file.name }

    /// Whether all files are there; always so for a model that a server runs. What they hold is looked at by
    /// ``verify(_:)``.
    func isPresent(_ model: ModelSettings) -> Bool {
        model.files.allSatisfy { PinnedFetch.isFile(path(of: $0, in: model)) }
    }

    /// Compares the files of a model with their hashes, before it is opened.
    func verify(_ model: ModelSettings) throws(FetchError) {
        for file in model.files {
            let path = path(of: file, in: model)
            guard PinnedFetch.isFile(path), let hash = PinnedFetch.sha256(path) else {
                throw FetchError("\(path) is missing; run charter models pull")
            }
            guard hash == file.sha256 else {
                throw FetchError(
                    "\(path): its SHA-256 is \(hash), expected \(file.sha256); it was not opened. Run charter models pull, "
                        + "which fetches it again")
            }
        }
    }

    /// Fetches the files of a model that are not there, or not what they must be.
    ///
    /// - Returns: whether anything was fetched.
    func pull(_ model: ModelSettings, progress: Progress) throws(FetchError) -> Bool {
        var isFetched = false
        for file in model.files {
            let target = path(of: file, in: model)
            if PinnedFetch.isFile(target), PinnedFetch.sha256(target) == file.sha256 { continue }
            isFetched = true
            try PinnedFetch(wheels: folder + "/wheels", project: project).fetch(file, to: target, progress: progress)
        }
        return isFetched
    }
}

extension ProjectOptions {
    /// The models' cache, with paths of `charter.yaml` relative to its folder.
    var modelStore: ModelStore {
        let folder = config.parentPath
        return ModelStore(project: folder.isEmpty ? "." : folder)
    }
}
