import Diagnostics
import Foundation
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
    static func load(content: String, showsAuthors: Bool) throws(GitFailure) -> ContentHistory {
        let prefix = content.hasSuffix("/") ? content : content + "/"
        let shallow = try Git.run(["rev-parse", "--is-shallow-repository"])
        let log = try Git.run([
            "-c", "core.quotePath=false", "-c", "log.showSignature=false", "log", "--no-renames", "--relative",
            "--name-only", "--format=%x01%H%x02%as%x02%an%x02%s", "--", content,
        ])
        let wanted = entries(of: log, below: prefix)
        let sources = try Git.objects(wanted.map { "\($0.version.commit):./\(prefix)\($0.path)" })
        var versions: [String: [PageVersion]] = [:]
        for (entry, source) in zip(wanted, sources) {
            // A commit that removed the page has no text of it.
            guard let source else { continue }
            var version = entry.version
            version.source = source
            versions[entry.path, default: []].append(version)
        }
        return ContentHistory(versions: versions, isShallow: shallow.hasPrefix("true"), showsAuthors: showsAuthors)
    }

    /// The newest versions of each page that a log names, still without their texts.
    private static func entries(of log: String, below prefix: String) -> [(path: String, version: PageVersion)] {
        var found: [(path: String, version: PageVersion)] = []
        var counts: [String: Int] = [:]
        for entry in log.split(separator: "\u{1}") {
            let lines = entry.split(separator: "\n")
            let fields = lines.first?.split(separator: "\u{2}", omittingEmptySubsequences: false).map(String.init) ?? []
            guard fields.count == 4, let date = CalendarDate(fields[1]) else { continue }
            for line in lines.dropFirst() where line.hasPrefix(prefix) && line.hasSuffix(".md") {
                let path = String(line.dropFirst(prefix.count))
                guard counts[path, default: 0] < longest else { continue }
                counts[path, default: 0] += 1
                found.append(
                    (
                        path,
                        PageVersion(commit: fields[0], date: date, author: fields[2], subject: fields[3], source: "")
                    ))
            }
        }
        return found
    }
}

extension Git {
    /// The texts of objects, in order; nil where there is none, it is not text, or it is larger than a page may be.
    static func objects(_ names: [String]) throws(GitFailure) -> [String?] {
        guard !names.isEmpty else { return [] }
        let answer = try bytes(["cat-file", "--batch"], input: Array(names.map { $0 + "\n" }.joined().utf8))
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
