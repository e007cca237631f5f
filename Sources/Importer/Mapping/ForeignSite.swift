import Content
import Portal
import Primitives

/// Which files there are and which of them become pages, so that links can be followed.
struct ForeignSite {
    let origin: Origin
    /// The folder that addresses begin in, with a slash at its end; empty for the root.
    let contentFolder: String
    /// All files.
    let paths: Set<String>
    /// The pages' new paths below `content/`, by their old ones.
    private(set) var pages: [String: String] = [:]
    private var addresses: [String: String] = [:]
    /// New paths that are given or taken already.
    private var taken: Set<String>

    init(origin: Origin, contentFolder: String, paths: Set<String>, taken: Set<String>) {
        (self.origin, self.contentFolder, self.paths, self.taken) = (origin, contentFolder, paths, taken)
    }

    // MARK: New paths

    /// Gives a page its new path, and remembers its old addresses.
    ///
    /// - Parameter addresses: those that the page's own keys name, beside that of its file.
    mutating func add(_ source: String, title: String, kind: PageKind, addresses own: [String]) -> String {
        var parts = withoutEnding(below(source)).split(separator: "/").map(String.init)
        if let last = parts.last, ["index", "_index", "readme"].contains(last.lowercased()) { parts.removeLast() }
        if parts.isEmpty { parts = [fileName(for: title) ?? "page"] }
        // Documents have names for people, with spaces and capitals.
        if origin == .documents, let name = parts.popLast() { parts.append(fileName(for: name) ?? "page") }
        let path = free(kind, parts, ending: ".md")
        pages[source] = path
        for address in own + [withoutEnding(below(source))] where addresses[Self.plain(address)] == nil {
            addresses[Self.plain(address)] = source
        }
        return path
    }

    /// Where a file that a page refers to is put: beside the pages, under its old path.
    mutating func place(ofFile source: String, kind: PageKind) -> String {
        let name = below(source)
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        return free(
            kind, name[..<dot].split(separator: "/").map(String.init), ending: String(name[dot...]).lowercased())
    }

    /// A path that nothing has, of parts that may be names.
    private mutating func free(_ kind: PageKind, _ parts: [String], ending: String) -> String {
        let folder = kind.folder.map { [$0] } ?? []
        // A folder that is called as ours is the same one.
        let parts = parts.count > 1 && [parts[0]] == folder ? Array(parts.dropFirst()) : parts
        let sound = parts.map { part -> String in
            do throws(ContentPath.Flaw) {
                return try ContentPath(part).text
            } catch {
                return error.suggestion
            }
        }
        let base = (folder + sound).joined(separator: "/")
        var path = base + ending, number = 2
        while !taken.insert(path.lowercased()).inserted {
            path = "\(base)-\(number)\(ending)"
            number += 1
        }
        return path
    }

    /// The path below the folder of pages or of static files.
    private func below(_ source: String) -> String {
        for folder in [contentFolder] + origin.staticFolders where !folder.isEmpty && source.hasPrefix(folder) {
            return String(source.dropFirst(folder.count))
        }
        return source
    }

    // MARK: Links

    /// What a destination leads to.
    enum Target: Equatable {
        case page(String, fragment: String?)
        case file(String)
        case elsewhere
        case here(fragment: String)
        case unknown
    }

    /// Follows a link of a page.
    func target(of destination: String, from source: String) -> Target {
        if let colon = destination.firstIndex(of: ":"), !destination[..<colon].contains("/"),
            colon != destination.startIndex
        {
            return .elsewhere
        }
        if destination.hasPrefix("//") { return .elsewhere }
        let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let fragment = parts.count > 1 && !parts[1].isEmpty ? parts[1].percentDecoded : nil
        let path =
            (parts[0].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init) ?? "")
            .percentDecoded
        if path.isEmpty { return fragment.map { .here(fragment: $0) } ?? .unknown }
        for candidate in candidates(path, from: source) {
            if let page = page(at: candidate) { return .page(page, fragment: fragment) }
            if paths.contains(candidate), !origin.isPage(candidate) { return .file(candidate) }
        }
        // Hugo's ref finds a page by its name alone where there is one of that name.
        let named = pages.keys.filter {
            Self.plain($0).split(separator: "/").last == Self.plain(path).split(separator: "/").last
        }
        if origin == .hugo, let only = named.first, named.count == 1 { return .page(only, fragment: fragment) }
        return .unknown
    }

    /// Paths that a link may mean: beside the page's file, beside its address, or from the root.
    private func candidates(_ path: String, from source: String) -> [String] {
        if path.hasPrefix("@/") { return [contentFolder + path.dropFirst(2)] }
        if path.hasPrefix("@site/") { return [String(path.dropFirst(6))] }
        if path.hasPrefix("/") {
            let rest = String(path.dropFirst())
            return ([contentFolder] + origin.staticFolders + [""]).map { $0 + rest }
        }
        let name = withoutEnding(source).split(separator: "/").last?.lowercased()
        let isIndex = name == "index" || name == "_index"
        let address = isIndex ? source : withoutEnding(source) + "/x"
        return [contentPath(path, relativeTo: source), contentPath(path, relativeTo: address)].compactMap(\.self)
    }

    private func page(at path: String) -> String? {
        let path = path.hasSuffix("/") ? String(path.dropLast()) : path
        for ending in ["", ".md", ".mdx", "/index.md", "/_index.md", "/README.md", "/index.mdx"]
        where pages[path + ending] != nil {
            return path + ending
        }
        return addresses[Self.plain(path)] ?? addresses[Self.plain(below(path))]
    }

    // MARK: Addresses

    /// An address as it is compared: no slashes around it, no ending, no number in front of names, lower case.
    private static func plain(_ address: String) -> String {
        var parts = withoutEnding(address).lowercased().split(separator: "/").map { part -> String in
            let rest = part.drop(while: \.isNumber)
            return String(rest.count < part.count && rest.first == "-" ? rest.dropFirst() : part)
        }
        if let last = parts.last, ["index", "_index", "readme"].contains(last) { parts.removeLast() }
        if parts.first == "docs" { parts.removeFirst() }
        return parts.joined(separator: "/")
    }
}

/// A path without the ending of a page.
func withoutEnding(_ path: String) -> String {
    for ending in [".md", ".mdx", ".markdown"] + Origin.documentEndings where path.lowercased().hasSuffix(ending) {
        return String(path.dropLast(ending.count))
    }
    return path
}
