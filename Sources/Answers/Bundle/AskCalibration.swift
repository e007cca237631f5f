import Search

extension AskBundle {
    /// Chooses the threshold by the site's own questions, each asked as if it were not known, and by foreign ones.
    func calibrated(searcher: Searcher, embed: ([String]) throws -> [QuantizedVector]) throws -> Calibration {
        let entries = entries
        let quotes = clusters.flatMap { cluster in
            cluster.entries.map { $0.kind == .passage ? nil : cluster.quotes[$0.quote] }
        }
        let own = entries.indices.filter { entries[$0].kind == .question }
        var samples: [Calibration.Sample] = []
        for index in own {
            guard let question = quotes[index]?.question else { continue }
            let lexical = try searcher.rankSections(for: question)
            let ranked = rankSections(
                for: entries[index].vector, lexical: lexical, entries: entries, isLeftOut: { $0 == index })
            guard let best = bestAnswer(ranked, coverage: lexical.coverage) else { continue }
            let isRight = best.section.page == entries[index].page && best.section.section == entries[index].section
            samples.append(.init(confidence: best.confidence, isRight: isRight))
        }
        for (question, vector) in zip(ForeignQuestions.all, try embed(ForeignQuestions.all)) {
            let lexical = try searcher.rankSections(for: question)
            let ranked = rankSections(for: vector, lexical: lexical, entries: entries)
            samples.append(
                .init(confidence: bestAnswer(ranked, coverage: lexical.coverage)?.confidence ?? 0, isRight: nil))
        }
        return Calibration(samples)
    }
}
