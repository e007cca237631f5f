import Portal

extension Schema {
    /// The front matter of a kind of page.
    public static func frontMatter(of kind: PageKind) -> Schema {
        switch kind {
        case .policy:
            Schema(
                name: "a policy",
                summary: "Rules that bind staff; sentences with MUST, SHOULD or MAY become numbered requirements.",
                fields: Keys<Policy>.policy.fields + common(requiring: ["status", "owner", "review_by"]))
        case .licence:
            Schema(
                name: "a licence", summary: "What a licence allows, asks for and rules out, and what we decided.",
                fields: Keys<Licence>.licence.fields
                    + common(requiring: ["owner", "review_by"]))
        case .evaluation:
            Schema(
                name: "an evaluation", summary: "What we know of a model and for which uses it may serve.",
                fields: Keys<Evaluation>.evaluation.fields + common(requiring: ["owner", "review_by"]))
        case .guide:
            Schema(name: "a guide", summary: "Advice that explains how to act on the policies.", fields: common())
        case .glossary:
            Schema(
                name: "a glossary page",
                summary:
                    "Each second-level heading is a term, with other names in brackets; the text below defines it.",
                fields: common())
        case .page: Schema(name: "a page", summary: "Any other page.", fields: common())
        }
    }

    /// The schemas by kind, made once: every page needs its own.
    static let byKind = Dictionary(uniqueKeysWithValues: PageKind.allCases.map { ($0, frontMatter(of: $0)) })

    /// The keys that any page may have.
    ///
    /// - Parameter names: those that the kind cannot do without, beside the title.
    private static func common(requiring names: Set<String> = []) -> [SchemaField] {
        Keys<PageMetadata>.common.fields.map { field in
            var field = field
            field.isRequired = field.isRequired || names.contains(field.name)
            return field
        }
    }
}

extension PageDetails {
    /// What checked front matter says of a page of a kind.
    ///
    /// - Parameters:
    ///   - slug: stands in for an id that is missing.
    ///   - title: stands in for a name that is missing.
    init(_ kind: PageKind, _ values: FrontMatter, slug: String, title: String) {
        switch kind {
        case .policy:
            var policy = Policy()
            policy.id = slug
            Keys<Policy>.policy.fill(&policy, from: values)
            self = .policy(policy)
        case .licence:
            var licence = Licence()
            licence.spdx = slug
            licence.name = title
            Keys<Licence>.licence.fill(&licence, from: values)
            self = .licence(licence)
        case .evaluation:
            var evaluation = Evaluation()
            evaluation.model = title
            Keys<Evaluation>.evaluation.fill(&evaluation, from: values)
            self = .evaluation(evaluation)
        case .guide: self = .guide
        case .glossary: self = .glossary
        case .page: self = .page
        }
    }
}

extension PageMetadata {
    /// What checked front matter says of a page of any kind.
    init(_ values: FrontMatter) {
        self.init()
        Keys<PageMetadata>.common.fill(&self, from: values)
    }
}
