import Diagnostics

extension Rule {
    /// No two pages share an address or an id, and no two paths differ only in case.
    package static let addresses = Rule { $0.checkAddresses() }
}

extension Library {
    /// Two pages with one address, paths that differ only in case, and one id given twice.
    fileprivate func checkAddresses() -> [Diagnostic] {
        var problems: [Diagnostic] = []
        var byFoldedPath: [String: Int] = [:]
        byFoldedPath.reserveCapacity(pages.count)
        var byID: [String: Int] = [:]

        func clash(_ id: DiagnosticID, _ page: Page, _ other: Page, range: SourceRange, _ summary: String, fix: String)
        {
            let note = Diagnostic.Note(path: displayPath(other), range: .fileStart, text: "the other one")
            problems.append(
                Diagnostic(
                    .error, id, path: displayPath(page), range: range, summary, notes: [note], fixes: [.init(fix)]))
        }

        for (index, page) in pages.enumerated() {
            if let other = byFoldedPath.updateValue(index, forKey: page.path.lowercased()).map({ pages[$0] }) {
                clash(
                    .caseCollision, page, other, range: .fileStart,
                    "Path differs only in case from '\(other.path)'; many disks and servers treat both as one",
                    fix: "rename one of the files")
            }
            for alias in page.metadata.aliases {
                if let target = contentPath(alias.value, relativeTo: ""), let other = indexByPath[target.markdownPath] {
                    clash(
                        .duplicateURL, page, pages[other], range: alias.range,
                        "Alias '\(alias.value)' is the address of a page",
                        fix: "remove the alias")
                }
                if !alias.value.hasSuffix(".html") || contentPath(alias.value, relativeTo: "") == nil {
                    problems.append(
                        Diagnostic(
                            .error, .aliasForm, path: displayPath(page), range: alias.range,
                            "Alias '\(alias.value)' is not the address of a page below the site's root",
                            fixes: [.init("write it as folder/page.html")]))
                }
            }
            if let id = page.statedID {
                if let other = byID.updateValue(index, forKey: id.value.lowercased()).map({ pages[$0] }) {
                    clash(
                        .duplicateID, page, other, range: id.range,
                        "Id '\(id.value)' is given to two pages", fix: "give the newer page the next free id")
                }
            }
        }
        return problems
    }
}
