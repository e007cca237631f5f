import Portal

extension Keys<Policy> {
    /// The keys of a policy beside the common ones.
    static let policy: Keys = [
        Key<Policy>(
            "id", .formatted(form: "an id such as POL-001", pattern: "^[A-Z]{2,6}-[0-9]{3,}$", matches: isPolicyID),
            required: true, "The policy's number, never used twice."
        ) { policy, value in
            guard let id = value.text else { return }
            policy.id = id
            policy.idRange = value.range
        },
        .text("version", \.version, required: true, "The version in force, such as 2.1."),
        .text("author", \.author, "Who wrote it; somebody else must approve it.").meaning(.person),
        .text("approver", \.approver, required: true, "Who approved it.").meaning(.person),
        .date("approved", \.approved, "When it was approved; a policy in force needs it.").meaning(.past),
        .date("effective", \.effective, required: true, "From when it binds."),
        .texts("applies_to", \.appliesTo, "Whom it binds."),
        .texts("supersedes", \.supersedes, "Ids of the policies that it replaces."),
        .object("maps_to", \.mapsTo, empty: .init(), frameworkItems, "What it helps to meet."),
        .objects(
            "withdrawn", \.withdrawn, empty: .init(), withdrawal,
            "Requirements that no longer hold; their numbers are never given again."),
        .texts(
            "unapproved_models", \.unapprovedModels,
            "Models that it names although their licence is not approved, by page: the note on them is acknowledged."),
    ]

    private static let withdrawal: Keys<Policy.Withdrawal> = [
        Key<Policy.Withdrawal>(
            "requirement",
            .formatted(
                form: "a number such as R3", pattern: "^R[1-9][0-9]*$",
                matches: { RequirementMark(word: $0) != nil }),
            required: true, "Its number in the policy, such as R3."
        ) { withdrawal, value in
            withdrawal.number = value.text.flatMap { RequirementMark(word: $0) }.map {
                Located($0.number, at: value.range)
            }
        },
        .date("date", \.date, required: true, "From when it no longer holds."),
        .text("reason", \.reason, required: true, "Why, and what holds instead."),
    ]

    private static let frameworkItems: Keys<Policy.FrameworkItems> = [
        .texts("eu_ai_act", \.euAIAct, "Articles of Regulation (EU) 2024/1689."),
        .texts("iso_42001", \.iso42001, "Clauses or controls of ISO/IEC 42001:2023."),
        .texts("nist_ai_rmf", \.nistAIRMF, "Functions or subcategories of NIST AI RMF 1.0."),
    ]

    private static func isPolicyID(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 2 && (2...6).contains(parts[0].count) && parts[1].count >= 3
            && parts[0].allSatisfy { $0.isASCII && $0.isUppercase } && parts[1].allSatisfy { $0.isASCII && $0.isNumber }
    }
}
