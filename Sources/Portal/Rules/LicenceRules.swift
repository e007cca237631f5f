import Diagnostics

extension Library {
    /// Licence pages: ids that SPDX knows, clauses whose tags the page names, predecessors that exist.
    func checkLicences() -> [Diagnostic] {
        var problems: [Diagnostic] = []
        for page in pages(of: .licence) {
            let licence = Licence(page), values = page.frontMatter
            func report(
                _ severity: Severity, _ id: String, _ range: SourceRange, _ summary: String,
                _ fixes: [Diagnostic.Fix]
            ) {
                problems.append(
                    Diagnostic(severity, id, path: displayPath(page), range: range, summary, fixes: fixes))
            }
            if values.text("spdx") != nil { checkID(licence, page, report) }
            let named = licence.permissions.union(licence.conditions).union(licence.limitations)
            for clause in licence.clauses {
                for tag in clause.tags where !named.contains(tag) {
                    report(
                        .error, "clause-tag", clause.quoteRange,
                        "The clause of \(clause.section) gives rise to '\(tag)', which the page does not name",
                        [.init("add '\(tag)' to permissions, conditions or limitations")])
                }
            }
            if let name = values.text("replaces"), self.licence(named: name) == nil {
                let near = nearestWord(to: name, among: pages(of: .licence).map(\.slug))
                report(
                    .error, "broken-reference", values.range("replaces"),
                    "Licence '\(name)' has no page" + (near.map { "; did you mean '\($0)'?" } ?? ""),
                    [.init(near.map { "write '\($0)'" } ?? "name the page of the version before this one")])
            }
        }
        return problems + checkTextsOfModels()
    }

    private func checkID(
        _ licence: Licence, _ page: Page,
        _ report: (Severity, String, SourceRange, String, [Diagnostic.Fix]) -> Void
    ) {
        let range = page.frontMatter.range("spdx")
        guard !licence.spdx.hasPrefix("LicenseRef-") else { return }
        guard let listed = SPDXLicence.named(licence.spdx) else {
            let meant = LicenceName(licence.spdx)
            let near: String? = if case .unknown(let nearest) = meant { nearest } else { meant.id }
            return report(
                .error, "unknown-licence-id", range,
                "'\(licence.spdx)' is no id of the SPDX list \(SPDXLicence.listVersion)"
                    + (near.map { "; did you mean '\($0)'?" } ?? ""),
                (near.map { [.init("write '\($0)'", replacement: $0)] } ?? []) + [
                    .init("write LicenseRef-… for a licence that SPDX does not list")
                ])
        }
        if listed.isDeprecated {
            report(
                .note, "unknown-licence-id", range, "'\(listed.id)' is deprecated by SPDX",
                [.init("use the id that replaced it")])
        }
        if listed.isOSIApproved != licence.isOSIApproved, page.frontMatter.values["osi_approved"] != nil {
            report(
                .error, "osi-approval", page.frontMatter.range("osi_approved"),
                "SPDX says that \(listed.id) is \(listed.isOSIApproved ? "" : "not ")OSI-approved; the page says otherwise",
                [.init("write osi_approved: \(listed.isOSIApproved)")])
        }
    }

    /// Models under a licence whose stored text has changed.
    private func checkTextsOfModels() -> [Diagnostic] {
        let changed = Set(attachments.licenceTexts.filter(\.value.isChanged).map(\.key))
        guard !changed.isEmpty else { return [] }
        return pages(of: .evaluation).compactMap { page in
            guard page.status != .retired,
                let licence = licence(named: Evaluation(page).licenceReference), changed.contains(licence.path)
            else { return nil }
            return Diagnostic(
                .warning, "licence-text", path: displayPath(page), range: page.frontMatter.range("licence"),
                "The text of the model's licence, \(licence.title), has changed since its page was written",
                fixes: [.init("wait for the licence's page before the model is put to new uses")])
        }
    }

    /// Policies in force that nobody approved, or that their author did.
    func checkApprovals() -> [Diagnostic] {
        pages(of: .policy).compactMap { page in
            guard page.status == .active, !page.isIntroduction else { return nil }
            let values = page.frontMatter
            if let author = values.text("author"), let approver = values.text("approver"),
                author.lowercased() == approver.lowercased()
            {
                return Diagnostic(
                    .error, "self-approval", path: displayPath(page), range: values.range("approver"),
                    "\(approver) wrote the policy and cannot approve it",
                    fixes: [.init("let somebody else approve it, or leave it as a draft")])
            }
            guard values.values["approved"] == nil, values.values["approver"] != nil else { return nil }
            return Diagnostic(
                .error, "not-approved", path: displayPath(page), range: values.range("status"),
                "The policy is in force, but 'approved' does not say since when it is approved",
                fixes: [.init("add approved: with the day of the approval"), .init("or set status: draft")])
        }
    }
}
