import Search

/// Answers questions from the files of a site, as the browser does.
///
/// It reads only the files that a question needs, and keeps them. It must not be shared between threads.
public final class AskSite {
    private let load: (String) -> [UInt8]?
    let searcher: Searcher
    private let tokenizer: ([String]) -> (String) -> [Int]
    let header: AskHeader
    private var clusters: [Int: (entries: [IndexEntry], quotes: [Quote])] = [:]
    private var encoder: SiteEncoder?
    private var centroids: [QuantizedVector] = []
    /// For each page and section its cluster's number plus one, or 0.
    private var map: [[Int]] = []
    /// What reads questions about models and licences; nil until the first question, or where the site has neither.
    private var desk: VerdictDesk?
    /// What decides whether a sentence answers; nil until the first question.
    private var look: QuestionLook?

    /// A quotation with its page.
    struct Quote {
        var page: QuotationShard.Page
        var quotation: QuotationShard.Quotation
    }

    /// How many of the nearest clusters a question looks into.
    static let nearClusters = 8
    /// How many sections that the question's words find have their clusters looked into too.
    static let lexicalSections = 10

    /// Opens a site's answers.
    ///
    /// - Parameters:
    ///   - load: the bytes of a file by its path below the site's root, nil where there is none.
    ///   - tokenizer: what gives the tokens of a text by a WordPiece vocabulary, between the tokens for its start and end.
    ///     It is made once.
    /// - Throws: ``AskFileError`` or `SearchError` where a file is missing, damaged, or of another build.
    public init(
        load: @escaping (String) -> [UInt8]?, tokenizer: @escaping ([String]) -> (String) -> [Int]
    ) throws {
        self.load = load
        self.tokenizer = tokenizer
        guard let script = load(askFolder + "index.js"),
            let text = ShardFile.text(of: script, name: AskBundle.headerName)
        else {
            throw AskFileError("ask/index.js is missing, or has another format version")
        }
        header = try AskHeader(json: text)
        searcher = try Searcher(load: load)
        guard header.pages == searcher.pageCount else {
            throw AskFileError("ask/ and search/ are of different builds")
        }
    }

    private func shard(_ name: String) throws(AskFileError) -> [UInt8] {
        guard let script = load(askFolder + name + ".js"), let bytes = ShardFile.content(of: script, name: name) else {
            throw AskFileError("ask/\(name).js is missing or damaged")
        }
        return bytes
    }

    // MARK: Asking

    /// Answers a question.
    ///
    /// - Parameters:
    ///   - question: in plain words.
    ///   - limit: how many sections to return beside the answer.
    ///   - showsEvidence: whether to return what the decision looked at; a known question is then asked as if it were not
    ///     known.
    /// - Throws: ``AskFileError`` or `SearchError` where a file is missing or damaged.
    public func ask(_ question: String, limit: Int = 5, showsEvidence: Bool = false) throws -> AskResult {
        let lexical = try searcher.rankSections(for: question)
        if let verdict = try verdictDesk()?.answer(question) {
            return AskResult(
                verdict: verdict, results: try results(lexical, limit), threshold: header.threshold,
                coverage: lexical.coverage)
        }
        guard let files = header.encoder else { return try askByWords(question, lexical, limit) }
        if let language = try questionLook().foreignLanguage(of: question)?.tag,
            let found = try askTranslations(question, lexical, limit, language: language)
        {
            return found
        }
        let found = try askOwnLanguage(question, lexical, limit, files, showsEvidence: showsEvidence)
        // Keywords tell no language; the page that they find does.
        guard found.answer == nil, found.language == nil, !showsEvidence, let best = lexical.bestFirst.first else {
            return found
        }
        for language in try questionLook().table.languages.map(\.tag) {
            guard try searcher.pages(inLanguage: language)?.contains(best.page) ?? false else { continue }
            let translated = try askTranslations(question, lexical, limit, language: language)
            if let translated, translated.answer != nil { return translated }
        }
        return found
    }

