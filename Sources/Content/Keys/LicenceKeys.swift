import Portal

extension Keys<Licence> {
    /// The keys of a licence beside the common ones.
    static let licence: Keys = [
        Key<Licence>("spdx", .text, required: true, "The SPDX id, or LicenseRef-… where SPDX has none.") {
            licence, value in
            guard let id = value.text else { return }
            licence.spdx = id
            licence.spdxRange = value.range
        },
        .text("name", \.name, required: true, "The licence's full name."),
        .text("version", \.version, "The licence's own version or date."),
        .url("url", \.url, required: true, "The licence's text."),
        .word("class", \.licenceClass, required: true, "What kind of licence it is."),
        .bool("osi_approved", \.osiApproval, required: true, "Whether the Open Source Initiative approved it."),
        .words(
            "permissions", \.permissions, of: LicenceTag.permissions.map(\.tag), required: true, "What it allows."),
        .words("conditions", \.conditions, of: LicenceTag.conditions.map(\.tag), "What it asks for."),
        .words("limitations", \.limitations, of: LicenceTag.limitations.map(\.tag), "What it rules out."),
        .object(
            "acceptable_use", \.usePolicy, empty: .init(), usePolicy, "The use policy that the licence takes in."),
        .objects("thresholds", \.thresholds, empty: .init(), threshold, "Limits beyond which other terms apply."),
        .texts("attribution", \.attribution, "Exact lines that must be shown."),
        .objects("clauses", \.clauses, empty: .init(), clause, "Clauses behind what the page says."),
        .text("text_file", \.textFile, "The licence's text, stored beside the page."),
        .text("text_sha256", \.textSHA256, "What the text's bytes hash to; a changed text marks the page."),
        .date("text_retrieved", \.textRetrieved, "When the text was retrieved.").meaning(.past),
        .text("replaces", \.replaces, "The page of the licence's version before this one."),
        .texts("redistribution", \.redistribution, "Duties when the model or a derivative is handed on."),
        .text("termination", \.termination, "When the licence ends."),
        .texts("consequences", \.consequences, "What follows from a breach."),
        .word("decision", \.statedDecision, required: true, "What we decided."),
        .texts("decision_conditions", \.decisionConditions, "What must hold for a conditional decision."),
    ]

    private static let usePolicy: Keys<Licence.UsePolicy> = [
        .url("url", \.url, "The use policy's text."),
        .texts("restrictions", \.restrictions, "What it forbids, in short."),
    ]

    private static let threshold: Keys<Licence.Threshold> = [
        .text("measure", \.measure, required: true, "What is counted."),
        .text("limit", \.limit, required: true, "The limit, in words."),
        .text("consequence", \.consequence, required: true, "What applies beyond it."),
    ]

    private static let clause: Keys<Licence.Clause> = [
        Key<Licence.Clause>(
            "tags",
            .list(.oneOf((LicenceTag.permissions + LicenceTag.conditions + LicenceTag.limitations).map(\.tag))),
            "The permissions, conditions and limitations that it gives rise to."
        ) { $0.tags = $1.items.compactMap(\.text) },
        .text("section", \.section, required: true, "Where it stands in the licence."),
        .text("quote", \.quote, "Its words, checked against text_file where there is one."),
        .text("summary", \.summary, "What it means."),
        Key<Licence.Clause>("forbids", .list(.text), "Uses of decisions.yaml that it forbids.") { clause, value in
            clause.forbiddenUses = Located(value.items.compactMap(\.text), at: value.range)
        },
    ]
}
