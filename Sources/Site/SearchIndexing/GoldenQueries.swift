import Content
import Diagnostics
import Portal
import Primitives
import Search

extension GoldenQueries.Entry {
    /// The problem where Ask answers from another place than expected.
    func answered(by quote: String, url: String, insteadOf expected: String, path: String) -> Diagnostic {
        Diagnostic(
            .warning, .goldenAnswered, path: path, range: range,
            "Query '\(query)' is answered from \(url), not from '\(expected)'",
            explanation: "Answered was: \(quote.shortened(to: 120))",
            fixes: [
                .init("name the place that answers it, if this one does too"),
                .init("or state the question at its place: questions: in the page's front matter"),
            ])
    }

    /// The problem where Ask answers a query that nothing in the portal answers.
    public func answered(by quote: String, url: String, path: String) -> Diagnostic {
        Diagnostic(
            .warning, .goldenAnswered, path: path, range: range,
            "Query '\(query)' must not be answered, but is, from \(url)",
            explanation: "Quoted: \(quote.shortened(to: 120))",
            fixes: [
                .init("name the page that answers it, if it does: expect: …"),
                .init("or reject the pair that misleads: charter answers review"),
            ])
    }
}

/// What Ask made of the golden queries, by kind.
public struct GoldenAnswers: Sendable, Equatable {
    /// How often it answered rightly, wrongly, and not at all.
    public struct Tally: Sendable, Equatable {
        public var right = 0
        public var wrong = 0
        public var declined = 0

        /// Nothing tried yet.
        public init() {}
    }

    public private(set) var tallies: [GoldenQueries.Kind: Tally] = [:]

    /// Nothing tried yet.
    public init() {}

    /// Counts what became of a query.
    ///
    /// - Parameters:
    ///   - urls: where what was answered stands, the best first; none where Ask declined.
    ///   - quote: what was answered.
    /// - Returns: a warning where the answer stands elsewhere than expected.
    public mutating func count(
        _ entry: GoldenQueries.Entry, urls: [String], quote: String, library: Library, path: String
    ) -> Diagnostic? {
        guard let kind = entry.kind else { return nil }
        var tally = tallies[kind, default: Tally()]
        defer { tallies[kind] = tally }
        guard let first = urls.first else {
            tally.declined += 1
            return nil
        }
        guard let expected = entry.expected else {
            tally.wrong += 1
            return entry.answered(by: quote, url: first, path: path)
        }
        // What is expected and not there is an error of its own.
        guard let target = library.namingAllPages().goldenTarget(expected) else { return nil }
        let isRight = urls.contains { url in
            let parts = url.split(separator: "#", maxSplits: 1).map(String.init)
            return parts.first == target.url
                && (target.anchors.isEmpty || (parts.count > 1 && target.anchors.contains(parts[1])))
        }
        if isRight { tally.right += 1 } else { tally.wrong += 1 }
        return isRight ? nil : entry.answered(by: quote, url: first, insteadOf: expected, path: path)
    }

    /// A line for each kind that was tried: `verdict: 3 right, 0 wrong, 1 declined`.
    public var lines: [String] {
        GoldenQueries.Kind.allCases.compactMap { kind in
            tallies[kind].map { tally in
                kind == .foreign
                    ? "\(tally.declined) of \(tally.declined + tally.wrong) queries without an answer declined by Ask"
                    : "\(kind.rawValue): \(tally.right) right, \(tally.wrong) wrong, \(tally.declined) declined by Ask"
            }
        }
    }
}

