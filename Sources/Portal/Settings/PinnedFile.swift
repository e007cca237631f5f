import Diagnostics

/// A file of others that is fetched once and known by its hash: a part of a model, the text of a licence.
public struct PinnedFile: Sendable, Hashable {
    /// The name that it is kept under.
    public var name: String
    /// Where it comes from.
    public var source: Source
    /// In lower case, 64 hexadecimal digits.
    public var sha256: String
    /// How many bytes it has at most, where that is said.
    public var size: Int?
    /// Where it is named.
    public var range: SourceRange

    /// All of it as it was read.
    package init(name: String, source: Source, sha256: String, size: Int? = nil, range: SourceRange) {
        self.name = name
        self.source = source
        self.sha256 = sha256
        self.size = size
        self.range = range
    }

    /// Where a file comes from.
    public enum Source: Sendable, Hashable {
        /// A member of a wheel on PyPI.
        case wheel(package: String, version: String, member: String)
        case url(String)
        /// On this disk, relative to the file that names it.
        case path(String)

        /// Reads `pypi:package==version:member`, an http address or a path; nil where it is none of them.
        package init?(_ text: String) {
            if text.hasPrefix("pypi:") {
                let parts = text.dropFirst("pypi:".count).split(separator: ":", maxSplits: 1).map(String.init)
                guard parts.count == 2, let equals = parts[0].firstRange(of: "==") else { return nil }
                let package = String(parts[0][..<equals.lowerBound]), version = String(parts[0][equals.upperBound...])
                guard !package.isEmpty, !version.isEmpty, contentPath(parts[1], relativeTo: "") == parts[1] else {
                    return nil
                }
                self = .wheel(package: package, version: version, member: parts[1])
            } else if text.hasPrefix("https://") || text.hasPrefix("http://") {
                self = .url(text)
            } else if text.isEmpty || text.contains("://") {
                return nil
            } else {
                self = .path(text)
            }
        }

        /// The last part of where it comes from.
        package var lastComponent: String {
            let whole: Substring =
                switch self {
                case .wheel(_, _, let member): member[...]
                case .url(let address): address.prefix { $0 != "?" && $0 != "#" }
                case .path(let path): path[...]
                }
            return String(whole.split(separator: "/").last ?? "")
        }
    }
}
