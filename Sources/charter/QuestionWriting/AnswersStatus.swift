import Answers
import ArgumentParser
import Diagnostics
import Platform
import Portal
import Primitives
import Site

struct AnswersStatus: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract:
            "Says where the ledger stands: what is new, stale or unreviewed, and which sections answer nothing yet.")

    @OptionGroup var project: ProjectOptions

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() throws {
        let (input, problems) = try project.load(drafts: false)
        let (ledger, ledgerProblems) = project.loadLedger()
        let pages = LinkedSite(input, isAnalysed: false).answerPages
        let report = LedgerReport(ledger, pages)
        if json {
            print(report.json)
        } else {
            printText(report.text, terminator: "")
        }
        project.report(
            (problems.filter { $0.severity == .error } + ledgerProblems
                + ledger.diagnostics(for: pages, pathPrefix: input.pathPrefix)).inReadingOrder())
    }
}

/// Counts of a ledger against its pages.
struct LedgerReport {
    private var counts: [LedgerPair.Status: Int] = [:]
    private var curated = 0
    private var stale = 0
    private var newPassages = 0
    private var passages = 0
    /// Sections that hold a statement and no question.
    private var silent: [(page: String, section: String)] = []

    init(_ ledger: Ledger, _ pages: [AnswerPage]) {
        for page in pages where page.status == "active" && !page.isTranslation {
            let file = ledger.files[page.path]
            let own = page.passages
            let known = Set(file?.passages ?? [])
            passages += own.count
            newPassages += own.count { !known.contains($0.hash) }
            curated += page.curatedPairs.count + page.questions.count
            var answered = Set(page.curatedPairs.map(\.section.number) + page.questions.map(\.section))
            for pair in file?.pairs ?? [] {
                counts[pair.status, default: 0] += 1
                guard pair.status.isPublished else { continue }
                if Ledger.standing(of: pair, on: page, passages: own) == .current,
                    let section = page.section(holding: pair)
                {
                    answered.insert(section.number)
                } else {
                    stale += 1
                }
            }
            silent += page.sections.filter { section in
                !answered.contains(section.number) && own.contains { $0.section == section.number }
            }.map { (page.path, $0.heading.isEmpty ? "start of the page" : $0.heading) }
        }
    }

    var text: String {
        var lines = [
            "\(passages) passages, \(newPassages) without questions yet",
            "\(curated) questions by writers, \(LedgerPair.Status.allCases.map { "\(counts[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", "))",
            "\(stale) published pairs whose text has changed",
            "\(silent.count) sections without an accepted question\(silent.isEmpty ? "" : ":")",
        ]
        lines += silent.map { "  \($0.page): \($0.section)".visible }
        return lines.map { $0 + "\n" }.joined()
    }

    var json: String {
        JSONText.object([
            ("passages", .integer(passages)), ("new_passages", .integer(newPassages)), ("curated", .integer(curated)),
            ("pairs", .object(LedgerPair.Status.allCases.map { ($0.rawValue, .integer(counts[$0] ?? 0)) })),
            ("stale", .integer(stale)),
            (
                "sections_without_question",
                .array(silent.map { .object([("page", .string($0.page)), ("section", .string($0.section))]) })
            ),
        ]).text(indent: nil)
    }
}
