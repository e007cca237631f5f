import Answers
import Content
import Diagnostics
import Portal
import Primitives
import Search
import Words

/// All that a build depends on. The same input gives the same bytes.
public struct SiteInput: Sendable {
    public var tree: SourceTree
    public var theme: Theme
    public var settings: SiteSettings
    /// The bytes that the settings were read from, empty where there is no file: they stand for the settings in keys.
    public var settingsSource: [UInt8]
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
    /// The commit that the sources are of; nil where git tells none, or was not asked.
    public var commit: SourceCommit?
    /// Texts of licences that were fetched, by the SHA-256 of their bytes. Diagnostics depend on them, no file of the
    /// site does: what it says of them it takes from the record in git.
    public var licenceTexts: [String: [UInt8]] = [:]

    /// Everything for one build.
    public init(
        tree: SourceTree, theme: Theme, settings: SiteSettings, settingsSource: [UInt8], today: CalendarDate,
        includesDrafts: Bool,
        pathPrefix: String = "content/",
        version: String, toolIdentity: String, threadCount: Int = 2, answers: AnswersInput? = nil
    ) {
        self.tree = tree
        self.theme = theme
        self.settings = settings
        self.settingsSource = settingsSource
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
    /// The vectors and layers of this build's answers; nil where it made no new ones.
    public var answers: AnswerCache?
    /// The pages and the links between them.
    public var library: Library
    public var renderedCount: Int
    /// Seconds by step, in order.
    public var timings: [(step: String, seconds: Double)]

    /// How many pages are drafts that are not part of the site.
    public var leftOutCount: Int
    /// All components of the theme on one page, for the preview; made when it is asked for.
    public var componentsPage: @Sendable () -> [UInt8]

    public var pageCount: Int { library.pages.count }

    /// Whether the site must not be published.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Builds a site: read, link, write. Touches no disk, but that it opens the encoder where a text has to be embedded.
///
/// - Parameters:
///   - input: all that the build depends on.
///   - wanted: the groups of files that are written. Without ``OutputGroup/answers`` nothing is embedded; the page about
///     them is then made with example figures, so that its template is checked, and is not part of the outputs.
///   - previous: what an earlier build left. With it a build gives the same files as without, and does less.
///   - clock: seconds since some moment, for ``SiteBuild/timings``.
public func buildSite(
    _ input: SiteInput, wanted: Set<OutputGroup> = .all, previous: BuildCache = BuildCache(),
    clock: @escaping () -> Double = { 0 }
) -> SiteBuild {
    var timer = StepTimer(clock: clock)
    let (templates, templateProblems) = TemplateSet.load(input.theme)
    let style = ThemeStyle(input.settings.look, path: input.settings.path)
    timer.end("templates")

    let compiler = PageCompiler(input, isAnalysed: !wanted.isDisjoint(with: [.search, .answers]), previous: previous)
    let facts = compiler.facts()
    timer.end("compile")

    let linked = LinkedSite(input, compiler, facts)
    let published = PublishedFiles(linked)
    timer.end("link")

    let findings = linked.ledgerFindings
    let bodies = PageBodies(linked)
    timer.end("ledger")

    let keys = BuildKeys(linked, findings, bodies: bodies, files: published.files, templates: templates)
    var writer = OutputWriter(
        previous: previous, wanted: wanted, pathPrefix: input.pathPrefix, threadCount: input.threadCount)
    let words = Catalogue(tag: input.settings.language)
    let assets = ThemeAssets(input.theme, style: style.css, languages: linked.library.spokenLanguages)
    let site = SiteContext(
        library: linked.library, assets: assets, version: input.version, history: input.history,
        attachments: input.tree.assets, commit: input.commit, bodies: bodies, questions: findings?.questions,
        entries: writer.needs(.generated, key: keys.generated)
            ? ListEntry(library: linked.library, words: words).contexts(threadCount: input.threadCount) : [:],
        threadCount: input.threadCount)
    timer.end("context")

    writer.write(.content, key: keys.whole) { site.contentPages(bodies, templates, keys) }
    timer.end("write pages")

    let exports = Exports(site: site, record: BuildRecord(input))
    writer.write(.generated, key: keys.generated) {
        // The exports, which hold every page, take longest: one begun last would leave a core idle.
        exports.files(of: .generated)
            + site.generatedPages(introductions: bodies.introductions).map {
                PendingFile($0, templates, renderKey: keys.render)
            }
    }
    timer.end("write lists")

    let index = writer.writeSearch(of: site, linked, keys, known: previous.fragmentPaths)
    timer.end("search index")

    let (answers, answerProblems) = writer.writeAnswers(of: site, linked, index: index, keys, templates)
    timer.end("answers")

    writer.write(.assets, key: keys.whole) {
        assets.files.map { PendingFile($0.path, .bytes($0.bytes, key: nil)) }
            + published.files.map { PendingFile($0.path, .bytes($0.bytes, key: nil)) }
    }
    writer.writeRecord(of: site, exports, bodies, keys, templates)
    writer.checkTree()
    timer.end("write files")

    let diagnostics =
        input.tree.diagnostics + templateProblems + style.diagnostics + linked.library.diagnostics
        + published.diagnostics
        + (findings?.diagnostics ?? []) + writer.diagnostics + answerProblems
    return SiteBuild(
        outputs: writer.outputs, diagnostics: diagnostics.inReadingOrder(),
        cache: writer.cache(identity: compiler.identity, pages: compiler.cachedPages(facts)), answers: answers,
        library: linked.library, renderedCount: writer.renderedCount, timings: timer.steps,
        leftOutCount: facts.count - linked.library.pages.count, componentsPage: { site.componentsPage(templates) })
}

extension OutputWriter {
    /// Writes what names the commit: the record of the build, and pages that say what they were made of.
    fileprivate mutating func writeRecord(
        of site: SiteContext, _ exports: Exports, _ bodies: PageBodies, _ keys: BuildKeys, _ templates: TemplateSet
    ) {
        func pages() -> [PendingFile] {
            site.generatedPages(of: .record, introductions: bodies.introductions).map {
                PendingFile($0, templates, renderKey: keys.render)
            }
        }
        write(.record, key: keys.record) { exports.files(of: .record) + pages() }
        // A check of all pages looks at these, too.
        if !wanted.contains(.record), wanted.contains(.content) { for page in pages() { check(page) } }
    }

    /// Writes the search index, where the site is searched.
    ///
    /// - Parameter known: paths of fragments that stand, by what they were made of.
    /// - Returns: the index, made once for both: where answers have to be made, which search all of it, it is whole.
    fileprivate mutating func writeSearch(
        of site: SiteContext, _ linked: LinkedSite, _ keys: BuildKeys, known: [String: String]
    ) -> [ShardFile] {
        guard let search = linked.search else { return [] }
        let needsAll = site.hasAnswers && needs(.answers, key: keys.whole)
        let isNeeded = needsAll || needs(.search, key: keys.search)
        let index = isNeeded ? search.files(known: needsAll ? [:] : known) : []
        write(.search, key: keys.search, reserving: [searchFolder + "index.js"]) { index.map { PendingFile($0) } }
        return index
    }

    /// Writes what answers questions, where the site answers any.
    ///
    /// - Parameter index: the search index, whole where the answers have to be made again.
    /// - Returns: the vectors and layers, where new ones were made.
    fileprivate mutating func writeAnswers(
        of site: SiteContext, _ linked: LinkedSite, index: [ShardFile], _ keys: BuildKeys, _ templates: TemplateSet
    ) -> (made: AnswerCache?, diagnostics: [Diagnostic]) {
        guard site.hasAnswers, let answers = linked.input.answers else { return (nil, []) }
        func about(_ figures: AnswerFigures) -> PendingFile {
            PendingFile(site.aboutAnswers(figures), templates, renderKey: keys.render)
        }
        guard wanted.contains(.answers), let approval = linked.library.approveModels() else {
            write(.answers, key: "", reserving: [askFolder + "index.js"]) { [] }
            check(about(.example))
            return (nil, [])
        }
        var made: AnswerCache?
        let standing = standing
        do {
            try write(.answers, key: keys.whole) {
                let output = try makeAnswers(
                    AskInput(answers, linked, index: index, standing: standing, approval: approval))
                made = output.cache
                return output.files.map { PendingFile($0) } + [about(output.figures)]
            }
        } catch {
            let problem = Diagnostic(
                .error, .answersFailed, path: linked.input.settings.path, "Answers cannot be made: \(error)",
                fixes: [.init("check the models: charter models verify"), .init("or build with --no-answers")])
            return (nil, [problem])
        }
        return (made, [])
    }
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
