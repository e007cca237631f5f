/// Sections by how well their words match a question asked in plain language; `ask-sections.js` does the same.
public struct SectionRanking: Sendable {
    /// A section that matches.
    public struct Entry: Sendable, Equatable {
        /// The page's number in the index.
        public var page: Int
        /// The section's number in its page.
        public var section: Int
        /// The section's own score and what its page adds.
        public var score: Double
    }

    /// A word of the question that carries meaning.
    public struct Word: Sendable, Equatable {
        /// Folded.
        public var form: String
        /// How rare it is, in bits; of a word that the index does not have, what the rarest word has.
        public var information: Double
        /// Whether the index has it, as it stands or with another ending.
        public var isKnown: Bool

        public init(form: String, information: Double, isKnown: Bool) {
            self.form = form
            self.information = information
            self.isKnown = isKnown
        }
    }

    /// The question's words in order, without function words.
    public var words: [Word] = []
    /// The best page first, and within a page the best section first.
    public var entries: [Entry] = []
    /// What share of the question's information the best section holds, 0 to 1: where it is low, the site hardly answers
    /// the question.
    public var coverage = 0.0

    /// The entries by score, the best first; ties by page and section.
    public var bestFirst: [Entry] {
        entries.sorted { $0.score != $1.score ? $0.score > $1.score : ($0.page, $0.section) < ($1.page, $1.section) }
    }
}

extension Searcher {
    /// How many of the best pages have their sections ranked.
    static let rankedPageCount = 50

    /// The numbers of all pages by address. Reads all fragments.
    public func pageNumbers() throws(SearchError) -> [String: Int] {
        var numbers: [String: Int] = [:]
        for page in 0..<pageCount { numbers[try reader.page(page).url] = page }
        return numbers
    }

    /// A section's text as excerpts are cut from it; nil where there is no such section.
    public func text(ofPage page: Int, section: Int) throws(SearchError) -> String? {
        let sections = try reader.page(page).sections
        return sections.indices.contains(section) ? sections[section].text : nil
    }

    /// The folded words of a text that carry its meaning, each once and in order, without the endings of a language where the
    /// browser knows them too: those of German.
    ///
    /// - Parameter language: the first subtag of a BCP 47 tag.
    public func distinctContentWords(of text: String, language: String?) -> [String] {
        let stemmer = language == "de" ? Stemmer(language: "de") : nil
        var seen: Set<String> = []
        return TextAnalyzer().words(of: text).filter { !reader.functionWords.contains($0) }
            .map { word in stemmer.map { String(decoding: $0.group(of: Array(word.utf8)[...]), as: UTF8.self) } ?? word
            }
            .filter { seen.insert($0).inserted }
    }

    /// The pages in a language, where the site can be filtered by it and has some; nil elsewhere.
    ///
    /// - Parameter language: the first subtag of a BCP 47 tag.
    public func pages(inLanguage language: String) throws(SearchError) -> Set<Int>? {
        guard let facet = try reader.facet(Self.languageFacet) else { return nil }
        let pages = facet.values.filter { SearchLanguage.primary($0.name) == language }.flatMap(\.pages)
        return pages.isEmpty ? nil : Set(pages)
    }

    /// What sites in several languages can be filtered by.
    private static let languageFacet = "language"

    /// Groups of phrases that mean the same, each of folded words.
    public var synonyms: [[[String]]] { reader.header.synonyms }

    /// How many pages the index holds.
    public var pageCount: Int { reader.header.pageCount }

    /// Ranks sections for a question in plain language: characters that are operators in a query are not operators here.
    public func rankSections(for question: String) throws(SearchError) -> SectionRanking {
        let found = try find(question.withoutSearchSyntax)
        var ranking = SectionRanking()
        var best = 0.0
        for page in found.pages.prefix(Self.rankedPageCount) {
            // All sections of the page, though results show three: any of a long list of questions may answer.
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
        ranking.words = found.units.filter { !$0.isExtra && $0.weight == 1 }.map { unit in
            let ceiling = found.scoring.units.first { $0.form == unit.form }?.ceiling ?? 0
            return .init(
                form: unit.form, information: unit.alternatives.isEmpty ? rarest : ceiling,
                isKnown: !unit.alternatives.isEmpty && unit.correction == nil)
        }
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
    /// Where a section is, for a reader who is led there.
    public struct Location: Sendable, Equatable {
        /// The page's address with the section's anchor.
        public var url: String
        /// The page's.
        public var title: String
        /// The page's.
        public var status: String
        /// Empty for the page's start.
        public var heading: String
    }

    /// Where a section is; the page's start where the page has no such section.
    public func location(ofPage number: Int, section: Int) throws(SearchError) -> Location {
        let page = try reader.page(number)
        var location = Location(url: page.url, title: page.title, status: page.status, heading: "")
        guard page.sections.indices.contains(section) else { return location }
        let anchor = page.sections[section].anchor
        if !anchor.isEmpty { location.url += "#" + anchor }
        location.heading = page.sections[section].heading
        return location
    }
}
