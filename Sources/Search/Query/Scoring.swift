/// A page that matches, with its best sections.
struct ScoredPage: Equatable {
    var page: Int
    var score: Double
    /// At most three, the best first.
    var sections: [(section: Int, score: Double)]

    static func == (a: ScoredPage, b: ScoredPage) -> Bool {
        a.page == b.page && a.score == b.score && a.sections.map(\.section) == b.sections.map(\.section)
    }
}

/// How rare a word is, in bits: log2(1 + (N - n + 0.5) / (n + 0.5)), where n of N sections hold it.
///
/// By repeated squaring instead of a library's logarithm, so that every machine and browser gets the same number.
/// Source: S. Robertson, H. Zaragoza, "The probabilistic relevance framework" (2009), as in Lucene, never negative.
func inverseFrequency(sectionCount: Int, frequency: Int) -> Double {
    // Mere targets are not counted as sections, so a word may stand in more than were counted.
    let others = Double(max(0, sectionCount - frequency))
    return binaryLogarithm(1 + (others + 0.5) / (Double(frequency) + 0.5))
}

/// log2 of a positive number, to 16 binary digits after the point; 0 for other numbers.
///
/// It uses multiplication, division and comparison only, so every machine and browser gets the same result.
public func binaryLogarithm(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 0 }
    var value = value, result = 0.0
    while value >= 2 {
        value /= 2
        result += 1
    }
    while value < 1 {
        value *= 2
        result -= 1
    }
    var bit = 0.5
    for _ in 0..<16 {
        value *= value
        if value >= 2 {
            value /= 2
            result += bit
        }
        bit /= 2
    }
    return result
}

/// Scores pages, page by page over all posting lists at once. `search-scoring.js` holds the same steps in the
/// same order, so that sums come out alike to the last bit.
struct Scoring {
    /// A unit with its lists.
    struct Unit {
        struct Alternative {
            /// The groups' names, for explanations.
            var groups: [String]
            var lists: [PostingList]
            /// For each list what its highest impact counts.
            var weights: [Double]
        }

        /// The word as typed, for explanations.
        var form: String
        var weight: Double
        var alternatives: [Alternative]
        /// The most that the unit counts in a section.
        var ceiling: Double
    }

    var units: [Unit] = []
    /// Lists of words that a page must not have.
    var excluded: [PostingList] = []
    /// For each phrase the lists of its words; one section must hold all of them.
    var required: [[PostingList]] = []
    /// For each page whether the filters allow it; nil allows all.
    var allowed: [Bool]?
    /// For each page that the whole query names, the section named.
    var named: [Int: Int] = [:]
    var pageCount = 0

    /// What a section gains that the whole query names: more than any words can add up to.
    static let namedBonus = 1000.0

    /// Walks a list page by page.
    private struct Cursor {
        let list: PostingList
        var index = 0

        var page: Int { index < list.pages.count ? list.pages[index] : Int.max }
        var postings: Range<Int> { (index == 0 ? 0 : list.ends[index - 1])..<list.ends[index] }

        mutating func skip(to page: Int) { while index < list.pages.count, list.pages[index] < page { index += 1 } }
    }

    /// All pages that match, in the order of their numbers. Linear in the postings of the query's lists.
    func pages() -> [ScoredPage] {
        var cursors = units.map { $0.alternatives.map { $0.lists.map { Cursor(list: $0) } } }
        var excludedCursors = excluded.map { Cursor(list: $0) }
        var requiredCursors = required.map { $0.map { Cursor(list: $0) } }
        var result: [ScoredPage] = []
        var namedLeft = named.keys.sorted()
        while true {
            var page = namedLeft.first ?? Int.max
            for unit in cursors {
                for alternative in unit { for cursor in alternative { page = min(page, cursor.page) } }
            }
            guard page < pageCount else { return result }
            if namedLeft.first == page { namedLeft.removeFirst() }
            var isWanted = allowed?[page] ?? true
            for index in excludedCursors.indices {
                excludedCursors[index].skip(to: page)
                if excludedCursors[index].page == page { isWanted = false }
            }
            for phrase in requiredCursors.indices {
                for index in requiredCursors[phrase].indices { requiredCursors[phrase][index].skip(to: page) }
                if isWanted, !Self.shareSection(requiredCursors[phrase], page) { isWanted = false }
            }
            if isWanted { result.append(score(page, cursors)) }
            for unit in cursors.indices {
                for alternative in cursors[unit].indices {
                    for list in cursors[unit][alternative].indices {
                        cursors[unit][alternative][list].skip(to: page + 1)
                    }
                }
            }
        }
    }

