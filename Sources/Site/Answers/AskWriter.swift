import Primitives
import Answers
import Diagnostics
import Portal
import Search

/// Adds the answers to a build, where anything that they are made from has changed.
struct AskWriter {
    let library: Library
    let answers: AnswersInput
    /// All pages as questions are asked of them.
    let pages: [AnswerPage]

    init(library: Library, compiler: PageCompiler, compiled: [PageFacts], input: SiteInput, answers: AnswersInput) {
        self.library = library
        self.answers = answers
        let bodies = Dictionary(
            compiled.compactMap { facts in facts.compiled.map { (facts.page.path, $0.text) } },
            uniquingKeysWith: { first, _ in first })
        let language = input.settings.language
        pages = concurrentMap(library.pages.filter { !$0.isIntroduction }, threadCount: input.threadCount) { page in
            let text = bodies[page.path] ?? compiler.compile(page.path)?.text ?? []
            return AnswerPage(page, SearchablePage(page, text: text, siteLanguage: language))
        }.sorted { $0.url < $1.url }
    }

    /// Problems of the ledger, and of models that are not on this machine.
    func diagnostics(drafts: Set<String>, pathPrefix: String) -> [Diagnostic] {
        var found =
            answers.diagnostics
            + answers.ledger.diagnostics(
                for: pages, drafts: drafts, pathPrefix: pathPrefix, isFrozen: answers.isFrozen)
        if answers.openEncoder == nil {
            found.append(
                Diagnostic(
                    .warning, .answersWithoutModel, path: library.settings.path,
                    "The encoder \(answers.encoderName) is not on this machine; questions are answered by their words alone",
                    fixes: [.init("run 'charter models pull'"), .init("or build with --no-answers")]))
        }
        return found
    }

    /// A hash of all that the files depend on.
    func key(searchKey: String, identity: String) -> String {
        var digest = ContentDigest()
        digest.add(identity)
        digest.add(searchKey)
        digest.add(answers.openEncoder == nil ? "" : answers.encoderHash)
        digest.add(library.settings.contactName ?? "")
        digest.add(library.settings.contactURL ?? "")
        for file in answers.ledger.files.values.sorted(by: { $0.page < $1.page }) { digest.add(file.yaml) }
        return digest.finish()
    }

    /// The files of ask/, and what the page about them shows.
    func files(over index: [ShardFile]) throws -> (files: [ShardFile], bundle: AskBundle, counts: Counts) {
        let kept = Dictionary(index.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
        let searcher = try Searcher { kept[$0] ?? nil }
        let encoder = try answers.openEncoder?()
        let cache = answers.cache
        let bundle = try buildAskBundle(
            pages: pages, ledger: answers.ledger, searcher: searcher
        ) { texts in
            guard let encoder else { return texts.map { _ in QuantizedVector(values: [], scale: 0) } }
            return try cache.vectors(of: texts, encoder: encoder)
        }
        let exported = try encoder.map { try export($0, bundle) }
        let details = AskDetails(
            encoder: answers.encoderName, contactName: library.settings.contactName ?? "",
            contactURL: library.settings.contactURL ?? "")
        return (try bundle.files(encoder: exported, details: details), bundle, Counts(answers.ledger, bundle))
    }

    private func export(_ encoder: any AnswerEncoder, _ bundle: AskBundle) throws -> EncoderFiles {
        let export = EncoderExport(encoder)
        let layers = try answers.cache.layers[encoder.hash] ?? export.layers()
        if answers.cache.layers[encoder.hash] == nil { answers.cache.keep(layers, for: encoder.hash) }
        var tokens = Set<Int>()
        for page in pages {
            for section in page.sections {
                tokens.formUnion(encoder.tokens(of: page.name(of: section) + " " + section.text))
            }
        }
        for quote in bundle.clusters.flatMap(\.quotes) { tokens.formUnion(encoder.tokens(of: quote.question)) }
        return try export.files(layers: layers, siteTokens: tokens)
    }

    /// How many pairs there are, by what became of them.
    struct Counts {
        var curated = 0
        var reviewed = 0
        var statements = 0
        var rejected = 0

        init(_ ledger: Ledger, _ bundle: AskBundle) {
            for quote in bundle.clusters.flatMap(\.quotes) {
                switch quote.origin {
                case .curated: curated += 1
                // A pair without a model was written by a reviewer.
                case .generated(let model, _): if model.isEmpty { curated += 1 } else { reviewed += 1 }
                case .statement: statements += 1
                }
            }
            rejected = ledger.files.values.flatMap(\.pairs).count { $0.status == .rejected }
        }
    }

    /// Reviewed questions that pages answer, by content path: for the lists at their ends and for exports.
    func questions() -> [String: [AnsweredQuestion]] {
        Dictionary(pages.map { ($0.path + ".md", questions(of: $0)) }, uniquingKeysWith: { first, _ in first })
    }

    private func questions(of page: AnswerPage) -> [AnsweredQuestion] {
        page.publishedPairs(ledger: answers.ledger.files[page.path]).filter {
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
