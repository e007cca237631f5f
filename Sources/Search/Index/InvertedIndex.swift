import Primitives

/// Turns pages with their words into words with their pages. Time and memory are linear in the postings.
func invert(_ pages: [IndexedPage], statusWeights: [String: Double], threadCount: Int) -> InvertedIndex {
    var grouper = Grouper(pages)
    let groupsOfForms = pages.map { grouper.groups(of: $0.analysis) }
    let averages = FieldAverages(pages)
    let postings = concurrentMap(Array(zip(pages, groupsOfForms)), threadCount: threadCount) { page, groups in
        pagePostings(page, groups: groups, averages: averages, weight: page.weight * (statusWeights[page.status] ?? 1))
    }
    var index = InvertedIndex(pageCount: pages.count, groups: grouper.groups)
    index.scatter(postings)
    index.dictionary = grouper.dictionary { group in
        Int.bitWidth - 1 - max(1, index.frequency(of: group)).leadingZeroBitCount
    }
    return index
}

/// All postings of a site, by group of words; see ``invert(_:statusWeights:threadCount:)``.
struct InvertedIndex: Sendable {
    let pageCount: Int
    /// The names of the groups, by their numbers.
    let groups: FormTable
    /// Forms with their groups, in the order of the forms.
    fileprivate(set) var dictionary: [DictionaryEntry] = []
    /// Where each group's postings end in the lists below.
    private var ends: [Int] = []
    private var frequencies: [Int] = []
    private var postingPages: [UInt32] = []
    private var postingSections: [UInt16] = []
    private var postingImpacts: [UInt8] = []

    fileprivate init(pageCount: Int, groups: FormTable) {
        self.pageCount = pageCount
        self.groups = groups
    }

    /// Sorts the pages' postings by group, by counting: pages come in order, so each list ends up in order.
    fileprivate mutating func scatter(_ postings: [[Posting]]) {
        var counts = [Int](repeating: 0, count: groups.count + 1)
        for page in postings { for posting in page { counts[Int(posting.group) + 1] += 1 } }
        for group in 1..<max(1, counts.count) { counts[group] += counts[group - 1] }
        ends = Array(counts.dropFirst())
        let total = counts.last ?? 0
        postingPages = Array(repeating: 0, count: total)
        postingSections = Array(repeating: 0, count: total)
        postingImpacts = Array(repeating: 0, count: total)
        frequencies = Array(repeating: 0, count: groups.count)
        for (number, page) in postings.enumerated() {
            var last = UInt32.max
            for posting in page {
                let group = Int(posting.group)
                if posting.group != last { frequencies[group] += 1 }
                last = posting.group
                let index = counts[group]
                counts[group] += 1
                postingPages[index] = UInt32(number)
                postingSections[index] = posting.section
                postingImpacts[index] = posting.impact
            }
        }
    }

    /// The numbers of the groups, sorted by name, bytewise.
    var groupsInOrder: [Int] { (0..<groups.count).sorted { groups[$0].lexicographicallyPrecedes(groups[$1]) } }

    /// How many pages hold the group.
    func frequency(of group: Int) -> Int { frequencies[group] }

    func postingCount(of group: Int) -> Int { range(of: group).count }

    private func range(of group: Int) -> Range<Int> { (group == 0 ? 0 : ends[group - 1])..<ends[group] }

    /// A group's postings as a shard holds them.
    func list(_ group: Int) -> PostingList {
        var list = PostingList()
        // On a large site a word of every fourth page tells little; four steps do for its long list.
        let isCoarse = pageCount >= 1000 && frequency(of: group) * 4 > pageCount
        for index in range(of: group) {
            let page = Int(postingPages[index])
            if list.pages.last != page {
                list.pages.append(page)
                list.ends.append(list.sections.count)
            }
            list.sections.append(Int(postingSections[index]))
            list.impacts.append(isCoarse ? postingImpacts[index] & 12 | 2 : postingImpacts[index])
            list.ends[list.ends.count - 1] = list.sections.count
        }
        return list
    }
}

/// How much a group counts in a section of a page.
private struct Posting: Sendable {
    var group: UInt32
    var section: UInt16
    var impact: UInt8
}

/// Finds the group of every form, each form stemmed once for each language.
private struct Grouper {
    private(set) var groups = FormTable(capacity: 4096)
    private var forms = FormTable(capacity: 4096)
    private var languages: [String] = []
    private var stemmers: [Stemmer] = []
    /// By language, then form: the group + 1, or 0.
    private var known: [[Int32]] = []
    /// The words of all German pages; empty where there are none.
    private var german = GermanVocabulary()

    /// What the groups of a page's forms are.
    struct PageGroups: Sendable {
        /// The group of each form.
        var own: [UInt32]
        /// The groups of the words that a form is made of, by form.
        var parts: [Int: [UInt32]] = [:]
    }

    init(_ pages: [IndexedPage]) {
        for page in pages where Self.isGerman(page.analysis) {
            for index in 0..<page.analysis.forms.count { german.add(page.analysis.forms[index]) }
        }
        german.removeFunctionWords(FunctionWords.words(language: "de"))
    }

    private static func isGerman(_ analysis: PageAnalysis) -> Bool { SearchLanguage.primary(analysis.language) == "de" }

