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
        tags("permissions", \.permissions, of: LicenceTag.permissions, required: true, "What it allows."),
        tags("conditions", \.conditions, of: LicenceTag.conditions, "What it asks for."),
        tags("limitations", \.limitations, of: LicenceTag.limitations, "What it rules out."),
        .object(
            "acceptable_use", \.usePolicy, empty: .init(), usePolicy, "The use policy that the licence takes in."),
        .objects("thresholds", \.thresholds, empty: .init(), threshold, "Limits beyond which other terms apply."),
        .texts("attribution", \.attribution, "Exact lines that must be shown."),
        .objects("clauses", \.clauses, empty: .init(), clause, "Clauses behind what the page says."),
        .object("text", \.text, empty: .init(), storedText, "The licence's text; charter licences fetches it."),
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
        .object("text", \.text, empty: .init(), storedText, "The use policy's text; clauses may quote it."),
    ]

    private static let storedText: Keys<Licence.StoredText> = [
        .text(
            "source", \.source, required: true,
            "Where it comes from: pypi:package==version:path/in/wheel, an https address, or a path beside the page."),
        .text("sha256", \.sha256, required: true, "What its bytes must hash to."),
        .date("retrieved", \.retrieved, required: true, "When it was retrieved."),
    ]

    /// A list of tags, each with its place.
    private static func tags(
        _ name: String, _ path: WritableKeyPath<Licence, Set<String>> & Sendable, of tags: [LicenceTag],
        required: Bool = false, _ summary: String
    ) -> Key<Licence> {
        Key<Licence>(name, .list(.oneOf(tags.map(\.tag))), required: required, summary) { licence, value in
            for item in value.items {
                guard let tag = item.text else { continue }
                licence[keyPath: path].insert(tag)
                licence.statedTags.insert(Located(tag, at: item.range))
            }
        }
    }

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
        Key<Licence.Clause>(
            "section", .text, required: true, "Where it stands: 1.b.i, 4 (a), Attachment A (h), preamble."
        ) { clause, value in
            guard let text = value.text else { return }
            clause.section = text
            clause.sectionRange = value.range
        },
        .text("quote", \.quote, "Its words, at most 30; looked up in the text, word for word."),
        .text("summary", \.summary, "What it means."),
        Key<Licence.Clause>("forbids", .list(.text), "Uses of decisions.yaml that it forbids.") { clause, value in
            clause.forbiddenUses = Located(value.items.compactMap(\.text), at: value.range)
        },
    ]
}
