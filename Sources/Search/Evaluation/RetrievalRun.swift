/// A query with the page or section that is known to answer it.
public struct JudgedQuery: Sendable, Equatable {
    /// As somebody types it.
    public var text: String
    /// The page's address below the site's root.
    public var url: String
    /// Any of these anchors is the expected section; empty where the page as a whole is expected.
    public var anchors: [String]
    /// What the reader filters by, such as the language of the page that they are on.
    public var filters: [String: [String]]

    public init(text: String, url: String, anchors: [String] = [], filters: [String: [String]] = [:]) {
        self.text = text
        self.url = url
        self.anchors = anchors
        self.filters = filters
    }
}

/// How well a search found what queries are known to mean.
///
/// Source of the measures: E. Voorhees, "The TREC-8 question answering track report" (1999).
public struct RetrievalRun: Sendable, Equatable {
    /// One query's outcome.
    public struct Row: Sendable, Equatable {
        public var query: String
        /// The expected page's rank from 1, nil beyond the results that were looked at.
        public var rank: Int?
        /// Whether the page's best sections hold the expected one; nil where the page as a whole is expected.
        public var isSectionFound: Bool?

        public init(query: String, rank: Int?, isSectionFound: Bool? = nil) {
            self.query = query
            self.rank = rank
            self.isSectionFound = isSectionFound
        }
    }

    /// In the order of the queries.
    public var rows: [Row]

    public init(rows: [Row]) { self.rows = rows }

    /// The share of queries whose page is among the first `count`, 0 to 1; 1 without queries.
    public func hitRate(at count: Int) -> Double {
        rows.isEmpty ? 1 : Double(rows.count { $0.rank.map { $0 <= count } ?? false }) / Double(rows.count)
    }

    /// The mean of 1/rank, where a page that was not found counts 0; 1 without queries.
    public var meanReciprocalRank: Double {
        rows.isEmpty ? 1 : rows.reduce(0) { $0 + ($1.rank.map { 1 / Double($0) } ?? 0) } / Double(rows.count)
    }

    /// Among the queries that expect a section, the share whose page shows it; nil where none does.
    public var sectionRate: Double? {
        let found = rows.compactMap(\.isSectionFound)
        return found.isEmpty ? nil : Double(found.count { $0 }) / Double(found.count)
    }
}

extension Searcher {
    /// Tries queries, and notes the rank of the expected page among the first ten results.
    public func evaluate(_ queries: [JudgedQuery]) throws(SearchError) -> RetrievalRun {
        var rows: [RetrievalRun.Row] = []
        for query in queries { rows.append(query.outcome(in: try search(query.text, filters: query.filters).results)) }
        return RetrievalRun(rows: rows)
    }
}

extension JudgedQuery {
    fileprivate func outcome(in results: [Searcher.Result]) -> RetrievalRun.Row {
        let index = results.firstIndex { $0.url == url || $0.url.hasPrefix(url + "#") }
        var isSectionFound: Bool?
        if !anchors.isEmpty {
            let shown = index.map { [results[$0].url] + results[$0].more.map(\.url) } ?? []
            isSectionFound = shown.contains { address in anchors.contains { address == "\(url)#\($0)" } }
        }
        return RetrievalRun.Row(query: text, rank: index.map { $0 + 1 }, isSectionFound: isSectionFound)
    }
}

/// The ranks of an earlier run, to compare a new one with.
public struct RecordedRun: Sendable, Equatable {
    /// For each query its page's rank from 1, or nil where it was not found.
    public var ranks: [String: Int?]

    public init(ranks: [String: Int?]) { self.ranks = ranks }

    /// What became of a query's rank.
    public struct Change: Sendable, Equatable {
        public var query: String
        /// nil where the page was not found.
        public var old: Int?
        /// nil where the page is not found.
        public var new: Int?

        /// Whether the page is further down than before.
        public var isWorse: Bool { new ?? .max > old ?? .max }
    }

    /// The queries of both runs whose rank differs, in the order of the new run.
    public func changes(to run: RetrievalRun) -> [Change] {
        run.rows.compactMap { row in
            guard let old = ranks[row.query], old != row.rank else { return nil }
            return Change(query: row.query, old: old, new: row.rank)
        }
    }
}
