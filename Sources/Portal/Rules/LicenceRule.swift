import Diagnostics

extension Rule {
    /// A licence's id is one of SPDX, its clauses' tags are named, and the page that it replaces exists.
    package static let licences = Rule { $0.checkLicences() }
}

extension Library {
    /// Licence pages: ids that SPDX knows, clauses whose tags the page names, predecessors that exist.
    fileprivate func checkLicences() -> [Diagnostic] {
        var problems: [Diagnostic] = []
        for page in pages(of: .licence) {
            guard let licence = page.licence else { continue }
            func report(
                _ severity: Severity, _ id: DiagnosticID, _ range: SourceRange, _ summary: String,
                _ fixes: [Diagnostic.Fix]
            ) {
                problems.append(
                    Diagnostic(severity, id, path: displayPath(page), range: range, summary, fixes: fixes))
            }
            if let range = licence.spdxRange { checkID(licence, range, report) }
            let named = licence.permissions.union(licence.conditions).union(licence.limitations)
            for clause in licence.clauses {
                for tag in clause.tags where !named.contains(tag) {
                    report(
                        .error, .clauseTag, clause.sectionRange,
                        "The clause of \(clause.section) gives rise to '\(tag)', which the page does not name",
                        [.init("add '\(tag)' to permissions, conditions or limitations")])
                }
            }
            if let name = licence.replaces, self.licence(named: name.value) == nil {
                let near = Suggestion(for: name.value, among: pages(of: .licence).map(\.slug))
                report(
                    .error, .brokenReference, name.range,
                    "Licence '\(name.value)' has no page" + near.question,
                    [.init(near.advice(otherwise: "name the page of the version before this one"))])
            }
        }
        return problems
    }

    private func checkID(
        _ licence: Licence, _ range: SourceRange,
        _ report: (Severity, DiagnosticID, SourceRange, String, [Diagnostic.Fix]) -> Void
    ) {
        guard !licence.spdx.hasPrefix("LicenseRef-") else { return }
        guard let listed = SPDXLicence.named(licence.spdx) else {
            let meant = LicenceName(licence.spdx)
            let nearest = if case .unknown(let nearest) = meant { nearest } else { meant.id }
            let near = Suggestion(nearest)
            return report(
                .error, .unknownLicenceID, range,
                "'\(licence.spdx)' is not an id of the SPDX list \(SPDXLicence.listVersion)" + near.question,
                near.fixes + [.init("write LicenseRef-… for a licence that SPDX does not list")])
        }
        if listed.isDeprecated {
            report(
                .note, .unknownLicenceID, range, "'\(listed.id)' is deprecated by SPDX",
                [.init("use the id that replaced it")])
        }
        if let stated = licence.osiApproval, listed.isOSIApproved != stated.value {
            report(
                .error, .osiApproval, stated.range,
                "SPDX says that \(listed.id) is \(listed.isOSIApproved ? "" : "not ")OSI-approved; the page says otherwise",
                [.init("write osi_approved: \(listed.isOSIApproved)")])
        }
    }
}
