import Content
import Primitives
import Diagnostics
import Portal
import Search

/// A page's facts and, where it was compiled in this build, its body and what search needs of it.
struct PageFacts: Sendable {
    var page: Page
    var compiled: CompiledPage?
    var analysis: PageAnalysis?

    /// A page as it was in the build before.
    init(known page: Page) { self.page = page }

    /// A page that was compiled just now.
    init(_ compiled: CompiledPage, settings: SiteSettings) {
        page = compiled.page
        self.compiled = compiled
        guard settings.search.isEnabled else { return }
        let searched = SearchablePage(page, text: compiled.text, siteLanguage: settings.language)
        analysis = TextAnalyzer().analyze(searched)
    }
}

/// Compiles pages on all cores, or takes their facts from the previous build.
struct PageCompiler: Sendable {
    /// What the facts of pages depend on beside their source: another identity makes the cache void.
    let identity: String
    /// In the order of their paths.
    private let files: [SourceFile]
    private let context: ReadingContext
    private let glossaryPages: [CompiledPage]
    private let previous: BuildCache
    private let threadCount: Int

    init(_ input: SiteInput, previous: BuildCache) {
        files = input.tree.pages
        threadCount = input.threadCount
        // The glossary comes first: its terms are marked in all other pages.
        let plain = ReadingContext(settings: input.settings, pathPrefix: input.pathPrefix)
        glossaryPages = files.filter { PageKind(path: $0.path) == .glossary }.map { CompiledPage($0, in: plain) }
        let built = glossaryPages.filter { input.includesDrafts || $0.page.status != .draft }
        context = ReadingContext(
            settings: input.settings, pathPrefix: input.pathPrefix, glossary: GlossaryIndex(built.flatMap(\.page.terms))
        )
        var digest = ContentDigest()
        digest.add(input.toolIdentity)
        digest.add(input.pathPrefix)
        digest.add(Self.describe(input.settings))
        identity = digest.finish()
        self.previous = previous.identity == identity ? previous : BuildCache()
    }

    /// The glossary's terms as text: pages show them, so a changed glossary makes pages new.
    var glossary: GlossaryIndex { context.glossary }

    /// The address of the page that defines each term.
    var glossaryURLs: [String: String] {
        Dictionary(
            glossaryPages.flatMap { compiled in compiled.page.terms.map { ($0.id, compiled.page.url) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// All pages in the order of their paths.
    func facts() -> [PageFacts] {
        let glossary = Dictionary(glossaryPages.map { ($0.page.path, $0) }, uniquingKeysWith: { first, _ in first })
        let context = context
        let previous = previous
        return concurrentMap(files, threadCount: threadCount) { file in
            if let compiled = glossary[file.path] { return PageFacts(compiled, settings: context.settings) }
            if let place = previous.place(of: file.path),
                previous.pages[place].page.sourceHash == sha256(file.bytes)
            {
                return PageFacts(known: previous.pages[place].page)
            }
            return PageFacts(CompiledPage(file, in: context), settings: context.settings)
        }
    }

    /// Compiles a page again whose facts came from the cache.
    func compile(_ path: String) -> CompiledPage? {
        let place = files.partitioningIndex { $0.path >= path }
        guard place < files.count, files[place].path == path else { return nil }
        return CompiledPage(files[place], in: context)
    }

    private static func describe(_ settings: SiteSettings) -> String {
        let terms = settings.terms.map { "\($0.phrase)|\($0.unfitFor.sorted())|\($0.instead)" }
        return
            "\(settings.allowsRawHTML) \(settings.urlSchemes.sorted()) \(terms) \(settings.search.isEnabled) \(settings.language)"
    }
}
