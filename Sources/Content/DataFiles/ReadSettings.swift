import Diagnostics
import Portal

extension SiteSettings {
    /// Reads `charter.yaml`; an absent file means the defaults.
    public static func read(_ yaml: String?, path: String) -> (SiteSettings, [Diagnostic]) {
        guard let yaml else { return (SiteSettings(FrontMatter()), []) }
        let (values, diagnostics) = Schema.settings.read(yaml, path: path)
        var settings = SiteSettings(values)
        let (models, problems) = ModelSettings.read(values, path: path)
        settings.models = models
        settings.path = path
        return (settings, diagnostics + problems)
    }

    private init(_ values: FrontMatter) {
        self.init()
        if let title = values.text("title") { self.title = title }
        description = values.text("description") ?? ""
        url = values.text("url").map { String($0.reversed().drop { $0 == "/" }.reversed()) }
        if let language = values.text("language") { self.language = language }
        languages = values.texts("languages").filter { $0.lowercased() != language.lowercased() }
        keywords = values.objects("keywords").compactMap(Keywords.init)
        organisation = values.text("organisation")
        let contact = values.object("contact")
        contactName = contact.text("name")
        contactURL = contact.text("url") ?? contact.text("email").map { "mailto:" + $0 }
        if let days = values.integer("review_notice_days") { reviewNoticeDays = days }
        allowsRawHTML = values.bool("raw_html") ?? false
        let schemes = values.texts("url_schemes")
        if !schemes.isEmpty { urlSchemes = Set(schemes.map { $0.lowercased() }) }
        redirects = values.list("redirects").compactMap { value in
            guard let entry = value.object, let from = entry.text("from"), let to = entry.text("to") else { return nil }
            return Redirect(from: from, to: to, range: value.range)
        }
        gone = Set(values.texts("gone"))
        assets = values.list("assets").compactMap { value in value.text.map { PathPattern($0, range: value.range) } }
        showsHistory = values.object("history").bool("enabled") ?? false
        showsAuthors = values.object("history").bool("authors") ?? false
        failsOn = Set(values.texts("fail_on").compactMap(GovernanceRule.init))
        people = values.objects("people").compactMap { entry in
            entry.text("name").map { Person(name: $0, role: entry.text("role")) }
        }
        if values.values["terms"] != nil {
            terms = values.objects("terms").compactMap { entry in
                guard let phrase = entry.text("phrase"), let instead = entry.text("instead") else { return nil }
                return TermRule(phrase: phrase, unfitFor: Set(entry.texts("unfit_for")), instead: instead)
            }
        }
        hasAnswers = values.object("answers").bool("enabled") ?? true
        search = Search(values.object("search"))
        doors = values.list("doors").compactMap(Door.init)
        look = Look(values.object("theme"))
    }
}

