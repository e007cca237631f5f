import Foundation
import TestSupport
import Testing

/// Numbers that nobody means, from the environment, the content, the disk: said or shown, never a trap.
@Suite("Numbers out of range")
struct NumberTests {
    @Test(
        "SOURCE_DATE_EPOCH outside of the years that can be written is a mistake of the command line",
        arguments: ["-9223372036854775808", "9223372036854775807", "-62167219201", "253402300800", "1e9", ""])
    func epoch(_ text: String) throws {
        let project = try ProjectFolder()
        try project.linkTemplates()
        try project.write("content/a.md", "---\ntitle: A\n---\n")
        let outcome = try project.run("check", environment: ["SOURCE_DATE_EPOCH": text])
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("SOURCE_DATE_EPOCH '\(text)' is not a number of seconds since 1970"))
        // A moment before 1970 is one.
        #expect(try project.run("check", environment: ["SOURCE_DATE_EPOCH": "-62167219200"]).status == 0)
    }

    private static let huge = ["9223372036854775807", "-9223372036854775808", "1e300", "99999999999999999999"]

    private static let evaluation = "content/evaluations/heron.md"

    /// What is put in place of what: together where none hides another.
    private static let edits: [[(path: String, old: String, new: String)]] = [
        [
            (evaluation, "context_length: 8192", "context_length: NUMBER"),
            (evaluation, "parameter_count: 3.1", "parameter_count: NUMBER"),
            ("charter.yaml", "title:", "review_notice_days: NUMBER\ntitle:"),
        ],
        [
            (evaluation, "layers: 28", "layers: NUMBER, window: NUMBER, window_layers: NUMBER"),
            ("content/policies/choice-of-models.md", "{#R1}", "{#RNUMBER}\n\nStaff MUST count."),
        ],
    ]

    @Test("an evaluation, settings and a policy with absurd numbers end no build", arguments: edits, huge)
    func content(_ edits: [(path: String, old: String, new: String)], _ number: String) throws {
        let (project, _) = try FixturePortal.copy(hasHistory: false)
        for edit in edits {
            let text = try #require(project.read(edit.path))
            try #require(text.contains(edit.old), "\(edit.path) has no '\(edit.old)'")
            let new = edit.new.replacingOccurrences(of: "NUMBER", with: number)
            try project.write(edit.path, text.replacingOccurrences(of: edit.old, with: new))
        }
        let outcome = try FixturePortal.build(project, to: "site", day: FixturePortal.day, "--no-answers")
        #expect([0, 1].contains(outcome.status), "\(outcome.errors)")
    }

    @Test("a new policy is numbered after the highest number of a series, not after an absurd one")
    func newPolicy() throws {
        let (project, _) = try FixturePortal.copy(hasHistory: false)
        let path = "content/policies/older-rules.md"
        let text = try #require(project.read(path))
        let id = try #require(text.firstMatch(of: /\nid: (\S+)/)?.1)
        try project.write(path, text.replacingOccurrences(of: String(id), with: "HAR-9223372036854775807"))
        let outcome = try project.run("new", "policy", "Another")
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test(
        "files of the far future and the far past are built like others",
        arguments: [-60_000_000_000.0, 13_000_000_000])
    func stamps(_ seconds: Double) throws {
        let project = try ProjectFolder()
        try project.linkTemplates()
        try project.write("content/a.md", "---\ntitle: A\n---\n")
        #expect(try project.run("build", "--today", "2026-01-01").status == 0)
        for path in ["content/a.md", "site/a.html"] {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: project.path + "/" + path)
        }
        #expect(try project.run("build", "--today", "2026-01-01").status == 0)
        #expect(try project.run("build", "--today", "2026-01-01").output.contains("0 files written"))
    }
}
