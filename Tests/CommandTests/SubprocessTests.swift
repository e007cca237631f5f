import Foundation
import TestSupport
import Testing
import Processes

@testable import charter

/// Other programs: how they start, what they see, and that none holds Charter up.
@Suite("Other programs")
struct SubprocessTests {
    private func shell(
        _ script: String, input: [UInt8] = [], output: Subprocess.Output = .memory(limit: 1 << 20), seconds: Double = 20
    ) -> Subprocess {
        Subprocess(program: "sh", arguments: ["-c", script], input: input, output: output, seconds: seconds)
    }

    @Test("output, errors and status come back, and a signal as a shell has it")
    func outcome() throws {
        let outcome = try shell("echo out; echo err >&2; exit 3").run()
        #expect(String(decoding: outcome.output, as: UTF8.self) == "out\n")
        #expect(outcome.errors == "err\n")
        #expect(outcome.status == 3)
        #expect(try shell("kill -9 $$").run().status == 137)
    }

    @Test("a program that is not there is named")
    func missing() {
        #expect(throws: Subprocess.Failure.missing("charter-has-no-such-program")) {
            try Subprocess(program: "charter-has-no-such-program", arguments: [], seconds: 5).run()
        }
    }

    @Test(
        "what does not end in time is killed with all that it started",
        arguments: ["sleep 60", "sleep 60 & wait", "exec >&- 2>&-; sleep 60", "yes >/dev/null"])
    func time(_ script: String) throws {
        let folder = try ProjectFolder()
        let start = DispatchTime.now().uptimeNanoseconds
        #expect(throws: Subprocess.Failure.tooSlow("sh", seconds: 0.3)) {
            try shell("echo $$ > '\(folder.path)/pid'; \(script)", seconds: 0.3).run()
        }
        #expect(DispatchTime.now().uptimeNanoseconds - start < 15_000_000_000)
        let group = try #require(folder.read("pid").flatMap { pid_t($0.trimmingCharacters(in: .newlines)) })
        // Who was killed and is not reaped yet by the system's first process counts as there for a moment.
        var isThere = true
        for _ in 0..<100 where isThere {
            isThere = kill(-group, 0) == 0
            if isThere { usleep(50_000) }
        }
        #expect(!isThere, "something of the group \(group) lives on")
    }

    @Test("endless output is cut off, in memory and in a file; endless errors are passed over")
    func size() throws {
        #expect(throws: Subprocess.Failure.tooLong("sh", limit: 100_000)) {
            try shell("exec yes", output: .memory(limit: 100_000)).run()
        }
        let folder = try ProjectFolder(), path = folder.path + "/out"
        #expect(throws: Subprocess.Failure.tooLong("sh", limit: 100_000)) {
            try shell("exec yes", output: .file(path, limit: 100_000)).run()
        }
        #expect(try #require(FileManager.default.contents(atPath: path)).count <= 100_000)
        let outcome = try shell("head -c 1000000 /dev/zero >&2; echo done").run()
        #expect(outcome.output == Array("done\n".utf8) && outcome.errors.utf8.count == 64 << 10)
    }

    @Test("more goes through the pipes at once than they hold, and a child may leave its input unread")
    func pipes() throws {
        let input = [UInt8]((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
        #expect(try shell("exec cat", input: input, output: .memory(limit: 4 << 20)).run().output == input)
        let unread = try shell("exec echo x", input: input).run()
        #expect(unread.status == 0 && unread.output == Array("x\n".utf8))
    }

    @Test("a child inherits where things are, and nothing that changes what git says or looks at")
    func environment() {
        let kept = Subprocess.environment(from: [
            "PATH": "/bin", "HOME": "/h", "LANG": "de_DE", "LC_ALL": "de_DE", "GIT_DIR": "/elsewhere", "UNZIP": "-l",
            "GIT_CONFIG_COUNT": "1", "SECRET_KEY": "s",
        ])
        #expect(kept == ["PATH": "/bin", "HOME": "/h", "LC_ALL": "C.UTF-8", "GIT_CONFIG_COUNT": "1"])
    }

    @Test("many at a time do not hold each other's pipes open")
    func concurrent() async throws {
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for index in 0..<40 { group.addTask { try shell("echo \(index)").run().output } }
            var seen = Set<String>()
            for try await output in group { seen.insert(String(decoding: output, as: UTF8.self)) }
            #expect(seen.count == 40)
        }
    }
}

/// What git says, and what is made of it.
@Suite("Git's answers")
struct GitTests {
    @Test("each cause has its own name, whatever stands around it")
    func causes() {
        let dubious = """
            fatal: detected dubious ownership in repository at '/builds/portal'
            To add an exception for this directory, call:

            \tgit config --global --add safe.directory /builds/portal
            """
        #expect(
            GitFailure(words: dubious, status: 128)
                == .foreignOwner(
                    folder: "/builds/portal", words: "detected dubious ownership in repository at '/builds/portal'"))
        #expect(GitFailure(words: dubious, status: 128).fix.hasSuffix("safe.directory '/builds/portal'"))
        #expect(
            GitFailure(words: "fatal: not a git repository (or any of the parent directories): .git\n", status: 128)
                == .noRepository)
        #expect(
            GitFailure(words: "fatal: your current branch 'main' does not have any commits yet\n", status: 128)
                == .noCommit)
        #expect(
            GitFailure(words: "warning: x\nfatal: bad object HEAD\n", status: 128) == .failed("bad object HEAD"))
        #expect(GitFailure(words: "", status: 1) == .failed("git ended with status 1"))
    }

    @Test("a batch of objects is read, and one that lies about its size ends it without a trap")
    func objects() {
        func texts(_ answer: String, _ count: Int) -> [String?] {
            Git.texts(of: Array(answer.utf8)[...], count: count)
        }
        #expect(texts("a blob 3\nx\ny\nb missing\nc tree 2\nzz\nd blob 1\nq\n", 4) == ["x\ny", nil, nil, "q"])
        for size in ["9223372036854775807", "-1", "99", "x", ""] {
            #expect(texts("a blob \(size)\nabc\n", 2).first == .some(nil))
        }
        #expect(texts("a blob 3\nabc", 2) == ["abc", nil])
        #expect(texts("", 1) == [nil])
    }
}
