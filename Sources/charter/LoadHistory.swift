import Content
import Diagnostics
import Platform
import Portal

extension ContentHistory {
    /// Changes whenever what git knows of committed pages may have: the commit, and where a shallow clone was cut
    /// off; or why git says nothing.
    static func state() -> String {
        do throws(GitFailure) {
            let answer = try Git.run(["rev-parse", "--is-shallow-repository", "HEAD", "--git-path", "shallow"])
            let boundary = answer.split(separator: "\n").last.flatMap {
                FileManager.default.contents(atPath: String($0))
            }
            return answer + String(decoding: boundary ?? Data(), as: UTF8.self)
        } catch {
            return error.cause
        }
    }

    /// What git knows of the pages below a folder.
    ///
    /// - Parameter includesDrafts: whether drafts are part of the site. Without, the subject of a commit that changed one is left
    ///   out wherever the commit is shown, since it may tell of it.
    static func load(
        content: String, showsAuthors: Bool, includesDrafts: Bool
    ) throws(GitFailure) -> ContentHistory {
        let shallow = try Git.run(["rev-parse", "--is-shallow-repository"], in: content)
        // Asked in the folder itself, git names files by their paths in it, however the folder was named.
        let log = try Git.run(
            [
                "-c", "core.quotePath=false", "-c", "log.showSignature=false", "log", "--no-renames", "--relative",
                "--name-only", "--format=%x01%H%x02%as%x02%an%x02%s", "--", ".",
            ], in: content)
        let changes = PageChange.changes(inLog: log)
        let sources = try Git.objects(changes.map { "\($0.version.commit):./\($0.path)" }, in: content)
        let read = zip(changes, sources).map { change, source in change.with(source: source) }
        let ofDrafts = includesDrafts ? [] : PageChange.commitsOfDrafts(read)
        var versions: [String: [PageVersion]] = [:]
        // A commit that removed the page has no text of it.
        for change in read where change.isWanted && !change.isRemoval {
            var version = change.version
            if ofDrafts.contains(version.commit) { version.subject = "" }
            versions[change.path, default: []].append(version)
        }
        return ContentHistory(versions: versions, isShallow: shallow.hasPrefix("true"), showsAuthors: showsAuthors)
    }
}

/// What a commit did to a page.
private struct PageChange {
    var path: String
    var version: PageVersion
    /// Whether the version may be shown; others are read only to know whether they were drafts.
    var isWanted: Bool
    var isRemoval = false

    /// The changes that a log tells, the newest first: of each page at most as many as are shown, and what else their commits did.
    static func changes(inLog log: String) -> [PageChange] {
        var changes: [PageChange] = []
        var counts: [String: Int] = [:]
        for entry in log.split(separator: "\u{1}") {
            let lines = entry.split(separator: "\n")
            let fields = lines.first?.split(separator: "\u{2}", omittingEmptySubsequences: false).map(String.init) ?? []
            guard fields.count == 4, let date = CalendarDate(fields[1]) else { continue }
            let paths = lines.dropFirst().filter { $0.hasSuffix(".md") }.map(String.init)
            guard paths.contains(where: { counts[$0, default: 0] < ContentHistory.longest }) else { continue }
            for path in paths {
                counts[path, default: 0] += 1
                changes.append(
                    PageChange(
                        path: path,
                        version: PageVersion(
                            commit: fields[0], date: date, author: fields[2], subject: fields[3], source: ""),
                        isWanted: counts[path, default: 0] <= ContentHistory.longest))
            }
        }
        return changes
    }

    func with(source: String?) -> PageChange {
        var change = self
        change.isRemoval = source == nil
        // One form of line ends, as pages are read.
        change.version.source = source?.replacing("\r\n", with: "\n") ?? ""
        return change
    }

    /// Commits that changed or removed a draft, of changes that go from the newest to the oldest.
    static func commitsOfDrafts(_ changes: [PageChange]) -> Set<String> {
        var commits: Set<String> = []
        var removals: [String: String] = [:]
        for change in changes {
            if change.isRemoval {
                removals[change.path] = change.version.commit
            } else {
                let removal = removals.removeValue(forKey: change.path)
                guard change.version.isDraft else { continue }
                commits.insert(change.version.commit)
                if let removal { commits.insert(removal) }
            }
        }
        // What was removed and is not known otherwise may have been one.
        return commits.union(removals.values)
    }
}

extension Git {
    /// The texts of objects, in order; nil where there is none, it is not text, or it is larger than a page may be.
    ///
    /// - Parameter folder: where `:./` in a name begins; the working folder unless given.
    static func objects(_ names: [String], in folder: String? = nil) throws(GitFailure) -> [String?] {
        guard !names.isEmpty else { return [] }
        let answer = try bytes(
            ["cat-file", "--batch"], in: folder, input: Array(names.map { $0 + "\n" }.joined().utf8))
        return texts(of: answer[...], count: names.count)
    }

    /// Reads what `cat-file --batch` prints: a line `HASH TYPE SIZE`, the object, a line end; or a line that says why
    /// not.
    static func texts(of answer: ArraySlice<UInt8>, count: Int) -> [String?] {
        var rest = answer
        return (0..<count).map { _ in
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let header = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
            rest = rest[(end + 1)...]
            guard header.count == 3, let size = Int(header[2]), size >= 0, size <= rest.count else { return nil }
            let object = rest.prefix(size)
            rest = rest.dropFirst(size).dropFirst()
            return header[1] == "blob" && size < 1 << 20 ? String(validating: object, as: UTF8.self) : nil
        }
    }
}

extension ContentHistory {
    /// That histories begin late, where they do.
    func diagnostics(settings: String) -> [Diagnostic] {
        guard isShallow else { return [] }
        return [
            Diagnostic(
                .warning, .historyShallow, path: settings,
                "Histories of pages are cut off: this is a shallow clone, which lacks older commits",
                fixes: [
                    .init("fetch the rest: git fetch --unshallow (in GitHub Actions, checkout with fetch-depth: 0)"),
                    .init("or leave history: out"),
                ])
        ]
    }
}

extension GitFailure {
    /// That pages about earlier versions are missing, and why.
    func diagnostic(settings: String) -> Diagnostic {
        let id: DiagnosticID =
            switch self {
            case .missing: .gitMissing
            case .noRepository, .noCommit: .noHistory
            case .foreignOwner: .gitRefuses
            case .failed: .gitFailed
            }
        return Diagnostic(
            .warning, id, path: settings, "Pages have no history: \(cause)",
            explanation: "Pages below history/ are left out, also such that were published.",
            fixes: [.init(fix), .init("or leave history: out")])
    }
}
