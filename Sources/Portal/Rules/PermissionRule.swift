import Diagnostics

extension Rule {
    /// No policy permits a model that nothing allows.
    package static let permissions = Rule { $0.checkPermissions() }
}

extension Library {
    /// Sentences with MAY that link to a model which is blocked for every use.
    fileprivate func checkPermissions() -> [Diagnostic] {
        indices(of: .policy).flatMap { index -> [Diagnostic] in
            let page = pages[index]
            guard page.status == .active else { return [] }
            let permissions = page.requirements.filter { $0.level == .may }
            guard !permissions.isEmpty else { return [] }
            return zip(page.links, resolutions[index]).compactMap { link, resolution -> Diagnostic? in
                guard case .page(let target, _) = resolution, pages[target].kind == .evaluation,
                    let permission = permissions.first(where: { $0.range.contains(link.range.start) }),
                    isBlockedThroughout(pages[target])
                else { return nil }
                return Diagnostic(
                    .warning, .permitsBlockedModel, path: displayPath(page), range: link.range,
                    "R\(permission.number) says MAY of \(pages[target].title), which is blocked for every use",
                    fixes: [.init("take the model out of the sentence"), .init("or evaluate it again")])
            }
        }
    }

    /// Whether no use is left to a model: by the rules where there are any, else by its evaluator.
    private func isBlockedThroughout(_ page: Page) -> Bool {
        if let decisions {
            let cases = decisions.cases(ofModel: page.path)
            return !cases.isEmpty && cases.allSatisfy { $0.verdict == .blocked }
        }
        let uses = page.evaluation?.useCases ?? []
        return !uses.isEmpty && uses.allSatisfy { $0.verdict == .blocked }
    }
}

extension SourceRange {
    fileprivate func contains(_ position: SourcePosition) -> Bool { start <= position && position < end }
}
