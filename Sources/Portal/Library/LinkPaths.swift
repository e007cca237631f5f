import Primitives

/// The content path that a relative or root-relative link leads to; nil where it leaves the folder.
public func contentPath(_ link: String, relativeTo path: String) -> String? {
    // Most links name a file of the same folder.
    if !link.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "%") }), link != ".", link != ".." {
        return folderPrefix(of: path) + link
    }
    let isAbsolute = link.utf8.first == UInt8(ascii: "/")
    var parts = isAbsolute ? [] : path.pathComponents.dropLast()
    for part in link.percentDecoded.pathComponents where !part.isEmpty {
        switch part {
        case ".": break
        case "..":
            guard !parts.isEmpty else { return nil }
            parts.removeLast()
        default: parts.append(part)
        }
    }
    return parts.joined(separator: "/")
}

/// The way from one path to another, such as `../licences/mit.html`.
public func relativePath(from: String, to: String) -> String {
    let folder = folderPrefix(of: from)
    if to.utf8.count > folder.utf8.count, to.hasPrefix(folder) {
        return String(to[to.utf8.index(to.startIndex, offsetBy: folder.utf8.count)...])
    }
    let source = from.pathComponents.dropLast()
    let target = to.pathComponents
    var shared = 0
    while shared < source.count, shared < target.count - 1, source[shared] == target[shared] { shared += 1 }
    return String(repeating: "../", count: source.count - shared) + target[shared...].joined(separator: "/")
}

/// The folder that a path stands in with a slash at its end, empty at the root.
private func folderPrefix(of path: String) -> Substring {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[...$0] } ?? ""
}

extension String {
    /// The parts between slashes. A slash with an accent behind it is one character for Swift, and for a disk it still parts.
    var pathComponents: [Substring] {
        utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Substring.init)
    }

    /// A URL's scheme in lower case, nil for relative URLs.
    var urlScheme: String? {
        guard let colon = utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let scheme = self[..<colon].filter { !$0.isWhitespace }
        guard let first = scheme.first, first.isASCII, first.isLetter,
            scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
        else { return nil }
        return scheme.lowercased()
    }

    /// The parts before and after the first `#`; a query is dropped.
    var splitFragment: (path: String, fragment: String?) {
        let mark = utf8.firstIndex(of: UInt8(ascii: "#"))
        let whole = self[..<(mark ?? endIndex)]
        let path = whole.utf8.firstIndex(of: UInt8(ascii: "?")).map { whole[..<$0] } ?? whole
        let fragment = mark.map { self[utf8.index(after: $0)...] } ?? ""
        return (String(path), fragment.isEmpty ? nil : String(fragment))
    }

    func removingPrefix(_ prefix: String) -> String { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self }

    /// An address with the section that it leads to: `a.html#part`, or `a.html` where there is no fragment.
    package func appending(fragment: String?) -> String { fragment.map { self + "#" + $0 } ?? self }

    /// A page's source for its address: `a.html` comes from `a.md`.
    var markdownPath: String { hasSuffix(".html") ? dropLast(5) + ".md" : self }
}
