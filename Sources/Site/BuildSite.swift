import Content
import Answers
import Diagnostics
import Markdown
import Portal

/// All that a build depends on. The same input gives the same bytes.
public struct SiteInput: Sendable {
    public var tree: SourceTree
    public var theme: Theme
    public var settings: SiteSettings
    /// The day that dates are compared with.
    public var today: CalendarDate
    public var includesDrafts: Bool
    /// What stands before content paths in diagnostics.
    public var pathPrefix: String
    public var version: String
    /// Changes whenever the tool does: results of another tool are not used again.
    public var toolIdentity: String
    /// How many threads read and write pages.
    public var threadCount: Int
    /// What answers are made from; nil leaves the Ask page out.
    public var answers: AnswersInput?
    /// What git knows of the pages; nil leaves their histories out.
    public var history: ContentHistory?

    /// Everything for one build.
    public init(
        tree: SourceTree, theme: Theme, settings: SiteSettings, today: CalendarDate, includesDrafts: Bool,
        pathPrefix: String = "content/",
        version: String, toolIdentity: String, threadCount: Int = 2, answers: AnswersInput? = nil
    ) {
        self.tree = tree
        self.theme = theme
        self.settings = settings
        self.today = today
        self.includesDrafts = includesDrafts
        self.pathPrefix = pathPrefix
        self.version = version
        self.toolIdentity = toolIdentity
        self.threadCount = max(1, threadCount)
        self.answers = answers
    }
}

extension SiteInput {
    /// Whether the site answers questions; search finds the words that they are answered in.
    var hasAnswers: Bool { answers != nil && settings.search.isEnabled }
}

/// A file of the site.
public struct OutputFile: Sendable {
    /// What stands in the file.
    public enum Content: Sendable {
        case bytes([UInt8])
        /// As in the previous build.
        case unchanged
    }

    public var path: String
    public var content: Content
    /// SHA-256 of the content, in hexadecimal.
    public var hash: String
}

/// What a build made of its input.
public struct SiteBuild: Sendable {
    /// The site's files by path; without meaning where there are errors.
    public var outputs: [OutputFile]
    /// What a writer should know, in reading order.
    public var diagnostics: [Diagnostic]
    /// What the next build need not do again.
    public var cache: BuildCache
    /// The pages and how they hang together.
    public var library: Library
    public var renderedCount: Int
    /// Seconds by step, in order.
    public var timings: [(step: String, seconds: Double)]

    public var pageCount: Int { library.pages.count }

    /// Whether the site must not be published.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Builds a site: read, link, write. Touches no disk.
///
/// 1. Parse the templates.
/// 2. Compile every page that changed (``CompiledPage``); take the facts of the others from the cache.
/// 3. Link the pages (``Library``): references, backlinks, checks.
/// 4. Write each page whose own text or anything it shows of others changed.
/// 5. Write what is made from many pages: lists, register, feeds.
/// 6. Write the search index, of which only the parts that changed are new.
/// 7. Write what answers questions: vectors, quotations, the encoder.
public func buildSite(_ input: SiteInput, previous: BuildCache = BuildCache(), clock: @escaping () -> Double = { 0 })
    -> SiteBuild
{
    var timer = StepTimer(clock: clock)
    let (templates, templateProblems) = TemplateSet.load(input.theme)
    let assets = ThemeAssets(input.theme)
    timer.end("templates")

    let compiler = PageCompiler(input, previous: previous)
    let pages = compiler.facts()
    timer.end("compile")

    let assetPaths = Set(input.tree.assets.map(\.path))
    let all = pages.map(\.page)
    let library = Library(
        pages: all, assets: assetPaths,
        generatedRoutes: generatedRoutes(
            for: all, hasSearch: input.settings.search.isEnabled, hasAnswers: input.hasAnswers,
            data: Set(input.tree.data.map(\.path))),
        settings: input.settings,
        today: input.today, includesDrafts: input.includesDrafts, pathPrefix: input.pathPrefix,
        dataFiles: DataFiles(
            pages: all, assets: input.tree.assets, data: input.tree.data,
            pathPrefix: input.pathPrefix),
        threadCount: input.threadCount)
    timer.end("link")

    var site = SiteContext(
        library: library, assets: assets.references, icon: assets.icon, version: input.version)
    site.history = input.history
    let asking =
        input.hasAnswers
        ? input.answers.map {
            AskWriter(library: library, compiler: compiler, compiled: pages, input: input, answers: $0)
        } : nil
    if let asking {
        site.addQuestions(asking.questions())
    }
    timer.end("answers")

    var writer = PageWriter(site: site, templates: templates, compiler: compiler, input: input, previous: previous)
    writer.writeContent(compiled: pages)
    timer.end("write pages")

    writer.writeGenerated()
    timer.end("write lists")

    writer.writeSearch(pages)
    timer.end("search index")

    if let asking { writer.writeAnswers(asking, pages) }
    timer.end("ask bundle")

    for asset in assets.files { writer.add(asset.path, asset.bytes) }
    for asset in input.tree.assets { writer.add(asset.path, asset.bytes) }
    timer.end("write files")

    let diagnostics =
        input.tree.diagnostics + templateProblems + library.diagnostics + writer.diagnostics
        + (asking?.diagnostics(
            drafts: Set(pages.filter { $0.page.status == .draft }.map { String($0.page.path.dropLast(3)) }),
            pathPrefix: input.pathPrefix) ?? [])
    return SiteBuild(
        outputs: writer.outputs, diagnostics: diagnostics.inReadingOrder(),
        cache: writer.cache(of: pages),
        library: library,
        renderedCount: writer.renderedCount, timings: timer.steps)
}

/// Measures the steps of a build with a clock that the caller gives.
private struct StepTimer {
    let clock: () -> Double
    var last: Double
    var steps: [(step: String, seconds: Double)] = []

    init(clock: @escaping () -> Double) {
        self.clock = clock
        last = clock()
    }

    mutating func end(_ step: String) {
        let now = clock()
        steps.append((step, now - last))
        last = now
    }
}
