import ArgumentParser
import Diagnostics
import Foundation
import Portal
import Primitives
import Search
import Site

extension DiagnosticFormat: ExpressibleByArgument {}

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reports every problem at once and writes no site.",
        discussion: """
            Front matter, links, anchors, images, references, ids, reviews, wording and templates are checked as in a build. \
            docs/diagnostics.md explains each id. What was found is kept in .charter/ and reported again while nothing has changed.

            FORMATS
              text    for people, on standard error
              json    {"diagnostics": [...], "counts": {...}}, on standard output
              github  workflow commands that GitHub shows on the lines of a pull request
              sarif   SARIF 2.1.0, for code scanning
            """)

    @OptionGroup var project: ProjectOptions

    @Option(name: .long, help: "text, json, github or sarif.")
    var format = DiagnosticFormat.text

    @Flag(name: .long, help: "Exit with 1 on warnings too.")
    var strict = false

    @Flag(name: .long, help: "Check drafts too.")
    var drafts = false

    @Flag(name: .long, help: "Try the golden queries of golden.yaml too.")
    var golden = false

    @Flag(name: .long, help: "Record the golden queries' ranks in golden-run.yaml, to compare later runs with.")
    var record = false

    func validate() throws {
        if record, !golden { throw ValidationError("--record needs --golden.") }
    }

    func run() throws {
        let (findings, report) = try golden ? checkGoldenQueries() : (check(), [])
        let diagnostics = findings.diagnostics
        if format == .text {
            project.report(diagnostics, limit: .max)
            for line in report { print(line) }
            print("\(findings.pageCount) pages checked: \(diagnostics.tally ?? "no errors or warnings")")
        } else {
            FileHandle.standardOutput.write(Data(format.render(diagnostics, toolVersion: charterVersion).utf8))
        }
        if diagnostics.fails(strict: strict) { throw ExitStatus.contentErrors }
    }

    /// What there is to report, as an earlier check found it or found now. Nothing is embedded and no index is made.
    private func check() throws -> CheckFindings {
        let state = Background { ContentHistory.state() }
        var (input, problems) = try project.load(drafts: drafts, answers: true)
        let key = CheckFindings.key(input, problems, history: input.settings.showsHistory ? state.value : "")
        if let known = CheckFindings.load(key: key) { return known }
        problems += project.addHistory(to: &input)
        let build = buildSite(input, wanted: [.content, .generated, .assets])
        let findings = CheckFindings(
            pageCount: build.pageCount, diagnostics: (problems + build.diagnostics).inReadingOrder())
        findings.save(key: key)
        return findings
    }

    private func checkGoldenQueries() throws -> (CheckFindings, report: [String]) {
        var (input, problems) = try project.load(drafts: drafts, answers: true)
        input.answers?.known = AnswerCacheFile.load()
        let build = buildSite(input)
        var findings = CheckFindings(
            pageCount: build.pageCount, diagnostics: (problems + build.diagnostics).inReadingOrder())
        guard !build.hasErrors else { return (findings, []) }
        AnswerCacheFile.save(build.answers, known: input.answers?.known)
        let outcome = try GoldenCheck(project: project, input: input, build: build).run(record: record)
        findings.diagnostics = (findings.diagnostics + outcome.diagnostics).inReadingOrder()
        return (findings, outcome.lines)
    }
}
