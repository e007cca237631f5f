import Primitives

/// Why the index could not be read.
public enum SearchError: Error, Equatable {
    /// The file is not there.
    case missing(String)
    /// The file is cut short or altered, or of another format version.
    case damaged(String)

    /// What happened, for people.
    public var message: String {
        switch self {
        case .missing(let name): "search file '\(searchFolder)\(name).js' is missing"
        case .damaged(let name):
            "search file '\(searchFolder)\(name).js' is damaged, or has another format version"
        }
    }
}

/// Reads shards as they are needed, and keeps them.
final class IndexReader {
    let header: IndexHeader
    let functionWords: Set<String>
    private let load: (String) -> [UInt8]?
    private var dictionaries: [Int: DictionaryShard] = [:]
    private var postings: [Int: PostingShard] = [:]
    private var fragments: [Int: FragmentShard] = [:]
    private var facets: [String: FacetShard] = [:]
    /// The names of the files read so far.
    private(set) var loadedNames: [String] = []

    /// - Parameter load: the bytes of a file by its path below the site's root.
    init(load: @escaping (String) -> [UInt8]?) throws(SearchError) {
        self.load = load
        guard let script = load(searchFolder + "index.js") else { throw .missing("index") }
        guard let bytes = ShardScript.content(of: script, name: IndexHeader.name),
            let header = try? IndexHeader(decoding: bytes)
        else { throw .damaged("index") }
        self.header = header
        functionWords = Set(header.functionWords)
    }

    private func shard<Shard>(
        _ prefix: String, _ hash: ShardHash, _ decode: ([UInt8]) throws(ShardError) -> Shard
    ) throws(SearchError) -> Shard {
        let name = "\(prefix)-\(hash.name)"
        loadedNames.append(name)
        guard let script = load(searchFolder + name + ".js") else { throw .missing(name) }
        guard let bytes = ShardScript.content(of: script, name: name), let shard = try? decode(bytes) else {
            throw .damaged(name)
        }
        return shard
    }

    /// The shard whose range holds the key. Logarithmic in the shards.
    private func index(of key: [UInt8], in shards: [IndexHeader.KeyedShard]) -> Int {
        max(0, shards.partitioningIndex { key.lexicographicallyPrecedes($0.firstKey) } - 1)
    }

    func dictionaryNumber(of key: [UInt8]) -> Int { index(of: key, in: header.dictionaries) }

    func dictionary(_ number: Int) throws(SearchError) -> DictionaryShard {
        if let known = dictionaries[number] { return known }
        let shard = try shard("d", header.dictionaries[number].hash, DictionaryShard.init)
        dictionaries[number] = shard
        return shard
    }

    /// Dictionary shards read so far, in order.
    var loadedDictionaries: [DictionaryShard] { dictionaries.sorted { $0.key < $1.key }.map(\.value) }

    func postings(of group: [UInt8]) throws(SearchError) -> PostingList? {
        guard !header.postings.isEmpty else { return nil }
        let number = index(of: group, in: header.postings)
        if postings[number] == nil {
            let siteCount = header.pageCount
            postings[number] = try shard("p", header.postings[number].hash) { bytes throws(ShardError) in
                try PostingShard(decoding: bytes, siteCount: siteCount)
            }
        }
        guard let shard = postings[number], let index = shard.groups.firstIndex(of: group) else { return nil }
        return shard.lists[index]
    }

    func page(_ number: Int) throws(SearchError) -> FragmentShard.Page {
        var first = 0
        for (index, fragment) in header.fragments.enumerated() {
            if number < first + fragment.pageCount {
                if fragments[index] == nil { fragments[index] = try shard("f", fragment.hash, FragmentShard.init) }
                guard let pages = fragments[index]?.pages, number - first < pages.count else { break }
                return pages[number - first]
            }
            first += fragment.pageCount
        }
        throw .damaged("index")
    }

    func facet(_ name: String) throws(SearchError) -> FacetShard? {
        if let known = facets[name] { return known }
        guard let file = header.facets.first(where: { $0.name == name }) else { return nil }
        let shard = try shard("x", file.hash, FacetShard.init)
        facets[name] = shard
        return shard
    }
}
