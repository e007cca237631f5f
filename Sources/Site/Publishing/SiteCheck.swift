import Primitives

/// How the files of a site stand against its manifest.
public struct SiteCheck: Sendable, Equatable {
    /// How many files the manifest lists.
    public var fileCount: Int
    /// Listed and not there, sorted.
    public var missing: [String]
    /// There with other bytes, or led to by a link, sorted.
    public var changed: [String]
    /// There and not listed, sorted; empty where nobody can tell, as on a server.
    public var additional: [String]

    /// Whether every file is what the manifest says.
    public var isWhole: Bool { missing.isEmpty && changed.isEmpty }

    /// Compares what was found with what a manifest lists.
    ///
    /// - Parameters:
    ///   - found: the SHA-256 of each file that is there, by path; empty for what is there and is no file.
    ///   - additional: paths of what is there besides.
    public init(_ manifest: Manifest, found: [String: String], additional: [String] = []) {
        fileCount = manifest.files.count
        missing = manifest.files.keys.filter { found[$0] == nil }.sorted()
        changed = manifest.files.filter { path, hash in found[path].map { $0 != hash } ?? false }.map(\.key).sorted()
        self.additional = additional.sorted()
    }
}

/// A site in a folder, as it stands.
public struct StandingSite: Sendable {
    /// The folder, with what leads to its present release.
    public let folder: String
    /// What the site's files should be.
    public let manifest: Manifest
    /// As it is written.
    let manifestBytes: [UInt8]

    /// SHA-256 of the manifest, which names the whole site.
    public var manifestHash: String { sha256(manifestBytes) }

    /// Reads the manifest of a site.
    ///
    /// - Parameter name: the site's folder, or a folder of releases, for the present one.
    public init(_ name: String) throws(PublishError) {
        folder = try Self.folder(name)
        do throws(PublishError) {
            guard let bytes = try Manifest.bytes(folder: folder) else { throw .missingSite(name) }
            manifest = try Manifest(parsing: bytes, folder: folder)
            manifestBytes = bytes
        } catch {
            // Nothing is to be written there, as where a site is built.
            guard case .damagedManifest(let path) = error else { throw error }
            throw .unreadableSite(manifest: path)
        }
    }

    /// A folder of releases is no site, and leads to one.
    private static func folder(_ name: String) throws(PublishError) -> String {
        let current = name + "/" + ReleaseFolder.linkName
        guard try FileKind(path: "\(name)/\(Manifest.fileName)") == nil else { return name }
        return try FileKind(path: current) == .link ? current : name
    }

    /// Compares every file with the manifest; nothing is written.
    public func check(threadCount: Int) throws(PublishError) -> SiteCheck {
        let hashes = try hashes(of: manifest.files.keys.sorted(), threadCount: threadCount)
        let listed = Set(manifest.files.keys)
        let additional = try filesBelow(folder).filter {
            !listed.contains($0) && $0 != Manifest.fileName && !$0.hasPrefix(OutputPath.ownFolder + "/")
        }
        return SiteCheck(manifest, found: hashes, additional: additional)
    }

    /// The bytes of a file, if they are those that the manifest lists.
    public func bytes(_ path: String) throws(PublishError) -> [UInt8]? {
        guard let hash = manifest.files[path], try FileKind(path: folder + "/" + path) == .file,
            let bytes = try readFile(folder + "/" + path), sha256(bytes) == hash
        else { return nil }
        return bytes
    }

    /// SHA-256 of the files that are there, by path; empty for what is no file.
    func hashes(of paths: [String], threadCount: Int) throws(PublishError) -> [String: String] {
        let found = concurrentMap(paths, threadCount: threadCount) { [folder] path -> Result<String?, PublishError> in
            Result { () throws(PublishError) in
                switch try FileKind(path: folder + "/" + path) {
                case nil: nil
                case .file: try readFile(folder + "/" + path).map { sha256($0) }
                case .folder, .link, .other: ""
                }
            }
        }
        var hashes: [String: String] = [:]
        for (path, result) in zip(paths, found) { hashes[path] = try result.get() }
        return hashes
    }
}
