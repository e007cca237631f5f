import Answers
import Content
import Diagnostics
import Platform
import Portal
import Search
import Site

/// Tries the golden queries of a project and compares with the last recorded run.
struct GoldenCheck {
    let project: ProjectOptions
    let input: SiteInput
    let build: SiteBuild

    private var queriesPath: String { input.pathPrefix + "golden.yaml" }
    private var recordPath: String { input.pathPrefix + "golden-run.yaml" }

    /// The diagnostics, and a report for people.
    func run(record: Bool) throws -> (lines: [String], diagnostics: [Diagnostic]) {
        guard let yaml = text(of: queriesPath) else {
            printError(
                "charter: error: golden queries '\(queriesPath)' cannot be read; write queries: with query and expect")
            throw ExitStatus.inputMissing
        }
        let (queries, readProblems) = GoldenQueries.read(yaml, path: queriesPath)
        let searcher = try project.searcher(over: build, settings: input.settings)
        let (run, problems) = try searching { () throws(SearchError) in
            try queries.run(in: searcher, library: build.library, path: queriesPath)
        }
        var diagnostics = readProblems + problems
        let asked = queries.entries.filter { $0.kind != nil }
        var lines = [
            "\(run.rows.count) golden queries: page first \(percent(run.hitRate(at: 1))), among the first 3 \(percent(run.hitRate(at: 3))), "
                + "5 \(percent(run.hitRate(at: 5))), 10 \(percent(run.hitRate(at: 10))); MRR \(String(printf: "%.3f", run.meanReciprocalRank))"
        ]
        if let rate = run.sectionRate {
            lines.append("expected section shown: \(percent(rate)) of those that name one")
        }
        if !asked.isEmpty { lines += try ask(asked, &diagnostics) }
        for row in run.rows where (row.rank ?? .max) > 3 {
            lines.append("  \(row.query): \(row.rank.map { "rank \($0)" } ?? "not found")")
        }
        if let yaml = text(of: recordPath) {
            let (last, recordProblems) = RecordedRun.read(yaml, path: recordPath)
            diagnostics += recordProblems
            let changes = queries.changes(from: last, to: run, path: queriesPath)
            if !record { diagnostics += changes.diagnostics }
            lines.append(
                changes.lines.isEmpty ? "no rank changed since the recorded run" : "changes since the recorded run:")
            lines += changes.lines.map { "  " + $0 }
        }
        diagnostics += run.floorProblems(input.settings.search, path: project.config)
        if record {
            try performing { () throws(PublishError) in
                try writeFileAtomically(recordPath, Array(RecordedRun.text(of: run).utf8))
            }
            lines.append("recorded in \(recordPath)")
        }
        return (lines, diagnostics)
    }

    /// Puts the queries that name a kind to Ask, those that the portal must not answer among them.
    private func ask(_ entries: [GoldenQueries.Entry], _ diagnostics: inout [Diagnostic]) throws -> [String] {
        guard let site = try AskCommand.site(of: build) else {
            return ["\(entries.count) queries were not put to Ask, since the site answers no questions"]
        }
        var answers = GoldenAnswers()
        for entry in entries {
            let found = try asking { try site.ask(entry.query, limit: 1) }
            let urls = found.verdict.map { $0.cards.map(\.url) } ?? found.answer.map { [$0.url] } ?? []
            let quote = found.verdict?.text ?? found.answer?.text ?? ""
            let problem = answers.count(
                entry, urls: urls, quote: quote, library: build.library, path: queriesPath)
            if let problem { diagnostics.append(problem) }
        }
        return answers.lines
    }

    private func text(of path: String) -> String? {
        FileManager.default.contents(atPath: path).flatMap { String(validating: $0, as: UTF8.self) }
    }

    private func percent(_ share: Double) -> String { RetrievalRun.percent(share) }
}
