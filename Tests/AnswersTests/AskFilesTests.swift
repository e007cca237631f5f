import Foundation
import Search
import Testing

@testable import Answers

@Suite("Files of ask/")
struct AskFilesTests {
    // MARK: The header

    private let header = AskHeader(
        pages: 3, threshold: 0.46,
        clusters: [.init(vectors: "v-1", texts: "a-1"), .init(vectors: "v-2", texts: "a-2")],
        centroids: "c-1", map: "m-1",
        encoder: .init(
            name: "tiny", width: 64, inner: 128, heads: 2, positions: 8, epsilon: 1e-12, layers: ["w-1"], base: "b-1",
            vocabulary: "t-1", common: "e-1", rows: ["e-2"], rowsPerFile: 512),
        contact: .init(name: "The \"Office\" </script>", url: "mailto:a@example.org"))

    @Test("the header comes back, and its text is the same each time")
    func headerComesBack() throws {
        #expect(try AskHeader(json: header.json()) == header)
        #expect(try header.json() == header.json())
        #expect(try header.json().hasPrefix("{\"centroids\":\"c-1\",\"clusters\":[{"))
        #expect(try header.json().contains("mailto:a@example.org"))
    }

    @Test("a header without an encoder has no such key")
    func withoutEncoder() throws {
        var plain = header
        plain.encoder = nil
        #expect(!(try plain.json().contains("encoder")))
        #expect(try AskHeader(json: plain.json()) == plain)
    }

    @Test(
        "a header that is of another format, cut short or impossible is an error",
        arguments: [
            ("\"format\":3", "\"format\":2"), ("\"pages\":3", "\"pages\":-3"), ("\"pages\":3", "\"pages\":\"3\""),
            ("\"heads\":2", "\"heads\":0"), ("\"heads\":2", "\"heads\":3"), ("\"width\":64", "\"width\":60"),
            ("\"inner\":128", "\"inner\":0"), ("\"rowsPerFile\":512", "\"rowsPerFile\":0"), ("\"contact\"", "\"x\""),
            ("}", ""),
        ])
    func unsound(_ old: String, _ new: String) throws {
        let json = try header.json()
        let altered = json.replacing(old, with: new)
        #expect(altered != json)
        #expect(throws: AskFileError.self) { _ = try AskHeader(json: altered) }
    }

    // MARK: Quotations

    private let shard = QuotationShard([
        .init(
            url: "policies/rules.html", title: "Rules", kind: "policy", status: "active", version: "2.1",
            owner: "AI office", reviewBy: "2027-01-01",
            quotations: [
                .init(
                    anchor: "keys", question: "May I enter keys?", text: "Staff MUST NOT enter keys.", origin: .curated),
                .init(
                    anchor: "keys-2", question: "What of a café?", text: "Ask first.\nThen wait | 10 days\tor more.",
                    origin: .generated(model: "SmolLM2 + writer", reviewer: "Ana")),
                .init(anchor: "", question: "", text: "規則: see 700M.", origin: .statement),
            ]),
        .init(
            url: "policies/rules-2.html", title: "", kind: "guide", status: "retired", version: "", owner: "",
            reviewBy: "",
            quotations: [
                .init(anchor: "a", question: "Who?", text: "Nobody.", origin: .generated(model: "", reviewer: ""))
            ]),
        .init(
            url: "z.html", title: "Z", kind: "page", status: "active", version: "", owner: "", reviewBy: "",
            quotations: []),
    ])

    @Test("quotations come back with their pages' facts and their origins")
    func quotations() throws {
        #expect(try QuotationShard(decoding: shard.encoded()) == shard)
        #expect(try QuotationShard(decoding: QuotationShard([QuotationShard.Page]()).encoded()).pages.isEmpty)
    }

    /// `Tests/JavaScript/ask.test.js` reads the same file and compares with the same values.
    @Test("the file that the tests of the browser's reader read is what is written today")
    func fixture() throws {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Data/quotations.js")
        let file = ShardFile.hashed(prefix: "a", folder: "", shard.encoded())
        let isSame = (try? Data(contentsOf: url)) == file.bytes.map { Data($0) }
        if !isSame { try Data(file.bytes ?? []).write(to: url) }
        #expect(isSame, "Tests/Data/quotations.js was written anew; run node --test Tests/JavaScript")
    }

    @Test("quotations that are cut short or altered are an error and never a crash")
    func damaged() {
        let whole = shard.encoded()
        for count in 0..<(whole.count - 1) {
            #expect(throws: ShardError.self, "\(count) bytes") {
                try QuotationShard(decoding: Array(whole.prefix(count)))
            }
        }
        var unnoticed = 0
        for index in whole.indices {
            var bytes = whole
            bytes[index] ^= 0x55
            // An alteration may give other quotations, but mostly the end mark is missed.
            if (try? QuotationShard(decoding: bytes)) != nil { unnoticed += 1 }
        }
        #expect(unnoticed * 50 < whole.count)
    }

    @Test("quotations of one page that follow one another stand under it once")
    func grouping() {
        let pages = TestPortal([("B", [("S", "One is one.")]), ("A", [("S", "Two is two.")])]).pages
        let pairs = [0, 0, 1, 0].map { index in
            PublishedPair(
                question: "What is it?", quote: "It is.", page: pages[index], section: pages[index].sections[0],
                origin: .statement)
        }
        let grouped = QuotationShard(pairs)
        #expect(grouped.pages.map(\.url) == ["a.html", "b.html", "a.html"])
        #expect(grouped.pages.map(\.quotations.count) == [2, 1, 1])
        #expect(grouped.pages[0].quotations[0].question.isEmpty)
    }

    // MARK: What a run keeps

    @Test("questions on a passage come back from JSON with what became of the candidates")
    func passageQuestions() throws {
        var counts = GenerationCounts()
        counts.passages = 1
        counts.tokens = 80
        counts.rejected = [.namesSomethingElse: 3, .repeated: 1]
        let questions = PassageQuestions(
            pairs: [
                LedgerPair(
                    question: "Who?", quote: "Nobody.", section: "s", passage: "00ff", model: "m", modelHash: "ab",
                    scores: .init(choice: 0.5, likelihood: -0.25, similarity: 0.125), status: .generated)
            ], counts: counts)
        let data = try JSONEncoder().encode(questions)
        #expect(try JSONDecoder().decode(PassageQuestions.self, from: data) == questions)
        #expect(String(decoding: data, as: UTF8.self).contains("\"names-something-else\":3"))
    }
}