extension SiteSettings {
    /// Whether a text is the tag of a language, and can be the name of a folder.
    fileprivate static func isLanguageTag(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return (2...3).contains(parts[0].utf8.count) && parts[0].utf8.allSatisfy { (0x61...0x7A).contains($0) }
            && parts.dropFirst().allSatisfy { part in
                (2...8).contains(part.utf8.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
    }
}

extension SiteSettings.Keywords {
    fileprivate init?(_ entry: FrontMatter) {
        guard let language = entry.text("language") else { return nil }
        self.init(
            language: language,
            phrases: Self.levels.flatMap { key, level, _ in
                entry.texts(key).map { RequirementKeywords.Phrase($0, level) }
            })
    }

    private static let levels: [(key: String, level: Requirement.Level, summary: String)] = [
        ("must", .must, "Words for what is required."),
        ("must_not", .mustNot, "Words for what is forbidden."),
        ("should", .should, "Words for what is recommended."),
        ("should_not", .shouldNot, "Words for what is advised against."),
        ("may", .may, "Words for what is permitted."),
    ]

    static let schema: [SchemaField] =
        [SchemaField("language", .text, required: true, "The language's BCP 47 tag.")]
        + levels.map { SchemaField($0.key, .list(.text), $0.summary) }
}

extension SiteSettings.Door {
    fileprivate init?(_ value: FrontMatterValue) {
        guard let entry = value.object, let title = entry.text("title"), let to = entry.text("to") else { return nil }
        self.init(title: title, summary: entry.text("summary"), to: to, range: value.range)
    }

    static let schema: [SchemaField] = [
        SchemaField("title", .text, required: true, "The words that people come with."),
        SchemaField(
            "to", .text, required: true, "An address below the root, such as folder/page.html#section, or a URL."),
        SchemaField("summary", .text, "What is behind it, in a sentence."),
    ]
}

extension SiteSettings.Look {
    fileprivate init(_ values: FrontMatter) {
        self.init()
        logo = values.text("logo").map { PathPattern($0, range: values.range("logo")) }
        accent = values.text("accent")
        accentRange = values.range("accent")
        font = values.text("font").flatMap(Font.init) ?? .system
        footer = values.list("footer").compactMap(SiteSettings.Door.init)
        imprint = values.text("imprint")
    }

    fileprivate static let schema = SchemaField(
        "theme",
        .object([
            SchemaField("logo", .text, "An image below content/ that stands before the portal's name."),
            SchemaField("accent", .text, "The one colour that all others are derived from, such as \"#1d4f73\"."),
            SchemaField(
                "font", .oneOf(Font.allCases.map(\.rawValue)), "Letters that readers have already; system unless set."),
            SchemaField(
                "footer", .list(.object(SiteSettings.Door.schema)), "Links at the foot of every page."),
            SchemaField("imprint", .text, "Who is responsible for the portal, at the foot of every page."),
        ]), "The organisation's own look.")
}

extension SiteSettings.Search {
    fileprivate init(_ values: FrontMatter) {
        self.init()
        isEnabled = values.bool("enabled") ?? true
        synonyms = values.objects("synonyms").map { $0.texts("words") }.filter { $0.count > 1 }
        goldenFloor = values.number("golden_floor") ?? 0
        goldenFloorRange = values.range("golden_floor")
    }
}

extension Schema {
    /// The keys of `charter.yaml`.
    public static let settings = Schema(
        name: "charter.yaml", summary: "What holds for the whole site.",
        fields: [
            SchemaField("title", .text, required: true, "The portal's name."),
            SchemaField("description", .text, "One sentence on what the portal is for."),
            SchemaField("url", .url, "Where the site is published; the feed, the sitemap and the 404 page need it."),
            SchemaField("language", .text, "The site's language as a BCP 47 tag; en unless set."),
            SchemaField(
                "languages",
                .list(
                    .formatted(
                        form: "a language tag such as de", pattern: "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
                        matches: SiteSettings.isLanguageTag)),
                "Languages that pages are translated to, as BCP 47 tags; the translations of de stand in content/de/."),
            SchemaField(
                "keywords", .list(.object(SiteSettings.Keywords.schema)),
                "Words in capitals by which requirements are known in a language, in place of Charter's own for the same level."
            ),
            SchemaField("organisation", .text, "Who publishes the portal."),
            SchemaField(
                "contact",
                .object([
                    SchemaField("name", .text, required: true, "Whom to ask."),
                    SchemaField("email", .text, "Their mail address."),
                    SchemaField("url", .url, "Or a page to reach them."),
                ]), "Whom readers may ask."),
            SchemaField(
                "review_notice_days", .integer, "From how many days before its review a page is due; 30 unless set."),
            SchemaField("raw_html", .bool, "Whether raw HTML in markdown is passed through; false unless set."),
            SchemaField(
                "url_schemes", .list(.text), "URL schemes that links may have; http, https, mailto and tel unless set."),
            SchemaField(
                "redirects",
                .list(
                    .object([
                        SchemaField(
                            "from", .text, required: true, "A former address below the root, such as old/page.html."),
                        SchemaField("to", .text, required: true, "The address it leads to."),
                    ])), "Former addresses of pages."),
            SchemaField(
                "history",
                .object([
                    SchemaField("enabled", .bool, "Whether pages show what changed, from git; false unless set."),
                    SchemaField("authors", .bool, "Whether names of authors are shown; false unless set."),
                ]), "History of pages from git."),
            SchemaField(
                "fail_on", .list(.oneOf(SiteSettings.GovernanceRule.allCases.map(\.rawValue))),
                "Governance rules whose breach stops a build."),
            SchemaField(
                "people",
                .list(
                    .object([
                        SchemaField("name", .text, required: true, "A role, a team or a person, as pages write it."),
                        SchemaField("role", .text, "What they do, in a few words."),
                    ])), "Those whom pages may name as owner, approver and so on; anybody unless set."),
            SchemaField("gone", .list(.text), "Addresses that were published and are gone on purpose."),
            SchemaField(
                "assets", .list(.text),
                "Files below content/ to publish though no page refers to them: paths, or patterns such as forms/*.docx."
            ),
            SchemaField(
                "terms",
                .list(
                    .object([
                        SchemaField("phrase", .text, required: true, "The phrase."),
                        SchemaField(
                            "unfit_for", .list(.oneOf(OpennessClass.allCases.map(\.rawValue))),
                            required: true,
                            "The openness classes of which it must not be said."),
                        SchemaField("instead", .text, required: true, "What to write instead."),
                    ])), "Phrases that mislead; 'open source' of a model with only open weights unless set."),
            SchemaField(
                "answers",
                .object([SchemaField("enabled", .bool, "Whether the site answers questions; true unless set.")]),
                "Answers to questions, where an encoder is named or the ledger has pairs."),
            SchemaField(
                "search",
                .object([
                    SchemaField("enabled", .bool, "Whether the site can be searched; true unless set."),
                    SchemaField(
                        "synonyms",
                        .list(
                            .object([
                                SchemaField(
                                    "words", .list(.text), required: true,
                                    "Words and phrases of one meaning: who looks for one finds the others.")
                            ])), "Words of one meaning, beside those that the glossary names."),
                    SchemaField(
                        "golden_floor", .number,
                        "The share of golden queries that must find their page among the first three, 0 to 1."),
                ]), "How the site is searched."),
            SchemaField(
                "doors", .list(.object(SiteSettings.Door.schema)),
                "What people come for, on the start page; made from what the portal has unless set."),
            SiteSettings.Look.schema,
            ModelSettings.schema,
        ])
}

extension Schema {
    /// Reads a file of settings that has these keys.
    public func read(_ yaml: String, path: String) -> (FrontMatter, [Diagnostic]) {
        FrontMatterReader.read(yaml[...], path: path, firstLine: 1, schema: self)
    }
}
