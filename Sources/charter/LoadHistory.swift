import Foundation
import Portal

extension ContentHistory {
    /// Changes whenever what git knows of committed pages may have: the commit, and where a shallow clone was cut off.
    /// Empty where there is no git, no repository or no commit.
    static func state() -> String {
        guard let answer = Git.run(["rev-parse", "--is-shallow-repository", "HEAD", "--git-path", "shallow"]) else {
            return ""
        }
        let boundary = answer.split(separator: "\n").last.flatMap { FileManager.default.contents(atPath: String($0)) }
        return answer + String(decoding: boundary ?? Data(), as: UTF8.self)
    }

    /// What git knows of the pages below a folder; nil where there is no git or no repository.
    static func load(content: String, showsAuthors: Bool) -> ContentHistory? {
        guard let shallow = Git.run(["rev-parse", "--is-shallow-repository"]),
            let log = Git.run([
                "-c", "core.quotePath=false", "log", "--no-renames", "--relative", "--name-only",
                "--format=%x01%H%x02%as%x02%an%x02%s", "--", content,
            ])
        else { return nil }
        var wanted: [(path: String, version: PageVersion)] = []
        var counts: [String: Int] = [:]
        let prefix = content.hasSuffix("/") ? content : content + "/"
        for entry in log.split(separator: "\u{1}") {
            let lines = entry.split(separator: "\n")
            let fields = lines.first?.split(separator: "\u{2}", omittingEmptySubsequences: false).map(String.init) ?? []
            guard fields.count == 4, let date = CalendarDate(fields[1]) else { continue }
            for line in lines.dropFirst() where line.hasPrefix(prefix) && line.hasSuffix(".md") {
                let path = String(line.dropFirst(prefix.count))
                guard counts[path, default: 0] < longest else { continue }
                counts[path, default: 0] += 1
                wanted.append(
                    (
                        path,
                        PageVersion(commit: fields[0], date: date, author: fields[2], subject: fields[3], source: "")
                    ))
            }
        }
        let sources = Git.objects(wanted.map { "\($0.version.commit):./\(prefix)\($0.path)" })
        var versions: [String: [PageVersion]] = [:]
        for (entry, source) in zip(wanted, sources) {
            // A commit that removed the page has no text of it.
            guard let source else { continue }
            var version = entry.version
            version.source = source
            versions[entry.path, default: []].append(version)
        }
        return ContentHistory(
            versions: versions, isShallow: shallow.hasPrefix("true"), showsAuthors: showsAuthors)
    }
}

extension Git {
    /// The texts of objects, in order; nil where there is none, it is not text, or it is larger than a page may be.
    static func objects(_ names: [String]) -> [String?] {
        guard !names.isEmpty else { return [] }
        let path = NSTemporaryDirectory() + "charter-objects-\(ProcessInfo.processInfo.globallyUniqueString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        // A file as input, since two pipes to one process can block each other.
        guard FileManager.default.createFile(atPath: path, contents: Data(names.map { $0 + "\n" }.joined().utf8)),
            let input = FileHandle(forReadingAtPath: path)
        else { return names.map { _ in nil } }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "cat-file", "--batch"]
        process.standardInput = input
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return names.map { _ in nil } }
        let data = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        var place = 0
        return names.map { _ in
            guard let end = data[place...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let header = String(decoding: data[place..<end], as: UTF8.self).split(separator: " ")
            place = end + 1
            guard header.count == 3, header[1] == "blob", let size = Int(header[2]), place + size <= data.count else {
                return nil
            }
            defer { place += size + 1 }
            guard size < 1 << 20 else { return nil }
            return String(validating: data[place..<place + size], as: UTF8.self)
        }
    }
}
