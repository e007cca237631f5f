import Answers
import ArgumentParser
import Diagnostics
import Platform
import Inference
import Portal
import Site

struct GenerateAnswers: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Writes questions about new passages, and adds what passes the checks to content/answers/.",
        discussion: """
            What people decided is never changed: an approved, edited or rejected pair stays, and a rejected one does not come
            back. An interrupted run resumes where it stopped. The same content, models and seed give the same questions on
            the same kind of CPU.

            EXAMPLES
              charter answers generate
              charter answers generate --frozen     in CI: fails where the ledger is behind the content
            """)

    @OptionGroup var project: ProjectOptions

    @Flag(name: .long, help: "Write nothing; fail where passages have no questions yet.")
    var frozen = false

    @Option(name: .long, help: "Candidates for each statement.")
    var candidates = QuestionSettings().candidateCount

    @Option(name: .long, help: "Another seed writes other candidates.")
    var seed: UInt64 = 1

    func run() throws {
        let (input, problems) = try project.load(drafts: false)
        let (ledger, ledgerProblems) = project.loadLedger()
        let site = LinkedSite(input, isAnalysed: !frozen)
        let pages = site.answerPages
        if frozen {
            let behind = (problems + ledgerProblems + ledger.behind(pages, pathPrefix: input.pathPrefix))
                .inReadingOrder()
            project.report(behind)
            if behind.fails(strict: true) { throw ExitStatus.contentErrors }
            print("content/answers/ is up to date with \(pages.count) pages")
            return
        }
        guard !(problems + ledgerProblems).fails(strict: false) else {
            project.report(problems + ledgerProblems)
            throw ExitStatus.contentErrors
        }
        let (files, counts, speed) = try update(ledger, pages, site, input.settings)
        var changed = 0
        for file in files where ledger.files[file.page] != file {
            changed += 1
            do {
                try writeFileAtomically("\(project.content)/answers/\(file.page).yaml", Array(file.yaml.utf8))
            } catch {
                printError("charter: error: \(error.message)")
                throw ExitStatus.inputOutput
            }
        }
        print(
            "\(counts.passages) passages, \(counts.statements) statements, \(counts.written) candidates of \(counts.tokens) tokens, \(counts.kept) questions kept; \(changed) files written"
        )
        for rejection in Rejection.allCases {
            if let count = counts.rejected[rejection], count > 0 { print("  \(rejection.rawValue): \(count)") }
        }
        if let speed { print(speed.summary) }
    }

    private func update(
        _ ledger: Ledger, _ pages: [AnswerPage], _ site: LinkedSite, _ siteSettings: SiteSettings
    ) throws -> (files: [LedgerFile], counts: GenerationCounts, speed: WritingSpeed?) {
        let models = ProjectAnswerModels(project, siteSettings)
        do {
            let approval = try models.approval(site.library)
            try project.refuseErrors(site.diagnostics)
            let backend = try modelling { () throws(ModelError) in try openBackend(threads: project.jobs) }
            let writer = try models.openWriter(backend: backend, approval)
            let encoder = try models.openEncoder(backend: backend, approval)
            var settings = QuestionSettings()
            settings.candidateCount = candidates
            settings.seed = seed
            settings.language = siteSettings.language
            let update = LedgerUpdate(
                pages: pages, searcher: try project.searcher(over: site, settings: siteSettings), encoder: encoder,
                pipeline: QuestionPipeline(writer: writer, encoder: encoder, settings: settings),
                writerName: writer.name,
                writerHash: writer.hash, store: DiskPassageStore())
            let bar = ProgressBar(unit: "passages")
            defer { bar.finish() }
            return try update.run(on: ledger) { done, total, tokens in
                bar.show(done, of: total, note: "\(tokens) tokens")
            }
        } catch let error as MissingModel {
            printError("charter: error: \(error)")
            throw ExitStatus.inputMissing
        } catch let error as FetchError {
            printError("charter: error: \(error)")
            throw ExitStatus.inputOutput
        }
    }
}

extension WritingSpeed {
    /// Prompts and texts with their rates. Rates count what was computed, as those of `charter model bench` do.
    fileprivate var summary: String {
        func rate(_ tokens: Int, _ seconds: Double) -> Int { Int((Double(tokens) / max(seconds, 1e-9)).rounded()) }
        return
            "prompts: \(promptTokens) tokens, of which \(readTokens) were read, \(rate(readTokens, readSeconds)) a second; "
            + "texts: \(writtenTokens) tokens, of which \(computedTokens) were computed, "
            + "\(rate(computedTokens, writeSeconds)) a second"
    }
}

/// Questions by passage below `.charter/questions/`, a JSON file each.
struct DiskPassageStore: PassageStore {
    private let folder = ".charter/questions"

    func questions(for key: String) -> PassageQuestions? {
        FileManager.default.contents(atPath: path(key)).flatMap {
            try? JSONDecoder().decode(PassageQuestions.self, from: $0)
        }
    }

    func keep(_ questions: PassageQuestions, for key: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let bytes = Array(try encoder.encode(questions))
        try performing { () throws(PublishError) in try writeFileAtomically(path(key), bytes) }
    }

    private func path(_ key: String) -> String { "\(folder)/\(key).json" }
}
