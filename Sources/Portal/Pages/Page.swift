import Diagnostics
import Markdown

/// What the rest of the site needs to know of a page: all but its text.
public struct Page: Sendable, Hashable {
    /// Relative to the content folder, such as `policies/acceptable-use.md`.
    public let path: String
    /// What the page is; follows from its path.
    public let kind: PageKind
    /// The page's address below the site's root, such as `policies/acceptable-use.html`; follows from its path.
    public let url: String
    /// The file's name without its ending.
    public let slug: String
    /// SHA-256 of the source, in hexadecimal.
    public var sourceHash: String
    public var frontMatter: FrontMatter
    public var title: String
    /// `description`, or the start of the first paragraph.
    public var summary: String
    public var sections: [SectionFact]
    public var links: [OutgoingLink]
    public var requirements: [Requirement]
    /// On a glossary page, the terms it defines.
    public var terms: [GlossaryTerm]
    public var mentions: [TermMention]
    public var diagnostics: [Diagnostic]
    /// Whether the text is another than the one whose review the page records.
    public internal(set) var isChangedSinceReview = false
    /// A hash of all that other pages and lists show of this one; an edit of its text alone leaves it as it is.
    public internal(set) var presentationHash = ""

    /// A heading that can be linked to.
    public struct SectionFact: Sendable, Hashable {
        public var id: String
        public var level: Int
        public var title: String
    }

    /// A page of which nothing but its place is known yet.
    init(path: String, sourceHash: String) {
        self.path = path
        kind = PageKind(path: path)
        url = path.dropLast(3) + ".html"
        let nameStart = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) } ?? path.startIndex
        slug = String(path[nameStart...].dropLast(3))
        self.sourceHash = sourceHash
        frontMatter = FrontMatter()
        title = ""
        summary = ""
        sections = []
        links = []
        requirements = []
        terms = []
        mentions = []
        diagnostics = []
        title = slug
    }

    /// Whether the page is the `index.md` of the site or of a kind's folder, shown on top of what is made there.
    public var isIntroduction: Bool {
        path == "index.md"
            || PageKind.allCases.contains { kind in kind.folder.map { path == $0 + "/index.md" } ?? false }
    }

    public var status: Status { frontMatter.text("status").flatMap(Status.init) ?? .active }

    /// Whether a page is being written, in force or withdrawn.
    public enum Status: String, Sendable {
        case draft, active, retired
    }

    /// The day of the page's last change that is known.
    public var lastChange: CalendarDate? {
        let dates = [
            frontMatter.date("updated"), frontMatter.date("effective"), frontMatter.date("evaluated"),
            frontMatter.date("reviewed"), frontMatter.date("date"),
        ]
        return (frontMatter.objects("history").compactMap { $0.date("date") } + dates.compactMap { $0 }).max()
    }
}

/// A link, image or reference as written.
public struct OutgoingLink: Sendable, Hashable {
    /// What kind of pointer it is and at what.
    public enum Target: Sendable, Hashable {
        case link(String)
        case image(String)
        case reference(target: String, fragment: String?, text: String?)
    }

    public var target: Target
    public var range: SourceRange
}

/// A sentence of a policy that binds, with its number.
public struct Requirement: Sendable, Hashable {
    /// How strongly it binds, in RFC 2119's words.
    public enum Level: String, Sendable, CaseIterable {
        case must = "MUST"
        case mustNot = "MUST NOT"
        case should = "SHOULD"
        case shouldNot = "SHOULD NOT"
        case may = "MAY"

        /// The level as a class name: `must-not`.
        public var cssClass: String { rawValue.lowercased().split(separator: " ").joined(separator: "-") }
    }

    public var number: Int
    /// Whether the source gives the number as `{#R3}`; otherwise it was counted and may change.
    public var isPinned: Bool
    public var level: Level
    public var text: String
    /// The section it stands in, empty before the first heading.
    public var sectionID: String
    public var sectionTitle: String
    public var range: SourceRange

    /// `POL-001-R3`.
    public func id(in policyID: String) -> String { "\(policyID)-R\(number)" }
}

/// A term that the glossary defines.
public struct GlossaryTerm: Sendable, Hashable {
    public var id: String
    public var name: String
    public var otherNames: [String]
    /// The first paragraph of its text.
    public var definition: String
    public var range: SourceRange
}

/// A sentence that uses a phrase of ``SiteSettings/terms``.
public struct TermMention: Sendable, Hashable {
    public var rule: Int
    public var sentence: String
    public var range: SourceRange
}
