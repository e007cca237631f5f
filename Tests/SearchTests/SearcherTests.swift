import Testing

@testable import Search

@Suite("Searching")
struct SearcherTests {
    /// An index in memory.
    private final class Index {
        var files: [String: [UInt8]] = [:]

        init(_ pages: [SearchablePage], synonyms: [[String]] = []) {
            let analyzer = TextAnalyzer()
            let indexed = pages.sorted { $0.url < $1.url }.map { page in
                IndexedPage(
                    url: page.url, status: page.status, facets: ["kind": [page.kind], "tag": page.tags],
                    analysis: analyzer.analyze(page), contentKey: page.title, load: { page })
            }
            let settings = SearchIndexSettings(
                synonyms: synonyms, facets: ["kind", "tag"], statusWeights: ["retired": 0.55])
            for file in buildSearchIndex(indexed, settings: settings, threadCount: 2) { files[file.path] = file.bytes }
        }

        func searcher() throws -> Searcher { try Searcher { self.files[$0] } }

        func urls(_ query: String) throws -> [String] { try searcher().search(query).results.map(\.url) }
    }

    private static func page(
        _ name: String, _ title: String, _ text: String, names: [String] = [], status: String = "active",
        kind: String = "page", tags: [String] = [], sections: [SearchablePage.Section] = []
    ) -> SearchablePage {
        SearchablePage(
            url: name + ".html", title: title, names: names, tags: tags, kind: kind, status: status,
            sections: [.init(anchor: "", heading: "", text: text)] + sections)
    }

    private static let pages = [
        page(
            "apache", "Apache License", "Use, change and distribution, with a patent grant.", names: ["Apache-2.0"],
            kind: "licence"),
        page(
            "use", "Acceptable use", "What staff may do.", names: ["POL-001"], kind: "policy", tags: ["people"],
            sections: [
                .init(
                    anchor: "which", heading: "Which models",
                    text: "Staff must use only models whose evaluation allows it."),
                .init(anchor: "enter", heading: "What you enter", text: "Never enter passwords into a model."),
                .init(
                    anchor: "POL-001-R5", heading: "POL-001-R5", text: "Never enter passwords.", names: ["POL-001-R5"],
                    isTarget: true),
            ]),
        page("old", "Retention of logs", "Logs are kept for 90 days.", status: "retired", kind: "policy"),
        page("new", "Retention of logs, revised", "Logs are kept for 30 days.", kind: "policy"),
        page("tuning", "Fine-tuning", "A tuned model inherits its base. The SBOM lists what it holds.", kind: "guide"),
        page("grosse", "Größe der Modelle", "Die Größe zählt.", kind: "guide"),
    ]

    private let index = Index(pages, synonyms: [["SBOM", "software bill of materials"], ["licence", "license"]])

    @Test("an exact id comes first, and a requirement leads to its own anchor")
    func ids() throws {
        #expect(try index.urls("POL-001").first == "use.html")
        #expect(try index.urls("pol 001 r5").first == "use.html#POL-001-R5")
        #expect(try index.urls("apache 2.0").first == "apache.html")
    }

    @Test("the best section leads, others follow under their page")
    func sections() throws {
        let result = try #require(try index.searcher().search("enter passwords into models").results.first)
        #expect(result.url == "use.html#enter")
        #expect(result.section == "What you enter")
        #expect(result.more.isEmpty)
        let alike = (1...4).map {
            SearchablePage.Section(anchor: "s\($0)", heading: "Part \($0)", text: "A needle.")
        }
        let page = Self.page("hay", "Hay", "", sections: alike)
        let found = try #require(try Index([page]).searcher().search("needle").results.first)
        #expect(found.url == "hay.html#s1")
        #expect(found.more.map(\.url) == ["hay.html#s2", "hay.html#s3"])
    }

    @Test("plurals, accents and spellings are found")
    func forms() throws {
        #expect(try index.urls("patents").first == "apache.html")
        #expect(try index.urls("grosse").first == "grosse.html")
        #expect(try index.urls("finetuning").first == "tuning.html")
        #expect(try index.urls("fine tuning").first == "tuning.html")
    }

    @Test("typing errors are found and said", arguments: ["pasword", "passwrods", "pssword"])
    func slips(_ word: String) throws {
        let answer = try index.searcher().search(word + " ")
        #expect(answer.results.first?.url == "use.html#enter")
        #expect(answer.corrections.map(\.instead) == ["passwords"])
    }

    @Test("of a large dictionary, a letter too many at the beginning and a wrong one later are found")
    func slipsInLargeDictionaries() throws {
        let letters = "bcdfghklmnprstvwz"
        let starts = letters.flatMap { first in letters.map { "\(first)a\($0)ovi" } }
        let ends = letters.flatMap { first in "aeiou".map { "\(first)\($0)" } }
        let words = starts.flatMap { start in ends.map { start + $0 } }
        let large = Index(
            words.chunked(by: 500).enumerated().map { number, words in
                Self.page("large-\(number)", "Page \(number)", words.joined(separator: " "))
            } + Self.pages)
        let searcher = try large.searcher()
        #expect(searcher.reader.header.dictionaries.count > 24)
        for slip in ["xpasswords", "pasxwords"] {
            let answer = try searcher.search(slip + " ")
            #expect(answer.corrections.map(\.instead) == ["passwords"], "\(slip)")
            #expect(answer.results.first?.url == "use.html#enter", "\(slip)")
        }
    }

