import Platform
import Primitives

/// A change of a site that is made as a whole or not at all.
///
/// What it replaces and removes is kept below the staging folder, and a journal notes what is to be done, before the first
/// file is touched. Whoever finds a journal, the build whose disk failed or the one after a build that was killed, undoes
/// the change by it. Undoing asks of each file how it stands, so it may itself be cut off and begun again.
struct SiteChange: Sendable {
    /// A file of the site whose name gets other bytes, or none.
    struct Step: Sendable, Hashable {
        enum Kind: String, Sendable { case replaced, added, removed }
        var path: String
        var kind: Kind
        /// SHA-256 of the new file; empty where there is none.
        var hash: String
    }

    private let site: String
    private let staging: String
    private(set) var steps: [Step]

    private var journal: String { staging + "/journal" }

    /// - Parameters:
    ///   - site: the site's folder.
    ///   - staging: a folder of our own on the same disk. `files/` in it holds the new files, each at its own path.
    init(site: String, staging: String, steps: [Step]) {
        self.site = site
        self.staging = staging
        self.steps = steps
    }

    func staged(_ path: String) -> String { "\(staging)/files/\(path)" }
    private func kept(_ step: Int) -> String { "\(staging)/old/\(step)" }
    private func place(_ path: String) -> String { "\(site)/\(path)" }

    // MARK: Making it

    /// Makes the change; if that fails, undoes it.
    func make() throws(PublishError) {
        try makeFolder(staging + "/old")
        for (index, step) in steps.enumerated() where step.kind == .replaced {
            try keepFile(place(step.path), as: kept(index))
        }
        try writeNewFile(journal + ".new", Self.coded(steps))
        try moveFile(journal + ".new", to: journal)
        do throws(PublishError) {
            try moveIntoPlace()
            try removeFile(journal)
        } catch {
            do throws(PublishError) {
                try undo()
            } catch let second {
                throw .halfway(folder: site, cause: "\(error.cause). Then: \(second.cause)")
            }
            throw error
        }
    }

    /// Removes what stands where a new file needs a folder, or the other way round; renames the new files into place, a folder
    /// that is new as a whole in one step; removes the rest that is gone.
    private func moveIntoPlace() throws(PublishError) {
        let new = steps.filter { $0.kind != .removed }.map(\.path)
        let newPaths = Set(new), newFolders = Set(new.flatMap { folders(of: $0) })
        func isInTheWay(_ path: String) -> Bool {
            newFolders.contains(path) || folders(of: path).contains(where: newPaths.contains)
        }
        for (index, step) in steps.enumerated() where step.kind == .removed && isInTheWay(step.path) {
            try takeAway(step.path, index)
        }
        var moved = Set<String>()
        for top in Set(new.compactMap { folders(of: $0).last }).sorted() {
            guard try FileKind(path: place(top)) == nil else { continue }
            try moveFile(staged(top), to: place(top))
            moved.insert(top)
        }
        let rest = new.filter { path in folders(of: path).last.map { !moved.contains($0) } ?? true }
        for parent in Set(rest.map { parentFolder(place($0)) }).sorted() { try makeFolder(parent) }
        for path in rest { try moveFile(staged(path), to: place(path)) }
        for (index, step) in steps.enumerated() where step.kind == .removed && !isInTheWay(step.path) {
            try takeAway(step.path, index)
        }
    }

    /// Moves a file of ours out of the site, and removes the folders that it leaves empty.
    private func takeAway(_ path: String, _ index: Int) throws(PublishError) {
        // Gone already: what was to be done is done.
        guard try FileKind(path: place(path)) != nil else { return }
        try moveFile(place(path), to: kept(index))
        removeEmptyFolders(above: path)
    }

    private func removeEmptyFolders(above path: String) {
        for folder in folders(of: path) where uninterrupted({ rmdir(place(folder)) }) != 0 { return }
    }

    // MARK: Undoing it

    /// Puts back every file as it was before the change, then forgets the change.
    func undo() throws(PublishError) {
        for step in steps where step.kind == .added { try removeAdded(step) }
        for (index, step) in steps.enumerated() where step.kind != .added {
            guard try FileKind(path: kept(index)) != nil else { continue }
            try makeFolder(parentFolder(place(step.path)))
            try moveFile(kept(index), to: place(step.path))
        }
        try removeFile(journal)
    }

    /// Removes a new file, if it has come to its place; a file with other bytes there is not ours.
    private func removeAdded(_ step: Step) throws(PublishError) {
        guard try FileKind(path: place(step.path)) == .file, let bytes = try readFile(place(step.path)),
            sha256(bytes) == step.hash
        else { return }
        try removeFile(place(step.path))
        removeEmptyFolders(above: step.path)
    }

    // MARK: The journal

    private static let magic = "charter-journal-1"

    /// Steps as a journal holds them, with their hash.
    static func coded(_ steps: [Step]) -> [UInt8] {
        var writer = BinaryWriter()
        writer.write(magic)
        writer.write(steps)
        return writer.bytes + Array(sha256(writer.bytes).utf8)
    }

    /// The change that a build began and did not end; nil where there is none.
    static func unfinished(site: String, staging: String) throws(PublishError) -> SiteChange? {
        let path = SiteChange(site: site, staging: staging, steps: []).journal
        guard let bytes = try readFile(path) else { return nil }
        guard let steps = steps(in: bytes) else { throw .damagedJournal(path) }
        return SiteChange(site: site, staging: staging, steps: steps)
    }

    /// The steps in a journal; nil where it is damaged, or names what is no file of a site.
    static func steps(in bytes: [UInt8]) -> [Step]? {
        let content = bytes.dropLast(64)
        guard bytes.count > 64, Array(sha256(content).utf8) == Array(bytes.suffix(64)) else { return nil }
        var reader = BinaryReader(content)
        guard let magic = try? reader.read(String.self), magic == Self.magic,
            let steps = try? reader.read([Step].self), reader.remaining == 0
        else { return nil }
        let isSound = steps.allSatisfy { $0.path == Manifest.fileName || (try? OutputPath($0.path)) != nil }
        return isSound ? steps : nil
    }
}

extension SiteChange.Step.Kind: BinaryCodable {}

extension SiteChange.Step: BinaryCodable {
    func write(to writer: inout BinaryWriter) {
        writer.write(path)
        writer.write(kind)
        writer.write(hash)
    }
    init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(path: try reader.read(), kind: try reader.read(), hash: try reader.read())
    }
}

/// The paths in the journal of a change that was cut off; nil where the bytes are not one, or name what is not a file of a
/// site.
package func pathsOfJournal(_ bytes: [UInt8]) -> [String]? { SiteChange.steps(in: bytes)?.map(\.path) }
