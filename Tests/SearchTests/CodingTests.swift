import Primitives
import Testing

@testable import Search

@Suite("Files of the index")
struct CodingTests {
    /// Numbers without a source of randomness: the same in every run.
    private struct PseudoRandomNumbers {
        var state: UInt64
        mutating func next(below limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
    }

    @Test("bytes come back from text", arguments: 0..<40)
    func shardText(_ count: Int) throws {
        var sequence = PseudoRandomNumbers(state: UInt64(count))
        let bytes = (0..<count).map { _ in UInt8(sequence.next(below: 256)) }
        let text = ShardText.encode(bytes)
        #expect(text.allSatisfy { $0 >= 0x100 && !(0xD800..<0xE000).contains($0) && $0 != 0x2028 && $0 != 0x2029 })
        #expect(text.count == (count * 8 + 158) / 159 * 10)
        let decoded = try #require(ShardText.decode(text))
        #expect(Array(decoded.prefix(count)) == bytes)
        #expect(decoded.dropFirst(count).allSatisfy { $0 == 0 })
        #expect(decoded.count < count + 20)
        let script = ShardScript.wrap(name: "p-x", content: bytes)
        #expect(ShardScript.content(of: script, name: "p-x") == decoded)
        #expect(ShardScript.content(of: script, name: "p-y") == nil)
        #expect(ShardScript.content(of: Array(script.dropLast(2)), name: "p-x") == nil)
    }

    @Test("every digit has a unit of its own that needs no escape")
    func units() {
        let units = (0..<ShardText.base).map(ShardText.unit)
        #expect(Set(units).count == Int(ShardText.base))
        #expect(units.enumerated().allSatisfy { ShardText.digit($0.element) == UInt32($0.offset) })
        #expect((UInt16.min...UInt16.max).count { ShardText.digit($0) != nil } == Int(ShardText.base))
    }

    @Test("text of other characters or odd length is none")
    func foreignText() {
        #expect(ShardText.decode(Array("abcdefghij".utf16)) == nil)
        #expect(ShardText.decode([0x4E00]) == nil)
        #expect(ShardText.decode([UInt16](repeating: 0xF901, count: 10)) == nil)
    }

