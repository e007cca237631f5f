import Diagnostics

/// A path below the content folder, or a pattern of paths: `?` stands for a character, `*` for any within a name, `**` for any
/// number of folders.
///
/// Characters are Unicode scalars, and case counts, as on the servers that a site is published to.
public struct PathPattern: Sendable, Hashable {
    /// The pattern as it was written.
    public let text: String
    /// Where `charter.yaml` says so.
    public let range: SourceRange
    private let parts: [[Unicode.Scalar]]

    /// A pattern as it was written; a leading `./` or `/` means the content folder too.
    public init(_ text: String, range: SourceRange = .fileStart) {
        self.text = text
        self.range = range
        parts = text.split(separator: "/").drop { $0 == "." }.map { Array($0.unicodeScalars) }
    }

    /// The pattern without what only says that it starts at the content folder.
    public var path: String { parts.map { String(String.UnicodeScalarView($0)) }.joined(separator: "/") }

    /// Whether the pattern is the path of one file.
    public var isPath: Bool { !parts.joined().contains { $0 == "*" || $0 == "?" } }

    /// Whether the pattern says itself which ending its files have: `tools/*.html` does, `tools/**` does not.
    public var namesEnding: Bool {
        guard let ending = parts.last?.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last else {
            return isPath
        }
        return !ending.isEmpty && !ending.contains { $0 == "*" || $0 == "?" }
    }

    /// Whether a path below the content folder is meant.
    public func matches(_ path: String) -> Bool {
        Self.matches(parts[...], path.split(separator: "/").map { Array($0.unicodeScalars) }[...])
    }

    private static func matches(_ pattern: ArraySlice<[Unicode.Scalar]>, _ path: ArraySlice<[Unicode.Scalar]>) -> Bool {
        wildcard(pattern, path, isAny: { $0 == ["*", "*"] }, isSame: { matches(name: $0, $1) })
    }

    private static func matches(name pattern: [Unicode.Scalar], _ name: [Unicode.Scalar]) -> Bool {
        wildcard(pattern[...], name[...], isAny: { $0 == "*" }, isSame: { $0 == "?" || $0 == $1 })
    }

    /// Whether a sequence is what a pattern says, some of whose elements stand for any number of others.
    ///
    /// Goes back to the last such element only, so that the time is at most the product of both lengths.
    private static func wildcard<Element>(
        _ pattern: ArraySlice<Element>, _ text: ArraySlice<Element>, isAny: (Element) -> Bool,
        isSame: (Element, Element) -> Bool
    ) -> Bool {
        var (p, t) = (pattern.startIndex, text.startIndex)
        var retry: (pattern: Int, text: Int)?
        while t < text.endIndex {
            if p < pattern.endIndex, isAny(pattern[p]) {
                retry = (p, t)
                p += 1
            } else if p < pattern.endIndex, isSame(pattern[p], text[t]) {
                p += 1
                t += 1
            } else if let last = retry {
                retry = (last.pattern, last.text + 1)
                (p, t) = (last.pattern + 1, last.text + 1)
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy(isAny)
    }
}
