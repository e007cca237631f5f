import Diagnostics
import Portal
import Primitives
import Words

extension MadePage {
    static let exceptions = MadePage(
        url: "exceptions.html", title: .exceptions,
        summary: .exceptionsAbout, template: "tables",
        kind: "tables", condition: "there is an `exceptions.yaml`",
        parent: Parent(title: .register, url: "register.html"),
        menu: .rules(.exceptionsMenu),
        door: Door(title: .exceptions, summary: .exceptionsDoorAbout, list: .policy),
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
                    words.date(exception.until.value),
                    note: days < 0 ? words.records(.over) : words.records(.daysLeft, count: days)),
            ]
        }
        return tablePage(
            made,
            sections: [
                TableSection(
                    id: "in-force", title: words.records(.granted),
                    columns: [
                        (words.records(.number), false), (words.records(.requirement), false),
                        (words.records(.reason), false), (words.records(.owner), false),
                        (words.records(.approvedBy), false), (words.records(.until), false),
                    ], rows: rows, empty: words.records(.noException))
            ],
            notes: [
                words.records(.exceptionNote, count: ExceptionsRegister.longestDays)
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
