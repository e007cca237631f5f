import Diagnostics
import Portal

extension Schema {
    /// The keys of `content/exceptions.yaml`.
    public static let exceptions = Schema(
        name: "exceptions.yaml", summary: "Deviations from requirements, granted for a limited time.",
        fields: [
            SchemaField(
                "exceptions",
                .list(
                    .object([
                        SchemaField("id", .text, required: true, "The exception's number, never used twice."),
                        SchemaField("requirement", .text, required: true, "What is deviated from, such as POL-002-R9."),
                        SchemaField("reason", .text, required: true, "Why."),
                        SchemaField("mitigation", .text, "What reduces the risk."),
                        SchemaField(
                            "owner", .text, required: true, "Who asked for it and answers for it.", meaning: .person),
                        SchemaField(
                            "approved_by", .list(.text), required: true,
                            "Who approved it: two people, neither of them the owner.", meaning: .person),
                        SchemaField("from", .date, required: true, "From when it holds."),
                        SchemaField("until", .date, required: true, "Until when, at most 365 days later."),
                    ])), required: true, "The exceptions.")
        ])
}

extension ExceptionsRegister {
    /// Reads the register, with a diagnostic for each entry that makes no sense.
    public static func read(_ yaml: String, path: String) -> (ExceptionsRegister, [Diagnostic]) {
        let (values, diagnostics) = Schema.exceptions.read(yaml, path: path)
        let exceptions = values.objects("exceptions").compactMap { entry -> GrantedException? in
            guard let id = entry.text("id"), let requirement = entry.text("requirement"),
                let reason = entry.text("reason"), let owner = entry.text("owner"), let from = entry.date("from"),
                let until = entry.date("until")
            else { return nil }
            return GrantedException(
                id: Located(id, at: entry.range("id")),
                requirement: Located(requirement, at: entry.range("requirement")), reason: reason,
                mitigation: entry.text("mitigation") ?? "", owner: owner,
                approvers: Located(entry.texts("approved_by"), at: entry.range("approved_by")), from: from,
                until: Located(until, at: entry.range("until")))
        }
        let people = Schema.exceptions.people(in: values)
        return (ExceptionsRegister(exceptions: exceptions, path: path, people: people), diagnostics)
    }
}
