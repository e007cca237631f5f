import ArgumentParser
import Content
import Platform
import Portal
import Primitives
import Site
import Processes

struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Says what changed between two states of the portal, in its own words.",
        discussion: """
            Requirements, texts of policies, licences and evaluations, who owns, approved and reviewed what and when, verdicts,
            exceptions, deployments, files, settings that govern, anchors and answers. A page that moved is told as renamed.
            OLD and NEW are built sites (their folders, or their api/portal.json), git revisions, or . for the content as it stands.
            With --exit-code, the command exits with 1 if anything changed.

            EXAMPLES
              charter diff main .
              charter diff v1.2 HEAD --format markdown > comment.md
              charter diff /srv/portal site
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }

    @OptionGroup var project: ProjectOptions

    @Argument(help: "The state before: a built site, a git revision or '.'.")
    var old: String

    @Argument(help: "The state after.")
    var new: String

    @Option(name: .long, help: "How to print it: text, json or markdown, for a merge request.")
    var format = Format.text

    @Flag(name: .long, help: "Exit with 1 if anything changed.")
    var exitCode = false

    func run() throws {
        let diff = PortalDiff(from: try snapshot(of: old), to: try snapshot(of: new))
        switch format {
        case .text: printText(diff.text, terminator: "")
        case .json: print(diff.json, terminator: "")
        case .markdown: print(diff.markdown, terminator: "")
        }
        if exitCode, !diff.isEmpty { throw ExitStatus.contentErrors }
    }

    private func snapshot(of state: String) throws -> PortalSnapshot {
        let bytes = try export(of: state)
        do throws(PortalDocument.ReadingError) {
            return PortalSnapshot(try PortalDocument(json: bytes))
        } catch {
            switch error {
            case .damaged: printError("charter: error: '\(state)' holds no api/portal.json that can be read")
            case .otherFormatVersion(let version):
                printError(
                    "charter: error: '\(state)' has an api/portal.json of format version \(version); this program reads "
                        + "version \(PortalDocument.currentFormatVersion)")
            }
            throw ExitStatus.inputMissing
        }
    }

    private func export(of state: String) throws -> [UInt8] {
        if state == "." { return try built(project) }
        let manager = FileManager.default
        if manager.fileExists(atPath: state) {
            let path = manager.isFolder(state) ? state + "/api/portal.json" : state
            guard let data = manager.contents(atPath: path) else {
                printError("charter: error: '\(path)' cannot be read; is '\(state)' a built site?")
                throw ExitStatus.inputMissing
            }
            return Array(data)
        }
        return try atRevision(state)
    }

    /// The content as a revision of git has it, built in memory with the theme of today.
    private func atRevision(_ revision: String) throws -> [UInt8] {
        let folder = FileManager.default.temporaryPath("charter-diff")
        let manager = FileManager.default
        defer { try? manager.removeItem(atPath: folder) }
        do {
            try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            printError("charter: error: '\(folder)' cannot be made: \(error.reason)")
            throw ExitStatus.inputOutput
        }
        let archive = folder + "/content.tar"
        // What starts with a hyphen would be an option of git.
        guard !revision.hasPrefix("-") else { throw unknown(revision, nil) }
        let config: String
        do {
            _ = try Git.run(["rev-parse", "--verify", "--quiet", revision + "^{commit}"])
            config = try Git.run(["ls-tree", "--name-only", revision, "--", project.config])
            let paths = [project.content] + (config.isEmpty ? [] : [project.config])
            _ = try Git.run(["archive", "--output", archive, revision, "--"] + paths)
        } catch {
            throw unknown(revision, error)
        }
        let tar = Subprocess(program: "tar", arguments: ["-xf", archive, "-C", folder], seconds: 600)
        do throws(Subprocess.Failure) {
            let outcome = try tar.run()
            guard outcome.status == 0 else { throw .system(action: "tar: \(outcome.errors)", code: EIO) }
        } catch {
            printError("charter: error: '\(revision)' cannot be unpacked: \(error)")
            throw ExitStatus.inputOutput
        }
        var then = project
        then.content = folder + "/" + project.content
        if !config.isEmpty { then.config = folder + "/" + project.config }
        return try built(then)
    }

    /// Says that a revision cannot be read, and why where git says so.
    private func unknown(_ revision: String, _ failure: GitFailure?) -> ExitCode {
        switch failure {
        case nil, .failed("git ended with status 1"):
            printError(
                "charter: error: '\(revision)' is neither a built site nor a revision of git here; a shallow clone lacks older ones"
            )
        case let failure?: printError("charter: error: '\(revision)' cannot be read: \(failure.cause); \(failure.fix)")
        }
        return ExitStatus.inputMissing
    }

    /// The export of a project; errors of its content are reported but do not stop it.
    private func built(_ project: ProjectOptions) throws -> [UInt8] {
        let (input, problems) = try project.load(drafts: false, answers: true)
        // Vectors play no part in what is compared.
        let build = buildSite(input, wanted: [.generated])
        let errors = (problems + build.diagnostics).filter { $0.severity == .error }
        if !errors.isEmpty {
            printError(
                "charter: warning: \(project.content) has \(counted(errors.count, "error")); charter check lists them")
        }
        for output in build.outputs where output.path == "api/portal.json" {
            if case .bytes(let bytes) = output.content { return bytes }
        }
        return []
    }
}
