import Search

/// Answers without vectors: questions in a language that pages are translated to, and all of a site that has no encoder.
extension AskSite {
    /// The share of words that a question must have in common with a known question to get its answer, where the answer
    /// has too few of them to be weighed.
    static let sharedWords = 0.6

    /// Known questions with what they have in common with one that is asked.
    struct ComparedQuestions {
        var words: KnownByWords
        /// The known questions, in the order of their places.
        var questions: [(entry: IndexEntry, quote: Quote)] = []
        /// The numbers of answers.
        var answers: [Answer: Int] = [:]
    }

    /// A quotation where it stands.
    struct Answer: Hashable {
        var page: Int
        var section: Int
        var text: String
    }

    /// A question in a language that pages are translated to is answered from these: the encoder was made for the portal's
    /// own language, so words alone decide, and the nearest sections are those of the translations. Nil where there are
    /// none.
    ///
    /// - Parameter language: the first subtag of a BCP 47 tag.
    func askTranslations(
        _ question: String, _ lexical: SectionRanking, _ limit: Int, language: String
    ) throws -> AskResult? {
        guard let pages = try searcher.pages(inLanguage: language) else { return nil }
        var own = lexical
        own.entries.removeAll { !pages.contains($0.page) }
        if own.entries.isEmpty { own.entries = lexical.entries }
        return try askByWords(
            question, own, limit, language: language, pages: pages, clusters: try clusters(ofPages: pages))
    }

    /// Sections by their words, and the answer of known questions that have enough words in common with this one.
    ///
    /// - Parameters:
    ///   - language: whose endings do not count; nil compares words as they stand.
    ///   - pages: that may answer; nil stands for all.
    ///   - clusters: to look into; nil stands for all.
    func askByWords(
        _ question: String, _ lexical: SectionRanking, _ limit: Int, language: String? = nil, pages: Set<Int>? = nil,
        clusters: [Int]? = nil
    ) throws -> AskResult {
        let speakers = try speakers(question)
        var all: [(IndexEntry, Quote)] = []
        for number in clusters ?? Array(header.clusters.indices) {
            let (entries, quotes) = try cluster(number)
            for entry in entries where entry.kind.isQuestion && pages?.contains(entry.page) ?? true {
                let quote = quotes[entry.quote]
                if speakers.include(quote.page) { all.append((entry, quote)) }
            }
        }
        let weights = try questionLook().table.knownByWords
        let known = compareByWords(question, all, language: language)
        var found = AskResult(
            results: try results(lexical, limit), threshold: weights.threshold, coverage: lexical.coverage)
        func answer(_ place: Int, _ confidence: Double) throws -> AskResult.Answer? {
            let (entry, quote) = known.questions[place]
            return try self.answer(quote, RankedSection(page: entry.page, section: entry.section), confidence)
        }
        let decision = WordDecision(known.words, weights)
        if let chosen = decision.chosen, let place = known.words.nearestQuestion(of: chosen),
            known.words.questionCount(of: chosen) >= KnownAnswers.telling
        {
            if decision.answers >= weights.threshold {
                found.answer = try answer(place, decision.answers)
            } else if decision.answers >= weights.helpThreshold {
                let entry = known.questions[place].entry
                found.help = try result(RankedSection(page: entry.page, section: entry.section))
            }
        } else if let nearest = known.words.nearest, nearest.share >= Self.sharedWords {
            found.answer = try answer(nearest.place, nearest.share)
            found.threshold = Self.sharedWords
        }
        return found
    }

    /// What known questions have in common with one that is asked.
    ///
    /// - Parameter all: questions of pages that may answer, those that are answered and those that are not.
    func compareByWords(
        _ question: String, _ all: [(entry: IndexEntry, quote: Quote)], language: String?
    ) -> ComparedQuestions {
        func words(_ text: String) -> [String] { searcher.distinctContentWords(of: text, language: language) }
        var questions: [(entry: IndexEntry, quote: Quote)] = []
        var known: [KnownByWords.Known] = []
        var answers: [Answer: Int] = [:]
        var texts: [[String]] = [], misses: [[String]] = []
        for (entry, quote) in all {
            guard entry.kind == .question else {
                misses.append(words(quote.quotation.question))
                continue
            }
            let answer = Answer(page: entry.page, section: entry.section, text: quote.quotation.text)
            let number = answers[answer] ?? texts.count
            if number == texts.count {
                answers[answer] = number
                texts.append(words(quote.quotation.text))
            }
            questions.append((entry, quote))
            known.append(.init(answer: number, words: words(quote.quotation.question)))
        }
        return ComparedQuestions(
            words: KnownByWords(words(question), known: known, texts: texts, misses: misses), questions: questions,
            answers: answers)
    }

    /// What words alone were decided by, for fitting the weights of that.
    func wordEvidence(_ known: ComparedQuestions) throws -> [AskResult.KnownEvidence] {
        try known.words.near.compactMap { answer in
            guard let place = known.words.nearestQuestion(of: answer) else { return nil }
            let (entry, quote) = known.questions[place]
            return .init(
                question: quote.quotation.question, text: quote.quotation.text,
                url: try searcher.location(ofPage: entry.page, section: entry.section).url,
                values: known.words.evidence(on: answer))
        }
    }
}
