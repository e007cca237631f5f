import Search

extension AskBundle {
    /// At least half so many of a site's own questions are asked, and at most so many.
    private static let calibratedQuestions = 600

    /// Asks the site's own questions, each as if it were not known, and foreign ones; the threshold is raised where too many
    /// of the latter would be answered.
    func calibrated(
        searcher: Searcher, look: QuestionLook, embed: ([String]) throws -> [QuantizedVector]
    ) throws -> Calibration {
        let entries = entries
        let quotes = clusters.flatMap { cluster in
            cluster.entries.map { $0.kind == .passage ? nil : cluster.quotes[$0.quote] }
        }
        /// The decision, and the ranking that it chose from.
        func decide(
            _ question: String, _ vector: QuantizedVector, leavingOut left: Int? = nil
        ) throws -> (decision: AnswerDecision, ranked: [RankedSection]) {
            let lexical = try searcher.rankSections(for: question)
            let ranked = rankSections(for: vector, lexical: lexical, entries: entries, isLeftOut: { $0 == left })
            let candidates = try ranked.candidates(coverage: lexical.coverage) { place in
                try CandidateSection(ranked[place], searcher) { quote in
                    quotes[quote.entry].map {
                        .init(
                            text: $0.quote, question: $0.origin == .statement ? "" : $0.question,
                            similarity: quote.similarity, isActive: $0.page.status == "active")
                    }
                }
            }
            return (AnswerDecision(look.read(question, words: lexical.words), candidates, look), ranked)
        }
        var samples: [Calibration.Sample] = []
        let known = entries.indices.filter {
            entries[$0].kind == .question && quotes[$0]?.page.isTranslation == false
        }
        // Where a portal knows thousands of questions, some hundreds of them tell the same.
        for index in known.enumerated().filter({ $0.offset % (known.count / Self.calibratedQuestions + 1) == 0 })
            .map(\.element)
        {
            guard let question = quotes[index]?.question else { continue }
            let (decision, ranked) = try decide(question, entries[index].vector, leavingOut: index)
            guard let chosen = decision.chosen else { continue }
            let section = ranked[decision.candidates[chosen].candidate.section]
            let isRight = section.page == entries[index].page && section.section == entries[index].section
            samples.append(.init(confidence: decision.answers, isRight: isRight))
        }
        for (question, vector) in zip(ForeignQuestions.all, try embed(ForeignQuestions.all)) {
            samples.append(.init(confidence: try decide(question, vector).decision.answers, isRight: nil))
        }
        return Calibration(samples)
    }
}

extension CandidateSection {
    /// A ranked section with its nearest quotations.
    ///
    /// - Parameter quote: what a quotation says; nil where its entry has none.
    init(
        _ section: RankedSection, _ searcher: Searcher, quote: (RankedSection.Quote) throws -> Quote?
    ) throws {
        let location = try searcher.location(ofPage: section.page, section: section.section)
        self.init(
            heading: location.heading, title: location.title,
            text: try searcher.text(ofPage: section.page, section: section.section) ?? "",
            quotes: try section.quotes.prefix(AnswerDecision.quoteCount).compactMap(quote))
    }
}
