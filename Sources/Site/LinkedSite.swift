import Answers
import Diagnostics
import Portal
import Primitives
import Search

/// Pages read and linked, nothing written yet: the first half of a build, and all that searching, asking and writing
/// questions need of the content.
public struct LinkedSite: Sendable {
    let input: SiteInput
    let compiler: PageCompiler
    /// All pages, drafts included.
    let facts: [PageFacts]
    /// The pages that are built and the links between them.
    public let library: Library
    let texts: PageTexts

    /// Reads the pages that changed, takes the facts of the others from the cache, and links all.
    ///
    /// - Parameters:
    ///   - input: all that the build depends on.
    ///   - isAnalysed: whether an index will be made of the pages.
    ///   - previous: what an earlier build left.
    public init(_ input: SiteInput, isAnalysed: Bool = true, previous: BuildCache = BuildCache()) {
        let compiler = PageCompiler(input, isAnalysed: isAnalysed, previous: previous)
        self.init(input, compiler, compiler.facts())
    }

    init(_ input: SiteInput, _ compiler: PageCompiler, _ facts: [PageFacts]) {
        self.input = input
        self.compiler = compiler
        self.facts = facts
        let pages = facts.map(\.page)
        let built = input.includesDrafts ? pages : pages.filter { $0.status != .draft }
        let dataFiles = DataFiles(
            pages: built.filter { $0.edition == nil }, assets: input.tree.assets, data: input.tree.data,
            licenceTexts: input.licenceTexts,
            pathPrefix: input.pathPrefix)
        let siteFacts = SiteFacts(
            pages: built, dataFiles: dataFiles, settings: input.settings, hasAnswers: input.hasAnswers,
            hasHistory: input.history != nil)
        library = Library(
            pages: pages, assets: Set(input.tree.assets.map(\.path)),
            generatedRoutes: MadePage.routes(siteFacts).union(ExportFile.routes(siteFacts)), settings: input.settings,
            today: input.today, includesDrafts: input.includesDrafts, pathPrefix: input.pathPrefix,
            dataFiles: dataFiles, threadCount: input.threadCount)
        texts = compiler.texts(of: facts)
    }

    /// What a writer should know of the content, but for the ledger.
    public var diagnostics: [Diagnostic] { input.tree.diagnostics + library.diagnostics }

    /// The pages as questions are asked of them, in the order of their addresses.
    public var answerPages: [AnswerPage] { answerPages { _ in true } }

    /// Those of the pages whose paths below `content/`, without their ending, are wanted.
    func answerPages(where isWanted: (String) -> Bool) -> [AnswerPage] {
        let texts = texts, hasDecisions = library.decisions != nil
        let pages = library.pages.filter { !$0.isIntroduction && isWanted(String($0.path.dropLast(3))) }
        return concurrentMap(pages, threadCount: input.threadCount) { page in
            AnswerPage(
                page, texts.searched(page), stated: library.statedQuestions(of: page).flatMap(\.questions),
                hasDecisions: hasDecisions)
        }.sorted { $0.url < $1.url }
    }

    /// The search index of all pages, in memory; empty where the site is not searched.
    public var searchIndex: [ShardFile] { search?.files(known: [:]) ?? [] }

    /// The search index to be written; nil where the site is not searched.
    var search: SearchWriter? {
        guard input.settings.search.isEnabled else { return nil }
        return SearchWriter(
            library: library, texts: texts, compilerIdentity: compiler.identity, threadCount: input.threadCount)
    }

    /// What the ledger says of the pages; nil where the site answers no questions.
    var ledgerFindings: LedgerFindings? {
        guard input.hasAnswers, let answers = input.answers else { return nil }
        // Most pages of a large site have no questions: their texts need not be read.
        let pages = answerPages { answers.isFrozen || answers.ledger.files[$0] != nil }
        let drafts = facts.map(\.page).filter { $0.status == .draft }.map { String($0.path.dropLast(3)) }
        return LedgerFindings(answers, pages: pages, drafts: Set(drafts), input: input)
    }
}
