extension ContextSchema {
    /// A table that the site makes, as `partials/table` shows it.
    static let table: [ContextField] = [
        ContextField("id", .text, "The heading's id."), ContextField("title", .text, "The heading."),
        ContextField("label", .text, "The table's name for screen readers."),
        ContextField("summary", .text, "A sentence under it."),
        ContextField("empty", .text, "What stands in place of an empty table."),
        ContextField("is_matrix", .flag, "Whether cells hold a word of few, each with a form and colour of its own."),
        ContextField(
            "columns",
            .list([
                ContextField("title", .text, "The column's heading."),
                ContextField("is_number", .flag, "Whether it holds figures."),
            ]), "The columns."),
        ContextField(
            "rows",
            .list([
                ContextField(
                    "cells",
                    .list([
                        ContextField("text", .text, "What stands in the cell."),
                        ContextField("url", .text, "Where it leads, below the root."),
                        ContextField("external_url", .text, "Where it leads, elsewhere."),
                        ContextField("badge", .text, "A badge's CSS class."),
                        ContextField("note", .text, "Smaller words under the text."),
                        ContextField("column", .text, "The heading above it, in a matrix."),
                        ContextField("icon", .text, "The picture of its word, in a matrix."),
                        ContextField("is_head", .flag, "Whether it names the row."),
                        ContextField("is_number", .flag, "Whether it is a figure."),
                        ContextField(
                            "links",
                            .list([
                                ContextField("title", .text, "A further link."),
                                ContextField("url", .text, "Its address below the root."),
                            ]), "Further links."),
                    ]), "The row's cells.")
            ]), "The rows."),
    ]

    /// One table for each class of data, with links between them.
    static let matrices = ContextField(
        "matrices",
        .list([
            ContextField("id", .text, "Its id on the page."), ContextField("title", .text, "The class of data."),
            ContextField("summary", .text, "What the class holds."),
            ContextField(
                "choices",
                .list([
                    ContextField("title", .text, "A class of data."), ContextField("url", .text, "Its matrix."),
                    ContextField("current", .flag, "Whether it is this one."),
                ]), "All classes of data."),
            ContextField("matrix", .object(table), "Models down, uses across, a verdict in each cell."),
        ]), "The decisions: a matrix of models and uses for each class of data.")

    static let tool = ContextField(
        "tools", .list(link + [ContextField("summary", .text, "What it is for.")]),
        "Pages that compare, decide and record, as far as there is content for them.")

    static let tables: [ContextField] = [
        ContextField("breadcrumbs", .list(link), "The way here."),
        ContextField("sections", .list(table), "The tables, each with a heading."),
        ContextField(
            "downloads",
            .list([
                ContextField("title", .text, "What it is."), ContextField("url", .text, "Its address below the root."),
            ]), "The same for machines."),
        ContextField("notes", .list([ContextField("text", .text, "A sentence.")]), "What the tables rest on."),
        ContextField("charts", .html, "Charts of the figures in the tables, as SVG."),
    ]

    static let decide: [ContextField] = [
        ContextField("breadcrumbs", .list(link), "The way here."),
        ContextField("data_url", .text, "The script that holds the table, below the root."),
        ContextField("uses", .list(choice), "Uses."), ContextField("data_classes", .list(choice), "Classes of data."),
        ContextField("languages", .list([ContextField("text", .text, "A language.")]), "Languages of the models."),
        matrices,
    ]

    private static let choice: [ContextField] = [
        ContextField("id", .text, "Its id."), ContextField("title", .text, "Its name."),
        ContextField("summary", .text, "What it means."),
    ]

    static let decision: [ContextField] = [
        ContextField("breadcrumbs", .list(link), "The way here."),
        ContextField("matrix", .object(table), "Uses down, classes of data across, a verdict in each cell."),
        ContextField("model", .object(link), "The model's evaluation."),
        ContextField("evaluation_text", .text, "The text of the link to it."),
        ContextField(
            "uses",
            .list(
                choice + [
                    ContextField(
                        "cases",
                        .list([
                            ContextField("id", .text, "The case's id on the page."),
                            ContextField("data", .text, "The class of data."),
                            .marked("data_text", "The same with the words around it."),
                            ContextField("verdict", .text, "allowed, conditional or blocked."),
                            ContextField("verdict_label", .text, "The same for readers."),
                            ContextField(
                                "reasons",
                                .list([
                                    ContextField("text", .text, "Why."),
                                    ContextField("clause", .text, "The clause behind it."),
                                    ContextField("url", .text, "Where the clause stands, below the root."),
                                ]), "What it rests on."),
                            ContextField(
                                "duties", .list([ContextField("text", .text, "A duty.")]), "What it asks of the reader."
                            ),
                            ContextField(
                                "alternatives",
                                .list(
                                    link + [
                                        ContextField("verdict", .text, "Its verdict."),
                                        ContextField("verdict_label", .text, "The same for readers."),
                                    ]), "Models under OSI-approved licences that do as well."),
                        ]), "A verdict for each class of data.")
                ]), "Uses with their cases."),
    ]

