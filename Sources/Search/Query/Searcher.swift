/// Answers queries from an index, ranked to the last bit as in the browser.
///
/// It reads the files that the browser loads, only those that a query needs, and keeps them. It must not be shared between
/// threads.
public final class Searcher {
    /// A page that was found.
    public struct Result: Sendable {
        /// The best section's address below the site's root, with its anchor.
        public var url: String
        public var title: String
        /// The best section's heading, empty for the page's start.
        public var section: String
        public var kind: String
        public var status: String
        /// In bits of rarity, weighted; comparable within one answer only.
        public var score: Double
        /// Of the best section.
        public var excerpt: Excerpt
        /// Up to two more sections.
        public var more: [Section]
    }

    /// A further section of a page that was found.
    public struct Section: Sendable {
        /// Its address below the site's root, with its anchor.
        public var url: String
        /// Its heading, empty for the page's start.
        public var section: String
        public var score: Double
    }

    /// What a query found.
    public struct Answer: Sendable {
        /// The best first, as many as were asked for.
        public var results: [Result]
        /// How many pages match in all, shown or not.
        public var count: Int
        /// Words that are not in the index, with what was searched for instead.
        public var corrections: [(word: String, instead: String)]
        /// Words that are not in the index and that resemble no word that is.
        public var unknown: [String]
        /// Whether no page holds the phrases, so that their words were searched for one by one.
        public var isRelaxed: Bool
    }

    let reader: IndexReader
    private let analyzer = TextAnalyzer()
    /// How many pages are read at most to find those that hold a phrase.
    private static let phrasePageLimit = 200

    /// Opens an index.
    ///
    /// - Parameter load: the bytes of a file by its path below the site's root, nil where there is none.
    public init(load: @escaping (String) -> [UInt8]?) throws(SearchError) { reader = try IndexReader(load: load) }

    /// What pages can be filtered by.
    public var facets: [String] { reader.header.facets.map(\.name) }

    /// The names of the files read so far.
    public var loadedNames: [String] { reader.loadedNames }

    /// Finds the pages that match a query.
    ///
    /// - Parameters:
    ///   - text: words, "phrases", -words and facet:value.
    ///   - filters: values by facet, beside those in the text.
    ///   - limit: how many pages to return.
    public func search(_ text: String, filters: [String: [String]] = [:], limit: Int = 10) throws(SearchError) -> Answer
    {
        let found = try find(text, filters: filters)
        let cutter = ExcerptCutter(
            matched: matchedForms(found.units), analyzer: analyzer,
            marksCompounds: reader.header.languages.contains("de"))
        var results: [Result] = []
        for page in found.pages.prefix(limit) { results.append(try result(page, cutter)) }
        return Answer(
            results: results, count: found.pages.count,
            corrections: found.units.compactMap { unit in unit.correction.map { (unit.form, $0) } },
            unknown: found.units.filter { $0.alternatives.isEmpty }.map(\.form), isRelaxed: found.isRelaxed)
    }

    /// What a query means and the pages that it finds, the best first.
    struct Found {
        var units: [QueryUnit]
        var scoring: Scoring
        var pages: [ScoredPage]
        /// Whether no page holds the phrases, so that their words were looked for one by one.
        var isRelaxed = false
    }

    func find(_ text: String, filters: [String: [String]] = [:]) throws(SearchError) -> Found {
        var query = parseQuery(text, facets: facets, functionWords: reader.functionWords, analyzer: analyzer)
        for (facet, values) in filters.sorted(by: { $0.key < $1.key }) where !values.isEmpty {
            query.filters.append((facet, values.map(analyzer.key(of:))))
        }
        let units = try Expansion(reader: reader).units(of: query)
        let scoring = try scoring(of: units, query)
        var pages =
            units.isEmpty && query.words.isEmpty && !query.filters.isEmpty
            ? allPages(scoring) : scoring.pages()
        pages = Self.bestFirst(pages)
        guard !query.phrases.isEmpty else { return Found(units: units, scoring: scoring, pages: pages) }
        pages = try verified(pages, query.phrases)
        guard pages.isEmpty else { return Found(units: units, scoring: scoring, pages: pages) }
        var relaxed = scoring
        relaxed.required = []
        return Found(units: units, scoring: relaxed, pages: Self.bestFirst(relaxed.pages()), isRelaxed: true)
    }

    private static func bestFirst(_ pages: [ScoredPage]) -> [ScoredPage] {
        pages.sorted { $0.score != $1.score ? $0.score > $1.score : $0.page < $1.page }
    }

    /// A page's title and address, for explanations.
    func name(of page: Int) throws(SearchError) -> (title: String, url: String, sections: [String]) {
        let content = try reader.page(page)
        return (content.title, content.url, content.sections.map(\.heading))
    }

