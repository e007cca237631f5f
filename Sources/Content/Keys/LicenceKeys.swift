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
        .texts("attribution", \.attribution, "Exact lines that must be shown, where no clause gives them as line."),
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
        .texts("restrictions", \.restrictions, "What it forbids, in short; where its text is stored, list items."),
        .objects(
            "items", \.items, empty: .init(), usePolicyItem, "What it forbids: all its items, in the maker's order."),
        .text(
            "section", \.section,
            "Where it stands in the licence's own text: Attachment A. Left out for a text of its own."),
        .object("text", \.text, empty: .init(), storedText, "The use policy's text; clauses may quote it."),
    ]

    private static let usePolicyItem: Keys<Licence.UsePolicyItem> = [
        Key<Licence.UsePolicyItem>(
            "number", .text, required: true, "The maker's number, or the count where there is none: 1.3, 4.2, (e)."
        ) { item, value in
            guard let text = value.text else { return }
            item.number = text
            item.numberRange = value.range
        },
        .text("words", \.words, required: true, "Its words, at most 30; looked up in the text, word for word."),
        .text("summary", \.summary, "What it means in short."),
        uses("touches", \.touchedUses, "Uses of decisions.yaml that are to be compared with it."),
        uses("forbids", \.forbiddenUses, "Uses of decisions.yaml that it forbids."),
    ]

    /// A list of ids of uses, with its place.
    private static func uses<Part>(
        _ name: String, _ path: WritableKeyPath<Part, Located<[String]>?> & Sendable, _ summary: String
    ) -> Key<Part> {
        Key<Part>(name, .list(.text), summary) { part, value in
            part[keyPath: path] = Located(value.items.compactMap(\.text), at: value.range)
        }
    }

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
        uses("forbids", \.forbiddenUses, "Uses of decisions.yaml that it forbids."),
        .text("line", \.line, "An exact line that it prescribes; looked up in the text, word for word."),
        Key<Licence.Clause>(
            "owed", .list(.oneOf(Licence.Occasion.allCases.map(\.rawValue))), "When what it asks for is owed."
        ) { $0.owed = $1.items.compactMap { $0.text.flatMap(Licence.Occasion.init) } },
        .object(
            "users", \.users, empty: .init(), userLimit, "The number of users above which another licence is needed."),
        .object("law", \.law, empty: .init(), jurisdiction, "Whose law applies, and who decides."),
        .objects("ends", \.endings, empty: .init(), ending, "How the licence ends."),
        .object("indemnity", \.indemnity, empty: .init(), indemnity, "Whom the user protects, and from what."),
        .object("region", \.region, empty: .init(), regionLimit, "Where rights are withheld."),
    ]

    // MARK: What a clause fixes

    private static let userLimit: Keys<Licence.UserLimit> = [
        Key<Licence.UserLimit>("more_than", .integer, required: true, "More users in a month than this.") {
            $0.moreThan = $1.integer ?? 0
        },
        .word("counting", \.counting, required: true, "at-release: counted once. running: as long as it is used."),
        .date("day", \.day, "The day of the release, where users are counted once."),
    ]

    private static let jurisdiction: Keys<Licence.Jurisdiction> = [
        .text("law", \.law, required: true, "The state or country whose law applies."),
        .text("courts", \.courts, "The courts that decide, with their article: the courts of Paris."),
    ]

    private static let ending: Keys<Licence.Ending> = [
        .word(
            "trigger", \.trigger, required: true,
            "A breach; a suit because it infringes the suing party's own rights; a suit because it infringes a patent."),
        .word("manner", \.manner, required: true, "may: the maker may end it. automatic: it ends by itself."),
        .word("scope", \.scope, "What ends; all where it is left out."),
        .integer("cure_days", \.cureDays, "Days in which a breach can be cured, so that the rights come back."),
    ]

    private static let indemnity: Keys<Licence.Indemnity> = [
        .text("protects", \.protects, required: true, "Who is protected."),
        .text("covers", \.covers, required: true, "What it covers: claims of third parties over use or distribution."),
    ]

    private static let regionLimit: Keys<Licence.RegionLimit> = [
        .texts("regions", \.regions, required: true, "Where the rights are withheld."),
        .text("concerns", \.concerns, "The part that is concerned; all of it where it is left out."),
        .text("exempt", \.exempt, "Who is exempt."),
    ]
}
