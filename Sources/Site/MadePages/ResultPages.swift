import Portal
import Primitives

extension MadePage {
    static let results = MadePage(
        url: "results.html", title: "Results compared",
        summary: "What was measured or published about the models, with the settings beside every number.",
        template: "tables", kind: "results", condition: "an evaluation in force has results",
        parent: Parent(title: "Evaluations", url: "evaluations/index.html"),
        menu: .models("Results"),
        door: Door(
            title: "Results compared", summary: "Figures with the settings behind them.", list: .evaluation),
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
            ("Model", false), ("Task", false), ("Metric", false), ("Value", true), ("Settings", false),
            ("Source", false),
        ]
        func row(_ model: Page, _ result: ModelResult) -> [TableCell] {
            [
                TableCell(model.title, url: model.url + "#results-title", note: staleness(of: model), isHead: true),
                TableCell(result.task), TableCell(result.metric), TableCell(result.text, isNumber: true),
                TableCell(result.settings), TableCell(result.source),
            ]
        }
        let compared = comparisons.enumerated().map { number, comparison in
            TableSection(
                id: "comparison-\(number + 1)",
                title: "\(comparison.entries[0].result.task), \(comparison.entries[0].result.metric)",
                summary: "Measured with the same settings. \(comparison.words)", columns: columns,
                rows: comparison.entries.map { row($0.model, $0.result) })
        }
        let all = TableSection(
            id: "all-results", title: "All results",
            summary: comparisons.isEmpty
                ? "No two models have a figure of the same task, metric and settings, so none is ranked here."
                : "Rows whose settings differ, or are not stated, are not ranked.", columns: columns,
            rows: results.sorted {
                ($0.result.task, $0.model.title, $0.result.metric) < ($1.result.task, $1.model.title, $1.result.metric)
            }.map { row($0.model, $0.result) })
        var page = tablePage(
            made, sections: compared + [all],
            notes: [
                "The figure after ± is the standard error; intervals are 1.96 of them on either side.",
                "Figures from different makers were measured in different ways, even where a task has the same name.",
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
            return
                "<figure><figcaption>\(escapedMarkup(task)): quality against size. <span class=\"quiet\">Makers measured it in different ways, so it shows no rank; the figures are in the table above.</span></figcaption>"
                + Chart.scatter(
                    id: "chart-\(addressName(for: task))", title: "\(task): quality against size",
                    xTitle: "billion parameters", yTitle: "percent", top: 100, dots)
                + "</figure>\n"
        }
    }

    /// A value as percent: shares are written from 0 to 1 or from 0 to 100.
    private static func share(_ value: Double) -> Double? {
        (0...1).contains(value) ? value * 100 : (1...100).contains(value) ? value : nil
    }

    /// Whether an evaluation is old: evaluated more than a year ago, or overdue.
    func staleness(of page: Page) -> String? {
        if case .overdue = library.reviewState(of: page) { return "stale: its review is overdue" }
        guard let day = page.evaluation?.evaluated else { return nil }
        let days = library.today.daysSince1970 - day.daysSince1970
        return days > 365 ? "stale: evaluated \(days) days ago" : nil
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
                    $0.set("value", result.text)
                    $0.set("settings", result.settings)
                    $0.set("source", result.source)
                }
            })
        context.set("staleness", staleness(of: page))
        let bars = results.compactMap { result -> Chart.Bar? in
            guard result.isHigherBetter, let share = Self.share(result.value) else { return nil }
            let scale = share / (result.value == 0 ? 1 : result.value)
            let isOneOfSeveral = results.count { $0.task == result.task } > 1
            return Chart.Bar(
                label: isOneOfSeveral ? "\(result.task), \(result.metric)" : result.task, value: share,
                interval: result.interval.map { $0.lowerBound * scale...$0.upperBound * scale })
        }
        guard bars.count > 1 else { return }
        context["results_chart"] = .html(
            Chart.bars(id: "results-chart", title: "Results of \(page.title), in percent", unit: " %", top: 100, bars))
    }
}
