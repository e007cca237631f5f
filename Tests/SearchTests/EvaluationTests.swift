import Testing

@testable import Search

@Suite("Evaluation by known answers")
struct EvaluationTests {
    private let run = RetrievalRun(rows: [
        .init(query: "a", rank: 1, isSectionFound: true), .init(query: "b", rank: 4, isSectionFound: false),
        .init(query: "c", rank: nil), .init(query: "d", rank: 2),
    ])

    @Test("hit rates count the queries whose page is among the first")
    func hitRate() {
        #expect(run.hitRate(at: 1) == 0.25)
        #expect(run.hitRate(at: 3) == 0.5)
        #expect(run.hitRate(at: 4) == 0.75)
        #expect(run.hitRate(at: 10) == 0.75)
    }

    @Test("the mean reciprocal rank counts nothing for what was not found")
    func meanReciprocalRank() { #expect(run.meanReciprocalRank == (1 + 0.25 + 0 + 0.5) / 4) }

    @Test("the section rate is that of the queries that expect one")
    func sectionRate() {
        #expect(run.sectionRate == 0.5)
        #expect(RetrievalRun(rows: [.init(query: "a", rank: 1)]).sectionRate == nil)
    }

    @Test("a run without queries misses nothing")
    func empty() {
        #expect(RetrievalRun(rows: []).hitRate(at: 1) == 1)
        #expect(RetrievalRun(rows: []).meanReciprocalRank == 1)
    }

    @Test("a recorded run says which ranks changed, and which fell")
    func changes() {
        let record = RecordedRun(ranks: ["a": 1, "b": 2, "c": 3, "d": nil, "gone": 1])
        let changes = record.changes(to: run)
        #expect(
            changes == [
                .init(query: "b", old: 2, new: 4), .init(query: "c", old: 3, new: nil),
                .init(query: "d", old: nil, new: 2),
            ])
        #expect(changes.map(\.isWorse) == [true, true, false])
    }

    @Test("a page's rank counts wherever in the page the result leads; a section only by its anchor")
    func searched() throws {
        let pages = ["first", "second"].map { name in
            SearchablePage(
                url: name + ".html", title: name,
                sections: [
                    .init(anchor: "", heading: "", text: "Start."),
                    .init(anchor: "logs", heading: "Logs", text: "Logs are kept. " + (name == "first" ? "Logs." : "")),
                ])
        }
        let analyzer = TextAnalyzer()
        let indexed = pages.map { page in
            IndexedPage(
                url: page.url, status: page.status, facets: [:], analysis: analyzer.analyze(page),
                contentKey: page.url, load: { page })
        }
        var files: [String: [UInt8]] = [:]
        for file in buildSearchIndex(indexed, settings: SearchIndexSettings(), threadCount: 1) {
            files[file.path] = file.bytes
        }
        let kept = files
        let run = try Searcher { kept[$0] }.evaluate([
            JudgedQuery(text: "logs", url: "first.html"),
            JudgedQuery(text: "logs", url: "second.html", anchors: ["other", "logs"]),
            JudgedQuery(text: "logs", url: "second.html", anchors: ["other"]),
            // An address that begins alike is another page.
            JudgedQuery(text: "logs", url: "second.htm"),
        ])
        #expect(run.rows.map(\.rank) == [1, 2, 2, nil])
        #expect(run.rows.map(\.isSectionFound) == [nil, true, false, nil])
    }
}