    static let notices: [ContextField] = [
        ContextField("breadcrumbs", .list(link), "The way here."),
        ContextField("owner", .text, "Who answers for the system."),
        ContextField("since", .text, "Since when it runs, for readers."),
        ContextField("use", .text, "Its use."), ContextField("data", .text, "The most sensitive data that it sees."),
        ContextField("data_text", .text, "The same with the word beside it."),
        ContextField("is_shipped", .flag, "Whether weights leave the organisation with it."),
        ContextField(
            "models",
            .list(
                link + [
                    ContextField("verdict", .text, "The decision on it."),
                    ContextField("verdict_label", .text, "The same for readers."),
                    ContextField("decisions_url", .text, "The decision's reasons, below the root."),
                ]), "The models that it runs."),
        ContextField(
            "licences",
            .list(
                link + [
                    ContextField("models", .text, "Which models are under it, separated by commas."),
                    ContextField("models_text", .text, "The same in a sentence."),
                    ContextField("lines", .list(line), "Lines to show."),
                    ContextField("is_hosting", .flag, "Whether a service owes what handing on does."),
                    ContextField("duties", .list([ContextField("text", .text, "A duty.")]), "Duties when handing on."),
                    ContextField(
                        "conditions", .list([ContextField("text", .text, "A condition.")]),
                        "Conditions of the decision."),
                    ContextField("text_url", .text, "The stored text, below the root."),
                    ContextField("licence_url", .text, "The text on its maker's site."),
                ]), "The licences of its models, each once."),
    ]

    private static let sectionsText = ContextField("sections_text", .text, "The same with the word before it.")

    static let licenceAnalysis: [ContextField] = [
        ContextField("risk", .text, "low, medium or high."), ContextField("risk_label", .text, "The same for readers."),
        ContextField("risk_text", .text, "The same with its noun."),
        ContextField("risk_heading", .text, "The same as a heading."),
        ContextField("risk_rule", .text, "How it is computed."),
        ContextField(
            "risk_parts",
            .list([
                ContextField("label", .text, "A term."), ContextField("weight", .text, "1, 2 or 3."),
                ContextField("weight_text", .text, "The same with the word beside it."),
                ContextField("sections", .text, "Where the licence says so."), sectionsText,
            ]), "What adds to the risk."),
        ContextField(
            "scenarios",
            .list([
                ContextField("id", .text, "Its id."), ContextField("title", .text, "The scenario."),
                ContextField(
                    "duties",
                    .list([
                        ContextField("text", .text, "What to do."), ContextField("label", .text, "The term behind it."),
                        ContextField("sections", .text, "Where the licence says so."), sectionsText,
                    ]), "The checklist."),
            ]), "What to do in each scenario."),
        ContextField(
            "clauses",
            .list([
                ContextField("section", .text, "Where it stands."), ContextField("quote", .text, "Its words."),
                ContextField("summary", .text, "What it means."),
                ContextField("terms", .text, "The terms that it gives rise to."),
            ]), "Clauses."),
        ContextField(
            "clause_facts",
            .list([
                ContextField("label", .text, "What it is about."), ContextField("text", .text, "The fact."),
                ContextField("section", .text, "Where the licence says so."),
            ]), "What the clauses fix: limits, occasions, regions, endings, indemnity, law."),
        ContextField("is_text_stored", .flag, "Whether the page names the licence's text by its hash."),
        ContextField("is_text_checked", .flag, "Whether all its quotations were found in that text."),
        ContextField("is_use_policy_missing", .flag, "Whether the use policy has an address but no text."),
        ContextField("text_url", .text, "The text, below the root, where it stands beside the page."),
        ContextField("text_hash", .text, "Its SHA-256."),
        .marked("checked_text", "That its quotations were checked."),
        .marked("unchecked_text", "That they were not."),
        ContextField("text_retrieved", .text, "When it was retrieved, for readers."),
        ContextField("is_text_changed", .flag, "Whether the stored text has changed since the page was written."),
        ContextField(
            "replaces", .object(link + [ContextField("since_text", .text, "The heading of what changed since.")]),
            "The version before."),
        ContextField("added_terms", .list([ContextField("text", .text, "A term.")]), "Terms that were added since."),
        ContextField("removed_terms", .list([ContextField("text", .text, "A term.")]), "Terms that were removed."),
        ContextField("is_same_terms", .flag, "Whether no term was added or removed."),
    ]

