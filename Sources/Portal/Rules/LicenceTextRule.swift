import Diagnostics

extension Rule {
    /// A model whose licence has a changed text waits until somebody has read it.
    package static let licenceTexts = Rule { $0.checkTextsOfModels() }
}

extension Library {
    /// Models under a licence whose stored text has changed.
    fileprivate func checkTextsOfModels() -> [Diagnostic] {
        let changed = Set(dataFiles.licenceTexts.filter(\.value.isChanged).map(\.key))
        guard !changed.isEmpty else { return [] }
        return pages(of: .evaluation).compactMap { page in
            guard page.status != .retired, let name = page.evaluation?.licence,
                let licence = licence(named: name.value),
                changed.contains(licence.path)
            else { return nil }
            return Diagnostic(
                .warning, .licenceText, path: displayPath(page), range: name.range,
                "The text of the model's licence, \(licence.title), has changed since its page was written",
                fixes: [.init("wait for the licence's page before the model is put to new uses")])
        }
    }
}
