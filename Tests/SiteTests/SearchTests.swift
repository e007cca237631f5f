import Content
import Diagnostics
import Portal
import Search
import Testing

@testable import Site

@Suite("Search of a site")
struct SearchTests {
    private func searcher(_ build: SiteBuild) throws -> Searcher {
        var files: [String: [UInt8]] = [:]
        for output in build.outputs { if case .bytes(let bytes) = output.content { files[output.path] = bytes } }
        let kept = files
        return try Searcher { kept[$0] }
    }

    @Test("policies, requirements, licences, evaluations and terms are found by what they are called")
    func names() throws {
        let searcher = try searcher(SampleSite.full.build())
        for (query, url) in [
            ("POL-001", "policies/use.html"), ("POL-001-R1", "policies/use.html#POL-001-R1"),
            ("MIT", "licences/mit.html"), ("Model M", "evaluations/m.html"),
        ] {
            #expect(try searcher.search(query).results.first?.url == url, "\(query)")
        }
    }

    @Test("a draft is not in the index unless drafts are built")
    func drafts() throws {
        var site = SampleSite.full
        #expect(try searcher(site.build()).search("SECRETDRAFT").results.isEmpty)
        site.includesDrafts = true
        let result = try #require(try searcher(site.build()).search("SECRETDRAFT").results.first)
        #expect(result.status == "draft")
    }

    @Test("without search there is no index, no page and no box")
    func disabled() throws {
        var site = SampleSite.full
        site.settings += "\nsearch: {enabled: false}"
        let build = site.build()
        #expect(build.outputs.contains { $0.path.hasPrefix("search/") } == false)
        let home = try #require(build.outputs.first { $0.path == "index.html" })
        guard case .bytes(let bytes) = home.content else { return }
        #expect(String(decoding: bytes, as: UTF8.self).contains("role=\"search\"") == false)
    }

    @Test("an incremental build has the index of a clean one, and leaves it alone where no text changed")
    func incremental() throws {
        var site = SampleSite.full
        let first = site.build()
        site.pages["index.md"] = "---\ntitle: Home\n---\n\nQuokka.\n"
        site.pages["guides/more.md"] = "---\ntitle: More\n---\n\nNumbat.\n"
        let clean = site.build()
        let second = site.build(previous: first.cache)
        func hashes(_ build: SiteBuild) -> [String: String] {
            Dictionary(
                uniqueKeysWithValues: build.outputs.filter { $0.path.hasPrefix("search/") }.map { ($0.path, $0.hash) })
        }
        #expect(hashes(second) == hashes(clean))
        #expect(hashes(first) != hashes(clean))
        let third = site.build(previous: second.cache)
        #expect(hashes(third) == hashes(clean))
        #expect(third.renderedCount == 0)
    }

    @Test("golden queries: ranks, sections, unknown pages, and what fell since the last run")
    func golden() throws {
        let build = SampleSite.full.build()
        let yaml = """
            queries:
              - query: POL-001-R1
                expect: POL-001-R1
              - query: warranty of the MIT licence
                expect: licence:mit
              - query: zzzz
                expect: MIT
              - query: lunch
                no_answer: true
              - query: neither
              - query: gone
                expect: POL-999
            """
        let (queries, problems) = GoldenQueries.read(yaml, path: "content/golden.yaml")
        #expect(problems.map(\.id.rawValue) == ["golden-target"])
        let (run, missing) = try queries.run(
            in: searcher(build), library: build.library, path: "content/golden.yaml")
        #expect(missing.map { "\($0.id.rawValue):\($0.range.start.line)" } == ["golden-target:12"])
        #expect(run.rows.map(\.rank) == [1, 1, nil])
        #expect(run.rows[0].isSectionFound == true)
        #expect(run.hitRate(at: 1) == 2.0 / 3)
        #expect(run.meanReciprocalRank == 2.0 / 3)

        var answers = GoldenAnswers()
        func count(_ query: String, _ urls: [String], kind: String = "rule", expect: String? = "POL-001-R1") -> String?
        {
            let yaml =
                "queries:\n  - query: \(query)\n"
                + (expect.map { "    expect: \($0)\n    kind: \(kind)\n" } ?? "    no_answer: true\n")
            let entries = GoldenQueries.read(yaml, path: "golden.yaml").0.entries
            return entries.first.flatMap {
                answers.count($0, urls: urls, quote: "Q.", library: build.library, path: "golden.yaml")
            }?.id.rawValue
        }
        let place = try #require(build.library.page(named: "POL-001")).page.url
        #expect(count("right", ["else.html", place + "#POL-001-R1"]) == nil)
        #expect(count("elsewhere", [place + "#POL-001-R9"]) == "golden-answered")
        #expect(count("silent", []) == nil)
        #expect(count("lunch", [], expect: nil) == nil)
        #expect(count("dinner", [place], expect: nil) == "golden-answered")
        #expect(
            answers.lines == [
                "rule: 1 right, 1 wrong, 1 declined by Ask", "1 of 2 queries without an answer declined by Ask",
            ])
        #expect(
            GoldenQueries.read("queries:\n  - {query: a, expect: b, kind: foreign}\n", path: "g").1.map(\.id.rawValue)
                == ["golden-target"])

        let recorded = RecordedRun.text(of: run)
        let (same, _) = RecordedRun.read(recorded, path: "content/golden-run.yaml")
        #expect(queries.changes(from: same, to: run, path: "content/golden.yaml").lines.isEmpty)
        let (better, _) = RecordedRun.read(
            "ranks:\n  - query: zzzz\n    rank: 2\n  - query: POL-001-R1\n    rank: 3\n", path: "r")
        let changes = queries.changes(from: better, to: run, path: "content/golden.yaml")
        #expect(changes.lines == ["POL-001-R1: from rank 3 to rank 1", "zzzz: from rank 2 to not found"])
        #expect(changes.diagnostics.map { "\($0.id.rawValue):\($0.range.start.line)" } == ["golden-rank:7"])

        var settings = SiteSettings.read("title: T\nsearch: {golden_floor: 0.9}", path: "charter.yaml").0.search
        #expect(run.floorProblems(settings, path: "charter.yaml").map(\.id.rawValue) == ["golden-floor"])
        settings.goldenFloor = 0.5
        #expect(run.floorProblems(settings, path: "charter.yaml").isEmpty)
    }
}
