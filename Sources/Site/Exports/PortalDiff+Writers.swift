import Portal
import Primitives

/// What changed in a portal, as `charter diff` prints it.
extension PortalDiff {
    /// For a terminal.
    public var text: String {
        guard !isEmpty else { return "Nothing changed that governs or that readers would decide by.\n" }
        return sections.filter { !$0.changes.isEmpty }.map { section in
            "\(section.title): \(section.changes.count)\n" + section.changes.map(\.text).joined()
        }.joined(separator: "\n")
    }

    /// A comment for a merge request.
    public var markdown: String {
        guard !isEmpty else { return "**Portal:** nothing changed that governs or that readers would decide by.\n" }
        let header = "| what | before | after | why |\n| --- | --- | --- | --- |\n"
        return "## What this changes in the portal\n\n"
            + sections.filter { !$0.changes.isEmpty }.map { section in
                "### \(section.title) (\(section.changes.count))\n\n" + header
                    + section.changes.map(\.tableRow).joined()
            }.joined(separator: "\n")
    }

    /// For programs: a list of changes for each kind, empty ones included.
    public var json: String {
        let changes = Dictionary(uniqueKeysWithValues: sections.map { ($0.key, $0.changes) })
        return JSONText(encoding: changes, absent: .null).text() + "\n"
    }
}

extension PortalDiff.Change {
    /// Short changes stand on one line.
    fileprivate var text: String {
        var lines = "  \(name.visible)"
        if let before, let after, before.count + after.count < 40 {
            lines += ": \(before.visible) -> \(after.visible)"
        } else {
            if let before { lines += "\n    - \(before.visible)" }
            if let after { lines += "\n    + \(after.visible)" }
        }
        if let reason { lines += "\n    because: \(reason.visible)" }
        return lines + "\n"
    }

    fileprivate var tableRow: String {
        func cell(_ text: String?) -> String { text?.markdownLine ?? "" }
        return "| \(cell(name)) | \(cell(before)) | \(cell(after)) | \(cell(reason)) |\n"
    }
}