    @Test("a short word is not guessed at")
    func shortWords() throws {
        let answer = try index.searcher().search("xyz ")
        #expect(answer.results.isEmpty)
        #expect(answer.unknown == ["xyz"])
    }

    @Test("the last word may be unfinished, earlier ones and closed ones not")
    func prefixes() throws {
        let open = try index.searcher().search("reten")
        #expect(open.results.map(\.url) == ["new.html", "old.html"])
        #expect(open.corrections.isEmpty)
        #expect(try index.searcher().search("reten.").corrections.map(\.word) == ["reten"])
    }

    @Test("synonyms of one and of several words")
    func synonyms() throws {
        #expect(try index.urls("software bill of materials").first == "tuning.html")
        #expect(try index.urls("license").first == "apache.html")
    }

    @Test("retired pages rank below and say so")
    func retired() throws {
        let results = try index.searcher().search("retention logs").results
        #expect(results.map(\.url) == ["new.html", "old.html"])
        #expect(results.map(\.status) == ["active", "retired"])
    }

    @Test("phrases hold word for word; one that no page holds is looked for word by word")
    func phrases() throws {
        #expect(try index.urls("\"kept for 30 days\"") == ["new.html"])
        let relaxed = try index.searcher().search("\"kept for 31 days\"")
        #expect(relaxed.isRelaxed)
        #expect(Set(relaxed.results.map(\.url)) == ["new.html", "old.html"])
    }

    @Test("words with a minus keep pages out")
    func excluded() throws {
        #expect(try index.urls("retention -revised") == ["old.html"])
        #expect(try index.urls("retention -\"revised\"") == ["old.html"])
    }

    @Test("filters in the query and beside it, joined with and; values of one facet with or")
    func filters() throws {
        #expect(try index.urls("kind:policy logs").count == 2)
        #expect(try index.urls("kind:licence logs").isEmpty)
        #expect(Set(try index.urls("kind:licence kind:guide")) == ["apache.html", "tuning.html", "grosse.html"])
        #expect(try index.urls("kind:policy tag:people") == ["use.html"])
        #expect(try index.searcher().search("", filters: ["kind": ["licence"]]).results.map(\.url) == ["apache.html"])
        #expect(try index.urls("other:thing").isEmpty)
    }

    @Test("excerpts hold the matches, marked in place")
    func excerpts() throws {
        let long = Self.page(
            "long", "Long",
            String(repeating: "filler words stand here. ", count: 60) + "The needle is here. "
                + String(repeating: "more filler. ", count: 60))
        let excerpt = try #require(try Index([long]).searcher().search("needle").results.first?.excerpt)
        #expect(excerpt.text.hasPrefix("… "))
        #expect(excerpt.text.hasSuffix(" …"))
        let scalars = Array(excerpt.text.unicodeScalars)
        #expect(excerpt.marks.map { String(String.UnicodeScalarView(scalars[$0])) } == ["needle"])
    }

    @Test("the same pages give the same files, and an edit changes few")
    func stability() throws {
        let words = "policy licence model weights audit review owner data risk control access privacy".split(
            separator: " ")
        func pages(_ edit: String) -> [SearchablePage] {
            (0..<400).map { number in
                let text = (0..<200).map {
                    words[(number * 7 + $0 * ($0 + number)) % words.count] + "\(($0 * number) % 97)"
                }
                return Self.page(
                    "page-\(1000 + number)", "Page \(number)", text.joined(separator: " ") + (number == 200 ? edit : "")
                )
            }
        }
        let first = Index(pages(""))
        #expect(first.files == Index(pages("")).files)
        let edited = Index(pages(" zebra"))
        let same = first.files.keys.count { edited.files[$0] == first.files[$0] }
        #expect(first.files.count > 12)
        // The header, the page's fragment, the word's dictionary and posting shards.
        #expect(first.files.count - same <= 6)
    }

    @Test("missing and damaged files are told apart")
    func failures() throws {
        #expect(throws: SearchError.missing("index")) { try Searcher { _ in nil } }
        #expect(throws: SearchError.damaged("index")) {
            try Searcher { _ in Array("charter.shard(\"index-0\",\"x\");\n".utf8) }
        }
        let name = try #require(index.files.keys.first { $0.hasPrefix("search/p-") })
        let short = String(name.dropFirst(7).dropLast(3))
        let without = try Searcher { $0 == name ? nil : self.index.files[$0] }
        #expect(throws: SearchError.missing(short)) { try without.search("logs") }
        let cut = try Searcher { path in self.index.files[path].map { path == name ? Array($0.dropLast(10)) : $0 } }
        #expect(throws: SearchError.damaged(short)) { try cut.search("logs") }
    }

    @Test("an empty site and empty queries find nothing")
    func empty() throws {
        #expect(try Index([]).urls("anything").isEmpty)
        #expect(try index.urls("").isEmpty)
        #expect(try index.urls("\"\" - : -\"").isEmpty)
    }

    @Test("an explanation names the words and what they count")
    func explanation() throws {
        let text = try index.searcher().explain("patnt licence").joined(separator: "\n")
        #expect(text.contains("patnt: patent ×0.70"))
        #expect(text.contains("1. Apache License (apache.html)"))
    }
}

extension [String] {
    /// In groups of `size`, the last one possibly smaller.
    fileprivate func chunked(by size: Int) -> [[String]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
