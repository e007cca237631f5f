import Platform
import Primitives

/// Publishes sites as releases that stand beside each other in one folder, which it holds for as long as it lives.
///
/// 1. Take the folder's lock; remove what a killed run left in its staging folder.
/// 2. Copy the site there, each file held against the manifest. A file that the present release has too is a second name of
///    that one, where the disk has such.
/// 3. Wait for the disk, then move the whole to its place among the releases.
/// 4. Lead the link `current` to it, in one step. Readers see the old release until then, and the new one from then on.
/// 5. Remove old releases.
///
/// Whatever fails, or wherever the process is killed: the link leads to a whole release, and the next run clears the rest.
public struct Releases: Sendable {
    private let place: ReleaseFolder
    private let threadCount: Int
    private let hold: Hold

    /// Takes hold of a folder of releases.
    ///
    /// - Parameters:
    ///   - folder: need not exist yet.
    ///   - threadCount: how many threads copy files.
    ///   - holder: who publishes, for another run that finds the folder taken.
    public init(_ folder: OutputFolder, threadCount: Int, holder: String = "") throws(PublishError) {
        place = ReleaseFolder(path: folder.path, name: folder.name)
        self.threadCount = threadCount
        // Files of a site, or of anybody, would stand beside the releases and be taken for a part of them.
        if try FileKind(path: "\(folder.path)/\(Manifest.fileName)") != nil {
            throw .foreignFiles(["\(folder.name)/\(Manifest.fileName)"])
        }
        hold = try Hold(folder, holder: holder)
        do throws(PublishError) {
            _ = try place.current()
            try removeTree(hold.staging)
        } catch {
            leave()
            throw error
        }
    }

    /// Leaves nothing behind where nothing was ever published.
    public func leave() {
        if (try? FileKind(path: place.releases)) == nil { hold.removeWhatItMade() }
    }

    /// The releases in a folder, the present one first, then in the order in which `roll back` leads through them. Looks only.
    public static func all(in folder: String) throws(PublishError) -> [Release] {
        let place = ReleaseFolder(path: folder, name: folder)
        let current = try place.current()
        var releases: [Release] = []
        for id in try place.ids() {
            let manifest = try? place.manifest(of: id)
            releases.append(Release(id: id, fileCount: manifest?.files.count, isCurrent: id == current))
        }
        return releases
    }

    // MARK: Publishing

    /// What was done.
    public struct Report: Sendable {
        public var release: ReleaseID
        /// Whether readers saw the same site before.
        public var isUnchanged = false
        public var fileCount: Int
        /// How many of them the disk holds once, for this release and the one before.
        public var sharedCount = 0
        public var removed: [ReleaseID] = []
        /// Why old releases were not removed, a clause for each.
        public var left: [String] = []
    }

    /// Publishes a site.
    ///
    /// - Parameters:
    ///   - site: a built site.
    ///   - moment: of the publication, in seconds since 1970.
    ///   - keep: how many releases stay, this one among them; at least 1.
    public func publish(_ site: StandingSite, moment: Int, keep: Int) throws(PublishError) -> Report {
        var report: Report
        if let standing = try wholeRelease(of: site, moment: moment) {
            report = Report(release: standing.id, isUnchanged: standing.isCurrent, fileCount: site.manifest.files.count)
        } else {
            report = try copy(site, moment: moment)
        }
        if !report.isUnchanged { try show(report.release) }
        (report.removed, report.left) = prune(keep: keep)
        // What is left there costs space until the next run, nothing else.
        try? removeTree(hold.staging)
        return report
    }

    /// A release that is the site already: the one that readers see, or the one of the same moment. A damaged one is none.
    private func wholeRelease(
        of site: StandingSite, moment: Int
    ) throws(PublishError) -> (id: ReleaseID, isCurrent: Bool)? {
        let current = try place.current()
        let sameMoment = ReleaseID(moment: moment, manifestHash: site.manifestHash)
        for id in [current, sameMoment].compactMap(\.self) {
            guard let manifest = try? place.manifest(of: id), manifest.hash == site.manifestHash,
                try damage(of: id).isEmpty
            else { continue }
            return (id, id == current)
        }
        return nil
    }

    /// Files of a release that are missing or changed.
    private func damage(of id: ReleaseID) throws(PublishError) -> [String] {
        let check = try StandingSite(place.folder(of: id)).check(threadCount: threadCount)
        return check.missing + check.changed
    }

    /// Makes a release of a site.
    private func copy(_ site: StandingSite, moment: Int) throws(PublishError) -> Report {
        let taken = Set(try names(inFolder: place.releases))
        var number = 1
        func name() -> ReleaseID { ReleaseID(moment: moment, manifestHash: site.manifestHash, number: number) }
        while taken.contains(name().description) { number += 1 }
        let id = name()
        let staged = "\(hold.staging)/\(id)"
        var report = Report(release: id, fileCount: site.manifest.files.count)
        do throws(PublishError) {
            report.sharedCount = try stage(site, in: staged)
            try writeNewFile("\(staged)/\(Manifest.fileName)", site.manifestBytes)
            waitForDisks()
        } catch {
            // A full disk is full no longer.
            try? removeTree(hold.staging)
            throw error
        }
        try makeFolder(place.releases)
        try moveFile(staged, to: place.folder(of: id))
        return report
    }

