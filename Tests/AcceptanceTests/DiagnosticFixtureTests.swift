import Diagnostics
import Foundation
import TestSupport
import Testing

/// One folder for each diagnostic in `Tests/Fixtures/invalid/`: the smallest project that raises it.
///
/// `expected.txt` holds the diagnostics that are printed, all of them. `commands.txt` says what is run, a command a line,
/// where it is not `check`; SHIPPED stands for the shipped theme, `edit FILE OLD=NEW` and `copy FILE OTHER` change files
/// before the next, `commit` commits them. A folder `templates/` lies over the shipped theme. `CHARTER_RECORD=1` writes `expected.txt` anew and fails.
@Suite("A project for each diagnostic")
struct DiagnosticFixtureTests {
    private static let folder = Repository.fixtures.appendingPathComponent("invalid")

    /// What no folder in a repository can hold, with the test that raises it.
    private static let raisedElsewhere = [
        "git-failed": "Tests/Commands/test_git.py", "git-missing": "Tests/Commands/test_git.py",
        "git-refuses": "Tests/Commands/test_git.py", "history-shallow": "Tests/Commands/test_git.py",
        "file-too-large": "CommandTests.hostileContent", "special-file": "CommandTests.hostileContent",
        "unreadable-file": "unreadable()", "previous-unknown": "GonePagesTests.shallow",
    ]

    private static let fixtures: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

    private static let ids = DiagnosticID.allCases.map(\.rawValue)

    @Test("every id has a project that raises it, and no project is without an id")
    func complete() {
        #expect(Self.ids.filter { !Self.fixtures.contains($0) && Self.raisedElsewhere[$0] == nil } == [])
        #expect(Self.fixtures.filter { !Self.ids.contains($0) || Self.raisedElsewhere[$0] != nil } == [])
    }

    @Test("the project raises its diagnostic in these words, at this place", arguments: fixtures)
    func raises(_ id: String) throws {
        let project = try ProjectFolder(copyOf: Self.folder.appendingPathComponent(id))
        let commands = project.read("commands.txt")?.split(separator: "\n").map(String.init) ?? ["check"]
        var diagnostics: [String] = []
        for command in commands { diagnostics = try run(command, in: project) }
        #expect(diagnostics.contains { $0.hasSuffix("[\(id)]") }, "\(id) is not raised")
        let found = diagnostics.map { $0.replacingOccurrences(of: project.path, with: "PROJECT") + "\n" }.joined()
        if Repository.isRecording {
            try Data(found.utf8).write(to: Self.folder.appendingPathComponent(id + "/expected.txt"))
            Issue.record("the diagnostics of \(id) were recorded; look at them, then run without CHARTER_RECORD")
        } else {
            #expect(found == project.read("expected.txt"))
        }
    }

    private func run(_ command: String, in project: ProjectFolder) throws -> [String] {
        var words = command.split(separator: " ").map(String.init)
        if words[0] == "edit" {
            let parts = command.split(separator: " ", maxSplits: 2)[2].split(separator: "=", maxSplits: 1)
            let text = try #require(project.read(words[1]))
            try project.write(words[1], text.replacingOccurrences(of: parts[0], with: parts[1]))
            return []
        }
        if words[0] == "commit" {
            try project.commit("As it was", on: "2026-10-01")
            return []
        }
        if words[0] == "copy" {
            try project.write(words[2], #require(project.read(words[1])))
            return []
        }
        if ["check", "build"].contains(words[0]) {
            words += ["--today", FixturePortal.day]
            if !words.contains("--templates") {
                if FileManager.default.fileExists(atPath: project.path + "/templates") {
                    words += ["--templates", "templates"]
                }
                words += ["--templates", "SHIPPED"]
            }
        }
        return try project.run(words.map { $0 == "SHIPPED" ? Repository.templates : $0 }).diagnostics
    }

    @Test("a file that cannot be read is told")
    func unreadable() throws {
        let project = try ProjectFolder()
        try project.linkTemplates()
        try project.write("content/a.md", "---\ntitle: A\n---\n")
        chmod(project.path + "/content/a.md", 0)
        // Root reads every file, so root runs charter as nobody.
        let nobody =
            getuid() == 0 ? ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : ["/usr/bin/env"]
        func run(_ words: String...) throws -> ProjectFolder.Outcome {
            try project.run(command: "/usr/bin/env", nobody + words)
        }
        guard try run("test", "-x", Repository.charter, "-a", "-r", "templates/page.mustache").status == 0 else {
            return Repository.skip("a file that cannot be read", because: "nobody but root can read the clone")
        }
        let outcome = try run(Repository.charter, "check")
        #expect(outcome.diagnostics.map { $0.prefix(17) } == ["content/a.md:1:1:"])
        #expect(outcome.diagnostics.first?.hasSuffix("[unreadable-file]") == true)
    }
}
