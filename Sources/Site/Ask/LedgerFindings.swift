import Answers
import Diagnostics
import Portal
import Primitives

/// What the ledger says of the pages as they are now; needs no encoder.
struct LedgerFindings: Sendable {
    /// Reviewed questions that pages answer, by content path: for the lists at their ends and for exports.
    let questions: [String: [AnsweredQuestion]]
    /// Problems of the ledger, and of models that are not on this machine.
    let diagnostics: [Diagnostic]

    /// - Parameters:
    ///   - pages: all pages that stand in the ledger; where the ledger must be complete, all pages.
    ///   - drafts: content paths of pages that are not built, without their ending.
    init(_ answers: AnswersInput, pages: [AnswerPage], drafts: Set<String>, input: SiteInput) {
        let ledger = answers.ledger
        questions = Dictionary(
            concurrentMap(pages, threadCount: input.threadCount) {
                ($0.path + ".md", Self.questions(of: $0, in: ledger))
            }, uniquingKeysWith: { first, _ in first })
        var found =
            answers.diagnostics
            + answers.ledger.diagnostics(
                for: pages, drafts: drafts, pathPrefix: input.pathPrefix, isFrozen: answers.isFrozen)
        if answers.openEncoder == nil {
            found.append(
                Diagnostic(
                    .warning, .answersWithoutModel, path: input.settings.path,
                    "The encoder \(answers.encoderName) is not on this machine; questions are answered by their words alone",
                    fixes: [.init("run 'charter models pull'"), .init("or build with --no-answers")]))
        }
        diagnostics = found
    }

    private static func questions(of page: AnswerPage, in ledger: Ledger) -> [AnsweredQuestion] {
        page.publishedPairs(ledger: ledger.files[page.path]).filter {
            if case .generated = $0.origin { true } else { false }
        }.map { AnsweredQuestion(question: $0.question, quote: $0.quote, anchor: $0.section.anchor) }
    }
}

/// A reviewed question with the page's words that answer it.
struct AnsweredQuestion: Sendable {
    var question: String
    var quote: String
    /// The section's anchor, empty for the page's start.
    var anchor: String
}
