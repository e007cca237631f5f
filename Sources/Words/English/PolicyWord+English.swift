extension PolicyWord {
    public var english: Phrase {
        switch self {
        case .printHead: "{id} · version {version} · in force from {date}"
        case .inShort: "In short"
        case .appliesTo: "For [whom]."
        case .inForceFrom: "In force from {date}."
        case .lastChanged: "Last changed on {date}: {summary}"
        case .lastChangedUndated: "Last changed: {summary}"
        case .version: "Version"
        case .approvedBy: "Approved by"
        case .replaces: "Replaces"
        case .requirementsAtAGlance: "Requirements at a glance"
        case .requirementsTable: "Requirements, table"
        case .number: "Number"
        case .strength: "Strength"
        case .requirement: "Requirement"
        case .policy: "Policy"
        case .helpsToMeet: "Helps to meet"
        case .requirementCount: .counted(one: "{count} requirement", other: "{count} requirements")
        case .allAsCsv: "All as CSV"
        case .requirementsOf: "Requirements: {title}"
        case .audience: "Applies to"
        }
    }
}
