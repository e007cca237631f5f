import Diagnostics
import Primitives

/// What the rest of the site needs to know of a page: all but its text.
///
/// A class, though it never changes: pages go from list to list, and each copy of a value would count a dozen
/// references.
public final class Page: Sendable {
    /// Relative to the content folder, such as `policies/acceptable-use.md`.
    public let path: String
    /// The language that the page is a translation to: that of the folder it stands in; nil for the portal's own pages.
    public let edition: String?
    /// What the page is; follows from its path.
    public let kind: PageKind
    /// Where the page stands in the site, such as `policies/acceptable-use.html`; follows from its path.
    public let address: SitePath
    /// The page's address below the site's root as links, lists and files for machines name it: percent-encoded.
    public var url: String { address.url }
    /// The file's name without its ending.
    public let slug: String
    /// SHA-256 of the source, in hexadecimal.
    public let sourceHash: String
    /// What the page says of itself, whatever its kind.
    public let metadata: PageMetadata
    /// What its kind's front matter says.
    public let details: PageDetails
    /// The front matter as `Content` keeps it from build to build; nobody else looks into it.
    package let codedFrontMatter: [UInt8]
    /// The page's title; the slug where it has none.
    public let title: String
    /// `description`, or the start of the first paragraph.
    public let summary: String
    /// Headings in reading order.
    public let sections: [SectionFact]
    /// Links, images and references in reading order.
    public let links: [OutgoingLink]
    /// Sentences that bind, in reading order; empty unless the page is a policy.
    public let requirements: [Requirement]
    /// On a glossary page, the terms it defines.
    public let terms: [GlossaryTerm]
    /// Sentences that use a phrase of ``SiteSettings/terms``.
    public let mentions: [TermMention]
    /// Problems of the page by itself.
    public let diagnostics: [Diagnostic]
    /// Whether the text differs from the one whose review the page records.
    public let isChangedSinceReview: Bool
    /// What a page that governs says, by section; empty for guides, glossaries and plain pages.
    public let wording: [Wording]
    /// Days on which something happened, under the keys that state them: none of them can be yet to come.
    public let pastDates: [Stated<CalendarDate>]
    /// Those whom the page names in its front matter, under the keys that name them.
    public let people: [Stated<String>]
    /// A hash of all that other pages and lists show of this one; an edit of its text alone leaves it as it is.
    public let presentationHash: String

    /// A heading that can be linked to.
    public struct SectionFact: Sendable, Hashable {
        /// The heading's id, unique in the page.
        public var id: String
        /// From 1 to 6.
        public var level: Int
        /// The heading's plain text.
        public var title: String

        /// All of it as it was read.
        package init(id: String, level: Int, title: String) {
            self.id = id
            self.level = level
            self.title = title
        }
    }

    /// The plain text of a section of a page that governs.
    public struct Wording: Sendable, Hashable {
        /// The heading's id, empty before the first heading.
        public var section: String
        /// The heading's plain text, empty before the first heading.
        public var title: String
        /// Blocks separated by line feeds, cells by ` | `.
        public var text: String

        /// All of it as it was read.
        package init(section: String, title: String, text: String) {
            self.section = section
            self.title = title
            self.text = text
        }
    }

    /// A page with what was read of it. The kind, the address and the slug follow from the path; a page without a
    /// title is called by its slug.
    ///
    /// - Parameter edition: the first folder of the path, where it holds translations.
    package init(
        path: String, edition: String? = nil, sourceHash: String, metadata: PageMetadata = PageMetadata(),
        details: PageDetails = .page,
        codedFrontMatter: [UInt8] = [], title: String? = nil, summary: String = "", sections: [SectionFact] = [],
        links: [OutgoingLink] = [], requirements: [Requirement] = [], terms: [GlossaryTerm] = [],
        mentions: [TermMention] = [], diagnostics: [Diagnostic] = [], isChangedSinceReview: Bool = false,
        wording: [Wording] = [], pastDates: [Stated<CalendarDate>] = [], people: [Stated<String>] = [],
        presentationHash: String
    ) {
        self.path = path
        self.edition = edition
        kind = PageKind(path: path, edition: edition)
        address = SitePath(path.dropLast(3) + ".html")
        slug = Self.slug(ofPath: path)
        self.sourceHash = sourceHash
        self.metadata = metadata
        self.details = details
        self.codedFrontMatter = codedFrontMatter
        self.title = title ?? slug
        self.summary = summary
        self.sections = sections
        self.links = links
        self.requirements = requirements
        self.terms = terms
        self.mentions = mentions
        self.diagnostics = diagnostics
        self.isChangedSinceReview = isChangedSinceReview
        self.wording = wording
        self.pastDates = pastDates
        self.people = people
        self.presentationHash = presentationHash
    }

    /// The name of a file without its folders and its ending.
    package static func slug(ofPath path: String) -> String {
        let nameStart = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) } ?? path.startIndex
        return String(path[nameStart...].dropLast(3))
    }

    /// The path without the folder of its language: that of the page which it translates.
    public var ownPath: String { edition.map { String(path.dropFirst($0.count + 1)) } ?? path }

    /// Whether the page is the `index.md` of the site or of a kind's folder, shown on top of what is made there.
    public var isIntroduction: Bool {
        // Asked of every page several times in a build, and few are called so.
        guard slug == "index" else { return false }
        return ownPath == "index.md" || kind.folder.map { ownPath == $0 + "/index.md" } ?? false
    }

    /// Active where the page says nothing.
    public var status: Status { metadata.status?.value ?? .active }

    /// Whether a page is being written, in force or withdrawn.
    public enum Status: String, Sendable, CaseIterable {
        case draft, active, retired
    }

    /// From when a policy binds that is approved and does not bind yet; nil for everything else.
    public func bindsLater(than today: CalendarDate) -> CalendarDate? {
        guard status == .active, let effective = policy?.effective, effective > today else { return nil }
        return effective
    }

    /// The day of the page's last change that is known.
    public var lastChange: CalendarDate? {
        [metadata.lastChange, policy?.effective, evaluation?.evaluated].compactMap { $0 }.max()
    }
}
