extension HandbookWord {
    public var english: Phrase {
        switch self {
        case .title: "Policy handbook"
        case .policies: "Policies"
        case .allInForce: "All {number} in force"
        case .someInForce: "{ids} ({number} of {total} in force)"
        case .requirements: "Requirements"
        case .asOf: "As of"
        case .commit: "Commit"
        case .uncommitted: "with changes that were not committed"
        case .questions: "Questions"
        case .uncontrolled: "Uncontrolled when printed"
        case .uncontrolledAbout: "[Uncontrolled when printed.] The text in force is that of the portal"
        case .toPrint: "Policies to print"
        case .print: "Print"
        case .chooseAll: "Choose all"
        case .chooseOne: "Choose at least one policy."
        case .notThere: "Not among the policies in force: {ids}."
        case .noNumbers:
            "Browsers cannot number the lines of the contents. [charter print --pdf handbook.pdf] writes a PDF in which they have the numbers of their sheets."
        case .contents: "Contents"
        case .register: "Register of requirements"
        case .registerTable: "Register of requirements, table"
        case .number: "Number"
        case .strength: "Strength"
        case .requirement: "Requirement"
        case .inForceFrom: "In force from"
        case .inForceFromDate: "in force from {date}"
        case .approvedBy: "Approved by"
        case .owner: "Owner"
        case .nextReview: "Next review"
        case .appliesTo: "For"
        }
    }
}
