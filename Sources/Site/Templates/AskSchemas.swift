extension ContextSchema {
    /// What the page that takes questions shows.
    static let ask: [ContextField] = [
        ContextField("breadcrumbs", .list(link), "The way to the page."),
        ContextField(
            "questions", .list([ContextField("question", .text, "The question.")]), "Some questions that pages answer."),
    ]

    /// What the page about answers shows.
    static let aboutAnswers: [ContextField] = [
        ContextField("breadcrumbs", .list(link), "The way to the page."),
        ContextField(
            "models",
            .list([
                ContextField("name", .text, "The model's name."), ContextField("role", .text, "What it does."),
                ContextField("licence", .text, "Its licence."),
                ContextField("licence_url", .text, "The licence's page below the root."),
                ContextField("hash", .text, "The first digits of its SHA-256."),
            ]), "The models."),
        ContextField("curated", .text, "Questions that writers and reviewers wrote."),
        ContextField("reviewed", .text, "Questions that a model wrote and a person approved or changed."),
        ContextField("rejected", .text, "Questions that a person refused."),
        ContextField("statements", .text, "Sentences, items and rows that can be quoted without a question."),
        ContextField("threshold", .text, "The confidence above which the site answers."),
        ContextField("own_count", .text, "The site's own questions that it was chosen with."),
        ContextField("foreign_count", .text, "Questions that the site cannot answer, likewise."),
        ContextField("questions_text", .text, "Where the questions come from, with these figures."),
        ContextField("measured_text", .text, "How the answers were measured, with these figures."),
        ContextField(
            "curve",
            .list([
                ContextField("threshold", .text, "A confidence."),
                ContextField("answered", .text, "The share of own questions answered above it."),
                ContextField("correct", .text, "The share of these that are right."),
                ContextField("declined", .text, "The share of foreign questions declined."),
                ContextField("is_current", .flag, "Whether it is next to the one in force."),
            ]), "Coverage against correctness."),
    ]
}
