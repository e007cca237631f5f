import Portal
import Primitives
import Words

extension MadePage {
    static let results = MadePage(
        url: "results.html", title: .results,
        summary: .resultsAbout,
        template: "tables", kind: "results", condition: "an evaluation in force has results",
        parent: Parent(title: .evaluations, url: "evaluations/index.html"),
        menu: .models(.resultsMenu),
        door: Door(title: .results, summary: .resultsDoorAbout, list: .evaluation),
        isNeeded: { facts in
            facts.active(.evaluation).contains {
                $0.evaluation?.statedResults.isEmpty == false || facts.dataFiles.results[$0.path]?.isEmpty == false
            }
        }, pages: { $0.resultPages($1) })
}

extension SiteContext {
    /// Results of all models with their settings: those that may be compared, with what they show, and all.
    fileprivate func resultPages(_ made: MadePage) -> [GeneratedPage] {
        let models = library.pages(of: .evaluation).filter { $0.status == .active && !$0.isIntroduction }
        let results = models.flatMap { page in library.results(of: page).map { (model: page, result: $0) } }
        let comparisons = ResultComparison.all(results)
        let columns = [
            (words.evaluation(.model), false), (words.evaluation(.task), false), (words.evaluation(.metric), false),
            (words.evaluation(.value), true), (words.evaluation(.settings), false), (words.evaluation(.source), false),
        ]
        func row(_ model: Page, _ result: ModelResult) -> [TableCell] {
            [
                TableCell(model.title, url: model.url + "#results-title", note: staleness(of: model), isHead: true),
                TableCell(result.task), TableCell(result.metric), TableCell(words.decimal(result.text), isNumber: true),
                TableCell(words.settings(result)), TableCell(result.source),
            ]
        }
        let compared = comparisons.enumerated().map { number, comparison in
            TableSection(
                id: "comparison-\(number + 1)",
                title: name(comparison.entries[0].result),
                summary: words.evaluation(.sameSettings, ["comparison": words.comparison(comparison)]),
                columns: columns,
                rows: comparison.entries.map { row($0.model, $0.result) })
        }
        let all = TableSection(
            id: "all-results", title: words.evaluation(.allResults),
            summary: comparisons.isEmpty
                ? words.evaluation(.noneRanked)
                : words.evaluation(.notRanked), columns: columns,
            rows: results.sorted {
                ($0.result.task, $0.model.title, $0.result.metric) < ($1.result.task, $1.model.title, $1.result.metric)
            }.map { row($0.model, $0.result) })
        var page = tablePage(
            made, sections: compared + [all],
            notes: [
                words.evaluation(.standardError),
                words.evaluation(.makersDiffer),
            ])
        page.context["charts"] = .html(charts(results).joined())
        return [page]
    }

    /// Quality against size, for each task with figures of three models or more.
    private func charts(_ results: [(model: Page, result: ModelResult)]) -> [String] {
        Dictionary(grouping: results) { $0.result.task }.sorted { $0.key < $1.key }.compactMap { task, entries in
            var dots: [Chart.Dot] = []
            for entry in entries where !dots.contains(where: { $0.label == entry.model.title }) {
                guard let size = entry.model.evaluation?.parameterCount, entry.result.isHigherBetter,
                    let share = Self.share(entry.result.value)
                else { continue }
                dots.append(.init(label: entry.model.title, x: size, y: share))
            }
            guard dots.count >= 3 else { return nil }
            let caption = words.marked(EvaluationWord.qualityCaption, ["task": task])
            return
                "<figure><figcaption>\(escapedMarkup(caption.before))<span class=\"quiet\">\(escapedMarkup(caption.marks.map(\.marked).joined()))</span></figcaption>"
                + Chart(words: words).scatter(
                    id: "chart-\(addressName(for: task))",
                    title: words.evaluation(.qualityAgainstSize, ["task": task]), top: 100, dots)
                + "</figure>\n"
        }
    }

    private func name(_ result: ModelResult) -> String {
        words.evaluation(.resultOf, ["task": result.task, "metric": result.metric])
    }

    /// A value as percent: shares are written from 0 to 1 or from 0 to 100.
    private static func share(_ value: Double) -> Double? {
        (0...1).contains(value) ? value * 100 : (1...100).contains(value) ? value : nil
    }

    /// Whether an evaluation is old: evaluated more than a year ago, or overdue.
    func staleness(of page: Page) -> String? {
        if case .overdue = library.reviewState(of: page) { return words.evaluation(.staleOverdue) }
        guard let day = page.evaluation?.evaluated else { return nil }
        let days = library.today.daysSince1970 - day.daysSince1970
        return days > 365 ? words.evaluation(.staleDays, count: days) : nil
    }

    // MARK: On an evaluation's own page

    func addResults(_ page: Page, to context: inout TemplateContext) {
        let results = library.results(of: page)
        context.set(
            "results",
            list: results.map { result in
                TemplateContext {
                    $0.set("task", result.task)
                    $0.set("metric", result.metric)
                    $0.set("value", words.decimal(result.text))
                    $0.set("settings", words.settings(result))
                    $0.set("source", result.source)
                }
            })
        context.set("staleness", staleness(of: page))
        let bars = results.compactMap { result -> Chart.Bar? in
            guard result.isHigherBetter, let share = Self.share(result.value) else { return nil }
            let scale = share / (result.value == 0 ? 1 : result.value)
            let isOneOfSeveral = results.count { $0.task == result.task } > 1
            return Chart.Bar(
                label: isOneOfSeveral ? name(result) : result.task, value: share,
                interval: result.interval.map { $0.lowerBound * scale...$0.upperBound * scale })
        }
        guard bars.count > 1 else { return }
        context["results_chart"] = .html(
            Chart(words: words).bars(
                id: "results-chart", title: words.evaluation(.resultsChart, ["title": page.title]), unit: " %",
                top: 100,
                bars))
    }
}
