/// What a page is, decided by the folder it stands in.
public enum PageKind: String, Sendable, CaseIterable {
    case policy, licence, evaluation, guide, glossary, page

    /// Whether pages of the kind decide what is allowed, so that every change of their words is a change of the rules.
    public var governs: Bool {
        switch self {
        case .policy, .licence, .evaluation: true
        case .guide, .glossary, .page: false
        }
    }

    /// The folder under `content/`; plain pages may stand anywhere else.
    public var folder: String? {
        switch self {
        case .policy: "policies"
        case .licence: "licences"
        case .evaluation: "evaluations"
        case .guide: "guides"
        case .glossary: "glossary"
        case .page: nil
        }
    }

    /// The kind's heading on lists.
    public var pluralTitle: String {
        switch self {
        case .policy: "Policies"
        case .licence: "Licences"
        case .evaluation: "Evaluations"
        case .guide: "Guides"
        case .glossary: "Glossary"
        case .page: "Pages"
        }
    }

    /// Ids of what pages of the kind show of their front matter; templates give them.
    public var anchors: [String] {
        switch self {
        case .licence:
            [
                "decision-title", "risk-title", "permissions-title", "conditions-title", "limitations-title",
                "duties-title", "clauses-title", "facts-title", "use-title", "thresholds-title", "handing-on-title",
                "attribution-title", "changes-title", "end-title", "models-title", "text-title",
            ]
        case .evaluation:
            [
                "licence-title", "openness-title", "components-title", "decisions-title", "uses-title", "results-title",
                "hardware-title",
            ]
        case .policy, .guide, .glossary, .page: []
        }
    }

    /// The kind of a page at a path below `content/`.
    ///
    /// - Parameter edition: the first folder of the path, where it holds translations: below it kinds have the same folders.
    public init(path: String, edition: String?) {
        self.init(path: edition.map { String(path.dropFirst($0.count + 1)) } ?? path)
    }

    /// The kind of the page at a path below `content/`, or below the folder of a language.
    public init(path: String) {
        let slash = path.utf8.firstIndex(of: UInt8(ascii: "/"))
        if path == "glossary.md" {
            self = .glossary
        } else if let slash {
            let folder = path[..<slash]
            self = Self.allCases.first { $0.folder.map { $0 == folder } ?? false } ?? .page
        } else {
            self = .page
        }
    }
}
