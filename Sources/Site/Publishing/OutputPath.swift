/// The path of a file below a site's root that can stand on a disk and leads nowhere else.
///
/// Every name that a build makes, and every name read back from a manifest, a journal or a cache, becomes one of these
/// before the disk is touched.
struct OutputPath: Hashable, Sendable {
    /// The parts with a slash between them.
    let text: String

    /// How many bytes one part may have. Source: NAME_MAX of Linux, macOS and Windows' file systems.
    static let maximumPartByteCount = 255
    /// How many bytes the whole may have; the site's folder and the staging folder stand before it within 4096.
    static let maximumByteCount = 3_800
    /// Charter's own folder in the output.
    static let ownFolder = ".charter"

    init(_ text: String) throws(Problem) {
        if let problem = Problem(of: text) { throw problem }
        self.text = text
    }

    /// Why a text is not the path of a file of the site.
    enum Problem: Error, Hashable, Sendable {
        case empty
        case leavesSite
        case controlCharacter
        case longPart(String)
        case long
        case reserved

        /// What is wrong, to follow the path in a sentence.
        var reason: String {
            switch self {
            case .empty: "has an empty part"
            case .leavesSite: "leads out of the site"
            case .controlCharacter: "holds a control character"
            case .longPart(let part):
                "has a part of \(part.utf8.count) bytes; disks take at most \(OutputPath.maximumPartByteCount)"
            case .long: "is longer than \(OutputPath.maximumByteCount) bytes"
            case .reserved: "is a name of Charter's own"
            }
        }

        fileprivate init?(of text: String) {
            guard text.utf8.count <= OutputPath.maximumByteCount else {
                self = .long
                return
            }
            guard text.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else {
                self = .controlCharacter
                return
            }
            let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            for part in parts {
                if part.isEmpty {
                    self = text.utf8.first == UInt8(ascii: "/") ? .leavesSite : .empty
                    return
                }
                if part.elementsEqual("..".utf8) || part.elementsEqual(".".utf8) {
                    self = .leavesSite
                    return
                }
                if part.count > OutputPath.maximumPartByteCount {
                    self = .longPart(String(Substring(part)))
                    return
                }
            }
            // Disks that do not tell case apart would take `.Charter` for ours.
            let isOurs =
                text == Manifest.fileName
                || parts.first.map { Substring($0).lowercased() == OutputPath.ownFolder } == true
            guard isOurs else { return nil }
            self = .reserved
        }
    }
}

/// The folders that a path stands in, the innermost first: `a/b` and `a` for `a/b/c.html`.
func folders(of path: String) -> [String] {
    var folders: [String] = []
    var rest = path[...]
    while let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
        rest = rest[..<slash]
        folders.append(String(rest))
    }
    return folders
}

/// The paths that would be files and, for others of the same site, folders; each with one that would stand in it.
func filesThatAreFolders(_ paths: Set<String>) -> [(file: String, inner: String)] {
    var innerByFolder: [String: String] = [:]
    for path in paths {
        for folder in folders(of: path) {
            // The first by name, so that two builds say the same; what is above it was seen with it, or is less.
            if let known = innerByFolder[folder], known <= path { continue }
            innerByFolder[folder] = path
        }
    }
    return innerByFolder.filter { paths.contains($0.key) }.map { (file: $0.key, inner: $0.value) }
        .sorted { $0.file < $1.file }
}
