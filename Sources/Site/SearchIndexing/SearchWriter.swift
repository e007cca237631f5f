import Portal
import Primitives
import Search

/// The search index of a site.
struct SearchWriter: Sendable {
    /// All that the index depends on, in the order of languages and addresses. A page's texts and analysis follow from its content key.
    private let pages: [Entry]
    private let settings: SearchIndexSettings
    private let compilerIdentity: String
    private let texts: PageTexts
    private let threadCount: Int

    private struct Entry: Sendable {
        let page: Page
        let facets: [String: [String]]
        let contentKey: String
    }

    /// What a page's status leaves of its words: readers look for rules in force first.
    /// What a number or a name finds in both is found in the original first.
    private static let translationWeight = 0.8
    private static let statusWeights = ["retired": 0.55, "draft": 0.7]

    init(library: Library, texts: PageTexts, compilerIdentity: String, threadCount: Int) {
        self.texts = texts
        self.threadCount = threadCount
        self.compilerIdentity = compilerIdentity
        // Of pages that match alike the portal's own comes first: numbers decide, and translations have the last ones.
        pages = library.pages.sorted { ($0.edition ?? "", $0.url) < ($1.edition ?? "", $1.url) }.map {
            Entry(page: $0, facets: library.searchFacets(of: $0), contentKey: $0.sourceHash + compilerIdentity)
        }
        let terms = library.pages.flatMap(\.terms).map { [$0.name] + $0.otherNames }.filter { $0.count > 1 }
        settings = SearchIndexSettings(
            language: library.settings.language, synonyms: library.settings.search.synonyms + terms,
            facets: library.settings.searchFacets, statusWeights: Self.statusWeights)
    }

    /// A hash of all that the index depends on.
    var key: String {
        var digest = ContentDigest()
        digest.add(compilerIdentity)
        digest.add(settings.language)
        for list in settings.synonyms + [settings.facets] {
            digest.add(list.count)
            for text in list { digest.add(text) }
        }
        for entry in pages {
            for text in [entry.page.url, entry.page.status.rawValue, entry.contentKey] { digest.add(text) }
            for (facet, values) in entry.facets.sorted(by: { $0.key < $1.key }) {
                digest.add(facet)
                digest.add(values.count)
                for value in values { digest.add(value) }
            }
        }
        return digest.finish()
    }

    /// The index's files.
    ///
    /// - Parameter known: paths of fragments that stand, by what they were made of; they come without bytes.
    func files(known: [String: String]) -> [ShardFile] {
        let texts = texts
        let indexed = concurrentMap(pages, threadCount: threadCount) { entry in
            IndexedPage(
                url: entry.page.url, status: entry.page.status.rawValue, facets: entry.facets,
                analysis: texts.analysis(entry.page), contentKey: entry.contentKey,
                weight: entry.page.edition == nil ? 1 : Self.translationWeight,
                load: { texts.searched(entry.page) })
        }
        return buildSearchIndex(indexed, settings: settings, knownFragments: known, threadCount: threadCount)
    }
}
