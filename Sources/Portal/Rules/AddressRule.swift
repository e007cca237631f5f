import Diagnostics
import Primitives

extension Rule {
    /// No two pages share an address or an id, no two paths differ only in case, and former addresses are addresses.
    package static let addresses = Rule { $0.checkPaths() + $0.checkAliases() + $0.checkIDs() + $0.checkRedirects() }
}

extension Library {
    /// Paths that differ only in case.
    fileprivate func checkPaths() -> [Diagnostic] {
        var problems: [Diagnostic] = []
        var byFoldedPath: [String: Int] = [:]
        byFoldedPath.reserveCapacity(pages.count)
        for (index, page) in pages.enumerated() {
            guard let other = byFoldedPath.updateValue(index, forKey: page.path.lowercased()).map({ pages[$0] }) else {
                continue
            }
            problems.append(
                clash(
                    .caseCollision, page, other, range: .fileStart,
                    "Path differs only in case from '\(other.path)'; many disks and servers treat both as one",
                    fix: "rename one of the files"))
        }
        return problems
    }

    /// Ids that are given twice.
    fileprivate func checkIDs() -> [Diagnostic] {
        var problems: [Diagnostic] = []
        var byID: [String: Int] = [:]
        for (index, page) in pages.enumerated() {
            // A translation has its original's id.
            guard let id = page.statedID,
                let other = byID.updateValue(index, forKey: "\(page.edition ?? "") \(id.value.lowercased())").map({
                    pages[$0]
                })
            else { continue }
            problems.append(
                clash(
                    .duplicateID, page, other, range: id.range,
                    "Id '\(id.value)' is given to two pages", fix: "give the newer page the next free id"))
        }
        return problems
    }

    /// Aliases that are no addresses, or that of a page.
    fileprivate func checkAliases() -> [Diagnostic] {
        pages.flatMap { page in
            page.metadata.aliases.compactMap { alias in
                switch former(alias.value) {
                case .failure(let flaw):
                    return addressProblem("Alias", alias.value, flaw, path: displayPath(page), range: alias.range)
                case .success(let address):
                    guard let other = indexByPath[address.file.markdownPath].map({ pages[$0] }) else { return nil }
                    return clash(
                        .duplicateURL, page, other, range: alias.range,
                        "Alias '\(alias.value)' is the address of a page", fix: "remove the alias")
                }
            }
        }
    }

    /// Redirects of `charter.yaml` that start where no page can have been, or lead nowhere.
    fileprivate func checkRedirects() -> [Diagnostic] {
        settings.redirects.flatMap { redirect in
            var problems: [Diagnostic] = []
            if case .failure(let flaw) = former(redirect.from) {
                problems.append(
                    addressProblem("Address", redirect.from, flaw, path: settings.path, range: redirect.range))
            }
            if redirectTarget(redirect.to) == nil {
                let near = Suggestion(for: redirect.to, among: pages.map(\.address.file))
                problems.append(
                    Diagnostic(
                        .error, .redirectTarget, path: settings.path, range: redirect.range,
                        "Redirect leads to '\(redirect.to)', which is not a page of the site" + near.question,
                        fixes: [
                            .init(
                                near.advice("write", otherwise: "write the address of a page, such as folder/page.html")
                            ),
                            .init("or an address that starts with https://"),
                        ]))
            }
            return problems
        }
    }

    /// Where a redirect of `charter.yaml` leads; nil where that is neither a file of the site nor an address on the web.
    public func redirectTarget(_ text: String) -> RedirectTarget? {
        if text.isWebAddress { return .elsewhere(text) }
        let (path, fragment) = text.splitFragment
        guard let target = contentPath(path, relativeTo: "") else { return nil }
        let anchor = fragment?.percentDecoded
        if let index = indexByPath[target.markdownPath], pages[index].address.file == target {
            guard anchor.map(pages[index].hasAnchor) ?? true else { return nil }
        } else if !assets.contains(target), !generatedRoutes.contains(target) {
            return nil
        }
        return .file(SitePath(target), anchor: anchor)
    }

    // MARK: Words

    private func former(_ address: String) -> Result<SitePath, ContentPath.Flaw> {
        Result { () throws(ContentPath.Flaw) in try SitePath(formerAddress: address) }
    }

    private func addressProblem(
        _ what: String, _ address: String, _ flaw: ContentPath.Flaw, path: String, range: SourceRange
    ) -> Diagnostic {
        let isWhole = flaw.component == address
        return Diagnostic(
            .error, .aliasForm, path: path, range: range,
            "\(what) '\(address)' "
                + (isWhole ? flaw.description : "cannot be one: '\(flaw.component)' \(flaw.description)"),
            fixes: [.init("write it as folder/page.html")])
    }

    private func clash(
        _ id: DiagnosticID, _ page: Page, _ other: Page, range: SourceRange, _ summary: String, fix: String
    ) -> Diagnostic {
        Diagnostic(
            .error, id, path: displayPath(page), range: range, summary,
            notes: [.init(path: displayPath(other), range: .fileStart, text: "the other one")], fixes: [.init(fix)])
    }
}

/// Where a redirect of `charter.yaml` leads.
public enum RedirectTarget: Hashable, Sendable {
    /// A page, a file beside pages or a page that the site makes.
    case file(SitePath, anchor: String?)
    /// An address on the web.
    case elsewhere(String)
}
