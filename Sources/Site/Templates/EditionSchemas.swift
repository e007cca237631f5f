extension ContextSchema {
    /// What every template can name of a portal in several languages.
    static let editions: [ContextField] = [
        ContextField("home_url", .text, "The start page in the page's language, below the root."),
        ContextField("editions_title", .text, "The label of the switch between languages, in the page's language."),
        ContextField(
            "editions",
            .list([
                ContextField("language", .text, "Its tag."), ContextField("title", .text, "Its own name."),
                ContextField("url", .text, "The page in it, or its start page, below the root."),
                ContextField("current", .flag, "Whether the page is in it."),
                ContextField("note", .text, "Said in it where the page has not been translated."),
            ]), "The languages of the portal, where it has more than one."),
        ContextField(
            "alternates",
            .list([
                ContextField("language", .text, "Its tag, or x-default."),
                ContextField("url", .text, "The page's full address in it."),
            ]), "The page in all its languages, where there is more than one and the site's address is known."),
    ]

    /// What a page of content says of its original.
    static let translation = ContextField(
        "translation",
        .object([
            ContextField("text", .text, "What is to be said of it."),
            ContextField("is_behind", .flag, "Whether the original has changed since."),
            ContextField("url", .text, "The original, below the root."),
            ContextField("title", .text, "The original's title."),
            ContextField("language", .text, "The original's language tag."),
        ]), "On a translation, its original.")
}
