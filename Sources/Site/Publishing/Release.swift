import Portal
import Primitives

/// The name of a release: when it was published, in UTC, and the beginning of the SHA-256 of its manifest, such as
/// `20261126-081500-3f2a9c01b7de`. The later one is greater.
public struct ReleaseID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// As it is written.
    public let description: String

    /// - Parameters:
    ///   - moment: in seconds since 1970.
    ///   - manifestHash: SHA-256 of the site's manifest in hexadecimal.
    ///   - number: from 2 for a further release of the same moment and content, where the first was damaged.
    init(moment: Int, manifestHash: String, number: Int = 1) {
        let day = CalendarDate(secondsSince1970: moment).description.filter { $0 != "-" }
        let seconds = ((moment % 86_400) + 86_400) % 86_400
        let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { ($0 < 10 ? "0" : "") + String($0) }.joined()
        description = "\(day)-\(time)-\(manifestHash.prefix(12))\(number > 1 ? "-\(number)" : "")"
    }

    /// A name as it was read; nil where it is not one of ours.
    public init?(_ text: String) {
        guard text.wholeMatch(of: /[0-9]{8}-[0-9]{6}-[0-9a-f]{12}(-[0-9]{1,4})?/) != nil else { return nil }
        description = text
    }

    /// Which was published earlier.
    public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}

/// A site that stands beside others in a folder of releases.
public struct Release: Sendable, Hashable {
    public var id: ReleaseID
    /// How many files its manifest lists; nil where that cannot be read.
    public var fileCount: Int?
    /// Whether readers see it.
    public var isCurrent: Bool
}

/// A folder of releases, as it stands: `releases/ID` for each, and `current`, a link to the one that readers see.
struct ReleaseFolder: Sendable {
    /// Absolute.
    let path: String
    /// As it was named, for messages.
    let name: String

    /// The link that a server's root leads through.
    static let linkName = "current"
    private static let folderName = "releases"

    var releases: String { path + "/" + Self.folderName }
    var link: String { path + "/" + Self.linkName }
    private var log: String { "\(path)/\(OutputPath.ownFolder)/releases" }

    func folder(of id: ReleaseID) -> String { "\(releases)/\(id)" }
    static func target(of id: ReleaseID) -> String { "\(folderName)/\(id)" }

    /// The release that the link leads to; nil where there is no link yet. Anything else in its place is somebody's.
    func current() throws(PublishError) -> ReleaseID? {
        for (place, kind) in [(releases, FileKind.folder), (link, .link)] {
            if let found = try FileKind(path: place), found != kind {
                throw .foreignFiles([name + place.dropFirst(path.utf8.count)])
            }
        }
        guard let target = try linkTarget(link) else { return nil }
        let parts = target.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts[0] == Self.folderName, let id = ReleaseID(parts[1]) else {
            throw .foreignFiles(["\(name)/\(Self.linkName)"])
        }
        return id
    }

    /// All releases, the one that readers see first, then those that they saw before it, the last first; at the end those that
    /// were taken back, or never shown.
    func ids() throws(PublishError) -> [ReleaseID] {
        let present = Set(try names(inFolder: releases).compactMap { ReleaseID($0) })
        let shown = try shown().reversed().filter(present.contains)
        return shown + present.subtracting(shown).sorted(by: >)
    }

    /// The releases that readers have seen, in the order in which they came, each once; the present one last.
    ///
    /// The link is what counts: the list is written before it, so what stands behind its release never came to be shown.
    func shown() throws(PublishError) -> [ReleaseID] {
        guard let current = try current() else { return [] }
        let lines = try readFile(log).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let ids = lines.split(separator: "\n").compactMap { ReleaseID(String($0)) }
        let earlier = ids.lastIndex(of: current).map { ids[..<$0] } ?? ids[...]
        var seen: Set<ReleaseID> = [current]
        return earlier.reversed().filter { seen.insert($0).inserted }.reversed() + [current]
    }

    /// Whether the order in which releases were shown is known.
    func isNoted() throws(PublishError) -> Bool { try FileKind(path: log) == .file }

    /// Notes the order in which releases are shown.
    func note(shown ids: [ReleaseID]) throws(PublishError) {
        try writeFileAtomically(log, Array(ids.map { "\($0)\n" }.joined().utf8), isHeld: true)
    }

    /// The manifest of a release; nil where it has none.
    func manifest(of id: ReleaseID) throws(PublishError) -> (files: [String: String], hash: String)? {
        guard let bytes = try Manifest.bytes(folder: folder(of: id)) else { return nil }
        return (try Manifest(parsing: bytes, folder: folder(of: id)).files, sha256(bytes))
    }
}
