import Primitives

/// A page to be indexed.
public struct IndexedPage: Sendable {
    public var url: String
    public var status: String
    public var facets: [String: [String]]
    public var analysis: PageAnalysis
    /// Changes whenever what results show of the page does.
    public var contentKey: String
    /// The page's texts; asked for only where its fragment has to be written anew.
    public var load: @Sendable () -> SearchPage

    /// A page with its analysis.
    public init(
        url: String, status: String, facets: [String: [String]], analysis: PageAnalysis, contentKey: String,
        load: @escaping @Sendable () -> SearchPage
    ) {
        self.url = url
        self.status = status
        self.facets = facets
        self.analysis = analysis
        self.contentKey = contentKey
        self.load = load
    }
}

/// A file of the index, its path below the site's root.
public struct SearchFile: Sendable {
    public var path: String
    /// Nil for a fragment that stands as it was.
    public var bytes: [UInt8]?
    /// For fragments, what they were made of.
    public var key: String?

    public init(path: String, bytes: [UInt8]?, key: String? = nil) {
        self.path = path
        self.bytes = bytes
        self.key = key
    }
}

/// The folder of the index below the site's root.
public let searchFolder = "search/"

/// Sizes that shards aim at, in bytes before they become text.
///
/// A first query loads the header, a dictionary shard and a posting shard for each word and a fragment for each of the
/// first results, so small shards move fewer bytes; but each is a file. Fragments count words.
private enum ShardSize {
    static let dictionary = 3300
    static let postings = 12_000
    static let fragmentWords = 12_000
}

/// Builds the index: pure, the same pages give the same files.
///
/// - Parameters:
///   - pages: all pages in the order of their addresses, which is the order of their numbers.
///   - knownFragments: paths of fragments that stand, by what they were made of.
public func buildSearchIndex(
    _ pages: [IndexedPage], settings: SearchIndexSettings, knownFragments: [String: String] = [:], threadCount: Int
) -> [SearchFile] {
    let inverted = InvertedIndex(pages, threadCount: threadCount)
    var header = IndexHeader()
    header.pageCount = pages.count
    header.sectionCount = pages.reduce(0) { $0 + $1.analysis.lengths.count }
    var files: [SearchFile] = []

    func add(_ prefix: String, _ bytes: [UInt8]) -> ShardHash {
        let hash = shardHash(bytes)
        files.append(SearchFile(shard: "\(prefix)-\(hash.name)", bytes: bytes))
        return hash
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
    header.functionWords = FunctionWords.words(language: settings.language).sorted()
    header.synonyms = foldedSynonyms(settings.synonyms)
    files.append(
        SearchFile(
            path: searchFolder + "index.js",
            bytes: ShardScript.wrap(name: IndexHeader.name, content: header.encoded())))
    // Two shards of one content are one file.
    var seen = Set<String>()
    return files.filter { seen.insert($0.path).inserted }
}

extension SearchFile {
    fileprivate init(shard name: String, bytes: [UInt8], key: String? = nil) {
        self.init(
            path: searchFolder + name + ".js",
            bytes: ShardScript.wrap(name: name, content: bytes), key: key)
    }
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

private func fragments(
    of pages: [IndexedPage], known: [String: String], threadCount: Int
) -> [(pageCount: Int, file: SearchFile, hash: ShardHash)] {
    let ranges = shardRanges(
        sizes: pages.map { page in 20 + page.analysis.lengths.reduce(0) { $0 + $1.reduce(0, +) } },
        marks: pages.map { fnv1a(Array($0.url.utf8)[...]) }, target: ShardSize.fragmentWords)
    return concurrentMap(ranges, threadCount: threadCount) { range in
        let key = pages[range].map { "\($0.url) \($0.contentKey)" }.joined(separator: "\n")
        if let path = known[key], let hash = ShardHash(name: path) {
            return (range.count, SearchFile(path: path, bytes: nil, key: key), hash)
        }
        let bytes = FragmentShard.encode(pages[range].map { $0.load() })
        let hash = shardHash(bytes)
        return (range.count, SearchFile(shard: "f-\(hash.name)", bytes: bytes, key: key), hash)
    }
}

extension ShardHash {
    /// The hash in a shard's path.
    fileprivate init?(name path: String) {
        let letters = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        let name = path.split(separator: "/").last?.split(separator: ".").first?.split(separator: "-").last ?? ""
        guard name.utf8.count == 8 else { return nil }
        var value: UInt64 = 0
        for letter in name.utf8 {
            guard let digit = letters.firstIndex(of: letter) else { return nil }
            value = value << 5 | UInt64(digit)
        }
        bytes = stride(from: 32, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> UInt64($0)) }
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

    /// About what a list takes in a shard: pages by their gaps, sections and impacts.
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
