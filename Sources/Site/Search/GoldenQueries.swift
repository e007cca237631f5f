import Content
import Primitives
import Diagnostics
import Portal
import Search

/// Queries with the page or section that answers each: `content/golden.yaml`.
public struct GoldenQueries: Sendable {
    /// A query as staff type it.
    public struct Entry: Sendable {
        public var query: String
        /// A reference to a page or section; nil where nothing in the portal answers the query.
        public var expected: String?
        public var range: SourceRange
    }

    public var entries: [Entry]

    /// Reads the file's text; what is sound is kept.
    public static func read(_ yaml: String, path: String) -> (GoldenQueries, [Diagnostic]) {
        var (values, diagnostics) = Schema.golden.read(yaml, path: path)
        var entries: [Entry] = []
        for entry in values.objects("queries") {
            guard let query = entry.text("query") else { continue }
            let expected = entry.text("expect")
            if (expected == nil) != (entry.bool("no_answer") ?? false) {
                diagnostics.append(
                    Diagnostic(
                        .error, "golden-target", path: path, range: entry.range("query"),
                        "Query '\(query)' needs either expect or no_answer: true",
                        fixes: [.init("name the page that answers it: expect: POL-001")]))
                continue
            }
            let range = expected == nil ? entry.range("query") : entry.range("expect")
            entries.append(Entry(query: query, expected: expected, range: range))
        }
        return (GoldenQueries(entries: entries), diagnostics)
    }
}

extension GoldenQueries.Entry {
    /// What is wrong where Ask answers a query that nothing answers.
    public func answered(by quote: String, url: String, path: String) -> Diagnostic {
        Diagnostic(
            .warning, "golden-answered", path: path, range: range,
            "Query '\(query)' must not be answered, but is, from \(url)",
            explanation: "Quoted: \(quote.shortened(to: 120))",
            fixes: [
                .init("name the page that answers it, if it does: expect: …"),
                .init("or reject the pair that misleads: charter answers review"),
            ])
    }
}

/// How a site's search answered its golden queries.
public struct GoldenRun: Sendable {
    /// One query's outcome.
    public struct Row: Sendable {
        public var query: String
        public var range: SourceRange
        /// The expected page's rank from 1, nil beyond the tenth.
        public var rank: Int?
        /// Whether a section is expected, and whether the page's best sections hold it.
        public var isSectionFound: Bool?
    }

    public var rows: [Row]

    /// Tries every query that has an answer.
    ///
    /// - Returns: the run, and a diagnostic for each query whose page does not exist.
    public static func run(
        _ queries: GoldenQueries, library: Library, searcher: Searcher, path: String
    ) throws(SearchError) -> (GoldenRun, [Diagnostic]) {
        var rows: [Row] = []
        var diagnostics: [Diagnostic] = []
        for entry in queries.entries {
            guard let expected = entry.expected else { continue }
            guard let target = library.goldenTarget(expected) else {
                diagnostics.append(
                    Diagnostic(
                        .error, "golden-target", path: path, range: entry.range,
                        "Golden query '\(entry.query)' expects '\(expected)', which does not exist",
                        fixes: [.init("name a page or section as in [[references]], or no_answer: true")]))
                continue
            }
            let results = try searcher.search(entry.query).results
            let rank = results.firstIndex { $0.url.hasPrefix(target.url + "#") || $0.url == target.url }
            var isSectionFound: Bool?
            if !target.anchors.isEmpty {
                let found = rank.map { [results[$0].url] + results[$0].more.map(\.url) } ?? []
                isSectionFound = found.contains { url in target.anchors.contains { url == "\(target.url)#\($0)" } }
            }
            rows.append(
                Row(query: entry.query, range: entry.range, rank: rank.map { $0 + 1 }, isSectionFound: isSectionFound))
        }
        return (GoldenRun(rows: rows), diagnostics)
    }

    /// The share of queries whose page is among the first `count`.
    public func hitRate(at count: Int) -> Double {
        rows.isEmpty ? 1 : Double(rows.count { $0.rank.map { $0 <= count } ?? false }) / Double(rows.count)
    }

