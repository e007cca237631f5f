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
