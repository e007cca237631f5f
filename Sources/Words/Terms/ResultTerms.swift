import Portal

extension Catalogue {
    /// The settings that a figure was measured with.
    public func settings(_ result: ModelResult) -> String { said(result.settings, german: germanSettings(result)) }

    /// What figures that may be compared show: who leads, and whether that may be chance.
    public func comparison(_ comparison: ResultComparison) -> String {
        said(comparison.words, german: germanComparison(comparison))
    }

    private func germanSettings(_ result: ModelResult) -> String {
        let parts = [
            result.shots.map { "\($0)-Shot" }, result.chatTemplate.map { $0 ? "Chat-Vorlage" : "ohne Chat-Vorlage" },
            result.harness, result.ranBy.map { "gemessen von \($0)" }, result.date.map(shortDate),
        ].compactMap(\.self)
        return parts.isEmpty ? "nicht angegeben" : parts.joined(separator: ", ")
    }

    private func germanComparison(_ comparison: ResultComparison) -> String {
        guard comparison.entries.count > 1 else { return "" }
        let (first, second) = (comparison.entries[0], comparison.entries[1])
        guard let a = first.result.interval, let b = second.result.interval else {
            return
                "\(first.model.title) hat den besten Wert; ohne Standardfehler lässt sich nicht sagen, ob der Unterschied Zufall ist."
        }
        return a.overlaps(b)
            ? "Die Intervalle von \(first.model.title) und \(second.model.title) überlappen sich: Der Unterschied kann Zufall sein."
            : "\(first.model.title) führt; die Intervalle von \(first.model.title) und \(second.model.title) überlappen sich nicht."
    }
}
