import Foundation
import Testing

/// A check tells again what it found while nothing has changed, and never what has.
@Suite("Checking again", .serialized)
struct CheckTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// A portal with a policy, a ledger and a theme of its own.
    private final class Portal {
        let folder = NSTemporaryDirectory() + "charter-\(UUID().uuidString)"

        init() throws {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: CheckTests.root + "/templates", toPath: folder + "/templates")
            try write("charter.yaml", "title: Test\n")
            try write("content/a.md", "---\ntitle: A\n---\n\nHello.\n")
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func write(_ path: String, _ text: String) throws {
            let url = URL(fileURLWithPath: folder + "/" + path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: url, atomically: true, encoding: .utf8)
        }

        /// A check's exit code and all that it says.
        func check(_ arguments: String...) throws -> (status: Int32, said: String) {
            try run(
                ProcessInfo.processInfo.environment["CHARTER"] ?? CheckTests.root + "/.build/debug/charter",
                ["check"] + arguments)
        }

        func git(_ arguments: String...) throws {
            let outcome = try run("/usr/bin/env", ["git"] + arguments)
            try #require(outcome.status == 0, "\(outcome.said)")
        }

        private func run(_ command: String, _ arguments: [String]) throws -> (status: Int32, said: String) {
            let process = Process(), pipe = Pipe()
            process.executableURL = URL(fileURLWithPath: command)
            process.arguments = arguments
            process.currentDirectoryURL = URL(fileURLWithPath: folder)
            process.standardOutput = pipe
            process.standardError = pipe
            try process.run()
            let data = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return (process.terminationStatus, String(decoding: data, as: UTF8.self))
        }
    }

    @Test("the second check says what the first did, with errors and without")
    func again() throws {
        let portal = try Portal()
        #expect(try portal.check() == (0, "1 page checked: no errors or warnings\n"))
        #expect(try portal.check() == (0, "1 page checked: no errors or warnings\n"))
        #expect(FileManager.default.fileExists(atPath: portal.folder + "/.charter/check"))
        try portal.write("content/a.md", "---\ntitle: A\n---\n\n[x](gone.md)\n")
        let first = try portal.check()
        #expect(first.status == 1 && first.said.contains("broken-link"))
        #expect(try portal.check() == first)
        #expect(try portal.check("--format", "json").said.contains("\"id\": \"broken-link\""))
    }

    @Test("a change of anything that is checked is noticed")
    func changes() throws {
        let portal = try Portal()
        _ = try portal.check()
        for (path, text, id) in [
            ("charter.yaml", "titel: Test\n", "front-matter-unknown"),
            ("templates/page.mustache", "{{> partials/head}}{{nothing}}", "template-unknown-name"),
            ("content/decisions.yaml", "uses: 1\n", "front-matter-type"),
            ("content/answers/gone.yaml", "pairs: [{}]\n", nil),
        ] {
            let old = FileManager.default.contents(atPath: portal.folder + "/" + path)
            try portal.write(path, text)
            let said = try portal.check().said
            if let id { #expect(said.contains("[\(id)]"), "\(path): \(said)") }
            if let old {
                try portal.write(path, String(decoding: old, as: UTF8.self))
            } else {
                try FileManager.default.removeItem(atPath: portal.folder + "/" + path)
            }
            #expect(try portal.check().said == "1 page checked: no errors or warnings\n", "\(path) taken back")
        }
        try portal.write("content/a.md", "---\ntitle: A\nreview_by: 2026-11-01\n---\n\nHello.\n")
        #expect(try portal.check("--today", "2026-10-31").said.contains("review-overdue") == false)
        #expect(try portal.check("--today", "2026-11-30").said.contains("review-overdue"))
    }

    @Test("a repository that comes to be is noticed, and so is a commit")
    func history() throws {
        let portal = try Portal()
        try portal.write("charter.yaml", "title: Test\nhistory: {enabled: true}\n")
        #expect(try portal.check().said.contains("no-history"))
        try portal.git("init", "--quiet")
        try portal.git("add", "content")
        #expect(try portal.check().said.contains("no-history"), "there is no commit yet")
        try portal.git(
            "-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "--quiet", "--message", "First")
        #expect(try portal.check().said == "1 page checked: no errors or warnings\n")
        let found = FileManager.default.contents(atPath: portal.folder + "/.charter/check")
        try portal.git(
            "-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "--quiet", "--allow-empty", "--message", "2")
        _ = try portal.check()
        #expect(FileManager.default.contents(atPath: portal.folder + "/.charter/check") != found)
    }

    @Test("findings that were damaged are found anew")
    func damaged() throws {
        let portal = try Portal()
        _ = try portal.check()
        try portal.write(".charter/check", "charter-check-1")
        #expect(try portal.check() == (0, "1 page checked: no errors or warnings\n"))
    }
}
