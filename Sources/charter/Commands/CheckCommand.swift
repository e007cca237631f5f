import ArgumentParser
import Diagnostics
import Foundation
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

    func run() throws {
        let (input, problems) = try project.load(drafts: drafts)
        let build = buildSite(input)
        let diagnostics = (problems + build.diagnostics).inReadingOrder()
        if format == .text {
            project.report(diagnostics, limit: .max)
            print("\(build.pageCount) pages checked: \(diagnostics.tally ?? "no errors or warnings")")
        } else {
            FileHandle.standardOutput.write(Data(format.render(diagnostics, toolVersion: charterVersion).utf8))
        }
        if diagnostics.fails(strict: strict) { throw ExitStatus.contentErrors }
    }
}
