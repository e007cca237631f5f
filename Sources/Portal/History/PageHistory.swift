/// A page as it was committed once.
public struct PageVersion: Sendable, Hashable {
    /// The commit, in hexadecimal.
    public var commit: String
    /// The day of the commit.
    public var date: CalendarDate
    /// Who wrote it, as git names them.
    public var author: String
    /// The first line of the commit's message; empty where it may tell of a draft.
    public var subject: String
    /// The page's whole source.
    public var source: String

    /// A version as git gives it.
    public init(commit: String, date: CalendarDate, author: String, subject: String, source: String) {
        self.commit = commit
        self.date = date
        self.author = author
        self.subject = subject
        self.source = source
    }
}

/// What git knows of the pages: an input of the build, read at its edge.
public struct ContentHistory: Sendable {
    /// Versions by content path, the newest first, at most ``longest`` each.
    public var versions: [String: [PageVersion]]
    /// Whether older commits are not in this clone.
    public var isShallow: Bool
    /// Whether names of authors are shown.
    public var showsAuthors: Bool

    /// At most this many versions are read.
    public static let longest = 12

    /// What was read from git.
    public init(versions: [String: [PageVersion]], isShallow: Bool, showsAuthors: Bool) {
        self.versions = versions
        self.isShallow = isShallow
        self.showsAuthors = showsAuthors
    }
}

extension PageVersion {
    /// The text below the front matter.
    public var body: Substring {
        guard source.hasPrefix("---\n") else { return source[...] }
        guard let end = source[...].firstByteRange(of: "\n---\n") else { return source[...] }
        return source[end.upperBound...]
    }

    /// The value of a key on a line of its own in the front matter; enough for `version`.
    public func value(_ key: String) -> String? {
        let head = source.dropLast(body.count)
        for line in head.split(separator: "\n") where line.hasPrefix(key + ":") {
            let value = line.dropFirst(key.count + 1).split(separator: "#").first ?? ""
            let text = value.drop { $0 == " " || $0 == "\"" }.reversed().drop { $0 == " " || $0 == "\"" }
            return text.isEmpty ? nil : String(text.reversed())
        }
        return nil
    }
}
