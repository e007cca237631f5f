import Portal

extension Keys<PageMetadata> {
    /// The keys that a page of any kind may have.
    static let common: Keys = [
        .text("title", \.title, required: true, "The page's heading and its name in lists, feeds and links."),
        .text("description", \.description, "One sentence for lists, feeds and search results."),
        .date("date", \.date, "When the page was first published.").meaning(.past),
        .date("updated", \.updated, "When its meaning last changed.").meaning(.past),
        .texts("tags", \.tags, "Subjects, each with a page of its own."),
        .texts("aliases", \.aliases, "Former addresses below the site's root that lead here, such as old/page.html."),
        .text("owner", \.owner, "Who answers for the page: a role or a team rather than a person.").meaning(.person),
        .date("review_by", \.reviewBy, "The day by which the page must be read again."),
        .date("reviewed", \.reviewed, "When it was last read through.").meaning(.past),
        .text("reviewer", \.reviewer, "Who read it through.").meaning(.person),
        .word("status", \.status, "Drafts are built only with --drafts; retired pages carry a banner."),
        .text("language", \.language, "The page's language as a BCP 47 tag, where it differs from the site's."),
        Key<PageMetadata>(
            "translation_of",
            .formatted(
                form: "the SHA-256 of a file, 64 hexadecimal digits", pattern: "^[0-9a-fA-F]{64}$",
                matches: { $0.utf8.count == 64 && $0.allSatisfy(\.isHexDigit) }),
            required: false,
            "Of a translation, the SHA-256 of the file that was translated; says when that has changed."
        ) { metadata, value in
            metadata.translationOf = value.text.map { Located($0.lowercased(), at: value.range) }
        },
        .objects("sources", \.sources, empty: .init(), source, "What the page's facts rest on."),
        .objects(
            "history", \.history, empty: .init(), change,
            "What changed and when, newest first; feeds the changes page."),
        .objects(
            "faq", \.faq, empty: .init(), questionAndAnswer, "Questions with answers taken from the page."),
        .statedQuestions,
        .object(
            "review", \.review, empty: .init(), review,
            "Who read which text and what was checked; charter review writes it."),
    ]

    private static let source: Keys<PageMetadata.Source> = [
        .text("title", \.title, required: true, "The document's name."),
        .url("url", \.url, "Where it can be read."),
        .text("version", \.version, "Which version was read."),
        .date("date", \.date, "The document's date.").meaning(.past),
        .date("retrieved", \.retrieved, "When it was read.").meaning(.past),
    ]

    private static let change: Keys<PageMetadata.Change> = [
        .text("version", \.version, required: true, "The version that the change made."),
        .date("date", \.date, required: true, "When it took effect."),
        .text("summary", \.summary, required: true, "What changed, in a sentence."),
    ]

    private static let questionAndAnswer: Keys<PageMetadata.QuestionAndAnswer> = [
        .text("question", \.question, required: true, "In the words staff use."),
        .text("answer", \.answer, required: true, "One to three sentences."),
    ]

    fileprivate static let statedQuestions: Keys<PageMetadata.StatedQuestions> = [
        .text("at", \.place, required: true, "A requirement such as R3, or a heading's id such as data-classes."),
        .texts("asked_as", \.askedAs, "Questions in the words that staff use, best three or more."),
        .texts(
            "not_answered", \.notAnswered,
            "Near misses: questions in similar words that nothing on the portal answers; Ask stays silent on them."),
    ]

    private static let review: Keys<PageMetadata.Review> = [
        .text("by", \.by, required: true, "Who read it.").meaning(.person),
        .date("on", \.on, required: true, "When.").meaning(.past),
        .texts("checked", \.checked, "What was looked at."),
        .text("sha256", \.sha256, required: true, "The hash of the text that was read."),
    ]
}

extension Key<PageMetadata> {
    /// The key by which front matter and the files in `content/questions/` state questions.
    static let statedQuestions = Key.objects(
        "questions", \.questions, empty: .init(), Keys<PageMetadata>.statedQuestions,
        "How staff ask for a requirement or a section; Ask answers with its words.")
}
