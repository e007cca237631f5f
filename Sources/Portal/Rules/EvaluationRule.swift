import Diagnostics

extension Rule {
    /// An evaluation's licence and requirements have pages, and it says how open the model is.
    package static let evaluations = Rule { $0.checkEvaluations() }
}

extension Library {
    /// Evaluations whose licence or requirements are not pages of the portal.
    fileprivate func checkEvaluations() -> [Diagnostic] {
        var problems: [Diagnostic] = []
        for page in pages(of: .evaluation) {
            guard let evaluation = page.evaluation else { continue }
            // A draft may not know its licence yet; it says so in words that cannot be published.
            if let name = evaluation.licence, licence(named: name.value) == nil,
                !(page.status == .draft && name.value == Evaluation.unknownLicence)
            {
                let near = Suggestion(for: name.value, among: pages(of: .licence).map(\.slug))
                problems.append(
                    Diagnostic(
                        .error, .brokenReference, path: displayPath(page), range: name.range,
                        "Licence '\(name.value)' has no page" + near.question,
                        fixes: near.fixes(otherwise: "write its page first: charter new licence")))
            }
            if evaluation.statedOpenness == nil, evaluation.opennessFile == nil, !page.isIntroduction {
                problems.append(
                    Diagnostic(
                        .error, .frontMatterMissing, path: displayPath(page), range: .fileStart,
                        "Key 'openness' is missing; an evaluation needs it, or openness_file",
                        fixes: [
                            .init("add openness: with a word for each part, or name a file of the Model Openness Tool")
                        ]))
            }
            for name in evaluation.useCases.compactMap(\.requirement) where self.page(named: name.value) == nil {
                problems.append(
                    Diagnostic(
                        .error, .brokenReference, path: displayPath(page), range: name.range,
                        "Requirement '\(name.value)' is not known",
                        fixes: [.init("use an id from the register of requirements")]))
            }
        }
        return problems
    }
}
