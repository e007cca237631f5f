import Foundation
import Site

/// Notices changes below folders and files by looking at sizes and times a few times a second.
///
/// Polling works on every system and file share; ten thousand files take about ten milliseconds.
struct FolderWatcher {
    let paths: [String]

    /// What all watched files look like now.
    func fingerprint() -> [String: FileStamp] {
        var stamps: [String: FileStamp] = [:]
        for name in paths {
            let path = URL(fileURLWithPath: name).resolvingSymlinksInPath().path
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
            stamps[path] = FileStamp(path: path)
            guard isFolder.boolValue, let entries = FileManager.default.enumerator(atPath: path) else { continue }
            for case let entry as String in entries { stamps[path + "/" + entry] = FileStamp(path: path + "/" + entry) }
        }
        return stamps
    }

    /// Calls `changed` after every change, once it has settled. Never returns.
    func watch(_ changed: () -> Void) {
        var last = fingerprint()
        while true {
            Thread.sleep(forTimeInterval: 0.15)
            var now = fingerprint()
            guard now != last else { continue }
            // An editor may write in several steps.
            while true {
                Thread.sleep(forTimeInterval: 0.05)
                let next = fingerprint()
                if next == now { break }
                now = next
            }
            last = now
            changed()
        }
    }
}
