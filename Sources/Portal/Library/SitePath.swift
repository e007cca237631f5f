import Primitives

/// Where a file of the site stands: on the disk, and as a URL.
///
/// The two differ as soon as a name holds a space or an accent. Whatever names a file of the site to a browser or a program
/// (links, lists, feeds, the sitemap, the search index, JSON) takes ``url``, which is encoded here and nowhere else.
public struct SitePath: Hashable, Sendable {
    /// Below the site's folder, such as `guides/über uns.html`.
    public let file: String
    /// The same relative to the site's root, percent-encoded: `guides/%C3%BCber%20uns.html`. It never starts with a scheme.
    public let url: String

    /// A file of the site.
    public init(_ file: String) {
        self.file = file
        url = file.percentEncoded
    }

    /// An address that a page had, below the site's root: `old/page.html`.
    ///
    /// A slash at its start and `%20` and its like are understood.
    public init(formerAddress text: String) throws(ContentPath.Flaw) {
        guard let path = contentPath(text, relativeTo: ""), path.hasSuffix(".html") else {
            throw ContentPath.Flaw(component: text, reason: .notAPage)
        }
        self.init(try ContentPath(path).text)
    }
}

extension String {
    /// A URL with the section that it leads to, whose id is encoded here: `a.html#part`, or `a.html` where there is none.
    package func appending(anchor: String?) -> String { anchor.map { self + "#" + $0.percentEncoded } ?? self }

    /// Whether the text is an absolute address on the web, all of it printable and none of it to be quoted: what may stand
    /// in any file that the site writes.
    public var isWebAddress: Bool {
        guard hasPrefix("https://") || hasPrefix("http://") else { return false }
        let rest = unicodeScalars.drop { $0 != "/" }.dropFirst(2)
        guard let first = rest.first, !"/?#@:".unicodeScalars.contains(first) else { return false }
        return unicodeScalars.allSatisfy { scalar in
            !scalar.isUnseen && !scalar.properties.isWhitespace && !"\"<>\\^`{|}".unicodeScalars.contains(scalar)
        }
    }
}