    /// Answers a question in the portal's own language, or says that it is in another.
    private func askOwnLanguage(
        _ question: String, _ lexical: SectionRanking, _ limit: Int, _ files: AskHeader.Encoder, showsEvidence: Bool
    ) throws -> AskResult {
        var lexical = lexical
        let scope = try searcher.pages(inLanguage: try questionLook().table.language)
        // Translations are not for a question in the portal's own language.
        if let scope { lexical.entries.removeAll { !scope.contains($0.page) } }
        let encoder = try openEncoder(files)
        let vector = try encoder.vector(of: question)
        let numbers = try wantedClusters(vector, lexical)
        var entries: [IndexEntry] = [], clusterOfEntry: [Int] = []
        for number in numbers {
            let own = try cluster(number).entries
            clusterOfEntry += own.indices.map { _ in number }
            entries += own
        }
        // A question whose evidence is wanted is asked as if it were not known.
        let itself =
            showsEvidence
            ? try entries.indices.filter { index in
                try entries[index].kind == .question
                    && cluster(clusterOfEntry[index]).quotes[entries[index].quote].quotation.question == question
            } : []
        let ranked = rankSections(
            for: vector, lexical: lexical, entries: entries, isLeftOut: { itself.contains($0) }
        ).filter { scope?.contains($0.page) ?? true }
        func text(_ quote: RankedSection.Quote) throws -> Quote {
            try cluster(clusterOfEntry[quote.entry]).quotes[entries[quote.entry].quote]
        }
        let speakers = try speakers(question)
        let candidates = try ranked.candidates(coverage: lexical.coverage) { place in
            try CandidateSection(ranked[place], searcher) { quote in
                let text = try text(quote)
                return .init(
                    text: text.quotation.text, question: text.quotation.question, similarity: quote.similarity,
                    isActive: speakers.include(text.page))
            }
        }
        let look = try questionLook()
        var asked = look.read(question, words: lexical.words)
        asked.namesSubject = speakers.areNamed
        let decision = AnswerDecision(asked, candidates, look)
        var found = AskResult(
            results: try ranked.prefix(limit).map { try result($0) }, threshold: header.threshold,
            coverage: lexical.coverage)
        if showsEvidence {
            found.evidence = try decision.candidates.map { weighed in
                let section = ranked[weighed.candidate.section]
                return .init(
                    text: try text(section.quotes[weighed.candidate.quote]).quotation.text,
                    url: try searcher.location(ofPage: section.page, section: section.section).url,
                    section: weighed.candidate.section, values: weighed.evidence.values)
            }
        }
        if let language = look.foreignLanguage(of: question) {
            found.language = (language.name, look.languageName)
            return found
        }
        let tokens = try encoder.tokens(of: asked.words.map(\.form))
        let questions = try entries.indices.compactMap { index -> (entry: IndexEntry, quote: Quote)? in
            let entry = entries[index]
            guard entry.kind.isQuestion, !itself.contains(index), scope?.contains(entry.page) ?? true else {
                return nil
            }
            let quote = try text(.init(entry: index, similarity: 0))
            return speakers.include(quote.page) ? (entry, quote) : nil
        }
        let misses = questions.filter { $0.entry.kind == .unanswered }.map { vector.dot($0.entry.vector) }
        let meanings = { encoder.meaning(of: $0, own: tokens) }
        let compared = compareByWords(question, questions, language: look.table.language)
        let known = try ranked.known(asked, look, misses: misses, words: compared.words, meanings: meanings) { quote in
            guard entries[quote.entry].kind == .question else { return nil }
            let text = try text(quote)
            guard speakers.include(text.page) else { return nil }
            let entry = entries[quote.entry]
            let answer = Answer(page: entry.page, section: entry.section, text: text.quotation.text)
            guard let number = compared.answers[answer] else { return nil }
            return (text.quotation.question, text.quotation.text, text.page.title, entry.vector, number)
        }
        if showsEvidence {
            found.namesSubject = asked.namesSubject
            found.wordEvidence = try wordEvidence(compared)
            found.knownEvidence = try known.candidates.map { weighed in
                let section = ranked[weighed.candidate.section]
                return .init(
                    question: weighed.candidate.question, text: weighed.candidate.text,
                    url: try searcher.location(ofPage: section.page, section: section.section).url,
                    values: weighed.evidence)
            }
        }
        if known.answers >= known.threshold, let one = known.chosen.map({ known.candidates[$0].candidate }) {
            let section = ranked[one.section]
            found.answer = try answer(try text(section.quotes[one.quote]), section, known.answers)
            if found.answer != nil { return found }
        }
        guard let chosen = decision.chosen.map({ decision.candidates[$0].candidate }) else { return found }
        let section = ranked[chosen.section]
        let mayAnswer =
            decision.isApproved || (!known.isMissed && !known.coveredSections.contains(chosen.section))
        if mayAnswer, decision.answers >= header.threshold {
            found.answer = try answer(try text(section.quotes[chosen.quote]), section, decision.answers)
        }
        guard found.answer == nil else { return found }
        if known.answers >= known.weights.helpThreshold, let one = known.chosen {
            found.help = try result(ranked[known.candidates[one].candidate.section])
        } else if mayAnswer, decision.helps >= look.table.helpThreshold {
            found.help = try result(section)
        }
        return found
    }

