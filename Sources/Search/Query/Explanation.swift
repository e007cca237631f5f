extension Searcher {
    /// Lines of text that tell how the scores of the first pages came about.
    public func explain(_ text: String, limit: Int = 10) throws(SearchError) -> [String] {
        let found = try find(text)
        var lines = ["", "How the scores came about", "Words:"]
        for unit in found.units {
            let ways = unit.alternatives.map { way in
                way.groups.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "+")
                    + (way.weight == 1 ? "" : " ×\(way.weight.short)")
            }
            let note =
                unit.isExtra ? ", beside the words" : unit.weight < 1 ? ", a function word ×\(unit.weight.short)" : ""
            lines.append("  \(unit.form)\(note): \(ways.isEmpty ? "nowhere" : ways.joined(separator: ", "))")
        }
        for unit in found.scoring.units {
            for way in unit.alternatives {
                for (group, (list, weight)) in zip(way.groups, zip(way.lists, way.weights)) {
                    lines.append(
                        "  \(group): in \(list.sections.count) sections of \(list.pages.count) pages, counts \(weight.short) at most"
                    )
                }
            }
        }
        for (rank, page) in found.pages.prefix(limit).enumerated() { lines += try explain(page, rank: rank + 1, found) }
        return lines
    }

    private func explain(_ page: ScoredPage, rank: Int, _ found: Found) throws(SearchError) -> [String] {
        let (title, url, headings) = try name(of: page.page)
        let best = page.sections.first?.section ?? 0
        let heading = headings.indices.contains(best) && !headings[best].isEmpty ? headings[best] : "start of the page"
        var lines = ["\(rank). \(title) (\(url)): \(page.score.short)", "   best section: \(heading)"]
        for (unit, values) in zip(found.scoring.units, found.scoring.values(onPage: page.page)) {
            let inBest = values.first { $0.section == best }.map { unit.weight * $0.value } ?? 0
            let sum = values.reduce(0) { $0 + $1.value }
            let share = sum > 0 ? Ranking.pageShare * Scoring.share(of: unit, sum) : 0
            lines.append("   \(unit.form): \(inBest.short) in the section, \(share.short) for the page as a whole")
        }
        if found.scoring.named[page.page] != nil {
            lines.append("   the query is a name of this page: \(Scoring.namedBonus.short)")
        }
        return lines
    }
}

extension Double {
    /// With two digits after the point.
    fileprivate var short: String {
        let hundredths = Int((self * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
