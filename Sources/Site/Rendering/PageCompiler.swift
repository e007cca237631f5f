import Content
import Diagnostics
import Markdown
import Portal
import Primitives
import Search

/// A page's facts and, where it was compiled in this build, its body and what search needs of it.
struct PageFacts: Sendable {
    let page: Page
    let compiled: CompiledPage?
    let analysis: PageAnalysis?

    /// A page as it was in the build before.
    init(known page: Page) {
        self.page = page
        compiled = nil
        analysis = nil
    }

    /// A page that was compiled just now.
    init(_ compiled: CompiledPage, settings: SiteSettings, isAnalysed: Bool) {
        page = compiled.page
        self.compiled = compiled
        guard isAnalysed else {
            analysis = nil
            return
        }
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
    /// Terms with the addresses of the pages that define them, by language.
    let glossaries: [String: Glossary]
    private let previous: BuildCache
    private let threadCount: Int
    private let isAnalysed: Bool
    private let keepsTexts: Bool

    /// - Parameter isAnalysed: whether an index is made of the pages.
    init(_ input: SiteInput, isAnalysed: Bool = true, previous: BuildCache) {
        self.isAnalysed = isAnalysed && input.settings.search.isEnabled
        keepsTexts = input.hasAnswers
        files = input.tree.pages
        threadCount = input.threadCount
        // The glossary comes first: its terms are marked in all other pages.
        let plain = ReadingContext(settings: input.settings, pathPrefix: input.pathPrefix)
        let settings = input.settings
        glossaryPages = files.filter {
            PageKind(path: $0.path, edition: settings.edition(ofPath: $0.path)) == .glossary
        }.map { CompiledPage($0, in: plain) }
        let built = glossaryPages.map(\.page).filter { input.includesDrafts || $0.status != .draft }
        glossaries = Dictionary(grouping: built) { $0.edition ?? settings.language }.reduce(into: [:]) {
            $0[$1.key] = Glossary($1.value, language: $1.value.first.map(settings.language(of:)) ?? $1.key)
        }
        context = ReadingContext(
            settings: settings, pathPrefix: input.pathPrefix, glossaries: glossaries.mapValues(\.index))
        var digest = ContentDigest()
        digest.add(input.toolIdentity)
        digest.add(input.pathPrefix)
        // Whole, though few settings matter to a single page: none can be forgotten.
        digest.add(sha256(input.settingsSource))
        digest.add((self.isAnalysed ? 1 : 0) + (keepsTexts ? 2 : 0))
        identity = digest.finish()
        self.previous = previous.identity == identity ? previous : BuildCache()
    }

    /// All pages in the order of their paths.
    func facts() -> [PageFacts] {
        let glossary = Dictionary(glossaryPages.map { ($0.page.path, $0) }, uniquingKeysWith: { first, _ in first })
        let (context, previous, isAnalysed) = (context, previous, isAnalysed)
        @Sendable func facts(_ compiled: CompiledPage) -> PageFacts {
            PageFacts(compiled, settings: context.settings, isAnalysed: isAnalysed)
        }
        return concurrentMap(files, threadCount: threadCount) { file in
            if let compiled = glossary[file.path] { return facts(compiled) }
            if let place = previous.place(of: file.path),
                previous.pages[place].page.sourceHash == sha256(file.bytes)
            {
                return PageFacts(known: previous.pages[place].page)
            }
            return facts(CompiledPage(file, in: context))
        }
    }

    /// Compiles a page again whose facts came from the cache, or whose body is to stand with others as well.
    func compile(_ path: String, isPart: Bool = false) -> CompiledPage? {
        let place = files.partitioningIndex { $0.path >= path }
        guard place < files.count, files[place].path == path else { return nil }
        return CompiledPage(files[place], in: context, isPart: isPart)
    }

    /// What the cache keeps of pages: of those compiled just now anew, of the others as it was.
    func cachedPages(_ pages: [PageFacts]) -> [BuildCache.CachedPage] {
        let (previous, keepsTexts) = (previous, keepsTexts)
        return concurrentMap(pages, threadCount: threadCount) { facts in
            guard let compiled = facts.compiled else {
                guard let place = previous.place(of: facts.page.path) else {
                    preconditionFailure("'\(facts.page.path)' was neither compiled nor kept")
                }
                return previous.pages[place]
            }
            func bytes(_ write: (inout BinaryWriter) -> Void) -> ArraySlice<UInt8> {
                var writer = BinaryWriter()
                write(&writer)
                return writer.bytes[...]
            }
            return .init(
                page: facts.page, bytes: bytes { $0.write(facts.page) },
                analysis: bytes { if let analysis = facts.analysis { $0.write(analysis) } },
                texts: bytes { if keepsTexts { $0.write(compiled.text) } })
        }
    }

    /// The texts and analyses of pages that come from ``facts()``.
    func texts(of pages: [PageFacts]) -> PageTexts {
        PageTexts(
            compiled: Dictionary(
                pages.filter { $0.compiled != nil }.map { ($0.page.path, $0) }, uniquingKeysWith: { first, _ in first }),
            compiler: self, previous: previous, language: context.settings.language)
    }
}

/// The terms of a language, and where each is defined.
struct Glossary: Sendable {
    let index: GlossaryIndex
    /// The address of the page that defines each term, by the term's id.
    let urls: [String: String]

    init(_ pages: [Page], language: String) {
        index = GlossaryIndex(pages.flatMap(\.terms), language: language)
        urls = Dictionary(
            pages.flatMap { page in page.terms.map { ($0.id, page.url) } }, uniquingKeysWith: { first, _ in first })
    }
}

/// The texts of pages by heading: facts that search and answers need, not kept in memory from build to build.
struct PageTexts: Sendable {
    fileprivate let compiled: [String: PageFacts]
    fileprivate let compiler: PageCompiler
    fileprivate let previous: BuildCache
    fileprivate let language: String

    /// A page as search sees it.
    func searched(_ page: Page) -> SearchablePage {
        let text =
            compiled[page.path]?.compiled?.text ?? previous.texts(of: page.path) ?? compiler.compile(page.path)?.text
        return SearchablePage(page, text: text ?? [], siteLanguage: language)
    }

    /// Which forms of words stand where in a page.
    func analysis(_ page: Page) -> PageAnalysis {
        compiled[page.path]?.analysis ?? previous.analysis(of: page.path)
            ?? TextAnalyzer().analyze(searched(page))
    }
}