    @Test("numbers and texts come back from the range coder")
    func coder() throws {
        var sequence = PseudoRandomNumbers(state: 7)
        let numbers = (0..<5000).map { _ in sequence.next(below: 1 << (1 + sequence.next(below: 24))) }
        let texts = ["", "licence", "licences", "lizenz", "規則", String(repeating: "x", count: 300)]
        var writer = ShardWriter()
        for number in numbers { writer.write(number) }
        var previous = ""
        for text in texts {
            writer.write(text, after: previous)
            previous = text
        }
        let bytes = writer.finish()
        var reader = ShardReader(bytes + [0])
        for number in numbers { #expect(reader.number() == number) }
        var last: [UInt8] = []
        for text in texts {
            last = try reader.text(after: last)
            #expect(String(decoding: last, as: UTF8.self) == text)
        }
        try reader.finish()
    }

    @Test("frequent decisions take little room")
    func compression() {
        var writer = ShardWriter()
        var models = BitModels(count: 1)
        for index in 0..<80_000 { writer.write(index % 100 == 0, with: &models, at: 0) }
        // The entropy of one in a hundred is 0.081 bits, 808 bytes in all.
        #expect(writer.finish().count < 900)
    }

    @Test("lists, dictionaries, facets and headers come back")
    func shards() throws {
        let list = PostingList(pages: [0, 3, 9], ends: [2, 3, 4], sections: [0, 4, 2, 4000], impacts: [1, 15, 7, 9])
        let postings = try PostingShard(
            decoding: PostingShard.encode(
                groups: [Array("a".utf8)[...], Array("ab".utf8)[...]], lists: [list, list], siteCount: 10),
            siteCount: 10)
        #expect(postings.lists == [list, list])
        #expect(postings.groups == [Array("a".utf8), Array("ab".utf8)])

        let entries = [("licence", "licenc"), ("licences", "licenc"), ("policy", "polici")].map {
            DictionaryEntry(form: Array($0.utf8), group: Array($1.utf8), level: 3)
        }
        let names = [NameEntry(hash: 0xFFFF_FFFF, page: 2, section: 7), NameEntry(hash: 1, page: 9, section: 0)]
        let dictionary = try DictionaryShard(decoding: DictionaryShard.encode(entries, names: names))
        #expect(dictionary.entries == entries)
        #expect(dictionary.names == names)

        let facet = FacetShard([.init(name: "policy", pages: [0, 5]), .init(name: "guide", pages: [])])
        #expect(try FacetShard(decoding: facet.encoded()) == facet)

        var header = IndexHeader()
        header.pageCount = 3
        header.dictionaries = [.init(firstKey: [], hash: ShardHash(bytes: [1, 2, 3, 4, 5]))]
        header.fragments = [.init(pageCount: 3, hash: ShardHash(bytes: [255, 0, 255, 0, 255]))]
        header.facets = [.init(name: "kind", hash: ShardHash(bytes: [0, 0, 0, 0, 0]))]
        header.functionWords = ["a", "the"]
        header.synonyms = [[["sbom"], ["software", "bill"]]]
        #expect(try IndexHeader(decoding: header.encoded()) == header)
    }

    @Test("texts of fragments come back as they were")
    func fragments() throws {
        let texts = [
            "Staff MUST NOT enter it.\nSee | a table | of 700M; \"quotes\", CamelCase and CAFÉ, Café — ünïcode.", "",
            "...",
            " leading", "A", "trailing ", "x\n\ny", String(repeating: "the same words again. ", count: 300),
        ]
        let pages = (0..<3).map { number in
            SearchablePage(
                url: "a/\(number).html", title: "Title \(number)", kind: "policy", status: "retired",
                sections: texts.enumerated().map { index, text in
                    .init(anchor: index % 2 == 0 ? "part-\(index)" : "other", heading: "Part \(index)", text: text)
                })
        }
        let written = FragmentShard(pages.map { .init($0) })
        let shard = try FragmentShard(decoding: written.encoded())
        #expect(shard == written)
        #expect(shard.pages[2].sections.map(\.text) == texts)
        #expect(shard.pages[2].sections.map(\.anchor) == pages[2].sections.map(\.anchor))
    }

    @Test("plain text comes back from its script, whatever it holds; a script of another name or cut short is none")
    func textScripts() {
        let text = "</script> & \"\\ \u{0}\u{7}\u{2028} é 規則 " + String(repeating: "x", count: 300_000)
        let file = ShardFile.hashedText(prefix: "t", folder: "folder/", text)
        let bytes = file.bytes ?? []
        #expect(file.path == "folder/\(file.shardName).js")
        #expect(ShardFile.text(of: bytes, name: file.shardName) == text)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("</script>"))
        #expect(ShardFile.text(of: bytes, name: "t-other") == nil)
        #expect(ShardFile.text(of: Array(bytes.dropLast()), name: file.shardName) == nil)
        #expect(ShardFile.text(of: [], name: file.shardName) == nil)
    }

    @Test("keys of each column are written after the one before in that column")
    func keyColumns() throws {
        let keys = ["policies/a.html", "policies/b.html", "policies/b.html", "", "z"]
        var writer = TextShardWriter()
        for key in keys {
            writer.write(key, in: .address)
            writer.write(String(key.reversed()), in: .anchor)
        }
        var reader = try TextShardReader(writer.finish())
        for key in keys {
            #expect(try reader.key(in: .address) == key)
            #expect(try reader.key(in: .anchor) == String(key.reversed()))
        }
        try reader.finish()
    }

    @Test("a shard's name is its hash, and comes back from its path")
    func hashes() {
        let hash = ShardHash(of: Array("content".utf8))
        #expect(ShardHash(ofFileAt: "search/f-\(hash.name).js") == hash)
        #expect(ShardHash(ofFileAt: "search/index.js") == nil)
        #expect(ShardHash(ofFileAt: "search/f-01234567.js") == nil)
    }

    @Test("a damaged or cut shard is an error and never a crash")
    func damage() {
        var sequence = PseudoRandomNumbers(state: 11)
        let page = SearchablePage(
            url: "a.html", title: "A title",
            sections: [.init(anchor: "", heading: "", text: "Some words to hold on to.")])
        let fragment = FragmentShard([.init(page), .init(page)]).encoded()
        let list = PostingList(pages: [0, 1], ends: [1, 2], sections: [0, 0], impacts: [3, 4])
        let postings = PostingShard.encode(groups: [[97], [98]], lists: [list, list], siteCount: 2)
        var failures = 0
        for round in 0..<400 {
            var bytes = round % 2 == 0 ? fragment : postings
            if round % 3 == 0 {
                bytes.removeLast(1 + sequence.next(below: bytes.count - 1))
            } else {
                bytes[sequence.next(below: bytes.count)] ^= UInt8(1 + sequence.next(below: 255))
            }
            if round % 2 == 0 {
                if (try? FragmentShard(decoding: bytes)) == nil { failures += 1 }
            } else {
                if (try? PostingShard(decoding: bytes, siteCount: 2)) == nil { failures += 1 }
            }
        }
        #expect(failures > 380)
    }

    @Test("shards are cut where the items say, so that a new item moves no cut but its own")
    func cuts() {
        var sequence = PseudoRandomNumbers(state: 3)
        var items = (0..<3000).map { _ in
            (size: 20 + sequence.next(below: 80), mark: UInt32(sequence.next(below: 1 << 30)))
        }
        func shards() -> Set<[UInt32]> {
            Set(
                shardRanges(sizes: items.map(\.size), marks: items.map(\.mark), target: 2000).map {
                    items[$0].map(\.mark)
                })
        }
        let before = shards()
        items.insert((size: 50, mark: 12345), at: 1500)
        let after = shards()
        #expect(before.count > 60)
        #expect(before.subtracting(after).count <= 4)
    }

    @Test("a page's analysis comes back from the cache")
    func analysis() throws {
        let page = SearchablePage(
            url: "a.html", title: "Apache License", names: ["Apache-2.0"], tags: ["law"],
            sections: [
                .init(anchor: "", heading: "", text: "Words here and words there."),
                .init(anchor: "b", heading: "Next", ancestors: ["Above"], text: "More words.", names: ["NXT"]),
                .init(anchor: "R1", heading: "POL-001-R1", text: "…", names: ["POL-001-R1"], isTarget: true),
            ])
        let analysis = TextAnalyzer().analyze(page)
        var writer = BinaryWriter()
        writer.write(analysis)
        var reader = BinaryReader(writer.bytes[...])
        let copy = try reader.read(PageAnalysis.self)
        #expect(copy.entries.map(\.bits) == analysis.entries.map(\.bits))
        #expect(copy.lengths == analysis.lengths)
        #expect(copy.lengths.count == 2)
        #expect(copy.names.map(\.key) == ["apachelicense", "apache2.0", "nxt", "pol001r1"])
        for cut in 0..<writer.bytes.count {
            var reader = BinaryReader(writer.bytes[..<cut])
            #expect(throws: BinaryError.self) { try reader.read(PageAnalysis.self) }
        }
    }
}
