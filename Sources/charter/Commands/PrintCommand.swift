import ArgumentParser
import Diagnostics
import Platform
import Portal
import Primitives
import Site

struct PrintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print",
        abstract: "Writes the policies as a PDF: a controlled handbook.",
        discussion: """
            The handbook of the site (handbook.html) with a title sheet, a contents with the numbers of its sheets, each policy \
            with its id, version and date on every sheet, and the register of requirements. It is printed by an installed \
            Chromium, Chrome or Edge of version \(Chromium.oldestVersion) or newer, without a window and without a network.

            The same content gives the same bytes with the same browser and the same fonts: the PDF bears the day of --today or \
            SOURCE_DATE_EPOCH, not the moment. As the superuser, the browser runs without its sandbox.

            EXAMPLES
              charter print --pdf handbook.pdf
              charter print --pdf incidents.pdf --policies POL-001,POL-004
            """)

    @OptionGroup var project: ProjectOptions

    @Option(name: .long, help: ArgumentHelp("The file to write.", valueName: "file"))
    var pdf: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The policies to print, with commas between them; all in force unless given.", valueName: "ids"))
    var policies: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The browser to print with: a name or a path of Chromium, Chrome or Edge.", valueName: "program"))
    var browser: String?

    @Option(
        name: .long, help: ArgumentHelp("How long one of the two printings may take, in seconds.", valueName: "seconds")
    )
    var timeLimit = 120.0

    @Flag(name: .long, help: "Run the browser without its sandbox, for containers that allow it none.")
    var noSandbox = false

    func validate() throws {
        guard timeLimit > 0, timeLimit <= 86_400 else {
            throw ValidationError("--time-limit must be more than 0 and at most 86400 seconds.")
        }
        guard !FileManager.default.isFolder(pdf) else {
            throw ValidationError("--pdf '\(pdf)' is a folder; name a file in it.")
        }
    }

    func run() throws {
        let isRoot = geteuid() == 0
        let chromium = try printing {
            try Chromium(named: browser, hasSandbox: !noSandbox && !isRoot, seconds: timeLimit)
        }
        let site = try build()
        let chosen = try chosenPolicies(of: site.build.library)
        if isRoot, !noSandbox {
            printError(
                "charter: note: as the superuser, \(chromium.program) runs without its sandbox; the page is Charter's own and loads nothing else"
            )
        }
        let print = PrintHandbook(
            browser: chromium, files: site.files, settings: site.build.library.settings, policies: chosen,
            day: project.day)
        let outcome = try printing { try print.run() }
        try performing(option: "--pdf") { () throws(PublishError) in
            try writeFileAtomically(pdf, outcome.document.bytes)
        }
        if !outcome.unnumbered.isEmpty {
            printError(
                "charter: warning: \(counted(outcome.unnumbered.count, "line")) of the contents have no number: \(chromium.program) did not tell where they lead"
            )
        }
        let count = chosen.isEmpty ? Handbook.policies(in: site.build.library).count : chosen.count
        printText(
            "\(count == 1 ? "1 policy" : "\(count) policies") on \(counted(outcome.document.sheetCount, "sheet")) to \(pdf)"
        )
    }

    /// The site in memory, as far as the handbook needs it.
    private func build() throws -> (build: SiteBuild, files: [String: [UInt8]]) {
        var (input, problems) = try project.load(drafts: false)
        input.commit = SourceCommit.asked(of: project)
        let build = buildSite(input, wanted: [.generated, .assets, .record])
        let diagnostics = (problems + build.diagnostics).inReadingOrder()
        guard !diagnostics.fails(strict: false) else {
            project.report(diagnostics)
            printError("charter: \(diagnostics.tally ?? "errors"); nothing was printed")
            throw ExitStatus.contentErrors
        }
        let files = build.outputs.compactMap { output -> (String, [UInt8])? in
            guard case .bytes(let bytes) = output.content else { return nil }
            return (output.path, bytes)
        }
        return (build, Dictionary(files, uniquingKeysWith: { first, _ in first }))
    }

    /// The ids that were named, in the handbook's order; none where all are meant.
    private func chosenPolicies(of library: Library) throws -> [String] {
        let known = Handbook.policies(in: library)
        guard (1...Handbook.mostPolicies).contains(known.count) else {
            printError(
                known.isEmpty
                    ? "charter: error: no policy is in force, so there is nothing to print"
                    : "charter: error: \(known.count) policies are in force; a handbook holds \(Handbook.mostPolicies) at most"
            )
            throw ExitStatus.inputMissing
        }
        guard let policies else { return [] }
        let named = policies.split { $0 == "," || $0.isWhitespace }.map { $0.uppercased() }
        for id in named where !known.contains(id) {
            let hint = nearestWord(to: id, among: known).map { "; did you mean \($0)?" } ?? ""
            printError(
                "charter: error: --policies names '\(id)', which is not a policy in force\(hint) In force: \(known.joined(separator: ", "))"
            )
            throw ExitStatus.usage
        }
        guard !named.isEmpty else {
            printError("charter: error: --policies names no policy; write it as POL-001,POL-004 or leave it out")
            throw ExitStatus.usage
        }
        return known.filter(named.contains)
    }

    /// Turns a browser's failure into a message and an exit code.
    private func printing<Result>(_ step: () throws -> Result) throws -> Result {
        do {
            return try step()
        } catch let failure as Chromium.Failure {
            switch failure {
            case .unusable(let reason):
                printError("charter: error: \(reason)")
                throw ExitStatus.inputMissing
            case .failed(let reason):
                printError("charter: error: \(reason); nothing was written")
                throw ExitStatus.inputOutput
            }
        } catch let error as PublishError {
            return try performing(option: "--pdf") { () throws(PublishError) in throw error }
        }
    }
}
