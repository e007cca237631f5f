import Platform
import Site

/// Notices changes below folders and files by looking at sizes and times a few times a second.
///
/// Polling works on every system and file share; ten thousand files take about ten milliseconds.
struct FolderWatcher {
    private let paths: [String]
    /// What the files looked like when watching was decided on: before they are read, so that no change falls between.
    private let first: [String: FileStamp]

    init(paths: [String]) {
        self.paths = paths
        first = Self.fingerprint(paths)
    }

    /// What all watched files look like now.
    private static func fingerprint(_ paths: [String]) -> [String: FileStamp] {
        var stamps: [String: FileStamp] = [:]
        for name in paths {
            let path = URL(fileURLWithPath: name).resolvingSymlinksInPath().path
            guard FileManager.default.fileExists(atPath: path) else { continue }
            stamps[path] = FileStamp(path: path)
            for entry in FileManager.default.pathsBelow(path, unreadable: { _, _ in }) {
                stamps[path + "/" + entry] = FileStamp(path: path + "/" + entry)
            }
        }
        return stamps
    }

    /// Calls `changed` after every change, once it has settled. Never returns.
    func watch(_ changed: () -> Void) {
        var last = first
        while true {
            pause(seconds: 0.15)
            var now = Self.fingerprint(paths)
            guard now != last else { continue }
            // An editor may write in several steps.
            while true {
                pause(seconds: 0.05)
                let next = Self.fingerprint(paths)
                if next == now { break }
                now = next
            }
            last = now
            changed()
        }
    }
}
