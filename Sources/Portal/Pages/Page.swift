import Diagnostics
import Primitives

/// What the rest of the site needs to know of a page: all but its text.
///
/// An object that never changes, since pages go from list to list: as a value, each copy would count a dozen references.
public final class Page: Sendable {
    /// Relative to the content folder, such as `policies/acceptable-use.md`.
    public let path: String
    /// What the page is; follows from its path.
    public let kind: PageKind
    /// The page's address below the site's root, such as `policies/acceptable-use.html`; follows from its path.
    public let url: String
    /// The file's name without its ending.
    public let slug: String
    /// SHA-256 of the source, in hexadecimal.
    public let sourceHash: String
    public let frontMatter: FrontMatter
    public let title: String
    /// `description`, or the start of the first paragraph.
    public let summary: String
    public let sections: [SectionFact]
    public let links: [OutgoingLink]
    public let requirements: [Requirement]
    /// On a glossary page, the terms it defines.
    public let terms: [GlossaryTerm]
    public let mentions: [TermMention]
    public let diagnostics: [Diagnostic]
    /// Whether the text is another than the one whose review the page records.
    public let isChangedSinceReview: Bool
    /// A hash of all that other pages and lists show of this one; an edit of its text alone leaves it as it is.
    public let presentationHash: String

    /// A heading that can be linked to.
    public struct SectionFact: Sendable, Hashable {
        public var id: String
        public var level: Int
        public var title: String
    }

    /// A page with what was read of it.
    ///
    /// - Parameters:
    ///   - title: the slug where it has none.
    ///   - presentationHash: computed where it is not known.
    init(
        path: String, sourceHash: String, frontMatter: FrontMatter = FrontMatter(), title: String? = nil,
        summary: String = "", sections: [SectionFact] = [], links: [OutgoingLink] = [],
        requirements: [Requirement] = [], terms: [GlossaryTerm] = [], mentions: [TermMention] = [],
        diagnostics: [Diagnostic] = [], isChangedSinceReview: Bool = false, presentationHash: String? = nil
    ) {
        self.path = path
        kind = PageKind(path: path)
        url = path.dropLast(3) + ".html"
        slug = Self.slug(ofPath: path)
        self.sourceHash = sourceHash
        self.frontMatter = frontMatter
        self.title = title ?? slug
        self.summary = summary
        self.sections = sections
        self.links = links
        self.requirements = requirements
        self.terms = terms
        self.mentions = mentions
        self.diagnostics = diagnostics
        self.isChangedSinceReview = isChangedSinceReview
        if let presentationHash {
            self.presentationHash = presentationHash
        } else {
            var writer = BinaryWriter()
            for text in [path, self.title, summary] { writer.write(text) }
            writer.write(frontMatter)
            writer.write(sections)
            writer.write(requirements)
            writer.write(terms)
            writer.write(isChangedSinceReview ? 1 : 0)
            self.presentationHash = sha256(writer.bytes)
        }
    }

    /// The name of a file without its folders and its ending.
    static func slug(ofPath path: String) -> String {
        let nameStart = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) } ?? path.startIndex
        return String(path[nameStart...].dropLast(3))
    }

    /// Whether the page is the `index.md` of the site or of a kind's folder, shown on top of what is made there.
    public var isIntroduction: Bool {
        path == "index.md"
            || PageKind.allCases.contains { kind in kind.folder.map { path == $0 + "/index.md" } ?? false }
    }

    public var status: Status { frontMatter.status }

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

extension FrontMatter {
    var status: Page.Status { text("status").flatMap(Page.Status.init) ?? .active }
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
