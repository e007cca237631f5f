import Foundation
import Testing

/// The real executable: exit codes, streams and files, as a CI job sees them.
@Suite("Commands", .serialized)
struct CommandTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let charter =
        ProcessInfo.processInfo.environment["CHARTER"] ?? root.appendingPathComponent(".build/debug/charter").path

    private struct Outcome {
        var status: Int32
        var output: String
        var errors: String
    }

    /// A project of its own with the shipped theme.
    private final class Project {
        let folder = NSTemporaryDirectory() + "charter-\(UUID().uuidString)"

        init(_ pages: [String: String] = ["a.md": "---\ntitle: A\n---\n\nHello.\n"]) throws {
            for (path, text) in pages { try write("content/" + path, text) }
            try write("charter.yaml", "title: Test\n")
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/templates",
                withDestinationPath: CommandTests.root.appendingPathComponent("templates").path)
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func write(_ path: String, _ text: String) throws {
            let url = URL(fileURLWithPath: folder + "/" + path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: url, atomically: true, encoding: .utf8)
        }

        func read(_ path: String) -> String? {
            FileManager.default.contents(atPath: folder + "/" + path).map { String(decoding: $0, as: UTF8.self) }
        }

        /// Every file of the site with its text.
        func site(_ name: String = "site") -> [String: String] {
            let paths = FileManager.default.enumerator(atPath: folder + "/" + name)?.compactMap { $0 as? String } ?? []
            return Dictionary(
                uniqueKeysWithValues: paths.filter { !$0.hasPrefix(".") }.compactMap { path in
                    read(name + "/" + path).map { (path, $0) }
                })
        }

        func process(_ command: String, _ arguments: [String], environment: [String: String] = [:]) -> Process {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: command)
            process.arguments = arguments
            process.currentDirectoryURL = URL(fileURLWithPath: folder)
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
            return process
        }

        func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Outcome {
            let process = process(CommandTests.charter, arguments, environment: environment)
            let output = Pipe()
            let errorFile = folder + "/.stderr"
            _ = FileManager.default.createFile(atPath: errorFile, contents: nil)
            process.standardOutput = output
            process.standardError = FileHandle(forWritingAtPath: errorFile)
            try process.run()
            let data = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return Outcome(
                status: process.terminationStatus, output: String(decoding: data, as: UTF8.self),
                errors: read(".stderr") ?? "")
        }
    }

    private static let broken = ["a.md": "---\ntitle: A\n---\n\nSee [b](b.md).\n"]

    @Test("build says what it did; errors publish nothing and keep the old site")
    func build() throws {
        let project = try Project()
        let first = try project.run("build")
        #expect(first.status == 0)
        #expect(first.output.hasPrefix("1 pages to site/ in "))
        let site = project.site()
        try project.write("content/a.md", CommandTests.broken["a.md"] ?? "")
        let second = try project.run("build")
        #expect(second.status == 1)
        #expect(
            second.errors.contains("content/a.md:5:5: error: Link target 'b.md' does not exist [broken-link]")
                || second.errors.contains("content/a.md:5:5: error: Link target 'b.md' does not exist; did you mean"))
        #expect(second.errors.contains("nothing was published, the old site stays"))
        #expect(project.site() == site)
    }

    @Test("exit codes: usage 64, missing input 66, content 1, disk 74")
    func exitCodes() throws {
        let project = try Project()
        #expect(try project.run("biuld").status == 64)
        #expect(try project.run("build", "--today", "tomorrow").status == 64)
        #expect(try project.run("build", "--content", "missing").status == 66)
        #expect(try project.run("build", "--config", "missing.yaml").status == 66)
        #expect(try project.run("build", "--output", "/proc/site").status == 74)
        #expect(try project.run("check").status == 0)
        try project.write("content/a.md", CommandTests.broken["a.md"] ?? "")
        #expect(try project.run("check").status == 1)
    }

    @Test("warnings fail only with --strict")
    func strict() throws {
        let project = try Project(["a.md": "---\ntitle: A\nreview_by: 2020-01-01\n---\n"])
        #expect(try project.run("build").status == 0)
        #expect(try project.run("build", "--strict").status == 1)
        #expect(try project.run("build", "--strict", "--today", "2019-01-01").status == 0)
        #expect(try project.run("build", "--strict", environment: ["SOURCE_DATE_EPOCH": "1546300800"]).status == 0)
        #expect(try project.run("build", environment: ["SOURCE_DATE_EPOCH": "soon"]).status == 64)
    }

    @Test("check prints every format to standard output and writes nothing")
    func formats() throws {
        let project = try Project(CommandTests.broken)
        let json = try project.run("check", "--format", "json")
        #expect(json.output.contains("\"id\": \"broken-link\""))
        #expect(
            try project.run("check", "--format", "github").output.hasPrefix("::error file=content/a.md,line=5,col=5,"))
        #expect(try project.run("check", "--format", "sarif").output.contains("\"version\": \"2.1.0\""))
        #expect(project.site().isEmpty)
    }

    @Test("hostile content is told apart and never crashes the build")
    func hostileContent() throws {
        let project = try Project()
        try FileManager.default.createSymbolicLink(
            atPath: project.folder + "/content/out.md", withDestinationPath: "/etc/passwd")
        try FileManager.default.createSymbolicLink(atPath: project.folder + "/content/loop", withDestinationPath: ".")
        try Data([0, 1, 2]).write(to: URL(fileURLWithPath: project.folder + "/content/binary.md"))
        mkfifo(project.folder + "/content/pipe.md", 0o644)
        let huge = FileHandle(
            forWritingAtPath: {
                _ = FileManager.default.createFile(atPath: $0, contents: nil); return $0
            }(project.folder + "/content/huge.md"))
        try huge?.truncate(atOffset: 200 * 1024 * 1024)
        let outcome = try project.run("check")
        #expect(outcome.status == 1)
        for id in ["symlink-outside", "symlink-loop", "binary-file", "special-file", "file-too-large"] {
            #expect(outcome.errors.contains("[\(id)]"), "\(id) is missing")
        }
        #expect(!outcome.errors.contains("root:"), "text from outside was read")
    }

    @Test("two builds of the same input are the same bytes; a clean one equals an incremental one")
    func reproducible() throws {
        let project = try Project()
        _ = try project.run("build", "--today", "2026-01-01")
        try project.write("content/b.md", "---\ntitle: B\n---\n\n[[a]]\n")
        _ = try project.run("build", "--today", "2026-01-01")
        _ = try project.run("build", "--today", "2026-01-01", "--output", "other", "--clean")
        #expect(project.site() == project.site("other"))
        #expect(project.site().count > 5)
    }

    @Test("a file that somebody changed or removed is written again")
    func repairs() throws {
        let project = try Project()
        _ = try project.run("build")
        let site = project.site()
        try project.write("site/a.html", "changed")
        try FileManager.default.removeItem(atPath: project.folder + "/site/index.html")
        let outcome = try project.run("build")
        #expect(outcome.output.contains("2 files written"))
        #expect(project.site() == site)
    }

    @Test("a kill at any moment leaves every file old or new, and the next build converges")
    func kill() throws {
        var pages: [String: String] = [:]
        for number in 0..<300 { pages["guides/p\(number).md"] = "---\ntitle: P\(number)\n---\n\nText.\n" }
        let project = try Project(pages)
        _ = try project.run("build", "--today", "2026-01-01")
        var versions: [String: Set<String>] = project.site().mapValues { [$0] }
        var killed = 0
        for round in 1...25 {
            for number in 0..<300 {
                try project.write("content/guides/p\(number).md", "---\ntitle: P\(number)\n---\n\nText \(round).\n")
            }
            _ = try project.run("build", "--today", "2026-01-01", "--output", "reference", "--clean")
            for (path, text) in project.site("reference") { versions[path, default: []].insert(text) }
            let process = project.process(CommandTests.charter, ["build", "--today", "2026-01-01"])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(UInt32(round * 12_000))
            Foundation.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if process.terminationReason == .uncaughtSignal { killed += 1 }
            for (path, text) in project.site() where path != "manifest.json" {
                #expect(versions[path]?.contains(text) == true, "\(path) is neither old nor new")
            }
            #expect(try project.run("build", "--today", "2026-01-01").status == 0)
            #expect(project.site() == project.site("reference"))
        }
        #expect(killed > 5, "the kills came too late to say anything")
    }

    @Test("a full disk is reported and the old site stays")
    func fullDisk() throws {
        let project = try Project()
        let size = 1024
        let script = """
            set -e
            mkdir -p small && mount -t tmpfs -o size=\(size)k tmpfs small
            '\(CommandTests.charter)' build --output small/site >/dev/null
            (cd small && sha256sum $(find site -name '*.html') | sort) > before
            head -c 2000000 /dev/zero | tr '\\0' 'x' > content/big.txt
            status=0; '\(CommandTests.charter)' build --output small/site 2> message || status=$?
            (cd small && sha256sum $(find site -name '*.html') | sort) > after
            umount small
            exit $status
            """
        // A file system of its own, in a namespace of its own.
        let process = project.process("/usr/bin/unshare", ["--mount", "sh", "-c", script])
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard let before = project.read("before"), let after = project.read("after") else {
            print("skipped: a file system cannot be mounted here, so a full disk cannot be tried")
            return
        }
        #expect(process.terminationStatus == 74)
        #expect(project.read("message")?.contains("No space left on device; free some space and build again") == true)
        #expect(before == after)
    }

    @Test(
        "new pages pass the check, drafts included, and never overwrite",
        arguments: ["policy", "licence", "evaluation", "guide"])
    func newPage(_ kind: String) throws {
        let project = try Project(["licences/apache-2.0.md": "---\ntitle: Apache\n---\n"])
        try FileManager.default.removeItem(atPath: project.folder + "/content/licences")
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
        #expect(outcome.status == (kind == "evaluation" ? 1 : 0), "\(outcome.errors)")
    }

    @Test("help is a manual and names every command")
    func help() throws {
        let help = try Project().run("--help")
        #expect(help.status == 0)
        for word in ["build", "check", "serve", "new", "number", "schema", "EXIT CODES"] {
            #expect(help.output.contains(word))
        }
    }
}
