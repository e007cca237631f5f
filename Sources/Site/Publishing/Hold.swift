import Platform

/// A folder that is held: its lock, and what had to be made to lock it.
struct Hold: Sendable {
    let staging: String
    private let lock: FolderLock
    private let madeFolders: [String]

    init(_ output: OutputFolder, holder: String) throws(PublishError) {
        let own = output.path + "/" + OutputPath.ownFolder
        staging = own + "/staging"
        if let kind = try FileKind(path: own), kind != .folder {
            throw .foreignFiles([output.name + "/" + OutputPath.ownFolder])
        }
        var made: [String] = []
        // Between the two, another build that gave up may remove the folder.
        for _ in 0..<10 {
            made += try makeFolder(own)
            if let lock = try FolderLock(path: own + "/lock", folder: output.name, holder: holder) {
                (self.lock, madeFolders) = (lock, made)
                return
            }
        }
        throw .system(action: "lock", path: own, code: ENOENT)
    }

    /// Removes the folders that were made for the lock, where nothing else stands in them.
    func removeWhatItMade() {
        guard !madeFolders.isEmpty else { return }
        lock.removeFile()
        for folder in madeFolders.reversed() where uninterrupted({ rmdir(folder) }) != 0 { return }
    }
}
