import Diagnostics
import Portal
import Primitives

extension MadePage {
    static let exceptions = MadePage(
        url: "exceptions.html", title: "Exceptions",
        summary: "Deviations from requirements that were granted, by whom, why and until when.", template: "tables",
        kind: "tables", condition: "there is an `exceptions.yaml`",
        parent: Parent(title: "Register of requirements", url: "register.html"),
        menu: .rules("Exceptions"),
        door: Door(title: "Exceptions", summary: "Who may deviate from what, and until when.", list: .policy),
        isNeeded: { $0.dataFiles.exceptions != nil }, pages: { [$0.exceptionsPage($1)] })
}

extension SiteContext {
    fileprivate func exceptionsPage(_ made: MadePage) -> GeneratedPage {
        let rows = (library.dataFiles.exceptions?.exceptions ?? []).sorted {
            ($0.until.value, $0.id.value) < ($1.until.value, $1.id.value)
        }.map {
            exception in
            let days = exception.until.daysSince1970 - library.today.daysSince1970
            return [
                TableCell(exception.id.value, isHead: true), requirementCell(exception.requirement.value),
                TableCell(exception.reason, note: exception.mitigation), TableCell(exception.owner),
                TableCell(exception.approvers.value.joined(separator: ", ")),
                TableCell(
                    exception.until.longText, note: days < 0 ? "over" : "\(counted(days, "day")) left"),
            ]
        }
        return tablePage(
            made,
            sections: [
                TableSection(
                    id: "in-force", title: "Granted",
                    columns: [
                        ("Number", false), ("Requirement", false), ("Reason", false), ("Owner", false),
                        ("Approved by", false), ("Until", false),
                    ], rows: rows, empty: "No exception is in force.")
            ],
            notes: [
                "An exception holds for at most \(ExceptionsRegister.longestDays) days and is approved by two people other than its owner; the build checks both."
            ])
    }

    /// A requirement's cell with its address.
    private func requirementCell(_ id: String, isHead: Bool = false) -> TableCell {
        let target = library.page(named: id)
        return TableCell(
            target?.fragment ?? id, url: target.map { $0.page.url.appending(anchor: $0.fragment) },
            isHead: isHead)
    }
}