    /// The groups of each form of a page.
    mutating func groups(of analysis: PageAnalysis) -> PageGroups {
        let language = languages.firstIndex(of: analysis.language) ?? addLanguage(analysis.language)
        let isGerman = Self.isGerman(analysis)
        var result = PageGroups(own: [])
        result.own.reserveCapacity(analysis.forms.count)
        for index in 0..<analysis.forms.count {
            let form = analysis.forms[index]
            result.own.append(group(of: form, language, isGerman: isGerman))
            guard isGerman else { continue }
            let parts = Set(german.parts(of: form).map { group(of: $0[...], language, isGerman: true) })
                .subtracting([result.own[index]])
            if !parts.isEmpty { result.parts[index] = parts.sorted() }
        }
        return result
    }

    private mutating func group(of form: ArraySlice<UInt8>, _ language: Int, isGerman: Bool) -> UInt32 {
        let number = forms.index(of: form)
        while known[language].count <= number { known[language].append(0) }
        if known[language][number] == 0 {
            let word = isGerman ? german.umlautForm(of: form).map { $0[...] } ?? form : form
            known[language][number] = Int32(groups.index(of: stemmers[language].group(of: word))) + 1
        }
        return UInt32(known[language][number] - 1)
    }

    private mutating func addLanguage(_ language: String) -> Int {
        languages.append(language)
        stemmers.append(Stemmer(language: language))
        known.append([])
        return languages.count - 1
    }

    /// All forms with their groups; a form of two languages may have two.
    func dictionary(level: (Int) -> Int) -> [DictionaryEntry] {
        var entries: [DictionaryEntry] = []
        for form in (0..<forms.count).sorted(by: { forms[$0].lexicographicallyPrecedes(forms[$1]) }) {
            let found = known.compactMap { $0.count > form && $0[form] > 0 ? Int($0[form]) - 1 : nil }
            for group in Set(found).sorted(by: { groups[$0].lexicographicallyPrecedes(groups[$1]) }) {
                entries.append(
                    DictionaryEntry(form: Array(forms[form]), group: Array(groups[group]), level: level(group)))
            }
        }
        return entries
    }
}

/// How many words each field has on average.
///
/// Rounded to three bits: an edit that lengthens one page leaves the impacts on all others, and so their shards, as
/// they were.
private struct FieldAverages: Sendable {
    private(set) var lengths: [Double]

    init(_ pages: [IndexedPage]) {
        var sums = [Int](repeating: 0, count: PageAnalysis.Field.allCases.count)
        var sectionCount = 0
        for page in pages {
            for section in page.analysis.lengths {
                for (field, length) in section.enumerated() { sums[field] += length }
            }
            sectionCount += page.analysis.lengths.count
        }
        lengths = PageAnalysis.Field.allCases.map { field in
            let count = field == .title || field == .tags ? pages.count : sectionCount
            return Self.rounded(max(1, Double(sums[field.rawValue]) / Double(max(1, count))))
        }
    }

    private static func rounded(_ value: Double) -> Double {
        let unit = Double(sign: .plus, exponent: value.exponent - 3, significand: 1)
        return (value / unit).rounded() * unit
    }
}

/// How much each group counts in each section of a page: BM25F over the section's fields, saturated and in 15 steps. Source: S. Robertson, H. Zaragoza, M. Taylor,
/// "Simple BM25 extension to multiple weighted fields" (2004).
///
/// - Parameters:
///   - groups: the groups of each form of the page.
///   - weight: what the page's status leaves of its impacts, 0 to 1.
/// - Returns: postings in the order of groups and sections.
private func pagePostings(
    _ page: IndexedPage, groups: Grouper.PageGroups, averages: FieldAverages, weight statusWeight: Double
) -> [Posting] {
    let analysis = page.analysis
    let sectionCount = analysis.lengths.count
    func weight(_ entry: PageAnalysis.Entry, lengthOf section: Int) -> Double {
        let field = entry.field
        let length = section < sectionCount ? Double(analysis.lengths[section][field]) : averages.lengths[field]
        let norm = 1 - Ranking.lengthInfluence + Ranking.lengthInfluence * length / averages.lengths[field]
        return Ranking.fieldWeights[field] * Double(entry.count) / norm
    }
    var weights: [(key: UInt64, weight: Double)] = []
    weights.reserveCapacity(analysis.entries.count * 2)
    func add(_ entry: PageAnalysis.Entry, to group: UInt32, share: Double) {
        let group = UInt64(group) << 20
        if entry.section == PageAnalysis.wholePage {
            let weight = weight(entry, lengthOf: 0) * share
            for section in 0..<sectionCount { weights.append((group | UInt64(section), weight)) }
        } else {
            weights.append((group | UInt64(entry.section), weight(entry, lengthOf: entry.section) * share))
        }
    }
    for entry in analysis.entries {
        add(entry, to: groups.own[entry.form], share: 1)
        for part in groups.parts[entry.form] ?? [] { add(entry, to: part, share: Ranking.compoundPart) }
    }
    weights.sort { $0.key < $1.key }
    var postings: [Posting] = []
    var index = 0
    while index < weights.count {
        let key = weights[index].key
        var sum = 0.0
        while index < weights.count, weights[index].key == key {
            sum += weights[index].weight
            index += 1
        }
        let impact = sum / (sum + Ranking.saturation) * statusWeight * Ranking.impactLevels
        postings.append(
            Posting(
                group: UInt32(key >> 20), section: UInt16(truncatingIfNeeded: key & 0xFFFFF),
                impact: UInt8(max(1, min(Ranking.impactLevels, impact.rounded())))))
    }
    return postings
}
