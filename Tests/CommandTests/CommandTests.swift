import Foundation
import TestSupport
import Testing

/// The real executable: exit codes, streams and files, as a CI job sees them.
@Suite("Commands", .serialized)
struct CommandTests {
    /// A project with the shipped theme.
    private func makeProject(
        _ pages: [String: String] = ["a.md": "---\ntitle: A\n---\n\nHello.\n"]
    ) throws -> ProjectFolder {
        let project = try ProjectFolder()
        for (path, text) in pages { try project.write("content/" + path, text) }
        try project.write("charter.yaml", "title: Test\n")
        try project.linkTemplates()
        return project
    }

    private static let broken = ["a.md": "---\ntitle: A\n---\n\nSee [b](b.md).\n"]

    @Test("build says what it did; errors publish nothing and keep the old site")
    func build() throws {
        let project = try makeProject()
        let first = try project.run("build")
        #expect(first.status == 0)
        #expect(first.output.hasPrefix("1 pages to site/ in "))
        let site = project.site()
        try project.write("content/a.md", CommandTests.broken["a.md"] ?? "")
        let second = try project.run("build")
        #expect(second.status == 1)
        #expect(
            second.diagnostics == [
                "content/a.md:5:5: error: Link target 'b.md' does not exist; did you mean 'a.md'? [broken-link]"
            ])
        #expect(second.errors.contains("nothing was published, the old site stays"))
        #expect(project.site() == site)
    }

    @Test("exit codes: usage 64, missing input 66, content 1, disk 74")
    func exitCodes() throws {
        let project = try makeProject()
        #expect(try project.run("biuld").status == 64)
        #expect(try project.run("build", "--today", "tomorrow").status == 64)
        #expect(try project.run("build", "--content", "missing").status == 66)
        #expect(try project.run("build", "--config", "missing.yaml").status == 66)
        #expect(try project.run("build", "--output", "/proc/site").status == 74)
        #expect(try project.run("check").status == 0)
        try project.write("content/a.md", CommandTests.broken["a.md"] ?? "")
        #expect(try project.run("check").status == 1)
    }

    @Test("an output among what is read is refused before anything is, with 64, and nothing is made there")
    func refusedOutput() throws {
        let project = try makeProject(CommandTests.broken)
        try FileManager.default.createSymbolicLink(atPath: project.path + "/public", withDestinationPath: "content")
        let before = project.files(below: "")
        for output in [
            ".", "..", "content", "content/site", "public", "public/site", "templates", "charter.yaml", ".charter/x",
        ] {
            let outcome = try project.run("build", "--output", output)
            #expect(outcome.status == 64, "\(output): \(outcome.errors)")
            #expect(outcome.errors.hasPrefix("charter: error: --output '\(output)' "), "\(outcome.errors)")
            #expect(outcome.errors.contains("name a folder of its own") && outcome.diagnostics.isEmpty)
        }
        #expect(try project.run("build", "--content", "missing", "--output", "missing/site").status == 64)
        #expect(project.files(below: "") == before)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: project.path).sorted() == [
                "charter.yaml", "content", "public", "templates",
            ])
    }

    @Test("an output that holds a file which charter.yaml names is refused")
    func outputOverModel() throws {
        let project = try makeProject()
        try project.write("adapters/a.gguf", "x")
        let hash = String(repeating: "0", count: 64)
        let model = "{role: adapter, name: A, licence: mit, files: [{source: adapters/a.gguf, sha256: \(hash)}]}"
        try project.write("charter.yaml", "title: Test\nmodels:\n  - \(model)\n")
        let outcome = try project.run("build", "--output", "adapters")
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("holds a file of the model 'A', 'adapters/a.gguf'"), "\(outcome.errors)")
        #expect(project.files(below: "adapters").keys.sorted() == ["a.gguf"])
    }

    @Test("a build that fails leaves no empty site behind")
    func nothingLeft() throws {
        let project = try makeProject(CommandTests.broken)
        #expect(try project.run("build", "--output", "new/site").status == 1)
        #expect(!FileManager.default.fileExists(atPath: project.path + "/new"))
    }

    @Test("a page that somebody changed and that is gone now is left, and told")
    func leftFile() throws {
        let project = try makeProject(["a.md": "---\ntitle: A\n---\n", "b.txt": "b", "c.txt": "c", "d.txt": "d"])
        try project.write("charter.yaml", "title: Test\nassets: [\"*.txt\"]\n")
        _ = try project.run("build")
        try project.write("site/b.txt", "theirs")
        for name in ["b.txt", "c.txt"] { try project.remove("content/" + name) }
        let outcome = try project.run("build")
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("'site/b.txt' is no part of the site any more"), "\(outcome.errors)")
        #expect(project.read("site/b.txt") == "theirs" && project.read("site/c.txt") == nil)
    }

    @Test("warnings fail only with --strict")
    func strict() throws {
        let project = try makeProject(["a.md": "---\ntitle: A\nreview_by: 2020-01-01\n---\n"])
        #expect(try project.run("build").status == 0)
        #expect(try project.run("build", "--strict").status == 1)
        #expect(try project.run("build", "--strict", "--today", "2019-01-01").status == 0)
        #expect(try project.run("build", "--strict", environment: ["SOURCE_DATE_EPOCH": "1546300800"]).status == 0)
        #expect(try project.run("build", environment: ["SOURCE_DATE_EPOCH": "soon"]).status == 64)
    }

    @Test("check prints every format to standard output and writes nothing")
    func formats() throws {
        let project = try makeProject(CommandTests.broken)
        let json = try project.run("check", "--format", "json")
        #expect(json.output.contains("\"id\": \"broken-link\""))
        #expect(
            try project.run("check", "--format", "github").output.hasPrefix("::error file=content/a.md,line=5,col=5,"))
        #expect(try project.run("check", "--format", "sarif").output.contains("\"version\": \"2.1.0\""))
        #expect(project.site().isEmpty)
    }

    @Test("hostile content is told apart and never crashes the build")
    func hostileContent() throws {
        let project = try makeProject()
        try FileManager.default.createSymbolicLink(
            atPath: project.path + "/content/out.md", withDestinationPath: "/etc/passwd")
        try FileManager.default.createSymbolicLink(atPath: project.path + "/content/loop", withDestinationPath: ".")
        try Data([0, 1, 2]).write(to: URL(fileURLWithPath: project.path + "/content/binary.md"))
        mkfifo(project.path + "/content/pipe.md", 0o644)
        let huge = FileHandle(
            forWritingAtPath: {
                _ = FileManager.default.createFile(atPath: $0, contents: nil); return $0
            }(project.path + "/content/huge.md"))
        try huge?.truncate(atOffset: 16 * 1024 * 1024 + 1)
        let outcome = try project.run("check")
        #expect(outcome.status == 1)
        for id in ["symlink-outside", "symlink-loop", "binary-file", "special-file", "file-too-large"] {
            #expect(outcome.errors.contains("[\(id)]"), "\(id) is missing")
        }
        #expect(!outcome.errors.contains("root:"), "text from outside was read")
    }

    @Test("two builds of the same input are the same bytes; a clean one equals an incremental one")
    func reproducible() throws {
        let project = try makeProject()
        _ = try project.run("build", "--today", "2026-01-01")
        try project.write("content/b.md", "---\ntitle: B\n---\n\n[[a]]\n")
        _ = try project.run("build", "--today", "2026-01-01")
        _ = try project.run("build", "--today", "2026-01-01", "--output", "other", "--clean")
        #expect(project.site() == project.site("other"))
        #expect(project.site().count > 5)
    }

    @Test("a file that somebody changed or removed is written again")
    func repairs() throws {
        let project = try makeProject()
        _ = try project.run("build")
        let site = project.site()
        try project.write("site/a.html", "changed")
        try FileManager.default.removeItem(atPath: project.path + "/site/index.html")
        let outcome = try project.run("build")
        #expect(outcome.output.contains("2 files written"))
        #expect(project.site() == site)
    }

    @Test("a kill at any moment leaves every file old or new, and the next build converges")
    func kill() throws {
        func page(_ number: Int, _ round: Int) -> String { "---\ntitle: P\(number)\n---\n\nText \(round).\n" }
        let project = try makeProject()
        func write(_ round: Int) throws {
            for number in 0..<60 { try project.write("content/guides/p\(number).md", page(number, round)) }
        }
        try write(0)
        _ = try project.run("build", "--today", "2026-01-01")
        var versions: [String: Set<Data>] = project.files(below: "site").mapValues { [$0] }
        var killed = 0, changed = 0
        for round in 1...8 {
            try write(round)
            _ = try project.run("build", "--today", "2026-01-01", "--output", "reference", "--clean")
            let reference = project.files(below: "reference")
            for (path, bytes) in reference { versions[path, default: []].insert(bytes) }
            let before = project.files(below: "site")
            let process = project.process(Repository.charter, ["build", "--today", "2026-01-01"])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            // Killed once so many pages are new, from none in the first round to nearly all in the last.
            let wanted = (round - 1) * 60 / 8
            while process.isRunning, wanted > countOfNewPages(project, reference) { usleep(200) }
            Foundation.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if process.terminationReason == .uncaughtSignal { killed += 1 }
            let after = project.files(below: "site")
            for (path, bytes) in after where path != "manifest.json" {
                #expect(versions[path]?.contains(bytes) == true, "\(path) is neither old nor new")
            }
            if after != before { changed += 1 }
            #expect(try project.run("build", "--today", "2026-01-01").status == 0)
            #expect(project.files(below: "site") == reference)
        }
        #expect(killed > 0 && changed > 0, "\(killed) builds were killed, of which \(changed) had begun to write")
    }

    /// How many of the pages stand in the site as in a finished build.
    private func countOfNewPages(_ project: ProjectFolder, _ reference: [String: Data]) -> Int {
        (0..<60).count { number in
            let path = "guides/p\(number).html"
            return FileManager.default.contents(atPath: project.path + "/site/" + path) == reference[path]
        }
    }

    @Test("a full disk is reported and the old site stays")
    func fullDisk() throws {
        let project = try makeProject()
        let size = 1024
        let script = """
            set -e
            mkdir -p small && mount -t tmpfs -o size=\(size)k tmpfs small
            '\(Repository.charter)' build --output small/site >/dev/null
            (cd small && sha256sum $(find site -name '*.html') | sort) > before
            head -c 2000000 /dev/zero | tr '\\0' 'x' > content/big.txt
            printf 'title: Test\\nassets: [big.txt]\\n' > charter.yaml
            status=0; '\(Repository.charter)' build --output small/site 2> message || status=$?
            (cd small && sha256sum $(find site -name '*.html') | sort) > after
            umount small
            exit $status
            """
        // A file system of its own, in a namespace of its own.
        let outcome = try project.run(command: "/usr/bin/env", ["unshare", "--mount", "sh", "-c", script])
        guard let before = project.read("before"), let after = project.read("after") else {
            return Repository.skip("a full disk", because: "no file system can be mounted here")
        }
        #expect(outcome.status == 74)
        #expect(project.read("message")?.contains("No space left on device; free some space and build again") == true)
        #expect(before == after)
    }

    @Test(
        "new pages pass the check, drafts included, and never overwrite",
        arguments: ["policy", "licence", "evaluation", "guide"])
    func newPage(_ kind: String) throws {
        let project = try makeProject(["licences/apache-2.0.md": "---\ntitle: Apache\n---\n"])
        try FileManager.default.removeItem(atPath: project.path + "/content/licences")
        #expect(try project.run("new", "licence", "Apache 2.0").status == 0)
        if kind == "licence" {
            #expect(try project.run("new", kind, "Apache 2.0").status == 1)
        } else {
            let created = try project.run("new", kind, "My: \"page\"")
            #expect(created.status == 0)
            #expect(created.output.contains("my-page.md"))
        }
        let outcome = try project.run("check", "--drafts")
        #expect(!outcome.errors.contains("error: Key"), "\(outcome.errors)")
        #expect(outcome.status == 0, "\(outcome.errors)")
        // What is still to be filled in is not published.
        let path =
            "content/" + (kind == "policy" ? "policies" : kind + "s")
            + (kind == "licence" ? "/apache-2.0.md" : "/my-page.md")
        let text = try #require(project.read(path))
        try project.write(path, text.replacingOccurrences(of: "status: draft", with: "status: active"))
        let published = try project.run("build")
        #expect(published.status == 1 && published.diagnostics.contains { $0.hasSuffix("[placeholder]") })
    }

    @Test("counts are told in good grammar")
    func counts() throws {
        let project = try makeProject()
        #expect(try project.run("check").output.hasPrefix("1 page checked:"))
        #expect(try project.run("number").output == "0 numbers given\n")
        try project.write(
            "content/policies/a.md", SamplePage.page(SamplePage.policy("POL-001"), body: "Staff MUST ask."))
        #expect(try project.run("check").output.hasPrefix("2 pages checked:"))
        #expect(try project.run("number", "--dry-run").output.hasSuffix("\n1 number would be given\n"))
        #expect(try project.run("number").output.hasSuffix("\n1 number given\n"))
        #expect(project.read("content/policies/a.md")?.contains("Staff MUST ask. {#R1}") == true)
    }

    @Test("help is a manual and names every command")
    func help() throws {
        let help = try makeProject().run("--help")
        #expect(help.status == 0)
        for word in ["build", "check", "serve", "new", "number", "schema", "EXIT CODES"] {
            #expect(help.output.contains(word))
        }
    }
}