    private func scoring(of units: [QueryUnit], _ query: Query) throws(SearchError) -> Scoring {
        var scoring = Scoring()
        scoring.pageCount = reader.header.pageCount
        for unit in units {
            var alternatives: [Scoring.Unit.Alternative] = []
            var ceiling = 0.0
            for alternative in unit.alternatives {
                var lists: [PostingList] = []
                var weights: [Double] = []
                var names: [String] = []
                for group in alternative.groups {
                    guard let list = try reader.postings(of: group) else { continue }
                    lists.append(list)
                    names.append(String(decoding: group, as: UTF8.self))
                    weights.append(
                        alternative.weight
                            * inverseFrequency(
                                sectionCount: reader.header.sectionCount, frequency: list.sections.count))
                }
                guard lists.count == alternative.groups.count, let most = weights.max() else { continue }
                ceiling = max(ceiling, most)
                alternatives.append(.init(groups: names, lists: lists, weights: weights))
            }
            if !alternatives.isEmpty {
                scoring.units.append(
                    .init(form: unit.form, weight: unit.weight, alternatives: alternatives, ceiling: ceiling))
            }
        }
        for word in query.excluded { scoring.excluded += try lists(of: word) }
        for phrase in query.phrases {
            var required: [PostingList] = []
            for word in phrase { required.append(try lists(of: word).first ?? PostingList()) }
            scoring.required.append(required)
        }
        scoring.allowed = try allowedPages(query)
        if query.excluded.isEmpty { scoring.named = try namedSections(query.key) }
        return scoring
    }

    private func lists(of word: String) throws(SearchError) -> [PostingList] {
        let key = Array(word.utf8)
        guard !reader.header.dictionaries.isEmpty else { return [] }
        var lists: [PostingList] = []
        for entry in try reader.dictionary(reader.dictionaryNumber(of: key)).entries where entry.form == key {
            if let list = try reader.postings(of: entry.group) { lists.append(list) }
        }
        return lists
    }

    /// Pages that have one of the values of each facet.
    private func allowedPages(_ query: Query) throws(SearchError) -> [Bool]? {
        var allowed: [Bool]?
        for (facet, values) in query.filters {
            var pages = [Bool](repeating: false, count: reader.header.pageCount)
            for value in try reader.facet(facet)?.values ?? [] where values.contains(analyzer.key(of: value.name)) {
                for page in value.pages where page < pages.count { pages[page] = allowed?[page] ?? true }
            }
            allowed = pages
        }
        return allowed
    }

    private func namedSections(_ key: String) throws(SearchError) -> [Int: Int] {
        guard !key.isEmpty, !reader.header.dictionaries.isEmpty else { return [:] }
        let bytes = Array(key.utf8)
        let hash = fnv1a(bytes[...])
        var named: [Int: Int] = [:]
        for name in try reader.dictionary(reader.dictionaryNumber(of: bytes)).names where name.hash == hash {
            if named[name.page] == nil { named[name.page] = name.section }
        }
        return named
    }

    /// Without words, filters alone show all that they allow.
    private func allPages(_ scoring: Scoring) -> [ScoredPage] {
        (scoring.allowed ?? []).enumerated().filter(\.element).map { page, _ in
            ScoredPage(page: page, score: 0, sections: [(section: 0, score: 0)])
        }
    }

    /// The pages whose text holds the phrases word for word.
    private func verified(_ pages: [ScoredPage], _ phrases: [[String]]) throws(SearchError) -> [ScoredPage] {
        var kept: [ScoredPage] = []
        for page in pages.prefix(Self.phrasePageLimit) {
            let content = try reader.page(page.page)
            let texts =
                content.sections.map { analyzer.words(of: $0.heading + "\n" + $0.text) } + [
                    analyzer.words(of: content.title)
                ]
            let holds = phrases.allSatisfy { phrase in texts.contains { $0.holds(phrase) } }
            if holds { kept.append(page) }
        }
        return kept
    }

    /// All forms seen so far of the groups that the query looks for.
    private func matchedForms(_ units: [QueryUnit]) -> [[UInt8]: [UInt8]] {
        let groups = Set(units.flatMap { $0.alternatives.flatMap(\.groups) })
        var forms: [[UInt8]: [UInt8]] = [:]
        for shard in reader.loadedDictionaries {
            for entry in shard.entries where groups.contains(entry.group) { forms[entry.form] = entry.group }
        }
        return forms
    }

    private func result(_ found: ScoredPage, _ cutter: ExcerptCutter) throws(SearchError) -> Result {
        let page = try reader.page(found.page)
        func url(_ section: Int) -> String {
            let anchor = page.sections.indices.contains(section) ? page.sections[section].anchor : ""
            return anchor.isEmpty ? page.url : page.url + "#" + anchor
        }
        func heading(_ section: Int) -> String {
            page.sections.indices.contains(section) ? page.sections[section].heading : ""
        }
        let best = found.sections.first?.section ?? 0
        return Result(
            url: url(best), title: page.title, section: heading(best), kind: page.kind, status: page.status,
            score: found.score,
            excerpt: cutter.cut(page.sections.indices.contains(best) ? page.sections[best].text : ""),
            more: found.sections.dropFirst().map {
                Section(url: url($0.section), section: heading($0.section), score: $0.score)
            })
    }
}

extension [String] {
    /// Whether the words of a phrase follow one another here.
    fileprivate func holds(_ phrase: [String]) -> Bool {
        guard phrase.count <= count else { return false }
        return (0...(count - phrase.count)).contains { start in
            phrase.indices.allSatisfy { self[start + $0] == phrase[$0] }
        }
    }
}
