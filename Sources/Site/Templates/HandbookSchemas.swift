extension ContextSchema {
    static let handbook: [ContextField] = [
        ContextField("breadcrumbs", .list(link), "The way here."),
        ContextField(
            "style_url", .text, "The style sheet with what stands at the head and foot of each sheet, below the root."),
        ContextField("date_text", .text, "The day that dates are compared with, for readers."),
        ContextField("commit", .text, "The beginning of the commit's name, where it is known."),
        ContextField("is_uncommitted", .flag, "Whether the sources differ from the commit."),
        ContextField("set_text", .text, "Which policies it holds, in words."),
        ContextField("requirement_count", .text, "How many requirements they have."),
        ContextField(
            "policies",
            .list(
                policy.filter { ["id", "policy_version", "effective", "approver", "applies_to"].contains($0.name) } + [
                    ContextField("title", .text, "Its title."), ContextField("summary", .text, "One sentence on it."),
                    ContextField("url", .text, "Its own page below the root."),
                    ContextField("sheet", .text, "The class that gives its sheets their head and foot."),
                    ContextField("version_text", .text, "Its version for readers."),
                    ContextField(
                        "in_force_from_text", .text, "From when it binds, where it does not bind yet, for readers."),
                    ContextField("owner", .text, "Who answers for it."), review,
                    ContextField("content", .html, "Its text; ids in it begin with the policy's id and a full stop."),
                    ContextField(
                        "sections",
                        .list([
                            ContextField("title", .text, "A heading of the second level."),
                            ContextField("anchor", .text, "Its id on this page."),
                            ContextField("url", .text, "The same as an address within the page."),
                        ]), "Its sections."),
                ] + policy.filter { $0.name == "requirements" }), "The policies in the order of their ids."),
    ]

    static let components: [ContextField] = [
        ContextField("table", .object(table), "A table."), matrices,
    ]
}