    static let evaluationAnalysis: [ContextField] = [
        ContextField(
            "definition",
            .list([
                ContextField("title", .text, "A requirement."), ContextField("summary", .text, "What it asks for."),
                ContextField("value", .text, "open, partial or closed."),
                ContextField("value_label", .text, "The same for readers."),
            ]), "The Open Source AI Definition's requirements."),
        ContextField("next_class", .text, "The lowest class that the model misses."),
        ContextField("next_missing", .text, "What keeps it from that class."),
        .marked("missing_text", "Both in a sentence."),
        ContextField("openness_file_url", .text, "The Model Openness Tool's file, below the root."),
        ContextField("code_licence", .text, "The licence of the code, where it is a different one."),
        ContextField("code_licence_url", .text, "Its page, below the root."),
        ContextField("base_model", .object(link), "The model that it was made from."),
        ContextField("results_chart", .html, "The results as bars, as SVG."),
        ContextField("staleness", .text, "Why the evaluation is old, where it is."),
        ContextField("is_licence_text_changed", .flag, "Whether the text of its licence has changed."),
    ]

    static let estimate: [ContextField] = [
        ContextField("breadcrumbs", .list(link), "The way here."),
        ContextField(
            "models",
            .list([
                ContextField("id", .text, "The model's id."), ContextField("title", .text, "Its name."),
                ContextField("parameters", .text, "Billions."), ContextField("layers", .text, "Layers."),
                ContextField("width", .text, "Columns of a state."),
                ContextField("cache_width", .text, "Numbers kept for a token in a layer."),
                ContextField("window_layers", .text, "Layers with a window."),
                ContextField("window", .text, "The window, in tokens."),
                ContextField("vocabulary", .text, "Entries of the vocabulary."),
            ]), "Models whose shape is known."),
        ContextField(
            "formats",
            .list([
                ContextField("title", .text, "A format."), ContextField("bits", .text, "Its bits of a weight."),
                ContextField("label", .text, "Both for readers."),
            ]),
            "Formats of weights."),
        ContextField("memory_table", .object(table), "Memory of all models."),
        ContextField(
            "inputs",
            .list([
                ContextField("id", .text, "Its name in the form."), ContextField("title", .text, "What it is."),
                ContextField("value", .text, "An example."),
            ]), "What costs depend on."),
        ContextField("cost_table", .object(table), "The costs for these inputs."),
    ]

    static let pageHistory: [ContextField] = [
        ContextField("breadcrumbs", .list(link), "The way here."),
        ContextField("is_shallow", .flag, "Whether older commits are not in the clone that the site was built from."),
        ContextField("is_cut", .flag, "Whether there may be older versions that were not read."),
        ContextField(
            "versions",
            .list([
                ContextField("commit", .text, "The commit's first digits."),
                ContextField("version", .text, "The page's version then."),
                ContextField("version_text", .text, "The same with the word before it."),
                ContextField("date", .text, "YYYY-MM-DD."), ContextField("date_text", .text, "The date for readers."),
                ContextField(
                    "subject", .text, "The commit's first line; not there where the commit changed a draft too."),
                ContextField("author", .text, "Who wrote it, where charter.yaml lets authors be shown."),
                ContextField("author_text", .text, "The same after other words."),
                ContextField("author_first_text", .text, "The same where nothing stands before it."),
                ContextField("is_first", .flag, "Whether no earlier version is known."),
                ContextField("is_same", .flag, "Whether only front matter changed."),
                ContextField(
                    "pieces",
                    .list([
                        ContextField("text", .text, "Words."), ContextField("is_added", .flag, "Added."),
                        ContextField("is_removed", .flag, "Removed."), ContextField("is_same", .flag, "Unchanged."),
                        ContextField("is_gap", .flag, "Words left out, since nothing changed there."),
                    ]), "What changed since the version before."),
            ]), "Versions, the newest first."),
    ]
}
