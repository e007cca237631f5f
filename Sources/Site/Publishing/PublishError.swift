import Foundation

/// Why a site could not be written. The old site stays.
public enum PublishError: Error, Sendable, Equatable {
    /// A system call failed on a path.
    case system(action: String, path: String, code: Int32)
    /// Files that we did not write stand where pages belong.
    case foreignFiles([String])
    /// Another build writes to the folder.
    case locked(String)
    /// The manifest cannot be read, so nobody knows which files are ours.
    case damagedManifest(String)

    /// What happened and what to do.
    public var message: String {
        switch self {
        case .system(let action, let path, let code):
            let reason = String(cString: strerror(code))
            let way = code == ENOSPC ? "; free some space and build again" : ""
            return "cannot \(action) '\(path)': \(reason)\(way). The published site was left as it was."
        case .foreignFiles(let paths):
            let names =
                paths.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
                + (paths.count > 5 ? " and \(paths.count - 5) more" : "")
            return
                "\(names) would be overwritten, but Charter did not write \(paths.count == 1 ? "it" : "them"). Move \(paths.count == 1 ? "it" : "them") away, or choose another --output."
        case .locked(let path): return "another build is writing to '\(path)'; wait for it to end."
        case .damagedManifest(let path):
            return
                "'\(path)' is not a manifest of ours, so files in the folder may be anyone's. Empty the folder, or choose another --output."
        }
    }
}
