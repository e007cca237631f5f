import Answers
import ArgumentParser
import Diagnostics
import Platform
import Inference
import Portal
import Primitives
import Site

struct AnswersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answers",
        abstract: "Writes, lists and reviews the questions that the portal answers.",
        discussion: """
            A small language model on this machine writes questions on each statement of the portal; the answer is always the
            statement itself, word for word. What passes the checks is kept in content/answers/, one file a page, for people
            to review. docs/answers.md explains how.
            """,
        subcommands: [GenerateAnswers.self, AnswersStatus.self, ReviewAnswers.self, ListCandidates.self])
}

struct ListCandidates: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "candidates",
        abstract: "Prints every candidate with what the choice knows about it, as lines of JSON.",
        discussion: "For those who tune the choice (scripts/adapter/tune_choice.py). Writes no file.")

    @OptionGroup var project: ProjectOptions

    @Option(
        name: .long, help: ArgumentHelp("Only this page, by its path below content/ without .md.", valueName: "page"))
    var page: String?

    @Option(name: .long, help: "Candidates for each statement.")
    var count = 16

    @Flag(name: .long, help: "Leave the adapter out.")
    var plain = false

    @Flag(name: .long, help: "Only what is kept, with its score.")
    var kept = false

    func run() throws {
        let (input, _) = try project.load(drafts: false)
        let models = ProjectAnswerModels(project, input.settings)
        let site = LinkedSite(input, isAnalysed: false)
        let approval = try models.approval(site.library)
        let backend = try modelling { () throws(ModelError) in try openBackend(threads: project.jobs) }
        let writer = try models.openWriter(withAdapter: !plain, backend: backend, approval)
        let encoder = try models.openEncoder(backend: backend, approval)
        var settings = QuestionSettings()
        settings.candidateCount = count
        settings.comparesAll = !kept
        settings.language = input.settings.language
        let pipeline = QuestionPipeline(writer: writer, encoder: encoder, settings: settings)
        let work = site.answerPages.filter { (page == nil || page == $0.path) && !$0.isTranslation }.flatMap { page in
            page.passages.map { (passage: $0, page: page) }
        }
        // Passages are done in any order, but printed in the pages'.
        var waiting: [Int: WrittenQuestions] = [:], printed = 0
        _ = try pipeline.write(on: work) { index, written in
            waiting[index] = written
            while let written = waiting.removeValue(forKey: printed) {
                show(written, on: work[printed].passage, of: work[printed].page)
                printed += 1
            }
        }
    }

    private func show(_ written: WrittenQuestions, on passage: Passage, of page: AnswerPage) {
        let rows = kept ? written.kept.map { ($0.candidate, $0.score) } : written.candidates.map { ($0, 0) }
        for (candidate, score) in rows {
            let features = CandidateClassifier.features.map {
                ($0.name, JSONText.number(candidate.features[keyPath: $0.value]))
            }
            print(
                JSONText.object(
                    [
                        ("page", .string(page.path)), ("title", .string(page.title)),
                        ("section", .integer(passage.section)),
                        ("statement", .string(candidate.statement.reading)),
                        ("question", .string(candidate.question)),
                    ] + features + (kept ? [("score", .number(score))] : [])
                ).text(indent: nil))
        }
    }
}