    /// How a question about models and licences is read, for people; nil where the site has neither.
    public func explanation(of question: String) throws -> [String]? {
        try verdictDesk()?.explanation(of: question)
    }

    func questionLook() throws(AskFileError) -> QuestionLook {
        if let look { return look }
        guard let name = header.deciding,
            let text = load(askFolder + name + ".js").flatMap({ ShardFile.text(of: $0, name: name) }),
            let table = DecidingTable(json: text)
        else { throw AskFileError("ask/\(header.deciding ?? "k-").js is missing or damaged") }
        let opened = QuestionLook(table, synonyms: searcher.synonyms)
        look = opened
        return opened
    }

    /// The pages that may answer a question: those in force, and not those of other models and licences than it names.
    struct Speakers {
        fileprivate var strangers: Set<String>

        /// Whether the question names a model or a licence.
        var areNamed: Bool { !strangers.isEmpty }

        func include(_ page: QuotationShard.Page) -> Bool { page.status == "active" && !strangers.contains(page.url) }
    }

    func speakers(_ question: String) throws -> Speakers {
        Speakers(strangers: try verdictDesk()?.strangers(to: question) ?? [])
    }

    private func verdictDesk() throws(AskFileError) -> VerdictDesk? {
        guard let name = header.questions else { return nil }
        if let desk { return desk }
        let opened = try VerdictDesk(name) { [load] name in
            load(askFolder + name + ".js").flatMap { ShardFile.text(of: $0, name: name) }
        }
        desk = opened
        return opened
    }

    func answer(
        _ quote: Quote, _ section: RankedSection, _ confidence: Double
    ) throws -> AskResult.Answer? {
        // What the section does not hold word for word is not given.
        guard let text = try searcher.text(ofPage: section.page, section: section.section),
            text.contains(quote.quotation.text)
        else { return nil }
        let location = try searcher.location(ofPage: section.page, section: section.section)
        return AskResult.Answer(
            text: quote.quotation.text, lines: QuotedLines(quote.quotation.text, in: text).lines,
            question: quote.quotation.question, url: location.url, title: location.title,
            section: location.heading, status: quote.page.status, version: quote.page.version, owner: quote.page.owner,
            reviewBy: quote.page.reviewBy, origin: quote.quotation.origin, confidence: confidence)
    }

    /// The sections that the question's words match best.
    func results(_ lexical: SectionRanking, _ limit: Int) throws -> [AskResult.Section] {
        try lexical.bestFirst.prefix(limit).map {
            try result(RankedSection(page: $0.page, section: $0.section, score: $0.score, lexical: $0.score))
        }
    }

