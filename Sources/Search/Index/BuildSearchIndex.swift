import Primitives

/// A page to be indexed: its analysis, and its texts only where they are needed.
public struct IndexedPage: Sendable {
    /// Relative to the site's root.
    public var url: String
    /// See ``SearchIndexSettings/statusWeights``.
    public var status: String
    /// Multiplies what its words count, beside that of its status: below 1 for a page that repeats another one, such as a
    /// translation.
    public var weight: Double
    /// What the page can be filtered by: its values by facet.
    public var facets: [String: [String]]
    public var analysis: PageAnalysis
    /// Changes whenever what results show of the page does.
    public var contentKey: String
    /// The page's texts; asked for only where its fragment has to be written anew.
    public var load: @Sendable () -> SearchablePage

    public init(
        url: String, status: String, facets: [String: [String]], analysis: PageAnalysis, contentKey: String,
        weight: Double = 1, load: @escaping @Sendable () -> SearchablePage
    ) {
        self.url = url
        self.status = status
        self.weight = weight
        self.facets = facets
        self.analysis = analysis
        self.contentKey = contentKey
        self.load = load
    }
}

/// The folder of the index below the site's root.
public let searchFolder = "search/"

/// Sizes that shards aim at.
///
/// A first query loads the header, a dictionary shard and a posting shard for each word and a fragment for each of the
/// first results. Small shards move fewer bytes, but each is a file.
private enum ShardSize {
    /// In bytes before they become text.
    static let dictionary = 3300
    /// In bytes before they become text.
    static let postings = 12_000
    static let fragmentWords = 12_000
}

/// Builds the index. Pure: the same pages and settings give the same files, byte for byte.
///
/// Time is linear in the words of all pages, but for sorting the vocabulary.
///
/// - Parameters:
///   - pages: all pages in the order of their addresses, which is the order of their numbers.
///   - settings: languages, synonyms, facets and what a status leaves of a page's words.
///   - knownFragments: paths of fragments of an earlier build by ``ShardFile/key``; those that have not changed come without bytes.
///   - threadCount: how many threads to use at most.
public func buildSearchIndex(
    _ pages: [IndexedPage], settings: SearchIndexSettings, knownFragments: [String: String] = [:], threadCount: Int
) -> [ShardFile] {
    let inverted = invert(pages, statusWeights: settings.statusWeights, threadCount: threadCount)
    var header = IndexHeader()
    header.pageCount = pages.count
    header.sectionCount = pages.reduce(0) { $0 + $1.analysis.lengths.count }
    header.languages = Set(([settings.language] + pages.map(\.analysis.language)).map(SearchLanguage.primary)).sorted()
    header.functionWords = functionWords(of: header.languages, pages)
    header.synonyms = foldedSynonyms(settings.synonyms)
    var files: [ShardFile] = []
    func add(_ prefix: String, _ bytes: [UInt8]) -> ShardHash {
        files.append(.hashed(prefix: prefix, folder: searchFolder, bytes))
        return ShardHash(of: bytes)
    }
    for (key, bytes) in inverted.postingShards(threadCount: threadCount) {
        header.postings.append(.init(firstKey: key, hash: add("p", bytes)))
    }
    for (key, bytes) in inverted.dictionaryShards(names: names(of: pages), threadCount: threadCount) {
        header.dictionaries.append(.init(firstKey: key, hash: add("d", bytes)))
    }
    for facet in settings.facets {
        let shard = facetShard(facet, pages)
        if !shard.values.isEmpty { header.facets.append(.init(name: facet, hash: add("x", shard.encoded()))) }
    }
    for (count, file, hash) in fragments(of: pages, known: knownFragments, threadCount: threadCount) {
        header.fragments.append(.init(pageCount: count, hash: hash))
        files.append(file)
    }
    files.append(
        ShardFile(
            path: searchFolder + "index.js",
            bytes: ShardScript.wrap(name: IndexHeader.name, content: header.encoded())))
    // Two shards of the same content are one file.
    var seen = Set<String>()
    return files.filter { seen.insert($0.path).inserted }
}

/// The function words of all languages, but for those that stand in a title in another language: `mit` is German for "with",
/// and MIT a licence.
private func functionWords(of languages: [String], _ pages: [IndexedPage]) -> [String] {
    guard languages.count > 1 else { return languages.flatMap(FunctionWords.words).sorted() }
    var titles: [String: Set<String>] = [:]
    for page in pages {
        let language = SearchLanguage.primary(page.analysis.language)
        for entry in page.analysis.entries where entry.field == PageAnalysis.Field.title.rawValue {
            titles[language, default: []].insert(String(decoding: page.analysis.forms[entry.form], as: UTF8.self))
        }
    }
    let words = languages.flatMap { language in
        let others = languages.filter { $0 != language }.map {
            (titles[$0] ?? []).subtracting(FunctionWords.words(language: $0))
        }
        return FunctionWords.words(language: language).filter { word in !others.contains { $0.contains(word) } }
    }
    return Set(words).sorted()
}