extension GoldenQueries {
    /// Tries every query that has an answer.
    ///
    /// - Returns: the run, and a diagnostic for each query whose page does not exist.
    public func run(
        in searcher: Searcher, library: Library, path: String
    ) throws(SearchError) -> (RetrievalRun, [Diagnostic]) {
        let library = library.namingAllPages()
        var judged: [JudgedQuery] = []
        var diagnostics: [Diagnostic] = []
        for entry in entries {
            guard let expected = entry.expected else { continue }
            guard let target = library.goldenTarget(expected) else {
                diagnostics.append(
                    Diagnostic(
                        .error, .goldenTarget, path: path, range: entry.range,
                        "Golden query '\(entry.query)' expects '\(expected)', which does not exist",
                        fixes: [.init("name a page or section as in [[references]], or no_answer: true")]))
                continue
            }
            judged.append(
                JudgedQuery(text: entry.query, url: target.url, anchors: target.anchors, filters: target.filters))
        }
        return (try searcher.evaluate(judged), diagnostics)
    }

    /// What became of the recorded ranks, as lines; worse ones also as warnings at the query.
    public func changes(
        from record: RecordedRun, to run: RetrievalRun, path: String
    ) -> (lines: [String], diagnostics: [Diagnostic]) {
        var lines: [String] = []
        var diagnostics: [Diagnostic] = []
        for change in record.changes(to: run) {
            let words = "from \(Self.describe(change.old)) to \(Self.describe(change.new))"
            lines.append("\(change.query): \(words)")
            guard change.isWorse, let entry = entries.first(where: { $0.query == change.query }) else { continue }
            diagnostics.append(
                Diagnostic(
                    .warning, .goldenRank, path: path, range: entry.range,
                    "Golden query '\(change.query)' fell \(words)",
                    fixes: [
                        .init("see why: charter search --explain \(change.query)"),
                        .init("where the new order is right: charter check --golden --record"),
                    ]))
        }
        return (lines, diagnostics)
    }

    private static func describe(_ rank: Int?) -> String { rank.map { "rank \($0)" } ?? "not found" }
}

extension RetrievalRun {
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
                .error, .goldenFloor, path: path, range: settings.goldenFloorRange,
                "Search finds \(Self.percent(hitRate(at: 3))) of the golden queries' pages among the first three; the floor is \(Self.percent(settings.goldenFloor))",
                fixes: [
                    .init("give the pages the words that staff use, as tags, headings or search.synonyms"),
                    .init("or lower search.golden_floor"),
                ])
        ]
    }
}

extension RecordedRun {
    /// The ranks that `content/golden-run.yaml` records.
    public static func read(_ yaml: String, path: String) -> (RecordedRun, [Diagnostic]) {
        let (ranks, diagnostics) = GoldenQueries.readRanks(yaml, path: path)
        return (RecordedRun(ranks: ranks), diagnostics)
    }

    /// A run as the file's text.
    public static func text(of run: RetrievalRun) -> String {
        let rows = run.rows.map { row in
            "  - query: \(JSONText.quoted(row.query))\n" + (row.rank.map { "    rank: \($0)\n" } ?? "")
        }
        return "# Written by charter check --golden --record. A query without a rank was not found.\nranks:\n"
            + rows.joined()
    }
}

extension Library {
    /// A page's address, the anchors that count as the expected section, and what its readers filter by: where there are pages
    /// in several languages, boxes look in the reader's.
    fileprivate func goldenTarget(
        _ reference: String
    ) -> (url: String, anchors: [String], filters: [String: [String]])? {
        let parts = reference.split(separator: "#", maxSplits: 1).map(String.init)
        guard let name = parts.first, let target = page(named: name) else { return nil }
        let filters = settings.languages.isEmpty ? [:] : ["language": [settings.language(of: target.page)]]
        guard let fragment = parts.count > 1 ? parts[1] : target.fragment else {
            return (target.page.url, [], filters)
        }
        if let section = target.page.sections.first(where: { $0.id == fragment }) {
            return (target.page.url, [section.id], filters)
        }
        // A requirement is found in its section too.
        let id = target.page.policy?.id ?? ""
        guard let requirement = target.page.requirements.first(where: { $0.id(in: id) == fragment }) else { return nil }
        return (target.page.url, [fragment, requirement.sectionID], filters)
    }
}
