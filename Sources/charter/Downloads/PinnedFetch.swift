import Platform
import Portal
import Primitives

/// Brings files that are known by their hash into a cache of the user's: a file gets its final name only if its bytes
/// have the right hash.
struct PinnedFetch {
    /// The folder in which wheels are kept until all their members were taken out.
    let wheels: String
    /// Where paths start.
    let project: String
    /// The members that are needed of each wheel, by `package==version`; of others the whole wheel is fetched.
    var members: [String: Set<String>] = [:]
    /// What to do about a file that is too long, where that is not for `charter.yaml` to say.
    var wayOut: String?

    /// Fetches a file, with nothing asked of what stands there.
    func fetch(_ file: PinnedFile, to target: String, progress: Progress) throws(FetchError) {
        do {
            try FileManager.default.createDirectory(
                atPath: target.parentPath, withIntermediateDirectories: true)
        } catch {
            throw FetchError("\(target): its folder cannot be made: \(error.reason)")
        }
        let partial = target + ".part"
        var limits = DownloadLimits.unknown
        limits.bytes = file.size ?? limits.bytes
        limits.wayOut = wayOut ?? limits.wayOut
        var wheel: String?
        defer { progress.clear() }
        switch file.source {
        case .url(let address):
            try Download.fetch(address, into: partial, limits: limits) { done, total in
                progress.show(Self.text(file.name, done, total))
            }
        case .wheel(let package, let version, let member):
            let path = try Wheel.fetch(
                package, version, members: members["\(package)==\(version)"], into: wheels, progress: progress)
            try Wheel.extract(member, of: path, to: partial, limit: limits.bytes)
            wheel = path
        case .path(let path):
            try copy(path.hasPrefix("/") ? path : project + "/" + path, to: partial)
        }
        do throws(FetchError) {
            try land(partial, target, file)
        } catch {
            // A wheel with another member than expected would give it every time.
            if let wheel { try? FileManager.default.removeItem(atPath: wheel) }
            throw error
        }
    }

    /// How far a transfer is, for the terminal.
    static func text(_ name: String, _ done: Int, _ total: Int?) -> String {
        "\(name): \(done >> 20)\(total.map { " of \($0 >> 20)" } ?? "") MiB"
    }

    /// Copies what a path leads to; a link itself would be no copy.
    private func copy(_ source: String, to partial: String) throws(FetchError) {
        let real = URL(fileURLWithPath: source).resolvingSymlinksInPath().path
        guard Self.isFile(real) else {
            throw FetchError("\(source) is not a file; correct its source: in charter.yaml")
        }
        try? FileManager.default.removeItem(atPath: partial)
        do {
            try FileManager.default.copyItem(atPath: real, toPath: partial)
        } catch {
            throw FetchError("\(source): cannot be copied: \(error.reason)")
        }
    }

    /// Gives a fetched file its name if its hash is right; a wrong one is removed.
    private func land(_ partial: String, _ target: String, _ file: PinnedFile) throws(FetchError) {
        let found = Self.sha256(partial) ?? "none, since it cannot be read"
        guard found == file.sha256 else {
            try? FileManager.default.removeItem(atPath: partial)
            throw FetchError("\(file.name): its SHA-256 is \(found), expected \(file.sha256); it was not kept")
        }
        guard rename(partial, target) == 0 else {
            throw FetchError("\(target): cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    /// Whether a regular file stands there: a link would let others change it later.
    static func isFile(_ path: String) -> Bool {
        var information = stat()
        return lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG
    }

    /// The SHA-256 of a file's bytes, nil where it cannot be read.
    static func sha256(_ path: String) -> String? {
        guard let file = OpenFile(reading: path) else { return nil }
        var hash = SHA256()
        while true {
            guard let bytes = file.read(atMost: 1 << 20) else { return nil }
            if bytes.isEmpty { break }
            hash.update(bytes)
        }
        return hash.finish().hexadecimal
    }
}
