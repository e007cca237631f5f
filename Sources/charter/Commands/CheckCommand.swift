import ArgumentParser
import Diagnostics
import Platform
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
              gitlab  a report of GitLab's Code Quality
              junit   a test report in JUnit's form; errors and warnings are failures
              sarif   SARIF 2.1.0, for code scanning
            All but text are printed on standard output, whole, whatever the exit code.
            """)

    @OptionGroup var project: ProjectOptions

    @OptionGroup var previousSite: PreviousSiteOptions

    @OptionGroup var earlier: EarlierOptions

    @Option(name: .long, help: "text, json, github, gitlab, junit or sarif.")
    var format = DiagnosticFormat.text

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Where docs/diagnostics.md can be read: SARIF's rules then lead to their explanations there.",
            valueName: "address"))
    var helpAddress: String?

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
        guard let helpAddress else { return }
        guard format == .sarif else { throw ValidationError("--help-address needs --format sarif.") }
        let isAddress = ["https://", "http://"].contains(where: helpAddress.hasPrefix)
        guard isAddress, !helpAddress.contains("#"), URL(string: helpAddress)?.host?.isEmpty == false else {
            throw ValidationError(
                "--help-address '\(helpAddress)' is not the address of a page; write it as https://….")
        }
    }

    func run() throws {
        try earlier.checkState()
        let (findings, report) = try golden ? checkGoldenQueries() : (check(), [])
        let diagnostics = findings.diagnostics
        if format == .text {
            project.report(diagnostics, limit: .max)
            for line in report { printText(line.visible) }
            let tally = diagnostics.tally ?? "no errors or warnings"
            print("\(counted(findings.pageCount, "page")) checked: \(tally)\(leftOut(findings.leftOutCount))")
        } else {
            let text = format.render(diagnostics, toolVersion: charterVersion, helpAddress: helpAddress)
            OpenFile.standardOutput.write(text.utf8)
        }
        if diagnostics.fails(strict: strict) { throw ExitStatus.contentErrors }
    }

    /// What there is to report, as an earlier check found it or found now. Nothing is embedded and no index is made.
    private func check() throws -> CheckFindings {
        let named = try previousSite.published()
        let state = Background { ContentHistory.state() }
        let (options, content) = (earlier, project.content)
        let asking = Background { options.state(content: content) }
        var (input, problems) = try project.load(drafts: drafts, answers: true)
        let key = CheckFindings.key(
            input, problems, history: state.value + "\n" + asking.value.identity, published: named)
        if let known = CheckFindings.load(key: key) { return known }
        let committed = named == nil ? Background { CommittedPages.load(content: content) } : nil
        problems += project.addHistory(to: &input)
        let build = buildSite(input, wanted: [.content, .generated, .assets])
        let former = FormerPages(published: named ?? [], committed: committed?.value ?? nil)
        problems += build.library.problems(since: [asking.value.rules(besides: input)].compactMap(\.self))
        let findings = CheckFindings(
            build, diagnostics: problems + build.diagnostics + former.findings(build, of: input))
        findings.save(key: key)
        return findings
    }

    private func checkGoldenQueries() throws -> (CheckFindings, report: [String]) {
        let named = try previousSite.published()
        var (input, problems) = try project.load(drafts: drafts, answers: true)
        input.answers?.known = AnswerCacheFile.load()
        let build = buildSite(input)
        let former = FormerPages(
            published: named ?? [], committed: named == nil ? CommittedPages.load(content: project.content) : nil)
        problems += build.library.problems(
            since: [earlier.state(content: project.content).rules(besides: input)].compactMap(\.self))
        var findings = CheckFindings(
            build, diagnostics: problems + build.diagnostics + former.findings(build, of: input))
        guard !build.hasErrors else { return (findings, []) }
        AnswerCacheFile.save(build.answers, known: input.answers?.known)
        let outcome = try GoldenCheck(project: project, input: input, build: build).run(record: record)
        findings.diagnostics = (findings.diagnostics + outcome.diagnostics).inReadingOrder()
        return (findings, outcome.lines)
    }
}