    /// Copies the files that a manifest lists, each held against it.
    ///
    /// - Returns: how many became a second name of a file of the present release.
    private func stage(_ site: StandingSite, in folder: String) throws(PublishError) -> Int {
        let paths = site.manifest.files.keys.sorted()
        for parent in Set(paths.map { parentFolder("\(folder)/\($0)") }).sorted() { try makeFolder(parent) }
        let standing = try place.current().map(place.folder(of:))
        let known = try place.current().flatMap { id in try? place.manifest(of: id)?.files } ?? [:]
        let results = concurrentMap(paths, threadCount: threadCount) { path -> Result<FileOutcome, PublishError> in
            Result { () throws(PublishError) in
                guard let bytes = try site.bytes(path) else { return .isChanged }
                let target = "\(folder)/\(path)"
                if let standing, known[path] == site.manifest.files[path],
                    try share(standing + "/" + path, as: target, bytes: bytes)
                {
                    return .isShared
                }
                try writeNewFile(target, bytes)
                return .isCopied
            }
        }
        var outcomes: [FileOutcome] = []
        for result in results { outcomes.append(try result.get()) }
        let changed = zip(paths, outcomes).filter { $0.1 == .isChanged }.map(\.0)
        guard changed.isEmpty else { throw .changedSite(site.folder, paths: changed) }
        return outcomes.count { $0 == .isShared }
    }

    /// What became of a file of the site.
    private enum FileOutcome: Sendable { case isCopied, isShared, isChanged }

    /// Gives a file of the present release a second name, if it is still what it was.
    ///
    /// - Returns: false where the disk has no second names, or the file is another.
    private func share(_ path: String, as target: String, bytes: [UInt8]) throws(PublishError) -> Bool {
        guard try FileKind(path: path) == .file, try readFile(path) == bytes else { return false }
        return try linkFile(path, as: target)
    }

    // MARK: The link

    /// Shows readers a release.
    private func show(_ id: ReleaseID) throws(PublishError) {
        let shown = try place.shown()
        try place.note(shown: (shown.firstIndex(of: id).map { Array(shown[..<$0]) } ?? shown) + [id])
        try makeFolder(hold.staging)
        try placeLink(place.link, to: ReleaseFolder.target(of: id), by: hold.staging + "/link")
    }

    /// Shows readers an earlier release again.
    ///
    /// - Parameter id: the release; nil for the one that they saw before the present one.
    /// - Returns: the release that they see now, and the one that they saw.
    public func rollBack(to id: ReleaseID?) throws(PublishError) -> (now: ReleaseID, before: ReleaseID?) {
        let current = try place.current(), all = try place.ids()
        let earlier = try previous(among: all)
        guard let target = id ?? earlier else {
            throw .missingRelease("there is no earlier release in '\(place.name)' to go back to.")
        }
        guard all.contains(target) else {
            throw .missingRelease(
                "there is no release '\(target)' in '\(place.name)'; charter publish --list shows them.")
        }
        let damaged = try damage(of: target)
        guard damaged.isEmpty else { throw .changedSite(place.folder(of: target), paths: damaged) }
        try show(target)
        try? removeTree(hold.staging)
        return (target, current)
    }

    /// The release that readers saw before the present one; where the list of these is lost, the last that is older.
    private func previous(among present: [ReleaseID]) throws(PublishError) -> ReleaseID? {
        let shown = try place.shown()
        guard let current = shown.last else { return present.first }
        guard try place.isNoted() else { return present.filter { $0 < current }.max() }
        return shown.dropLast().last(where: present.contains)
    }

    // MARK: Old releases

    /// Removes all releases but the first so many. One that somebody has put files into is left, and so is one that cannot be
    /// removed: the new release is shown, so that is no failure.
    private func prune(keep: Int) -> (removed: [ReleaseID], left: [String]) {
        var removed: [ReleaseID] = []
        var left: [String] = []
        do throws(PublishError) {
            for id in try place.ids().dropFirst(max(1, keep)) {
                if let reason = try remove(id) {
                    left.append("the old release \(id) was left: \(reason)")
                } else {
                    removed.append(id)
                }
            }
        } catch {
            left.append("old releases were left: \(error.cause)")
        }
        return (removed, left)
    }

    /// Removes a release, if it is ours alone.
    ///
    /// - Returns: why it was left.
    private func remove(_ id: ReleaseID) throws(PublishError) -> String? {
        if let reason = whatIsNotOurs(in: id) { return reason }
        // Out of sight in one step: no release is ever half there. What is left of it goes with the staging folder.
        try makeFolder(hold.staging)
        try moveFile(place.folder(of: id), to: "\(hold.staging)/\(id)")
        return nil
    }

    /// Why a release is not ours alone; nil where every file in it stands as we wrote it.
    private func whatIsNotOurs(in id: ReleaseID) -> String? {
        do throws(PublishError) {
            let check = try StandingSite(place.folder(of: id)).check(threadCount: threadCount)
            if let file = check.additional.first { return "it holds '\(file)', which is not part of it" }
            if let file = check.changed.first { return "somebody has changed '\(file)' in it" }
            return nil
        } catch {
            return error.cause
        }
    }
}
