/// A figure that was measured or published of a model, with all that decides what it can be compared with.
public struct ModelResult: Sendable, Hashable {
    public var task: String
    /// What was measured, such as `acc` or `accuracy, chain of thought`.
    public var metric: String
    public var value: Double
    /// Its standard error.
    public var error: Double?
    public var shots: Int?
    public var chatTemplate: Bool?
    /// The program that measured, with its version.
    public var harness: String?
    public var ranBy: String?
    public var date: CalendarDate?
    /// Who reported it and where.
    public var source: String
    public var isHigherBetter = true

    public init(task: String, metric: String, value: Double, source: String) {
        self.task = task
        self.metric = metric
        self.value = value
        self.source = source
    }

    /// Reads a result of front matter.
    init?(_ entry: FrontMatter) {
        guard let task = entry.text("task"), let metric = entry.text("metric"), let value = entry.number("value"),
            let source = entry.text("source")
        else { return nil }
        self.init(task: task, metric: metric, value: value, source: source)
        error = entry.number("error").flatMap { $0 >= 0 ? $0 : nil }
        shots = entry.integer("shots")
        chatTemplate = entry.bool("chat_template")
        harness = entry.text("harness")
        ranBy = entry.text("ran_by")
        date = entry.date("date")
    }

    /// The settings in words; "not stated" where nothing is known.
    public var settings: String {
        let parts = [
            shots.map { "\($0)-shot" }, chatTemplate.map { $0 ? "chat template" : "no chat template" }, harness,
            ranBy.map { "run by \($0)" }, date?.description,
        ].compactMap { $0 }
        return parts.isEmpty ? "not stated" : parts.joined(separator: ", ")
    }

    /// Results are compared only where all of this is equal. What nobody states is equal to nothing, so figures without settings
    /// are never ranked.
    public var comparisonKey: String? {
        guard let shots, let chatTemplate, let harness, let ranBy else { return nil }
        return [task, metric, "\(shots)", "\(chatTemplate)", harness, ranBy].joined(separator: "\n").lowercased()
    }

    /// The 95 % interval, 1.96 standard errors to both sides.
    public var interval: ClosedRange<Double>? { error.map { value - 1.96 * $0...value + 1.96 * $0 } }

    /// The figure with its error, rounded to four digits behind the point.
    public var text: String {
        func rounded(_ number: Double) -> String { "\((number * 10_000).rounded() / 10_000)" }
        return rounded(value) + (error.map { " ± " + rounded($0) } ?? "")
    }
}

/// Results of one task, metric and setting, of several models: the only ones that may be ranked.
public struct ResultComparison: Sendable {
    /// The best first.
    public var entries: [(model: Page, result: ModelResult)]

    /// All comparisons among models, by task.
    public static func all(_ results: [(model: Page, result: ModelResult)]) -> [ResultComparison] {
        let groups = Dictionary(grouping: results.filter { $0.result.comparisonKey != nil }) {
            $0.result.comparisonKey ?? ""
        }
        return groups.sorted { $0.key < $1.key }.compactMap { _, group in
            guard Set(group.map(\.model.path)).count > 1 else { return nil }
            return ResultComparison(
                entries: group.sorted { a, b in
                    let order =
                        a.result.isHigherBetter ? (b.result.value, a.result.value) : (a.result.value, b.result.value)
                    return order.0 == order.1 ? a.model.path < b.model.path : order.0 < order.1
                })
        }
    }

    /// What the figures show, in words: who leads, and whether that may be chance.
    public var words: String {
        guard entries.count > 1 else { return "" }
        let (first, second) = (entries[0], entries[1])
        guard let a = first.result.interval, let b = second.result.interval else {
            return
                "\(first.model.title) has the best figure; without standard errors nobody can say whether the difference is chance."
        }
        return a.overlaps(b)
            ? "The intervals of \(first.model.title) and \(second.model.title) overlap: the difference may be chance."
            : "\(first.model.title) leads; its interval and that of \(second.model.title) do not overlap."
    }
}
