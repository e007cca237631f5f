import Platform
import Primitives
import Site

/// A published site on a server, of which files are fetched one by one.
struct SiteAddress: Sendable {
    private let text: String
    /// Whether the address is that of the manifest itself.
    let isManifest: Bool

    /// An address that begins with `https://` or `http://`; nil for anything else.
    init?(_ text: String) {
        guard text.hasPrefix("https://") || text.hasPrefix("http://") else { return nil }
        self.text = text
        isManifest = text.hasSuffix(".json")
    }

    /// Fetches a file. The site itself must have it: a redirect is an answer like any other.
    ///
    /// - Parameters:
    ///   - path: below the site's root; empty for the address itself.
    ///   - limit: the most bytes that it may have.
    func file(_ path: String, limit: Int) throws(FetchError) -> Data {
        let address = path.isEmpty ? text : text + (text.hasSuffix("/") ? "" : "/") + path.percentEncoded
        let copy = FileManager.default.temporaryPath("charter-site")
        defer { try? FileManager.default.removeItem(atPath: copy) }
        var limits = DownloadLimits(bytes: limit, wayOut: "no file of a site is that long")
        limits.followsRedirects = false
        limits.keepsBeginning = false
        try Download.fetch(address, into: copy, limits: limits) { _, _ in }
        guard let size = FileStamp(path: copy)?.byteCount, size <= limit,
            let data = FileManager.default.contents(atPath: copy)
        else { throw FetchError("\(Download.withoutUser(address)): what was fetched cannot be read") }
        return data
    }
}

/// A site on a server with its manifest.
struct RemoteSite: Sendable {
    let address: SiteAddress
    let manifest: Manifest
    let manifestHash: String

    /// The most bytes that a manifest, and any other file, may have.
    private static let longestManifest = 64 << 20, longestFile = 512 << 20
    /// How many files are fetched at a time.
    private static let connections = 4

    /// Fetches the manifest.
    init(_ address: SiteAddress) throws(FetchError) {
        self.address = address
        let data = try address.file(Manifest.fileName, limit: Self.longestManifest)
        guard let manifest = String(validating: data, as: UTF8.self).flatMap({ Manifest(parsing: $0) }) else {
            throw FetchError("its manifest.json is not a manifest of charter's")
        }
        self.manifest = manifest
        manifestHash = sha256(data)
    }

    /// Fetches every file of the manifest and compares it. What a server has besides, nobody can ask it.
    func check() throws(FetchError) -> SiteCheck {
        var found: [String: String] = [:]
        var rest = manifest.files.keys.sorted()[...]
        // A network that fails is noticed after one batch.
        while !rest.isEmpty {
            let batch = Array(rest.prefix(Self.connections * 8))
            rest = rest.dropFirst(batch.count)
            let results = concurrentMap(batch, threadCount: Self.connections, batchSize: 1) {
                path -> Result<String?, FetchError> in
                Result { () throws(FetchError) in try hash(path) }
            }
            for (path, result) in zip(batch, results) { found[path] = try result.get() }
        }
        return SiteCheck(manifest, found: found)
    }

    /// The bytes of a file, if they are those that the manifest lists.
    func bytes(_ path: String) -> [UInt8]? {
        guard let data = try? address.file(path, limit: Self.longestFile), sha256(data) == manifest.files[path] else {
            return nil
        }
        return Array(data)
    }

    /// SHA-256 of a file; empty where the server sends elsewhere, nil where it has none.
    private func hash(_ path: String) throws(FetchError) -> String? {
        do throws(FetchError) {
            return sha256(try address.file(path, limit: Self.longestFile))
        } catch {
            switch error.status {
            case 404?, 410?, 403?: return nil
            case .some(300..<400): return ""
            default: throw error
            }
        }
    }
}
