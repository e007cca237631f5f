import Diagnostics

extension Rule {
    /// The glossary explains each term once.
    package static let glossary = Rule { $0.checkGlossary() }
}

extension Library {
    /// Terms, or other names of terms, that are given twice.
    fileprivate func checkGlossary() -> [Diagnostic] {
        ([nil] + settings.languages).flatMap(checkGlossary(in:))
    }

    private func checkGlossary(in edition: String?) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        var seen: [String: (page: Page, term: GlossaryTerm)] = [:]
        for page in pages where page.kind == .glossary && page.edition == edition {
            for term in page.terms {
                let names = Set(([term.name] + term.otherNames).map { $0.lowercased() }.filter { !$0.isEmpty })
                let taken = names.sorted().compactMap { name in seen[name].map { (name, $0) } }.first
                for name in names where seen[name] == nil { seen[name] = (page, term) }
                guard let (name, other) = taken else { continue }
                problems.append(
                    Diagnostic(
                        .warning, .duplicateTerm, path: displayPath(page), range: term.range,
                        "The glossary explains '\(([term.name] + term.otherNames).first { $0.lowercased() == name } ?? name)' twice; links lead to the first",
                        notes: [.init(path: displayPath(other.page), range: other.term.range, text: "the other one")],
                        fixes: [.init("put both into one term, or name one of them otherwise")]))
            }
        }
        return problems
    }
}
