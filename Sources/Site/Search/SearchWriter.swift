import Primitives
import Portal
import Search

/// Adds the search index to a build, as far as it changed.
struct SearchWriter {
    let library: Library
    let compiler: PageCompiler
    let input: SiteInput
    let previous: BuildCache
    /// What was read in this build, by path.
    let compiled: [String: PageFacts]

    init(library: Library, compiler: PageCompiler, input: SiteInput, previous: BuildCache, pages: [PageFacts]) {
        self.library = library
        self.compiler = compiler
        self.input = input
        self.previous = previous
        compiled = Dictionary(
            pages.filter { $0.compiled != nil }.map { ($0.page.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The pages that search finds.
    private var pages: [Page] { library.pages.sorted { $0.url < $1.url } }

    /// A hash of all that the index depends on.
    var key: String {
        var digest = ContentDigest()
        digest.add(compiler.identity)
        for phrases in settings.synonyms { digest.add(phrases.joined(separator: "\n")) }
        for page in pages {
            digest.add(page.url)
            digest.add(page.sourceHash)
            for (facet, values) in library.searchFacets(of: page).sorted(by: { $0.key < $1.key }) {
                digest.add(facet)
                digest.add(values.joined(separator: "\n"))
            }
        }
        return digest.finish()
    }

    /// What a page's status leaves of its words: readers look for rules in force first.
    private static let statusWeights = ["retired": 0.55, "draft": 0.7]

    private var settings: SearchIndexSettings {
        let terms = library.pages.flatMap(\.terms).map { [$0.name] + $0.otherNames }.filter { $0.count > 1 }
        return SearchIndexSettings(
            language: input.settings.language, synonyms: input.settings.search.synonyms + terms, facets: searchFacets,
            statusWeights: Self.statusWeights)
    }

    /// The index's files; a fragment that has not changed comes without bytes.
    func files() -> [ShardFile] {
        let (compiler, compiled, previous, library) = (compiler, compiled, previous, library)
        let language = input.settings.language
        let indexed = concurrentMap(pages, threadCount: input.threadCount) { page -> IndexedPage in
            @Sendable func load() -> SearchablePage {
                let text = compiled[page.path]?.compiled?.text ?? compiler.compile(page.path)?.text ?? []
                return SearchablePage(page, text: text, siteLanguage: language)
            }
            let analysis =
                compiled[page.path]?.analysis ?? previous.analysis(of: page.path)
                ?? TextAnalyzer().analyze(load())
            return IndexedPage(
                url: page.url, status: page.status.rawValue, facets: library.searchFacets(of: page),
                analysis: analysis, contentKey: page.sourceHash + compiler.identity, load: load)
        }
        return buildSearchIndex(
            indexed, settings: settings, knownFragments: previous.fragmentPaths, threadCount: input.threadCount)
    }
}
