import ArgumentParser
import Content
import Diagnostics
import Platform
import Importer
import Portal
import Primitives
import Site

extension Origin: ExpressibleByArgument {}

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes over pages from another tool or from documents.",
        discussion: """
            PATH is the folder of a Hugo, Zola, MkDocs or Docusaurus site, a folder of markdown, a file of markdown, or a document or a \
            folder of documents (Word, OpenDocument, HTML such as Confluence exports), which pandoc must be installed for. Front \
            matter, boxes, shortcodes, links and pictures are mapped; the report says of each what became of it, by line, and what \
            was left and why. Every page becomes a draft. Nothing that is there is overwritten, and nothing is written \
            unless all of it passes charter check --drafts.

            EXAMPLES
              charter import ../handbook --dry-run
              charter import ../handbook --kind policy --number
              charter import rules.docx --kind policy
            """)

    @Argument(help: ArgumentHelp("A folder or a file.", valueName: "path"))
    var path: String

    @Option(name: .long, help: "What the pages become: policy, guide or page.")
    var kind = ImportedKind.guide

    @Option(
        name: .long,
        help:
            "What the pages were written for: hugo, zola, mkdocs, docusaurus, documents or markdown; told by the files unless given."
    )
    var from: Origin?

    @Flag(name: .long, help: "Write the numbers of the rules that were found in policies, and their words in capitals.")
    var number = false

    @Flag(name: .long, help: "Show the report and write nothing.")
    var dryRun = false

    @OptionGroup var project: ProjectOptions

    /// Kinds that a page can become without facts that only a reading of a licence or a model gives.
    enum ImportedKind: String, ExpressibleByArgument, CaseIterable {
        case policy, guide, page

        var kind: PageKind {
            switch self {
            case .policy: .policy
            case .guide: .guide
            case .page: .page
            }
        }
    }

    func validate() throws {
        if number, kind != .policy {
            throw ValidationError("--number numbers rules of policies: give --kind policy too.")
        }
    }

    func run() throws {
        let (input, problems) = try project.load(drafts: true)
        let folder = try ImportedFolder(path, origin: from)
        let ids = PolicyNumbers(input.tree).next(count: folder.source.pages.count)
        let plan = planImport(
            folder.source,
            ImportRequest(
                kind: kind.kind, today: project.day, writesNumbers: number,
                taken: Set((input.tree.pages + input.tree.assets + input.tree.data).map(\.path)), policyIDs: ids))
        for problem in plan.problems { printError("charter: error: \(problem)") }
        guard plan.problems.isEmpty else { throw refused() }
        let files = try readFiles(plan, folder)
        report(plan)
        try check(plan, files, input, problems)
        if !dryRun {
            let prefix = input.pathPrefix
            try writingTogether(
                plan.pages.map { (prefix + $0.path, Array($0.text.utf8)) } + files.map { (prefix + $0.path, $0.bytes) },
                replacing: false)
        }
        let all = plan.pages.flatMap(\.notes)
        func count(_ outcome: ImportNote.Outcome) -> Int { all.count { $0.outcome == outcome } }
        print(
            "\(counted(plan.pages.count, "page")) and \(counted(files.count, "file")) from \(folder.source.origin.title)\(dryRun ? " would be written" : " written, drafts all"): \(count(.mapped)) mapped, \(count(.left)) left, \(counted(count(.rule), "rule"))."
        )
        if !dryRun { print("Next: charter serve") }
    }

    private func refused() -> ExitCode {
        printError("charter: nothing was written")
        return ExitStatus.contentErrors
    }

    private func report(_ plan: ImportPlan) {
        for page in plan.pages {
            printText("\(page.source) -> \(project.content)/\(page.path)".visible)
            for note in page.notes {
                let place = note.line > 0 ? "\(page.source):\(note.line)" : page.source
                printText("  \(place): \(note.outcome.rawValue): \(note.text)".visible)
            }
        }
        for snippet in plan.snippets { printText("\(snippet): left: a snippet, which other pages take in".visible) }
        for file in plan.files { printText("\(file.source) -> \(project.content)/\(file.path)".visible) }
    }

    /// The files that pages refer to.
    private func readFiles(_ plan: ImportPlan, _ folder: ImportedFolder) throws -> [SourceFile] {
        try plan.files.map { file in
            guard let bytes = folder.bytes(file.source) else {
                printError("charter: error: '\(file.source)' cannot be read")
                throw refused()
            }
            return SourceFile(path: file.path, bytes: bytes)
        }
    }

    /// Builds the portal with the pages in it: what would be an error there is not written.
    private func check(
        _ plan: ImportPlan, _ files: [SourceFile], _ input: SiteInput, _ problems: [Diagnostic]
    ) throws {
        var input = input
        let before = Set(
            (problems + buildSite(input, wanted: [.content, .generated, .assets]).diagnostics).filter {
                $0.severity == .error
            })
        let pages = plan.pages.map { SourceFile(path: $0.path, bytes: Array($0.text.utf8)) }
        input.tree.pages = (input.tree.pages + pages).sorted { $0.path < $1.path }
        input.tree.assets = (input.tree.assets + files).sorted { $0.path < $1.path }
        let build = buildSite(input, wanted: [.content, .generated, .assets])
        let errors = build.diagnostics.filter { $0.severity == .error && !before.contains($0) }.inReadingOrder()
        guard !errors.isEmpty else { return }
        for error in errors {
            let page = plan.pages.first { input.pathPrefix + $0.path == error.path }
            let line = page.flatMap { page in
                page.sourceLines.indices.contains(error.range.start.line - 1)
                    ? page.sourceLines[error.range.start.line - 1] : nil
            }
            let origin = page.map { "\($0.source):\(max(1, line ?? 1))" } ?? error.path
            printError("charter: error: \(origin): as \(error.path): \(error.summary) [\(error.id.rawValue)]")
            for fix in error.fixes { printError("    help: \(fix.title)") }
        }
        throw refused()
    }
}

/// Ids of policies that are not given yet.
struct PolicyNumbers {
    private let prefix: String
    private let highest: Int

    /// Looks at the policies that there are.
    init(_ tree: SourceTree) {
        let context = ReadingContext(settings: SiteSettings.read(nil, path: "").0, pathPrefix: "")
        let ids = tree.pages.filter { PageKind(path: $0.path) == .policy }
            .compactMap { readPage($0, in: context).page.policy?.id.split(separator: "-") }
        // A number of more than nine digits is not one of a series.
        highest = ids.compactMap { $0.last.flatMap { Int($0) } }.filter { $0 < 1_000_000_000 }.max() ?? 0
        prefix = ids.first?.first.map(String.init) ?? "POL"
    }

    /// The next ones, counted on from the highest.
    func next(count: Int) -> [String] {
        (0..<count).map { "\(prefix)-" + String(printf: "%03d", highest + 1 + $0) }
    }
}