private func names(of pages: [IndexedPage]) -> [(key: [UInt8], name: NameEntry)] {
    pages.enumerated().flatMap { number, page in
        page.analysis.names.map { name in
            let key = Array(name.key.utf8)
            return (key, NameEntry(hash: fnv1a(key[...]), page: number, section: name.section))
        }
    }
}

private func facetShard(_ facet: String, _ pages: [IndexedPage]) -> FacetShard {
    var byValue: [String: [Int]] = [:]
    for (number, page) in pages.enumerated() {
        for value in Set(page.facets[facet] ?? []) { byValue[value, default: []].append(number) }
    }
    return FacetShard(byValue.sorted { $0.key < $1.key }.map { FacetShard.Value(name: $0.key, pages: $0.value) })
}

private func foldedSynonyms(_ sets: [[String]]) -> [[[String]]] {
    let analyzer = TextAnalyzer()
    return sets.map { set in
        var phrases: [[String]] = []
        for phrase in set {
            let words = analyzer.words(of: phrase)
            if !words.isEmpty, !phrases.contains(words) { phrases.append(words) }
        }
        return phrases
    }.filter { $0.count > 1 }
}

/// Fragments in the order of their pages; those that are known come without bytes.
private func fragments(
    of pages: [IndexedPage], known: [String: String], threadCount: Int
) -> [(pageCount: Int, file: ShardFile, hash: ShardHash)] {
    let ranges = shardRanges(
        sizes: pages.map { page in 20 + page.analysis.lengths.reduce(0) { $0 + $1.reduce(0, +) } },
        marks: pages.map { fnv1a(Array($0.url.utf8)[...]) }, target: ShardSize.fragmentWords)
    return concurrentMap(ranges, threadCount: threadCount) { range in
        let key = pages[range].map { "\($0.url) \($0.contentKey)" }.joined(separator: "\n")
        if let path = known[key], let hash = ShardHash(ofFileAt: path) {
            return (range.count, ShardFile(path: path, bytes: nil, key: key), hash)
        }
        let bytes = FragmentShard(pages[range].map { .init($0.load()) }).encoded()
        var file = ShardFile.hashed(prefix: "f", folder: searchFolder, bytes)
        file.key = key
        return (range.count, file, ShardHash(of: bytes))
    }
}

extension InvertedIndex {
    /// Posting shards with the first key of each.
    fileprivate func postingShards(threadCount: Int) -> [(key: [UInt8], bytes: [UInt8])] {
        let order = groupsInOrder
        let ranges = shardRanges(
            sizes: order.map { estimatedByteCount(of: $0) }, marks: order.map { fnv1a(groups[$0]) },
            target: ShardSize.postings)
        return concurrentMap(ranges, threadCount: threadCount) { range in
            let names = order[range].map { groups[$0] }
            let bytes = PostingShard.encode(
                groups: names, lists: order[range].map(list), siteCount: pageCount)
            let before = range.lowerBound == 0 ? nil : groups[order[range.lowerBound - 1]]
            return (Array(separator(after: before, before: groups[order[range.lowerBound]])), bytes)
        }
    }

    /// About how many bytes a list takes in a shard: pages by their gaps, sections and impacts.
    private func estimatedByteCount(of group: Int) -> Int {
        let density = PostingModels.density(pageCount: frequency(of: group), siteCount: pageCount)
        return 3 + (frequency(of: group) * (density + 2) + postingCount(of: group) * 4) / 8
    }

    fileprivate func dictionaryShards(
        names: [(key: [UInt8], name: NameEntry)], threadCount: Int
    ) -> [(key: [UInt8], bytes: [UInt8])] {
        let entries = dictionary
        let names = names.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let ranges = shardRanges(
            sizes: entries.map { 3 + $0.form.count / 4 }, marks: entries.map { fnv1a($0.form[...]) },
            target: ShardSize.dictionary)
        let keys = ranges.map { range in
            Array(
                separator(
                    after: range.lowerBound == 0 ? nil : entries[range.lowerBound - 1].form[...],
                    before: entries[range.lowerBound].form[...]))
        }
        // Each name goes where a reader looks for a form of that spelling.
        var shardNames = [[NameEntry]](repeating: [], count: ranges.count)
        var shard = 0
        for (key, name) in names {
            while shard + 1 < keys.count, !key.lexicographicallyPrecedes(keys[shard + 1]) { shard += 1 }
            if !shardNames.isEmpty { shardNames[shard].append(name) }
        }
        let parts = zip(ranges, shardNames).map { (entries: Array(entries[$0]), names: $1) }
        let shards = concurrentMap(parts, threadCount: threadCount) { part in
            DictionaryShard.encode(
                part.entries, names: part.names.sorted { ($0.page, $0.section) < ($1.page, $1.section) })
        }
        return Array(zip(keys, shards)).map { (key: $0, bytes: $1) }
    }
}