    /// A share for people: `96.7 %`.
    public static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }

    /// An error where fewer queries are answered among the first three results than the settings ask for.
    public func floorProblems(_ settings: SiteSettings.Search, path: String) -> [Diagnostic] {
        guard hitRate(at: 3) < settings.goldenFloor else { return [] }
        return [
            Diagnostic(
                .error, "golden-floor", path: path, range: settings.goldenFloorRange,
                "Search finds \(Self.percent(hitRate(at: 3))) of the golden queries' pages among the first three; the floor is \(Self.percent(settings.goldenFloor))",
                fixes: [
                    .init("give the pages the words that staff use, as tags, headings or search.synonyms"),
                    .init("or lower search.golden_floor"),
                ])
        ]
    }

    /// The mean of 1/rank, with nothing for what was not found.
    public var meanReciprocalRank: Double {
        rows.isEmpty ? 1 : rows.reduce(0) { $0 + ($1.rank.map { 1 / Double($0) } ?? 0) } / Double(rows.count)
    }

    /// Among the queries that expect a section, the share whose page shows it; nil where none does.
    public var sectionRate: Double? {
        let found = rows.compactMap(\.isSectionFound)
        return found.isEmpty ? nil : Double(found.count { $0 }) / Double(found.count)
    }
}

/// The ranks of a run that was recorded: `content/golden-run.yaml`.
public struct GoldenRecord: Sendable {
    /// Ranks by query; nil is not found.
    public var ranks: [String: Int?]

    /// Reads a recorded run.
    public static func read(_ yaml: String, path: String) -> (GoldenRecord, [Diagnostic]) {
        let (values, diagnostics) = Schema.goldenRun.read(yaml, path: path)
        let ranks = values.objects("ranks").compactMap { entry -> (String, Int?)? in
            entry.text("query").map { ($0, entry.integer("rank")) }
        }
        return (GoldenRecord(ranks: Dictionary(ranks, uniquingKeysWith: { $1 })), diagnostics)
    }

    /// A run as the file's text.
    public static func text(of run: GoldenRun) -> String {
        let rows = run.rows.map { row in
            "  - query: \(JSONText.quoted(row.query))\n" + (row.rank.map { "    rank: \($0)\n" } ?? "")
        }
        return "# Written by charter check --golden --record. A query without a rank was not found.\nranks:\n"
            + rows.joined()
    }

    /// What became of each rank: worse ones as warnings at the query's line.
    public func changes(to run: GoldenRun, path: String) -> (lines: [String], diagnostics: [Diagnostic]) {
        var lines: [String] = []
        var diagnostics: [Diagnostic] = []
        for row in run.rows {
            guard let old = ranks[row.query], old != row.rank else { continue }
            let change = "from \(Self.describe(old)) to \(Self.describe(row.rank))"
            lines.append("\(row.query): \(change)")
            if row.rank ?? .max > old ?? .max {
                diagnostics.append(
                    Diagnostic(
                        .warning, "golden-rank", path: path, range: row.range,
                        "Golden query '\(row.query)' fell \(change)",
                        fixes: [
                            .init("see why: charter search --explain \(row.query)"),
                            .init("where the new order is right: charter check --golden --record"),
                        ]))
            }
        }
        return (lines, diagnostics)
    }

    private static func describe(_ rank: Int?) -> String { rank.map { "rank \($0)" } ?? "not found" }
}

extension Library {
    /// A page's address and the anchors that count as the expected section.
    fileprivate func goldenTarget(_ reference: String) -> (url: String, anchors: [String])? {
        let parts = reference.split(separator: "#", maxSplits: 1).map(String.init)
        guard let name = parts.first, let target = page(named: name) else { return nil }
        guard let fragment = parts.count > 1 ? parts[1] : target.fragment else { return (target.page.url, []) }
        if let section = target.page.sections.first(where: { $0.id == fragment }) {
            return (target.page.url, [section.id])
        }
        // A requirement is found in its section too.
        let id = target.page.policy?.id ?? ""
        guard let requirement = target.page.requirements.first(where: { $0.id(in: id) == fragment }) else { return nil }
        return (target.page.url, [fragment, requirement.sectionID])
    }
}
