import Diagnostics

extension Rule {
    /// A phrase such as "open source" is said only of what it fits.
    package static let misleadingTerms = Rule { $0.checkTerms() }
}

extension Library {
    /// Phrases such as "open source" said of a model that is not.
    fileprivate func checkTerms() -> [Diagnostic] {
        guard pages.contains(where: { !$0.mentions.isEmpty }) else { return [] }
        let models = pages.filter { $0.kind == .evaluation }.map { (page: $0, evaluation: evaluation(of: $0)) }
        var problems: [Diagnostic] = []
        for page in pages {
            for mention in page.mentions where mention.rule < settings.terms.count {
                let rule = settings.terms[mention.rule]
                guard !mention.sentence.isNegated(rule.phrase) else { continue }
                let about = models.first { model in
                    rule.unfitFor.contains(model.evaluation.opennessClass.rawValue)
                        && (model.page.path == page.path || mention.sentence.containsWord(model.evaluation.model))
                }
                guard let about else { continue }
                problems.append(
                    Diagnostic(
                        .warning, .misleadingTerm, path: displayPath(page), range: mention.range,
                        "'\(rule.phrase)' is said of \(about.evaluation.model), whose openness is \(about.evaluation.opennessClass.label.lowercased())",
                        explanation: "In the sentence: \(mention.sentence.shortened(to: 120))",
                        fixes: [
                            .init("write '\(rule.instead)'"), .init("or say of the licence that it is OSI-approved"),
                        ]))
            }
        }
        return problems
    }
}

extension String {
    /// Whether the sentence denies the phrase ("is not open source"), quotes it, or speaks of its definition.
    fileprivate func isNegated(_ phrase: String) -> Bool {
        let folded = lowercased().split(separator: "-").joined(separator: " ")
        let quotes = ["\"\(phrase)", "“\(phrase)", "'\(phrase)", "‘\(phrase)"]
        return ["not ", "no ", "never ", "n't ", "n’t "].contains { folded.contains($0) }
            || quotes.contains { folded.contains($0) }
            || folded.contains("\(phrase) initiative") || folded.contains("\(phrase) ai definition")
            || folded.contains("\(phrase) licen")
    }
}
