/// What a searcher must know before it loads anything else: which shard holds what.
struct IndexHeader: Sendable, Equatable {
    /// Changes with the format of any shard; `search-index.js` holds the same number.
    static let formatVersion = 2
    static let name = "index-\(formatVersion)"

    /// A shard and where its range of the alphabet starts.
    struct KeyedShard: Sendable, Equatable {
        var firstKey: [UInt8]
        var hash: ShardHash
    }

    /// A shard and how many pages it holds.
    struct PageShard: Sendable, Equatable {
        var pageCount: Int
        var hash: ShardHash
    }

    /// A facet and its shard.
    struct FacetFile: Sendable, Equatable {
        var name: String
        var hash: ShardHash
    }

    var pageCount = 0
    /// The sections of all pages: how rare a word is follows from the share of them that hold it.
    var sectionCount = 0
    var dictionaries: [KeyedShard] = []
    var postings: [KeyedShard] = []
    var fragments: [PageShard] = []
    var facets: [FacetFile] = []
    /// The languages of the pages and of the site, as first subtags of BCP 47 tags.
    var languages: [String] = []
    var functionWords: [String] = []
    /// Sets of phrases of one meaning, each phrase a list of folded words.
    var synonyms: [[[String]]] = []

    init() {}

    func encoded() -> [UInt8] {
        var writer = ShardWriter()
        writer.write(pageCount)
        writer.write(sectionCount)
        for shards in [dictionaries, postings] {
            writer.write(shards.count)
            var previous: [UInt8] = []
            for shard in shards {
                writer.write(shard.firstKey[...], after: previous[...])
                previous = shard.firstKey
                for byte in shard.hash.bytes { writer.write(byte: byte) }
            }
        }
        writer.write(fragments.count)
        for shard in fragments {
            writer.write(shard.pageCount)
            for byte in shard.hash.bytes { writer.write(byte: byte) }
        }
        writer.write(facets.count)
        for facet in facets {
            writer.write(facet.name)
            for byte in facet.hash.bytes { writer.write(byte: byte) }
        }
        writer.write(languages.count)
        for language in languages { writer.write(language) }
        writer.write(functionWords.count)
        var previous = ""
        for word in functionWords {
            writer.write(word, after: previous)
            previous = word
        }
        writer.write(synonyms.count)
        for phrases in synonyms {
            writer.write(phrases.count)
            for phrase in phrases { writer.write(phrase.joined(separator: " ")) }
        }
        return writer.finish()
    }

    init(decoding bytes: [UInt8]) throws(ShardError) {
        var reader = ShardReader(bytes)
        func hash() -> ShardHash { ShardHash(bytes: (0..<5).map { _ in reader.byte() }) }
        pageCount = try reader.count()
        sectionCount = try reader.count()
        func keyed() throws(ShardError) -> [KeyedShard] {
            var shards: [KeyedShard] = []
            for _ in 0..<(try reader.count()) {
                let key = try reader.text(after: shards.last?.firstKey ?? [])
                shards.append(KeyedShard(firstKey: key, hash: hash()))
            }
            return shards
        }
        dictionaries = try keyed()
        postings = try keyed()
        for _ in 0..<(try reader.count()) {
            let count = try reader.count()
            fragments.append(PageShard(pageCount: count, hash: hash()))
        }
        for _ in 0..<(try reader.count()) {
            let name = String(decoding: try reader.text(), as: UTF8.self)
            facets.append(FacetFile(name: name, hash: hash()))
        }
        for _ in 0..<(try reader.count()) { languages.append(String(decoding: try reader.text(), as: UTF8.self)) }
        var previous: [UInt8] = []
        for _ in 0..<(try reader.count()) {
            previous = try reader.text(after: previous)
            functionWords.append(String(decoding: previous, as: UTF8.self))
        }
        for _ in 0..<(try reader.count()) {
            var phrases: [[String]] = []
            for _ in 0..<(try reader.count()) {
                let phrase = String(decoding: try reader.text(), as: UTF8.self)
                phrases.append(phrase.split(separator: " ").map(String.init))
            }
            synonyms.append(phrases)
        }
        try reader.finish()
    }
}
