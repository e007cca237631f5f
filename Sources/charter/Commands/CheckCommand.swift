import ArgumentParser
import Diagnostics
import Foundation
import Portal
import Search
import Site

extension DiagnosticFormat: ExpressibleByArgument {}

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reports every problem at once and writes nothing.",
        discussion: """
            Front matter, links, anchors, images, references, ids, reviews, wording and templates are checked as in a build. \
            docs/diagnostics.md explains each id.

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
        let (input, problems) = try project.load(drafts: drafts, answers: true)
        let build = buildSite(input)
        var diagnostics = (problems + build.diagnostics).inReadingOrder()
        var report: [String] = []
        if golden, !build.hasErrors {
            let outcome = try GoldenCheck(project: project, input: input, build: build).run(record: record)
            diagnostics = (diagnostics + outcome.diagnostics).inReadingOrder()
            report = outcome.lines
        }
        if format == .text {
            project.report(diagnostics, limit: .max)
            for line in report { print(line) }
            print("\(build.pageCount) pages checked: \(diagnostics.tally ?? "no errors or warnings")")
        } else {
            FileHandle.standardOutput.write(Data(format.render(diagnostics, toolVersion: charterVersion).utf8))
        }
        if diagnostics.fails(strict: strict) { throw ExitStatus.contentErrors }
    }
}
