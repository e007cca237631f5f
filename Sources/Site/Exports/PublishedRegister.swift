import Portal

extension EarlierRules {
    /// The rules of a published site, read from its `register.csv`; of approvals it tells nothing.
    ///
    /// - Parameter csv: as ``Exports/register`` writes it (RFC 4180). A line of another form is passed over.
    public init(name: String, register csv: String) {
        let rows = csvRows(csv)
        var policies: [String: [Int: String]] = [:]
        if let header = rows.first, let id = header.firstIndex(of: "id"), let text = header.firstIndex(of: "text"),
            let policy = header.firstIndex(of: "policy")
        {
            for row in rows.dropFirst() where row.count == header.count {
                guard row[id].hasPrefix(row[policy] + "-R"), let number = Int(row[id].dropFirst(row[policy].count + 2))
                else { continue }
                policies[row[policy], default: [:]][number] = row[text]
            }
        }
        self.init(
            name: name,
            policies: policies.sorted { $0.key < $1.key }.map { Policy(id: $0.key, requirements: $0.value) })
    }
}

/// The rows of a table in the form of RFC 4180.
private func csvRows(_ csv: String) -> [[String]] {
    var rows: [[String]] = [], row: [String] = [], cell = "", isQuoted = false
    var scalars = csv.unicodeScalars.makeIterator(), pending = scalars.next()
    while let scalar = pending {
        pending = scalars.next()
        switch (scalar, isQuoted) {
        case ("\"", true) where pending == "\"":
            cell.unicodeScalars.append("\"")
            pending = scalars.next()
        case ("\"", _): isQuoted.toggle()
        case (",", false):
            row.append(cell)
            cell = ""
        case ("\r", false): break
        case ("\n", false):
            rows.append(row + [cell])
            (row, cell) = ([], "")
        default: cell.unicodeScalars.append(scalar)
        }
    }
    if !cell.isEmpty || !row.isEmpty { rows.append(row + [cell]) }
    return rows
}