    private static func shareSection(_ cursors: [Cursor], _ page: Int) -> Bool {
        guard let first = cursors.first, cursors.allSatisfy({ $0.page == page }) else { return false }
        return first.postings.contains { posting in
            cursors.dropFirst().allSatisfy { cursor in
                cursor.postings.contains { cursor.list.sections[$0] == first.list.sections[posting] }
            }
        }
    }

    /// What each unit counts in each section of a page, for explanations.
    func values(onPage page: Int) -> [[(section: Int, value: Double)]] {
        units.map { sectionValues($0, cursors(of: $0, at: page), page) }
    }

    private func cursors(of unit: Unit, at page: Int) -> [[Cursor]] {
        unit.alternatives.map { alternative in
            alternative.lists.map { list in
                var cursor = Cursor(list: list)
                cursor.skip(to: page)
                return cursor
            }
        }
    }

    private func score(_ page: Int, _ cursors: [[[Cursor]]]) -> ScoredPage {
        let (ordered, share) = sections(ofPage: page, cursors)
        let best = ordered.first?.score ?? 0
        let shown = ordered.prefix(3).filter { $0.score >= best / 2 }
        return ScoredPage(page: page, score: best + Ranking.pageShare * share, sections: shown)
    }

    /// All sections of a page that match, the best first.
    func sections(ofPage page: Int) -> [(section: Int, score: Double)] {
        sections(ofPage: page, units.map { cursors(of: $0, at: page) }).ordered
    }

    /// A page's sections, the best first, and what the units add for the page as a whole.
    private func sections(
        ofPage page: Int, _ cursors: [[[Cursor]]]
    ) -> (ordered: [(section: Int, score: Double)], share: Double) {
        var totals: [Int: Double] = [:]
        var share = 0.0
        for (number, unit) in units.enumerated() {
            let best = sectionValues(unit, cursors[number], page)
            var sum = 0.0
            for (section, value) in best {
                totals[section, default: 0] += unit.weight * value
                sum += value
            }
            if sum > 0 { share += Self.share(of: unit, sum) }
        }
        if let section = named[page] { totals[section, default: 0] += Self.namedBonus }
        let ordered = totals.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        return (ordered.map { (section: $0.key, score: $0.value) }, share)
    }

    /// What a unit adds for the page as a whole, given the sum of what it counts in all sections.
    static func share(of unit: Unit, _ sum: Double) -> Double {
        unit.weight * unit.ceiling * (sum / (sum + unit.ceiling * Ranking.pageSaturation))
    }

    /// What a unit counts in each section of a page, in the order of the sections: the best of its alternatives.
    private func sectionValues(_ unit: Unit, _ cursors: [[Cursor]], _ page: Int) -> [(section: Int, value: Double)] {
        var values: [Int: Double] = [:]
        for (number, alternative) in unit.alternatives.enumerated() {
            let lists = cursors[number]
            guard lists.allSatisfy({ $0.page == page }), let first = lists.first else { continue }
            for posting in first.postings {
                let section = first.list.sections[posting]
                var value = alternative.weights[0] * Double(first.list.impacts[posting]) / Ranking.impactLevels
                var isComplete = true
                for (index, other) in lists.enumerated().dropFirst() {
                    guard let match = other.postings.first(where: { other.list.sections[$0] == section }) else {
                        isComplete = false
                        break
                    }
                    value = max(
                        value, alternative.weights[index] * Double(other.list.impacts[match]) / Ranking.impactLevels)
                }
                if isComplete, value > values[section] ?? 0 { values[section] = value }
            }
        }
        return values.sorted { $0.key < $1.key }.map { (section: $0.key, value: $0.value) }
    }
}
