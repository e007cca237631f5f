import Platform

/// Why a site could not be written.
public enum PublishError: Error, Sendable, Equatable {
    /// No site is written there, whatever stands in the folder: the command line is wrong.
    case refusedOutput(OutputRefusal)
    /// A system call failed on a path; the old site stays.
    case system(action: String, path: String, code: Int32)
    /// Files or links that we did not write stand where pages belong.
    case foreignFiles([String])
    /// Another build writes to the folder.
    case locked(String, holder: String)
    /// The manifest cannot be read, so nobody knows which files are ours.
    case damagedManifest(String)
    /// What was noted of a change of the site that did not come to its end cannot be read.
    case damagedJournal(String)
    /// A file of the site cannot be called so.
    case impossiblePath(String, reason: String)
    /// A change failed, and so did its undoing: files of both builds stand in the folder until the next one puts back the old.
    case halfway(folder: String, cause: String)
    /// A folder that should hold a site holds none.
    case missingSite(String)
    /// What should be a site's manifest is not one.
    case unreadableSite(manifest: String)
    /// Files of a site are missing, or not as its manifest says.
    case changedSite(String, paths: [String])
    /// There is no release to go back to, or none of that name.
    case missingRelease(String)

    /// What happened and what to do, for a folder that was named with `--output`.
    public var message: String { message(option: "--output") }

    /// What happened and what to do.
    ///
    /// - Parameter option: the option that the folder was named with.
    public func message(option: String) -> String {
        switch self {
        case .refusedOutput(let refusal): refusal.message(option: option)
        case .system(let action, let path, let code):
            "\(Self.failure(action, path, code)). The published site was left as it was."
        case .foreignFiles(let paths):
            "\(Self.list(paths)) would be overwritten, but Charter did not write \(paths.count == 1 ? "it" : "them"). Move \(paths.count == 1 ? "it" : "them") away, or choose another \(option)."
        case .locked(let folder, let holder):
            "another build\(holder.isEmpty ? "" : " (\(holder))") is writing to '\(folder)'; wait for it to end."
        case .damagedManifest(let path):
            "'\(path)' is not a manifest of ours, so files in the folder may be anyone's. Empty the folder, or choose another \(option)."
        case .damagedJournal(let path):
            "a build was cut off while it changed the site, and '\(path)', which says how far it came, is damaged. Empty the folder and build again."
        case .impossiblePath(let path, let reason):
            "no file of a site can be called '\(path)': it \(reason). The published site was left as it was."
        case .halfway(let folder, let cause):
            "\(cause); the change could not be undone either, so '\(folder)' holds files of two builds. Once the disk works, build again: the old files are put back first."
        case .missingSite(let folder):
            "'\(folder)' holds no site: it has no \(Manifest.fileName). Build it first, or name the folder that it was built to."
        case .unreadableSite(let manifest):
            "'\(manifest)' is not a manifest of ours. Build the site again, or name the folder that it was built to."
        case .changedSite(let folder, let paths):
            "'\(folder)' is not as its manifest says: \(Self.list(paths)) \(paths.count == 1 ? "is" : "are") missing or changed. Nothing was published; take a whole site, or build it again."
        case .missingRelease(let reason): reason
        }
    }

    /// What failed and why, without what became of the site.
    public var cause: String {
        if case .system(let action, let path, let code) = self { return Self.failure(action, path, code) }
        return message
    }

    private static func failure(_ action: String, _ path: String, _ code: Int32) -> String {
        "cannot \(action) '\(path)': \(String(cString: strerror(code)))\(code == ENOSPC ? "; free some space and build again" : "")"
    }

    private static func list(_ paths: [String]) -> String {
        paths.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
            + (paths.count > 5 ? " and \(paths.count - 5) more" : "")
    }
}