    func result(_ section: RankedSection) throws -> AskResult.Section {
        let location = try searcher.location(ofPage: section.page, section: section.section)
        let text = try searcher.text(ofPage: section.page, section: section.section) ?? ""
        let excerpt = text.count > 200 ? String(text.prefix(200)) + " …" : text
        return AskResult.Section(
            url: location.url, title: location.title, section: location.heading, status: location.status,
            excerpt: excerpt.replacing("\n", with: " "), score: section.score,
            parts: (section.passage, section.quotes.first?.similarity ?? 0, section.lexical))
    }

    // MARK: Vectors

    private func openEncoder(_ files: AskHeader.Encoder) throws(AskFileError) -> SiteEncoder {
        if let encoder { return encoder }
        guard let script = load(askFolder + files.vocabulary + ".js"),
            let text = ShardFile.text(of: script, name: files.vocabulary)
        else { throw AskFileError("ask/\(files.vocabulary).js is missing or damaged") }
        let opened = try SiteEncoder(
            files, shard: { [unowned self] name throws(AskFileError) in try self.shard(name) },
            tokenize: tokenizer(text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)))
        encoder = opened
        return opened
    }

    // MARK: Clusters

    private func wantedClusters(_ vector: QuantizedVector, _ lexical: SectionRanking) throws -> [Int] {
        guard try readCentroids() else { return Array(header.clusters.indices) }
        let near = centroids.indices.map { (index: $0, similarity: vector.dot(centroids[$0])) }
            .sorted { $0.similarity != $1.similarity ? $0.similarity > $1.similarity : $0.index < $1.index }
        var wanted = Set(near.prefix(Self.nearClusters).map(\.index))
        for entry in lexical.bestFirst.prefix(Self.lexicalSections)
        where map[entry.page].indices.contains(entry.section) {
            let cluster = map[entry.page][entry.section]
            if cluster > 0 { wanted.insert(cluster - 1) }
        }
        return wanted.sorted()
    }

    /// The clusters that hold what pages have.
    func clusters(ofPages pages: Set<Int>) throws -> [Int] {
        guard try readCentroids() else { return Array(header.clusters.indices) }
        return Set(pages.flatMap { map.indices.contains($0) ? map[$0] : [] }.filter { $0 > 0 }.map { $0 - 1 }).sorted()
    }

    /// Reads the clusters' centres and where each section is; false where all is in one cluster.
    private func readCentroids() throws -> Bool {
        guard header.clusters.count > 1, let name = header.centroids, let mapName = header.map else { return false }
        guard centroids.isEmpty else { return true }
        var reader = LittleEndianReader(try shard(name))
        let width = header.encoder?.shape.width ?? 0
        for _ in header.clusters.indices {
            let scale = try reader.float()
            centroids.append(QuantizedVector(values: try reader.signedBytes(width), scale: scale))
        }
        var mapReader = LittleEndianReader(try shard(mapName))
        for _ in 0..<header.pages {
            let count = Int(try mapReader.short())
            var sections: [Int] = []
            for _ in 0..<count { sections.append(Int(try mapReader.short())) }
            map.append(sections)
        }
        return true
    }

    func cluster(_ number: Int) throws -> (entries: [IndexEntry], quotes: [Quote]) {
        if let known = clusters[number] { return known }
        let names = header.clusters[number]
        let width = header.encoder?.shape.width ?? 0
        let entries = try AskBundle.entries(from: try shard(names.vectors), width: width)
        guard let shard = try? QuotationShard(decoding: try shard(names.texts)) else {
            throw AskFileError("ask/\(names.texts).js is missing or damaged")
        }
        let quotes = shard.pages.flatMap { page in page.quotations.map { Quote(page: page, quotation: $0) } }
        guard entries.allSatisfy({ $0.kind == .passage || quotes.indices.contains($0.quote) }) else {
            throw AskFileError("ask/\(names.texts).js does not fit its vectors")
        }
        clusters[number] = (entries, quotes)
        return (entries, quotes)
    }
}
