/// Sections by how well their words match a question asked in plain language; `ask-sections.js` does the same.
public struct SectionRanking: Sendable {
    /// A section that matches.
    public struct Entry: Sendable, Equatable {
        /// The page's number in the index.
        public var page: Int
        public var section: Int
        public var score: Double
    }

    /// Page by page, the best page first, and of each page the best section first.
    public var entries: [Entry] = []
    /// What share of the question's information the best section holds, 0 to 1: a question whose words are not in the
    /// portal is hardly answered there.
    public var coverage = 0.0

    /// The entries by their scores, the best first.
    public var bestFirst: [Entry] {
        entries.sorted { $0.score != $1.score ? $0.score > $1.score : ($0.page, $0.section) < ($1.page, $1.section) }
    }
}

extension Searcher {
    /// Pages whose sections are looked at.
    static let rankedPageCount = 50

    /// The numbers of all pages by their addresses.
    public func pageNumbers() throws(SearchError) -> [String: Int] {
        var numbers: [String: Int] = [:]
        for page in 0..<pageCount { numbers[try reader.page(page).url] = page }
        return numbers
    }

    /// A section's text as results quote it; nil where there is no such section.
    public func text(ofPage page: Int, section: Int) throws(SearchError) -> String? {
        let sections = try reader.page(page).sections
        return sections.indices.contains(section) ? sections[section].text : nil
    }

    /// The folded words of a text that carry its meaning.
    public func contentWords(of text: String) -> Set<String> {
        Set(TextAnalyzer().words(of: text)).subtracting(reader.functionWords)
    }

    /// How many pages the index holds.
    public var pageCount: Int { reader.header.pageCount }

    /// Ranks sections for a question; signs that search gives a meaning have none here.
    public func rankSections(for question: String) throws(SearchError) -> SectionRanking {
        let found = try find(question.withoutSearchSyntax)
        var ranking = SectionRanking()
        var best = 0.0
        for page in found.pages.prefix(Self.rankedPageCount) {
            // All sections of the page, where results show three: of a long list of questions any may answer.
            let sections = found.scoring.sections(ofPage: page.page)
            let leading = sections.first?.score ?? 0
            for section in sections {
                // A name that is the whole question lifts its section in search; here its words count as words.
                let isNamed = section.score >= Scoring.namedBonus
                let own = isNamed ? section.score - Scoring.namedBonus : section.score
                ranking.entries.append(
                    .init(page: page.page, section: section.section, score: own + (page.score - leading)))
                best = max(best, own)
            }
        }
        let known = found.scoring.units.reduce(0.0) { $0 + $1.weight * $1.ceiling }
        let rarest = inverseFrequency(sectionCount: reader.header.sectionCount, frequency: 0)
        let unknown = found.units.filter { $0.alternatives.isEmpty && !$0.isExtra }.reduce(0.0) {
            $0 + $1.weight * rarest
        }
        ranking.coverage = known + unknown > 0 ? min(1, best / (known + unknown)) : 0
        return ranking
    }
}

extension String {
    /// The text without quotation marks, colons and leading hyphens, which search would read as operators.
    var withoutSearchSyntax: String {
        let plain = map { "\"“”„«»:".contains($0) ? " " : $0 }
        var text = ""
        for character in plain {
            if character == "-", text.last?.isWhitespace ?? true { continue }
            text.append(character)
        }
        return text
    }
}

extension Searcher {
    /// A section's address with its anchor, its page's title and status, and its heading.
    public func place(
        ofPage number: Int, section: Int
    ) throws(SearchError) -> (url: String, title: String, status: String, heading: String) {
        let page = try reader.page(number)
        guard page.sections.indices.contains(section) else { return (page.url, page.title, page.status, "") }
        let anchor = page.sections[section].anchor
        return (
            anchor.isEmpty ? page.url : page.url + "#" + anchor, page.title, page.status, page.sections[section].heading
        )
    }
}
