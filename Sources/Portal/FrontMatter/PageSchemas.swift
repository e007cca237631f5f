extension Schema {
    /// The front matter of a kind of page.
    public static func frontMatter(of kind: PageKind) -> Schema {
        switch kind {
        case .policy: policy
        case .licence: licence
        case .evaluation: evaluation
        case .guide:
            Schema(name: "a guide", summary: "Advice that explains how to act on the policies.", fields: common)
        case .glossary:
            Schema(
                name: "a glossary page",
                summary:
                    "Each second-level heading is a term, with other names in brackets; the text below defines it.",
                fields: common)
        case .page: Schema(name: "a page", summary: "Any other page.", fields: common)
        }
    }

    private static let common: [SchemaField] = [
        SchemaField("title", .text, required: true, "The page's heading and its name in lists, feeds and links."),
        SchemaField("description", .text, "One sentence for lists, feeds and search results."),
        SchemaField("date", .date, "When the page was first published."),
        SchemaField("updated", .date, "When its meaning last changed."),
        SchemaField("tags", .list(.text), "Subjects, each with a page of its own."),
        SchemaField(
            "aliases", .list(.text), "Former addresses below the site's root that lead here, such as old/page.html."),
        SchemaField("owner", .text, "Who answers for the page: a role or a team rather than a person."),
        SchemaField("review_by", .date, "The day by which the page must be read again."),
        SchemaField("reviewed", .date, "When it was last read through."),
        SchemaField("reviewer", .text, "Who read it through."),
        SchemaField(
            "status", .oneOf(["draft", "active", "retired"]),
            "Drafts are built only with --drafts; retired pages carry a banner."),
        SchemaField("language", .text, "The page's language as a BCP 47 tag, where it differs from the site's."),
        SchemaField("sources", .list(.object(source)), "What the page's facts rest on."),
        SchemaField("history", .list(.object(change)), "What changed and when, newest first; feeds the changes page."),
        SchemaField("faq", .list(.object(questionAndAnswer)), "Questions with answers taken from the page."),
        SchemaField(
            "review", .object(review), "Who read which text and what was checked; charter review writes it."),
    ]

    private static let review: [SchemaField] = [
        SchemaField("by", .text, required: true, "Who read it."),
        SchemaField("on", .date, required: true, "When."),
        SchemaField("checked", .list(.text), "What was looked at."),
        SchemaField("sha256", .text, required: true, "The hash of the text that was read."),
    ]

    private static let source: [SchemaField] = [
        SchemaField("title", .text, required: true, "The document's name."),
        SchemaField("url", .url, "Where it can be read."),
        SchemaField("version", .text, "Which version was read."),
        SchemaField("date", .date, "The document's date."),
        SchemaField("retrieved", .date, "When it was read."),
    ]

    private static let change: [SchemaField] = [
        SchemaField("version", .text, required: true, "The version that the change made."),
        SchemaField("date", .date, required: true, "When it took effect."),
        SchemaField("summary", .text, required: true, "What changed, in a sentence."),
    ]

    private static let questionAndAnswer: [SchemaField] = [
        SchemaField("question", .text, required: true, "In the words staff use."),
        SchemaField("answer", .text, required: true, "One to three sentences."),
    ]

    private static func commonFields(requiring names: Set<String>, except left: Set<String> = []) -> [SchemaField] {
        common.filter { !left.contains($0.name) }.map { field in
            var field = field
            field.isRequired = field.isRequired || names.contains(field.name)
            return field
        }
    }

    private static let policy = Schema(
        name: "a policy",
        summary: "Rules that bind staff; sentences with MUST, SHOULD or MAY become numbered requirements.",
        fields: [
            SchemaField(
                "id",
                .formatted(form: "an id such as POL-001", pattern: "^[A-Z]{2,6}-[0-9]{3,}$", matches: isPolicyID),
                required: true, "The policy's number, never used twice."),
            SchemaField("version", .text, required: true, "The version in force, such as 2.1."),
            SchemaField("author", .text, "Who wrote it; somebody else must approve it."),
            SchemaField("approver", .text, required: true, "Who put it in force."),
            SchemaField("approved", .date, "When it was approved; a policy in force needs it."),
            SchemaField("effective", .date, required: true, "From when it binds."),
            SchemaField("applies_to", .list(.text), "Whom it binds."),
            SchemaField("supersedes", .list(.text), "Ids of the policies that it replaces."),
            SchemaField(
                "maps_to",
                .object([
                    SchemaField("eu_ai_act", .list(.text), "Articles of Regulation (EU) 2024/1689."),
                    SchemaField("iso_42001", .list(.text), "Clauses or controls of ISO/IEC 42001:2023."),
                    SchemaField("nist_ai_rmf", .list(.text), "Functions or subcategories of NIST AI RMF 1.0."),
                ]), "What it helps to meet."),
        ] + commonFields(requiring: ["status", "owner", "review_by"]))

    private static let licence = Schema(
        name: "a licence", summary: "What a licence allows, asks for and rules out, and what we decided.",
        fields: [
            SchemaField("spdx", .text, required: true, "The SPDX id, or LicenseRef-… where SPDX has none."),
            SchemaField("name", .text, required: true, "The licence's full name."),
            SchemaField("version", .text, "The licence's own version or date."),
            SchemaField("url", .url, required: true, "The licence's text."),
            SchemaField(
                "class", .oneOf(["open-source", "open-weights", "source-available", "proprietary"]), required: true,
                "What kind of licence it is."),
            SchemaField("osi_approved", .bool, required: true, "Whether the Open Source Initiative approved it."),
            SchemaField(
                "permissions", .list(.oneOf(LicenceTag.permissions.map(\.tag))), required: true, "What it allows."),
            SchemaField("conditions", .list(.oneOf(LicenceTag.conditions.map(\.tag))), "What it asks for."),
            SchemaField("limitations", .list(.oneOf(LicenceTag.limitations.map(\.tag))), "What it rules out."),
            SchemaField(
                "acceptable_use",
                .object([
                    SchemaField("url", .url, "The use policy's text."),
                    SchemaField("restrictions", .list(.text), "What it forbids, in short."),
                ]), "The use policy that the licence takes in."),
            SchemaField(
                "thresholds",
                .list(
                    .object([
                        SchemaField("measure", .text, required: true, "What is counted."),
                        SchemaField("limit", .text, required: true, "The limit, in words."),
                        SchemaField("consequence", .text, required: true, "What applies beyond it."),
                    ])), "Limits beyond which other terms apply."),
            SchemaField("attribution", .list(.text), "Exact lines that must be shown."),
            SchemaField(
                "clauses",
                .list(
                    .object([
                        SchemaField(
                            "tags",
                            .list(
                                .oneOf(
                                    (LicenceTag.permissions + LicenceTag.conditions + LicenceTag.limitations).map(
                                        \.tag))), "The permissions, conditions and limitations that it gives rise to."),
                        SchemaField("section", .text, required: true, "Where it stands in the licence."),
                        SchemaField("quote", .text, "Its words, checked against text_file where there is one."),
                        SchemaField("summary", .text, "What it means."),
                        SchemaField("forbids", .list(.text), "Uses of decisions.yaml that it forbids."),
                    ])), "Clauses behind what the page says."),
            SchemaField("text_file", .text, "The licence's text, stored beside the page."),
            SchemaField("text_sha256", .text, "What the text's bytes hash to; a changed text marks the page."),
            SchemaField("text_retrieved", .date, "When the text was retrieved."),
            SchemaField("replaces", .text, "The page of the licence's version before this one."),
            SchemaField("redistribution", .list(.text), "Duties when the model or a derivative is handed on."),
            SchemaField("termination", .text, "When the licence ends."),
            SchemaField("consequences", .list(.text), "What follows from a breach."),
            SchemaField(
                "decision", .oneOf(["approved", "conditional", "prohibited"]), required: true, "What we decided."),
            SchemaField("decision_conditions", .list(.text), "What must hold for a conditional decision."),
        ] + commonFields(requiring: ["owner", "reviewed", "reviewer", "review_by"]))

    private static let evaluation = Schema(
        name: "an evaluation", summary: "What we know of a model and for which uses it may serve.",
        fields: [
            SchemaField("model", .text, required: true, "The model's name as its maker writes it."),
            SchemaField("version", .text, "The version or date of the weights."),
            SchemaField("developer", .text, required: true, "Who made it."),
            SchemaField("url", .url, "The model's card."),
            SchemaField("parameters", .text, required: true, "How many, such as 24B."),
            SchemaField("architecture", .text, "Its architecture, in a few words."),
            SchemaField("context_length", .integer, "Tokens that fit in its context."),
            SchemaField("licence", .text, required: true, "The page of its weights' licence, such as apache-2.0."),
            SchemaField("released", .date, "When the weights were published."),
            SchemaField("languages", .list(.text), "Languages that its maker names."),
            SchemaField(
                "openness",
                .object(
                    OpennessComponent.allCases.map {
                        SchemaField($0.rawValue, .oneOf(["open", "partial", "closed"]), $0.summary)
                    }), "Which parts of the model are public."),
            SchemaField(
                "openness_sources",
                .object(
                    OpennessComponent.allCases.map { SchemaField($0.rawValue, .url, "What the word on it rests on.") }),
                "Where each part can be seen."),
            SchemaField(
                "openness_file", .text, "A file of the Model Openness Tool beside the page, in place of openness."),
            SchemaField(
                "code_licence", .text, "The licence of its code, by page or SPDX id, where it is not the weights'."),
            SchemaField("base_model", .text, "The evaluation of the model that it was made from."),
            SchemaField("parameter_count", .number, "How many parameters, in billions, for the memory estimate."),
            SchemaField(
                "shape",
                .object([
                    SchemaField("layers", .integer, required: true, "Layers that keep keys and values."),
                    SchemaField("width", .integer, required: true, "Columns of a token's state."),
                    SchemaField(
                        "cache_width", .integer, required: true,
                        "Numbers kept for a token in a layer: keys and values of all key/value heads."),
                    SchemaField("window_layers", .integer, "How many of the layers look back a window only."),
                    SchemaField("window", .integer, "That window, in tokens."),
                    SchemaField("vocabulary", .integer, required: true, "Entries of the vocabulary."),
                    SchemaField("source", .url, "Where these numbers stand."),
                ]), "What the memory estimate needs to know of the network."),
            SchemaField(
                "results",
                .list(
                    .object([
                        SchemaField("task", .text, required: true, "The benchmark."),
                        SchemaField("metric", .text, required: true, "What was measured, with its settings."),
                        SchemaField("value", .number, required: true, "The figure."),
                        SchemaField("error", .number, "Its standard error."),
                        SchemaField("shots", .integer, "Worked examples in the prompt."),
                        SchemaField("chat_template", .bool, "Whether the model's chat template was used."),
                        SchemaField("harness", .text, "The program that measured, with its version."),
                        SchemaField("ran_by", .text, "Who ran it."),
                        SchemaField("date", .date, "When."),
                        SchemaField("source", .text, required: true, "Who reported it and where."),
                    ])), "Published or measured results."),
            SchemaField("results_file", .text, "A results file of lm-evaluation-harness beside the page."),
            SchemaField(
                "hardware",
                .list(
                    .object([
                        SchemaField("format", .text, required: true, "The weights' format, such as BF16."),
                        SchemaField("memory_gib", .number, required: true, "Memory for the weights, in GiB."),
                        SchemaField("note", .text, "What the figure rests on."),
                    ])), "What it takes to run."),
            SchemaField(
                "use_cases",
                .list(
                    .object([
                        SchemaField("use", .text, required: true, "The use."),
                        SchemaField(
                            "verdict", .oneOf(["allowed", "conditional", "blocked"]), required: true,
                            "Whether it may serve."),
                        SchemaField("reason", .text, required: true, "Why, and under which conditions."),
                        SchemaField("requirement", .text, "The requirement behind it, such as POL-002-R3."),
                    ])), required: true, "Uses with a verdict each."),
            SchemaField("evaluator", .text, required: true, "Who evaluated it."),
            SchemaField("evaluated", .date, required: true, "When."),
        ] + commonFields(requiring: ["owner", "review_by"]))

    private static func isPolicyID(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 2 && (2...6).contains(parts[0].count) && parts[1].count >= 3
            && parts[0].allSatisfy { $0.isASCII && $0.isUppercase } && parts[1].allSatisfy { $0.isASCII && $0.isNumber }
    }
}
