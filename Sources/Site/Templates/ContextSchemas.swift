extension ContextSchema {
    /// The context of every template that writes pages, by template name.
    static let all: [ContextSchema] = [
        ContextSchema(name: "home", summary: "The start page.", fields: shared + home),
        ContextSchema(name: "policy", summary: "A policy.", fields: shared + content + policy),
        ContextSchema(name: "licence", summary: "A licence's analysis.", fields: shared + content + licence),
        ContextSchema(name: "evaluation", summary: "A model's evaluation.", fields: shared + content + evaluation),
        ContextSchema(name: "page", summary: "A guide, a glossary page or any other page.", fields: shared + content),
        ContextSchema(
            name: "list", summary: "All pages of a kind, of a tag, or those that a filter leaves.",
            fields: shared + list),
        ContextSchema(name: "tags", summary: "All tags.", fields: shared + tags),
        ContextSchema(name: "register", summary: "The requirements of all policies.", fields: shared + register),
        ContextSchema(
            name: "handbook",
            summary: "All policies in force as one document to print; handbook-page.js lets readers choose.",
            fields: shared + handbook),
        ContextSchema(name: "changes", summary: "What changed, newest first.", fields: shared + changes),
        ContextSchema(name: "search", summary: "The search page; finder-page.js fills it.", fields: shared + search),
        ContextSchema(
            name: "all", summary: "All pages from A to Z, for readers without script.", fields: shared + allPages),
        ContextSchema(
            name: "ask", summary: "The page that takes questions; answers-page.js fills it.", fields: shared + ask),
        ContextSchema(
            name: "about-answers", summary: "How answers are made, reviewed and measured.",
            fields: shared + aboutAnswers),
        ContextSchema(
            name: "decide", summary: "The chooser with the table of all decisions; decide-page.js fills it.",
            fields: shared + decide),
        ContextSchema(
            name: "decision", summary: "What one model may be used for, with reasons.", fields: shared + decision),
        ContextSchema(
            name: "tables", summary: "A page of tables that the site makes: openness, reviews, exceptions and so on.",
            fields: shared + tables),
        ContextSchema(
            name: "history", summary: "A page's versions from git, with what changed word by word.",
            fields: shared + pageHistory),
        ContextSchema(
            name: "estimate",
            summary: "Estimates of memory and costs; estimate-page.js lets readers change the inputs.",
            fields: shared + estimate),
        ContextSchema(
            name: "notices", summary: "What a system that runs models must show and pass on.",
            fields: shared + notices),
        ContextSchema(name: "redirect", summary: "The page at a former address.", fields: shared + redirect),
        ContextSchema(
            name: "components",
            summary:
                "All components on one page, which `charter serve` shows at `/_charter/components`; no part of a site.",
            fields: shared + components),
        ContextSchema(
            name: "404", summary: "Shown by the server for an unknown address; its links start at the site's address.",
            fields: shared),
    ]

    /// The schema of a template.
    static func named(_ name: String) -> ContextSchema? { all.first { $0.name == name } }

    /// What every template can name.
    static let shared: [ContextField] = frame + editions

    private static let frame: [ContextField] = [
        ContextField(
            "root", .text, "The way from the page to the site's root, such as `../`; stands before every address."),
        ContextField("title", .text, "The page's heading."),
        ContextField("summary", .text, "One sentence on the page."), .words,
        ContextField("language", .text, "The page's language tag."),
        ContextField(
            "security_policy", .text, "The Content-Security-Policy, which every page carries in a meta element."),
        ContextField("path", .text, "The page's address below the root."),
        ContextField("canonical", .text, "The page's full address, where the site's address is known."),
        ContextField("kind", .text, "policy, licence, evaluation, guide, glossary, page, home, list and so on."),
        ContextField(
            "site",
            .object([
                ContextField("title", .text, "The portal's name."),
                ContextField("description", .text, "What it is for."),
                ContextField("organisation", .text, "Who publishes it."),
                ContextField("contact_name", .text, "Whom to ask."),
                ContextField("contact_url", .text, "How to reach them."),
                ContextField("logo", .text, "The logo's address below the root."),
                ContextField("imprint", .text, "Who is responsible for the portal."),
                ContextField("links", .list(door), "Links at the foot of every page."),
            ]), "The site, from `charter.yaml`."),
        ContextField(
            "nav",
            .list(menuLink), "The main menu: a few entries, the first thing that there is of each."),
        ContextField(
            "section",
            .object([
                ContextField("title", .text, "The entry of the menu that the page belongs to."),
                ContextField("label", .text, "What these links are, for screen readers."),
                ContextField("links", .list(menuLink), "What there is of it, where there is more than one thing."),
                ContextField("pages", .list(menuLink), "The pages beside this one, where they are few."),
            ]), "The part of the portal that the page stands in."),
        ContextField("previous", .object(menuLink), "The page before this one."),
        ContextField("next", .object(menuLink), "The page after this one."),
        ContextField("is_home", .flag, "Whether it is the start page."),
        ContextField(
            "assets",
            .list([
                ContextField("url", .text, "Its address below the root, with a hash of its content."),
                ContextField("is_style", .flag, "A style sheet."),
                ContextField("is_early_script", .flag, "A script to load before the page is drawn."),
                ContextField("is_script", .flag, "A script to load while the page is drawn."),
                ContextField(
                    "later_part", .text,
                    "`search` or `ask`, of a script that the page names and `finder-later.js` loads when a reader uses it."
                ),
            ]), "Style sheets and scripts of the theme."),
        ContextField("icon", .text, "The site icon's address below the root."),
        ContextField("build_date", .text, "The day that dates are compared with."),
        ContextField("dates_text", .text, "The same in a sentence."),
        ContextField("version", .text, "Charter's version."),
        ContextField("has_feed", .flag, "Whether there is an Atom feed."),
        ContextField("has_open_search", .flag, "Whether browsers can be told how to search the site."),
        ContextField("has_search", .flag, "Whether the site can be searched."),
        ContextField("has_ask", .flag, "Whether the site answers questions."),
        ContextField(
            "decided_data", .text, "The class of data that the models' verdicts are for, where rules decide them."),
        ContextField("uses_head", .text, "The heading of the models' verdicts, with that class."),
    ]

    private static let door: [ContextField] = [
        ContextField("title", .text, "The words that people come with."),
        ContextField("summary", .text, "What is behind it."), ContextField("url", .text, "Its address below the root."),
        ContextField("external_url", .text, "Its address, where it is elsewhere."),
    ]

    private static let menuLink: [ContextField] = [
        ContextField("title", .text, "Its text."), ContextField("url", .text, "Its address below the root."),
        ContextField("current", .flag, "Whether the page stands there."),
    ]

    static let link: [ContextField] = [
        ContextField("title", .text, "Its title."), ContextField("url", .text, "Its address below the root."),
        ContextField("kind", .text, "Its kind."), ContextField("kind_label", .text, "The same for readers."),
    ]

    static let review: ContextField = ContextField(
        "review",
        .object([
            ContextField("date", .text, "YYYY-MM-DD."), ContextField("date_text", .text, "The date for readers."),
            ContextField("is_due", .flag, "Due soon."), ContextField("is_overdue", .flag, "Overdue."),
            ContextField("days", .text, "In how many days, or since how many."),
            ContextField("days_text", .text, "The same in words; not there where it is neither due nor overdue."),
            .marked("overdue_notice", "That the review is overdue."),
        ]), "The next review.")

    private static let entry: [ContextField] =
        link + [
            ContextField("summary", .text, "One sentence."),
            ContextField("id", .text, "A policy's id or a licence's SPDX id."),
            ContextField("status", .text, "active or retired or draft."), statusLabel, inForceFrom, inForceText,
            ContextField("is_retired", .flag, "Retired."),
            ContextField("is_draft", .flag, "A draft."), ContextField("owner", .text, "Who answers for it."),
            ContextField("date", .text, "Its last change, YYYY-MM-DD."),
            ContextField("date_text", .text, "The same for readers."),
            ContextField("decision", .text, "A licence's decision, or that of an evaluation's licence."),
            ContextField("decision_label", .text, "The same for readers."),
            ContextField("licence_class", .text, "A licence's class."),
            ContextField("class_label", .text, "The same for readers."),
            ContextField("class_text", .text, "The same with the word before it."),
            ContextField("version", .text, "Its version."),
            ContextField("openness", .text, "An evaluation's class."),
            ContextField("openness_label", .text, "The same for readers."),
            ContextField("developer", .text, "A model's maker."), ContextField("parameters", .text, "A model's size."),
            ContextField("licence_title", .text, "A model's licence."), ContextField("licence_url", .text, "Its page."),
            ContextField("uses", .list(use), "An evaluation's verdicts."), review,
        ]

    static let inForceFrom = ContextField(
        "in_force_from", .text, "From when a policy binds that does not bind yet, for readers.")

    private static let inForceText = ContextField("in_force_text", .text, "The same with the words before it.")
    private static let statusLabel = ContextField("status_label", .text, "The same for readers.")
    private static let levelLabel = ContextField("level_label", .text, "The same for readers.")

    private static let use: [ContextField] = [
        ContextField("use", .text, "The use."),
        ContextField("url", .text, "The decision on it, where the site has rules for decisions."),
        ContextField("verdict", .text, "allowed, conditional or blocked."),
        ContextField("verdict_label", .text, "The same for readers."), ContextField("reason", .text, "Why."),
        ContextField("requirement", .text, "The requirement behind it."),
        ContextField("requirement_url", .text, "The requirement's address."),
    ]

    private static let change: [ContextField] =
        link + [
            ContextField("date", .text, "YYYY-MM-DD."), ContextField("date_text", .text, "The date for readers."),
            ContextField("version", .text, "The version it made."),
            ContextField("version_text", .text, "The same with the word before it."),
            ContextField("summary", .text, "What changed."),
        ]

    private static let content: [ContextField] = [
        ContextField("content", .html, "The page's text."),
        ContextField(
            "toc",
            .list([
                ContextField("id", .text, "The heading's id."), ContextField("title", .text, "Its text."),
                ContextField("is_sub", .flag, "A heading of the third level."),
            ]), "The headings of levels two and three."),
        ContextField("breadcrumbs", .list(link), "The way here."),
        translation,
        ContextField("tags", .list(link), "The page's tags."),
        ContextField(
            "questions",
            .list([
                ContextField("question", .text, "The question."),
                ContextField("url", .text, "The section that answers it, below the root."),
            ]), "Reviewed questions that the page answers."),
        ContextField("backlinks", .list(link), "Pages that refer to this one."),
        ContextField("status", .text, "active, retired or draft."), statusLabel, inForceFrom, inForceText,
        .marked("coming_notice", "That a policy does not bind yet."),
        .marked("changed_notice", "That the text is not the one reviewed."),
        ContextField("reviewed_text", .text, "When it was read through and by whom, for readers."),
        ContextField("review_text", .text, "When the text was reviewed and by whom, for readers."),
        ContextField("is_draft", .flag, "A draft."), ContextField("is_retired", .flag, "Retired."),
        ContextField("superseded_by", .list(link), "Policies that replace this one."),
        ContextField("owner", .text, "Who answers for it."), ContextField("reviewer", .text, "Who read it through."),
        ContextField("reviewed", .text, "When, for readers."),
        ContextField("date", .text, "When it was published, for readers."),
        ContextField("updated", .text, "Its last change, for readers."), review,
        ContextField(
            "history",
            .list([
                ContextField("version", .text, "The version."), ContextField("date", .text, "YYYY-MM-DD."),
                ContextField("date_text", .text, "The date for readers."),
                ContextField("summary", .text, "What changed."),
            ]), "Versions, newest first."),
        ContextField(
            "sources",
            .list([
                ContextField("title", .text, "The document."), ContextField("url", .text, "Where it can be read."),
                ContextField("version", .text, "Its version."), ContextField("date", .text, "Its date."),
                ContextField("retrieved", .text, "When it was read."),
                ContextField("version_text", .text, "The version with the word before it."),
                ContextField("retrieved_text", .text, "When it was read, with the words before it."),
            ]), "What the page rests on."),
        ContextField(
            "faq",
            .list([ContextField("question", .text, "A question."), ContextField("answer", .text, "Its answer.")]),
            "Questions and answers."),
        ContextField("source_path", .text, "The page's file below the content folder."),
        ContextField("history_url", .text, "The page's history from git, below the root, where it is known."),
        ContextField("withdrawn", .list(link), "Withdrawn models and licences that the page names."),
        ContextField("is_changed_since_review", .flag, "Whether the text differs from the one reviewed."),
        ContextField("reviewed_by", .text, "Who reviewed the text, bound to its hash."),
        ContextField("reviewed_on", .text, "When, for readers."),
        ContextField("checked", .list([ContextField("text", .text, "A point.")]), "What the review looked at."),
    ]

    static let policy: [ContextField] = [
        ContextField("id", .text, "POL-001."), ContextField("policy_version", .text, "The version in force."),
        ContextField("approver", .text, "Who approved it."),
        ContextField("effective", .text, "From when, for readers."),
        ContextField("effective_date", .text, "The same as YYYY-MM-DD."),
        ContextField("effective_text", .text, "The same in a sentence."),
        ContextField("print_text", .text, "Id, version and day, for printed sheets."),
        ContextField("applies_to", .list([ContextField("text", .text, "Whom it binds.")]), "Whom it binds."),
        ContextField("supersedes", .list(link), "The policies that it replaces."),
        ContextField(
            "mappings",
            .list([
                ContextField("framework", .text, "The framework."),
                ContextField(
                    "items", .list([ContextField("text", .text, "An article, clause or function.")]),
                    "What it helps to meet."),
            ]), "What the policy helps to meet."),
        ContextField(
            "requirements",
            .list([
                ContextField("id", .text, "POL-001-R3."), ContextField("level", .text, "MUST and so on."), levelLabel,
                levelLabel,
                ContextField("level_class", .text, "The level as a CSS class."),
                ContextField("text", .text, "The sentence."),
            ]), "The requirements in order of text."),
        ContextField("requirement_count", .text, "How many."),
        ContextField(
            "levels",
            .list([
                ContextField("level", .text, "MUST and so on."), levelLabel,
                ContextField("level_class", .text, "As a CSS class."),
                ContextField("count", .text, "How many requirements have it."),
                ContextField("url", .text, "The first of them."),
            ]), "How many requirements of each strength there are, the strictest first."),
        ContextField("latest", .object(latest), "The newest version."),
    ]

    private static let latest: [ContextField] = [
        ContextField("version", .text, "The version."), ContextField("date_text", .text, "When, for readers."),
        ContextField("summary", .text, "What changed."), ContextField("change_text", .text, "Both in a sentence."),
    ]

    private static let term: [ContextField] = [
        ContextField("tag", .text, "The term's tag."), ContextField("label", .text, "The term."),
        ContextField("summary", .text, "What it means."),
    ]

    static let line: [ContextField] = [
        ContextField("text", .text, "An exact line."),
        ContextField("owed", .text, "When it is owed, where the page says so."),
        ContextField("owed_text", .text, "The same in a sentence."),
    ]

    private static let licence: [ContextField] =
        [
            ContextField("spdx", .text, "The SPDX id."), ContextField("name", .text, "The full name."),
            ContextField("licence_version", .text, "The licence's version."),
            ContextField("licence_url", .text, "The licence's text."),
            ContextField("licence_class", .text, "Its class."),
            ContextField("class_label", .text, "The same for readers."),
            ContextField("is_osi_approved", .flag, "Approved by the OSI."),
            ContextField("decision", .text, "approved, conditional or prohibited."),
            ContextField("decision_label", .text, "The same for readers."),
            ContextField(
                "decision_conditions", .list([ContextField("text", .text, "A condition.")]), "What must hold."),
            ContextField("permissions", .list(term), "What it allows."),
            ContextField("conditions", .list(term), "What it asks for."),
            ContextField("limitations", .list(term), "What it rules out."),
            ContextField("use_policy_url", .text, "The use policy's text."),
            ContextField(
                "restrictions", .list([ContextField("text", .text, "A restriction.")]),
                "What the use policy forbids, where its items are not listed."),
            ContextField(
                "use_items",
                .list([
                    ContextField("id", .text, "The id of its row."), ContextField("number", .text, "Its number."),
                    ContextField("words", .text, "Its words."),
                    ContextField("summary", .text, "What it means in short."),
                    ContextField(
                        "uses",
                        .list([
                            ContextField("title", .text, "A use."),
                            ContextField("is_forbidden", .flag, "Whether the item forbids it."),
                            ContextField("forbidden_text", .text, "That it does."),
                        ]), "Uses that are to be compared with it."),
                ]), "The items of the use policy."),
            ContextField(
                "thresholds",
                .list([
                    ContextField("measure", .text, "What is counted."), ContextField("limit", .text, "The limit."),
                    ContextField("consequence", .text, "What applies beyond it."),
                ]), "Limits."),
            ContextField("attribution", .list(line), "Lines that must be shown."),
            ContextField("redistribution", .list([ContextField("text", .text, "A duty.")]), "Duties when handing on."),
            ContextField("termination", .text, "When it ends."),
            ContextField(
                "consequences", .list([ContextField("text", .text, "A consequence.")]), "What follows from a breach."),
            ContextField("models", .list(entry), "Evaluated models under the licence."),
        ] + licenceAnalysis

    private static let evaluation: [ContextField] =
        [
            ContextField("model", .text, "The model."), ContextField("model_version", .text, "Its version."),
            ContextField("developer", .text, "Its maker."), ContextField("model_url", .text, "Its card."),
            ContextField("parameters", .text, "Its size."), ContextField("architecture", .text, "Its architecture."),
            ContextField("context_length", .text, "Tokens in its context."),
            ContextField("released", .text, "When it was published."),
            ContextField("languages", .text, "Languages, separated by commas."),
            ContextField("evaluator", .text, "Who evaluated it."), ContextField("evaluated", .text, "When."),
            ContextField("evaluated_text", .text, "When and by whom, for readers."),
            ContextField("openness", .text, "The class."),
            ContextField("openness_label", .text, "The class for readers."),
            ContextField("openness_summary", .text, "What the class means."),
            ContextField(
                "components",
                .list([
                    ContextField("label", .text, "The part."), ContextField("value", .text, "open, partial or closed."),
                    ContextField("value_label", .text, "The same for readers."),
                    ContextField("source", .text, "Where it can be seen."),
                ]), "Which parts are public."),
            ContextField("decision_table", .object(table), "Uses with a verdict for each class of data."),
            ContextField("decisions_url", .text, "The page with the reasons, below the root."),
            ContextField("model_licence", .list(entry), "The licence of the weights; one entry."),
            ContextField("uses", .list(use), "Verdicts by use."),
            ContextField(
                "results",
                .list([
                    ContextField("task", .text, "The benchmark."), ContextField("metric", .text, "What was measured."),
                    ContextField("value", .text, "The figure with its standard error."),
                    ContextField("settings", .text, "Shots, chat template, program, who ran it."),
                    ContextField("source", .text, "Who reported it."),
                ]), "Results."),
            ContextField(
                "hardware",
                .list([
                    ContextField("format", .text, "The weights' format."), ContextField("memory", .text, "GiB."),
                    ContextField("note", .text, "What the figure rests on."),
                ]), "Memory for the weights."),
        ] + evaluationAnalysis

    private static let filterGroup: ContextField = ContextField(
        "filters",
        .list([
            ContextField("title", .text, "What is filtered by."),
            ContextField("label", .text, "The same for screen readers."),
            ContextField(
                "options",
                .list([
                    ContextField("title", .text, "The choice."), ContextField("url", .text, "Its page."),
                    ContextField("count", .text, "How many it leaves."),
                    ContextField("current", .flag, "Whether it is shown now."),
                ]), "Choices."),
        ]), "Filters, each choice with a page of its own.")

    private static let list: [ContextField] = [
        ContextField("list_kind", .text, "The kind of the entries."),
        ContextField("is_policies", .flag, "A list of policies."),
        ContextField("is_licences", .flag, "A list of licences."),
        ContextField("is_evaluations", .flag, "A list of evaluations."),
        ContextField("is_mixed", .flag, "Guides, or pages of many kinds."),
        ContextField("intro", .html, "Text from the folder's index.md."),
        ContextField("filter_title", .text, "The filter in force."), ContextField("count", .text, "How many entries."),
        ContextField("count_text", .text, "The same for readers."),
        ContextField("entries", .list(entry), "The pages."), ContextField("breadcrumbs", .list(link), "The way here."),
        filterGroup, tool,
    ]

    private static let tags: [ContextField] = [
        ContextField("tags", .list(link + [ContextField("count", .text, "How many pages.")]), "All tags."),
        ContextField("breadcrumbs", .list(link), "The way here."),
    ]

    private static let register: [ContextField] = [
        ContextField(
            "rows",
            .list([
                ContextField("id", .text, "POL-001-R3."), ContextField("url", .text, "Its address."),
                ContextField("level", .text, "MUST and so on."), levelLabel,
                ContextField("level_class", .text, "The level as a CSS class."),
                ContextField("text", .text, "The sentence."),
                ContextField("policy_title", .text, "The policy."), ContextField("policy_url", .text, "Its address."),
                inForceFrom, inForceText, ContextField("section", .text, "The section it stands in."),
            ]), "The requirements."),
        ContextField("count", .text, "How many."), ContextField("count_text", .text, "The same for readers."),
        ContextField("filter_title", .text, "The filter in force."),
        ContextField("csv_url", .text, "The same as CSV."), ContextField("breadcrumbs", .list(link), "The way here."),
        filterGroup,
    ]

    private static let changes: [ContextField] = [
        ContextField("changes", .list(change), "Changes, newest first."),
        ContextField("breadcrumbs", .list(link), "The way here."),
    ]

    private static let search: [ContextField] = [ContextField("breadcrumbs", .list(link), "The way here.")]

    private static let allPages: [ContextField] = [
        ContextField(
            "letters",
            .list([
                ContextField("letter", .text, "A letter, or # for titles that start with none."),
                ContextField("id", .text, "Its id on the page."), ContextField("entries", .list(link), "Its pages."),
            ]), "The pages by first letter."),
        ContextField("breadcrumbs", .list(link), "The way here."),
    ]

    private static let redirect: [ContextField] = [
        ContextField("target", .text, "The new address, relative to this one."),
        ContextField("target_title", .text, "The page there."),
    ]

    private static let home: [ContextField] = [
        ContextField("intro", .html, "Text from content/index.md."),
        ContextField("models", .list(entry), "Evaluated models."), ContextField("licences", .list(entry), "Licences."),
        ContextField("policies", .list(entry), "Policies in force."),
        ContextField("coming_policies", .list(entry), "Approved policies that are not in force yet."),
        ContextField("guides", .list(entry), "Guides."),
        ContextField("changes", .list(change), "The latest changes."),
        ContextField("due", .list(entry), "Pages whose review is due or overdue."),
        ContextField("requirement_count", .text, "How many requirements there are."),
        ContextField("requirements_text", .text, "The same as a link's text."),
        ContextField("none_due_text", .text, "That no review is due."),
        ContextField("term_count", .text, "How many glossary terms."), tool, matrices,
        ContextField("more_models", .text, "How many models there are, where the matrices do not show all."),
        ContextField("more_models_text", .text, "The same as a link's text."),
        ContextField(
            "doors",
            .list(door),
            "What people come for: from `charter.yaml`, or else what the portal has."),
    ]
}
