import ArgumentParser
import CBuild
import CMalloc
import Diagnostics
import Platform
import Primitives

/// Charter's version, in pages, reports and `charter --version`.
let charterVersion = "0.1.0"

/// The version with the commit that the program was built from, as `--version` says it.
private let versionWithCommit =
    "\(charterVersion) (\(charter_commit().map { "commit " + String(cString: $0) } ?? "unknown commit"))"

@main
struct EntryPoint {
    static func main() {
        tuneAllocator()
        Charter.main()
    }

    /// A build allocates and frees small pieces by the million, then ends: giving memory back to the system in between
    /// costs a quarter of its time.
    private static func tuneAllocator() {
        #if canImport(Glibc)
            mallopt(M_TRIM_THRESHOLD, 1 << 30)
            mallopt(M_TOP_PAD, 32 << 20)
            mallopt(M_MMAP_THRESHOLD, 256 << 20)
        #endif
    }
}

struct Charter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "charter",
        abstract: "Builds an AI policy portal: markdown in, a static site out.",
        discussion: """
            Policies, licence analyses, model evaluations and guides are markdown files under content/. \
            Charter checks them, links them and writes a site that works from a web server and from a file share, \
            with no request to anywhere else.

            EXIT CODES
              0   done
              1   the content has errors (or warnings, with --strict); nothing was published
              64  the command line is wrong
              66  an input folder or file is missing
              70  Charter itself failed
              74  the disk or the network failed; the published site was left as it was
            """,
        version: versionWithCommit,
        subcommands: [
            InitCommand.self, BuildCommand.self, CheckCommand.self, ServeCommand.self, SearchCommand.self,
            AskCommand.self,
            AnswersCommand.self, NewCommand.self, FixCommand.self, ImportCommand.self,
            NumberCommand.self, ReviewCommand.self, DiffCommand.self, SchemaCommand.self, ModelCommand.self,
            ModelsCommand.self, LicencesCommand.self, PrintCommand.self, PublishCommand.self, VerifyCommand.self,
            ThemeCommand.self,
            ExplainCommand.self,
        ])
}

/// The exit codes of sysexits.h that Charter uses.
enum ExitStatus {
    static let contentErrors = ExitCode(1)
    static let usage = ExitCode(64)
    static let inputMissing = ExitCode(66)
    static let internalFault = ExitCode(70)
    static let inputOutput = ExitCode(74)
}

/// Writes a line to standard error. A name or another machine's message in it cannot move the cursor or command a CI system.
func printError(_ message: String) {
    OpenFile.standardError.write((message.visibleLines + "\n").utf8)
}

/// Writes text for people to standard output, likewise; what programs read is printed as it is.
func printText(_ text: String, terminator: String = "\n") { print(text.visibleLines, terminator: terminator) }
